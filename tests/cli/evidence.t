Evidence
========

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ O=$(nord order add --offer autumn --as anna -q)
  $ nord evidence add "$O" PRE --version 3 file=@/dev/null 2>&1 | mask
  evidence.add ID: pending
  $ nord evidence add "$O" SUM --version 3 --wording sum/de --file 'drawer 7' --as anna --json | tee add.json | valid evidence add
  valid
  $ jq -c '.item | [.code, .version, .wording, .channel, .date, .withheld]' add.json
  ["SUM","3","sum/de","shop","2025-08-13",["file"]]
  $ nord evidence add "$O" XYZ 2>&1 | cut -c1-80
  kontor: evidence add: not a valid operation: code: "XYZ" is none of: CON PRE WDN
  $ nord evidence add "$O"
  kontor: evidence add: the code is missing
  [64]
  $ nord evidence add "$O" MND --at 2025-08-13T12:00:00Z -q | mask
  ID
  $ nord evidence list --sort code --columns code,version,wording,date,channel
  code  version  wording  date        channel
  MND                     2025-08-13  shop
  PRE         3           2025-08-13  shop
  SUM         3  sum/de   2025-08-13  shop
  $ nord evidence list --json | valid evidence list
  valid
  $ nord evidence show "$(jq -r .op.on add.json)" --json --private | tee show.json | valid evidence show
  valid
  $ jq -r .item.file show.json
  drawer 7
