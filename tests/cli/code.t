Codes: what a seller hands to a customer
========================================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ C=$(nord customer add --name Carla --as anna -q)
  $ I=$(nord interaction add --customer "$C" --type consultation --minutes 25 --as anna -q)
  $ O=$(nord order add --offer autumn --customer "$C" --as anna -q)

The code is drawn here and stays here; what travels is a hash of it. It remembers the advice that it
comes from.

  $ nord code issue --order "$O" --as anna --json | tee issue.json | valid code issue
  valid
  $ jq -r .created issue.json | mask
  CODE
  $ test "$(jq -r .item.touch issue.json)" = "$I" && jq -c '.item | [.state, .offer, .version, .uses, .valid_until]' issue.json
  ["issued","autumn",1,1,"2025-09-13T00:00:00Z"]
  $ K=$(jq -r .created issue.json)
  $ nord code show "$K" | mask | head -3
  kind            code
  id              ID
  state           issued
  $ nord code show "$(tr -d - <<< "$K" | tr A-Z a-z)" --json | valid code show
  valid
  $ nord code list --json | valid code list
  valid
  $ nord code issue
  kontor: code issue: a code is for an order or an offer
  kontor: hint: --order ORDER or --offer OFFER
  [64]
  $ nord code issue --offer phone --uses 3 --valid-until 2025-09-30T22:00:00Z --key sheet-1 -q > first
  $ nord code issue --offer phone --uses 3 --valid-until 2025-09-30T22:00:00Z --key sheet-1 -q | diff first - && echo same
  same
  $ nord code list --sort offer --columns offer,state,uses,redeemed,valid_until
  offer   state   uses  redeemed  valid_until
  autumn  issued     1         0  2025-09-13T00:00:00Z
  phone   issued     3         0  2025-09-30T22:00:00Z

A code with a slip of the pen is found out where it is typed.

  $ nord order resume "${K%?}$([ "${K: -1}" = 7 ] && echo 8 || echo 7)" 2>&1 | mask
  kontor: order resume: "CODE" is no code: its check symbol does not fit
  kontor: hint: compare it with what the customer shows, symbol by symbol

A revoked code is worth nothing.

  $ nord code revoke "$K" | mask
  code.revoke ID: pending
  $ round 2025-08-14T10:00:00Z
  $ online order resume "$K" --json | tee redeem.json | valid order resume
  valid
  $ jq -r .op.fate redeem.json
  requested
  $ round 2025-08-14T11:00:00Z
  $ online op list --rejected | mask
  id            kind         on                at                    fate      reason
  online-1.0.1  code.redeem  ID  2025-08-14T11:00:00Z  rejected  the code was revoked
  $ grep -rl "$(tr -d - <<< "$K")" hub online hq | wc -l
  0
