Holding a claim
===============

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale
  $ close_sale
  $ round 2025-09-01T07:00:00Z

HQ holds the payment of a claim while it looks into it; nobody else can.

  $ nord claim hold "$O.phone" --reason 'fraud check'
  kontor: claim hold: the role shop may not do this
  kontor: hint: kontor whoami
  [77]
  $ hq claim hold "$O.phone"
  kontor: claim hold: --reason is missing
  kontor: hint: kontor claim hold --help
  [64]
  $ hq claim hold "$O.phone" --reason 'fraud check' --at 2025-09-01T07:30:00Z --json | valid claim hold
  valid
  $ round 2025-09-01T08:00:00Z
  $ hq claim hold "$O.phone" --reason again > out 2>&1; echo $?; mask < out
  1
  kontor: claim hold: not in this state: held since 2025-09-01

What was earned stays earned; the payees are told that it waits, and why.

  $ hq claim list --columns id,state,outstanding,currency,hold | mask
  id                         state   outstanding  currency  hold
  ID.phone     earned         9.90  EUR       fraud check
  ID.tariff-l  earned       118.80  EUR
  $ nord claim list --where 'hold~fraud' --columns item,stage,role,amount,currency,hold
  item   stage         role      amount  currency  hold
  phone  tip           business    0.59  EUR       fraud check
  phone  tip           seller      0.40  EUR       fraud check
  phone  consultation  business    0.74  EUR       fraud check
  phone  consultation  seller      0.50  EUR       fraud check
  $ hq claim show "$O.phone" --json | valid claim show
  valid
  $ nord claim show "$O.phone" --json | tee shown.json | valid claim show
  valid
  $ jq -c .item.hold shown.json
  {"reason":"fraud check","since":"2025-09-01"}
  $ hq claim explain "$O.phone" | grep -A2 '^  hold'
    hold (claim.hold): reason=fraud check
      from since=2025-09-01
      because hq-1.0.22  claim.hold in set [0-9a-f]{12} (re)
  $ nord claim explain "$O.phone" | grep '^  hold'
    hold (claim.hold): reason=fraud check  since=2025-09-01
  $ nord statement extract --format csv | grep consultation,business | grep phone | cut -d, -f4,6,7,13,18,22
  phone,consultation,business,0.74,0.74,held by HQ since 2025-09-01: fraud check

A run settles what is left, and says what waits: the run, the list and the paper of each payee.

  $ hq settlement run --until 2025-08-31 --at 2025-09-01T09:00:00Z -q > run
  $ round 2025-09-01T09:00:00Z
  $ hq settlement list --columns partner,role,settled,on_hold,reserve,currency --sort settled
  partner  role      settled  on_hold  reserve  currency
  nord     seller       9.62     0.90     1.07  EUR
  sued     seller      16.04     1.48     1.78  EUR
  nord     business    16.44     1.33     1.60  EUR
  sued     business    30.06     2.23     2.67  EUR
  online   business    42.77     3.96     4.75  EUR
  $ nord statement list --columns role,settled,carried,on_hold,currency --sort role
  role      settled  carried  on_hold  currency
  business    16.44     0.00     1.33  EUR
  seller       9.62     0.00     0.90  EUR
  $ nord statement show "$(cat run).nord" | grep 'on hold'
  on hold                          1.33

It resumes, and the next run pays it; what HQ did is in the ledger, and anyone can check it.

  $ hq claim resume "$O.phone" --reason 'nothing found' --at 2025-09-03T08:00:00Z --json | valid claim resume
  valid
  $ round 2025-09-03T09:00:00Z
  $ hq claim resume "$O.phone" 2>&1
  kontor: claim resume: not in this state: not held
  [1]
  $ nord claim list --where 'hold~fraud'
  none
  $ hq settlement run --until 2025-09-03 --at 2025-09-04T08:00:00Z -q > run
  $ round 2025-09-04T08:00:00Z
  $ hq settlement list --where until=2025-09-03 --columns partner,role,settled,on_hold,reserve,currency --sort settled
  partner  role      settled  on_hold  reserve  currency
  nord     seller       0.81     0.00     0.09  EUR
  nord     business     1.19     0.00     0.14  EUR
  sued     seller       1.33     0.00     0.15  EUR
  sued     business     2.00     0.00     0.23  EUR
  online   business     3.56     0.00     0.40  EUR
  $ kontor-audit verify hub/hq.git hub/nord.git hub/sued.git hub/online.git --root root/root.pub | tail -1
  verdict   verified
  $ hq claim prove "$O.phone" -q > hq.proof && kontor-audit verify hq.proof --root root/root.pub | tail -1
  verdict   verified
