Returns: anywhere, by any handle
================================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale
  $ close_sale
  $ nord return add --cause withdrawal
  kontor: return add: the handle is missing
  kontor: hint: --handle CODE as the customer shows it, or --handle ORDER
  [64]
  $ nord return add --handle "$K" --as anna
  kontor: return add: --cause is missing
  kontor: hint: kontor return add --help
  [64]
  $ nord return add --handle "$K" --cause regret 2>&1 | cut -c1-90
  kontor: return add: not a valid operation: cause: "regret" is none of: withdrawal non_paym
  $ nord return add --handle "$K" --item phone --cause withdrawal --as anna --at 2025-09-10T10:00:00Z --json | tee add.json | valid return add
  valid
  $ jq -c '[.op.fate, has("item")]' add.json
  ["requested",false]
  $ nord return add --handle 0000000000000000 --cause goodwill -q | mask
  ID
  $ round 2025-09-10T12:00:00Z
  $ nord return list | mask
  id                state     order             items      cause       accepting  closing  date
  ID  received  ID  ["phone"]  withdrawal  nord       online   2025-09-10
  $ nord return list --json | valid return list
  valid
  $ nord return show "$(jq -r .op.on add.json)" --json | valid return show
  valid
  $ nord op list --rejected | mask
  id               kind        on                at                    fate      reason
  shop-nord-1.0.7  return.add  ID  2025-09-10T12:00:00Z  rejected  no order under this code or handle
  $ nord op dismiss "$(nord op list --rejected --json | jq -r '.items[0].id')" --json | valid op dismiss
  valid
  $ nord op list --rejected
  none
  $ online return list --columns cause,items,accepting,closing,date
  cause       items      accepting  closing  date
  withdrawal  ["phone"]  nord       online   2025-09-10
  $ sued return list
  none
  $ online order show "$O" --json | jq -c '.item | [.returned, .items.phone.state, .items["tariff-l"].state]'
  ["partial","returned","completed"]

What came back cannot come back again, as a site knows that has heard of the order; after the period the
reason has to be another one, as HQ finds.

  $ nord return add --handle "$O" --item phone --cause goodwill
  kontor: return add: returned already: phone
  kontor: hint: not yet returned: tariff-l
  [1]
  $ online return add --handle "$K" --item tablet --cause goodwill
  kontor: return add: no such item in the order: tablet
  kontor: hint: not yet returned: tariff-l
  [1]
  $ nord return add --handle "$O" --cause withdrawal --at 2025-09-20T10:00:00Z -q > /dev/null
  $ round 2025-09-20T12:00:00Z
  $ nord op list --rejected --json | jq -r '.items[].reason' | sort
  period_over
  $ nord return add --handle "$O" --cause cancellation --at 2025-09-20T13:00:00Z -q > /dev/null
  $ round 2025-09-20T14:00:00Z
  $ nord return add --handle "$O" --cause cancellation
  kontor: return add: returned already
  kontor: hint: kontor return list
  [1]

HQ rejects a return that does not stand. Nothing of it is left but the record, for both partners; the rest
of the order stays returned.

  $ R=$(jq -r .op.on add.json)
  $ nord return reject "$R" --reason 'the customer kept it'
  kontor: return reject: the role shop may not do this
  kontor: hint: kontor whoami
  [77]
  $ hq return reject "$R"
  kontor: return reject: --reason is missing
  kontor: hint: kontor return reject --help
  [64]
  $ hq return reject "$R" --reason 'the customer kept it' --at 2025-09-21T08:00:00Z --json | tee reject.json | valid return reject
  valid
  $ jq -c '.op.fate' reject.json
  "requested"
  $ round 2025-09-21T09:00:00Z
  $ hq return reject "$R" --reason again 2>&1 | mask
  kontor: return reject: rejected already: ID
  kontor: hint: kontor return show ID
  $ nord return show "$R" | grep -E '^(state|refused|reason)'
  state           refused
  reason          the customer kept it
  refused         2025-09-21
  $ online order show "$O" --json | jq -c '.item | [.state, .returned, .items.phone.state, .items["tariff-l"].state]'
  ["completed","partial","completed","returned"]
  $ hq claim list --columns item,state,outstanding
  item      state     outstanding
  phone     earned            990
  tariff-l  reversed            0
  $ hq claim history "$O.phone" --columns kind,stage,amount,currency,date --where kind=restore --sort n
  kind     stage         amount  currency  date
  restore  tip             0.59  EUR       2025-09-21
  restore  tip             0.40  EUR       2025-09-21
  restore  consultation    0.74  EUR       2025-09-21
  restore  consultation    0.50  EUR       2025-09-21
  restore  consultation    2.23  EUR       2025-09-21
  restore  consultation    1.48  EUR       2025-09-21
  restore  close           3.96  EUR       2025-09-21
  $ hq claim explain "$O.phone" --json | jq -c '[.. | objects | select(.step? == "return") | .result]'
  [{"amount":-990,"part":"1","restored":true,"why":"for this cause all comes back"}]
  $ hq claim prove "$O.phone" -q > hq.proof
  $ kontor-audit verify hq.proof --root root/root.pub | grep -E '^verdict'
  verdict   verified
  $ nord claim prove "$O.phone" -q > nord.proof
  $ kontor-audit verify nord.proof --root root/root.pub | grep -E '^verdict'
  verdict   verified

The phone may come back another time.

  $ nord return add --handle "$K" --item phone --cause goodwill --at 2025-09-22T08:00:00Z -q | mask
  ID
  $ round 2025-09-22T09:00:00Z
  $ hq return list --columns state,items,cause,refused,reason --sort date
  state     items         cause         refused     reason
  refused   ["phone"]     withdrawal    2025-09-21  the customer kept it
  received  ["tariff-l"]  cancellation
  received  ["phone"]     goodwill
