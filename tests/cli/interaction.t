The customer's timeline
=======================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ C=$(nord customer add --name Carla --as anna -q)
  $ L=$(nord lead add --customer "$C" --offer autumn --as anna -q)

Advice belongs to the customer's open lead, where there is one.

  $ nord interaction add --customer "$C" --type consultation --minutes 25 --offer autumn --note 'likes blue' --topics price --topics network --as anna --json | tee add.json | valid interaction add
  valid
  $ test "$(jq -r .item.lead add.json)" = "$L" && jq -c '.item | [.minutes, .topics, .state, .withheld]' add.json
  [25,["price","network"],"completed",["note"]]
  $ nord interaction add --type visit --at 2025-08-14T10:00:00+02:00 -q | mask
  ID
  $ nord interaction add --type dance
  kontor: interaction add: not a valid operation: type: "dance" is none of: consultation visit call message click service
  [65]
  $ nord interaction add --type visit --at yesterday
  kontor: interaction add: --at "yesterday" is not a time such as 2025-08-31T10:15:00+02:00
  [65]
  $ nord interaction list --columns type,minutes,offer,topics,created,note --private --sort type
  type          minutes  offer   topics               created               note
  consultation       25  autumn  ["price","network"]  2025-08-13T10:00:00Z  likes blue
  visit                                               2025-08-14T08:00:00Z
  $ nord interaction list --json | valid interaction list
  valid
  $ nord interaction show "$(jq -r .op.on add.json)" --json | valid interaction show
  valid

Nobody but the own scope and HQ sees it.

  $ round 2025-08-15T10:00:00Z
  $ hq interaction list --columns type,minutes --sort type
  type          minutes
  consultation       25
  visit
  $ sued interaction list
  none
