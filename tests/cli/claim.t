Claims and settlements
======================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale
  $ close_sale
  $ hq claim list | mask
  id                         state        plan          plan_version    pool  outstanding  currency  closed                vested
  ID.phone     provisional  telco-retail             3    9.90         0.00  EUR       2025-08-28T10:20:00Z
  ID.tariff-l  provisional  telco-retail             3  118.80         0.00  EUR       2025-08-28T10:20:00Z
  $ hq claim list --json | valid claim list
  valid
  $ hq claim show "$O.phone" --json | valid claim show
  valid

A partner's site sees its own shares, the others under pseudonyms.

  $ nord claim list --sort amount --columns state,stage,role,amount,currency
  state        stage         role      amount  currency
  provisional  tip           seller      0.40  EUR
  provisional  consultation  seller      0.50  EUR
  provisional  tip           business    0.59  EUR
  provisional  consultation  business    0.74  EUR
  provisional  tip           seller      4.75  EUR
  provisional  consultation  seller      5.94  EUR
  provisional  tip           business    7.13  EUR
  provisional  consultation  business    8.91  EUR
  $ nord claim list --json | tee own.json | valid claim list
  valid
  $ jq -r '.items[0].shares[] | select(.own | not) | .payee' own.json
  business 3
  seller 2
  business 2
  $ nord claim show "$O.phone" --json | valid claim show
  valid

Every figure can be explained, down to the operations behind it.

  $ hq claim explain "$O.phone" | sed -n '1p; /base/,/pool factors/p' | mask
  claim (telco-retail 3): currency=EUR  pool=990  state=provisional
    base (base.phone): amount=1000
      from item=phone  one_time=2900  price_point=online-special  quantity=1  recurring=0
    pool factors (factor_limits): factor=99/100
  $ hq claim explain "$O.phone" --json | valid claim explain
  valid
  $ nord claim explain "$O.phone" 2>&1 | mask
  kontor: claim explain: this site holds its own part of ID.phone alone
  kontor: hint: kontor claim show ID.phone

The settlement of August.

  $ hq settlement run --until 2025-08-31 --at 2025-09-01T08:00:00Z --json | valid settlement run
  valid
  $ round 2025-09-01T08:00:00Z
  $ hq settlement list --columns partner,role,settled,premium,reserve,carried,currency --sort settled
  partner  role      settled  premium  reserve  carried  currency
  nord     seller      10.43     0.00     1.16     0.00  EUR
  sued     seller      17.37     0.00     1.93     0.00  EUR
  nord     business    17.63     2.00     1.74     0.00  EUR
  sued     business    32.06     6.00     2.90     0.00  EUR
  online   business    46.33     0.00     5.15     0.00  EUR
  $ hq settlement list --json | valid settlement list
  valid
  $ hq settlement show "$(hq settlement list --json | jq -r '.items[0].id')" --json | valid settlement show
  valid
  $ nord claim history --json | valid claim history
  valid
  $ nord claim history "$O" --columns kind,stage,amount,date,currency --sort amount
  kind     stage         amount  date        currency
  earn     tip             0.40  2025-08-29  EUR
  earn     consultation    0.50  2025-08-29  EUR
  earn     tip             0.59  2025-08-29  EUR
  earn     consultation    0.74  2025-08-29  EUR
  reserve                  1.16  2025-08-31  EUR
  reserve                  1.74  2025-08-31  EUR
  premium                  2.00  2025-08-29  EUR
  earn     tip             4.75  2025-08-28  EUR
  earn     consultation    5.94  2025-08-28  EUR
  earn     tip             7.13  2025-08-28  EUR
  earn     consultation    8.91  2025-08-28  EUR
  settle                  10.43  2025-08-31  EUR
  settle                  17.63  2025-08-31  EUR

A withdrawal reverses what was posted, to the cent.

  $ nord return add --handle "$K" --cause withdrawal --as anna --at 2025-09-10T10:00:00Z -q > /dev/null
  $ round 2025-09-10T12:00:00Z
  $ hq claim list --columns state,pool,outstanding,currency --sort pool
  state       pool  outstanding  currency
  reversed    9.90         0.00  EUR
  reversed  118.80         0.00  EUR
  $ hq claim history "$O.phone" --columns kind,stage,amount,currency,date --sort n
  kind     stage         amount  currency  date
  earn     tip             0.59  EUR       2025-08-29
  earn     tip             0.40  EUR       2025-08-29
  earn     consultation    0.74  EUR       2025-08-29
  earn     consultation    0.50  EUR       2025-08-29
  earn     consultation    2.23  EUR       2025-08-29
  earn     consultation    1.48  EUR       2025-08-29
  earn     close           3.96  EUR       2025-08-29
  reverse  tip            -0.59  EUR       2025-09-10
  reverse  tip            -0.40  EUR       2025-09-10
  reverse  consultation   -0.74  EUR       2025-09-10
  reverse  consultation   -0.50  EUR       2025-09-10
  reverse  consultation   -2.23  EUR       2025-09-10
  reverse  consultation   -1.48  EUR       2025-09-10
  reverse  close          -3.96  EUR       2025-09-10
  $ hq claim history --json | valid claim history
  valid
  $ sqlite3 hq/kontor.db "SELECT sum(amount) FROM facts WHERE kind IN ('earn', 'reverse')"
  0
