Claims and settlements
======================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale

Before the close: what would it pay, closed here or elsewhere, or by the last touch alone?

  $ online plan simulate "$O" 2>&1 | mask
  a preview from what this site holds; others may have a part that it cannot see
  scenario                   plan            payee   role      amount  difference  currency  zero
  closed online here         telco-retail 3  online  business  143.00        0.00  EUR
  closed shop at nord/mitte  telco-retail 3  nord    business  143.00      143.00  EUR
  closed shop at nord/mitte  telco-retail 3  online  business    0.00     -143.00  EUR
  closed phone                                                                               no outlet of that channel is known here
  $ online plan simulate "$O" --channel online --channel shop --model last --json | valid plan simulate
  valid
  $ nord plan simulate --offer autumn --customer "$C1" --as anna 2>&1 | mask
  a preview from what this site holds; others may have a part that it cannot see
  scenario                     plan            payee             role      amount  difference  currency  zero
  closed shop here             telco-retail 3  nord              business   85.80        0.00  EUR
  closed shop here             telco-retail 3  ID  seller     57.20        0.00  EUR
  closed online at online/web  telco-retail 3  nord              business   59.48      -26.32  EUR
  closed online at online/web  telco-retail 3  ID  seller     34.32      -22.88  EUR
  closed online at online/web  telco-retail 3  online            business   57.20       57.20  EUR
  closed phone                                                                                           no outlet of that channel is known here
  $ nord plan simulate --offer autumn --customer "$C1" --channel shop --touch consultation:30:2 --as anna 2> /dev/null | mask
  scenario          plan            payee             role      amount  difference  currency  zero
  closed shop here  telco-retail 3  nord              business   85.80        0.00  EUR
  closed shop here  telco-retail 3  ID  seller     57.20        0.00  EUR
  $ nord plan simulate --offer autumn --customer "$C1" --channel online --model all --as anna --json | jq -r '.items[] | select(.payee == "nord") | "\(.scenario): \(.amount)"'
  closed online at online/web: 5948
  closed online at online/web, first: 8580
  closed online at online/web, last: 0
  closed online at online/web, linear: 5720
  closed online at online/web, position: 5148
  closed online at online/web, time_decay: 3288
  closed online at online/web, time_decay_by_step: 3677
  $ nord plan simulate --offer autumn --touch consultation:30:2:1 --as anna 2>&1 | mask
  kontor: plan simulate: --touch: "consultation:30:2:1"
  kontor: hint: EVIDENCE, EVIDENCE:MINUTES or EVIDENCE:MINUTES:DAYS before the close
  $ nord plan simulate --offer autumn --touch consultation:-5 --as anna
  kontor: plan simulate: --touch: "-5" of "consultation:-5" is no number from 0 to 1440
  kontor: hint: EVIDENCE:MINUTES:DAYS, minutes of it and days before the close
  [64]
  $ nord plan simulate --offer autumn --touch consultation:30:-2 --as anna 2> /dev/null
  [64]
  $ nord plan simulate 2>&1 | mask
  kontor: plan simulate: nothing to simulate
  kontor: hint: name an order, or --offer OFFER
  $ nord order list -q

  $ close_sale
  $ hq claim list | mask
  id                         state        plan          plan_version    pool  outstanding  currency  closed                vested  disputed  hold
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
      from discount=77000/799  item=phone  one_time=2900  price_point=online-special  product=PH-12-128  quantity=1  recurring=0  term_months=0  value=2900
      base row (base.phone): applies=true
        from amount=1000
    pool factors (factor_limits): factor=99/100
  $ hq claim explain "$O.phone" --json | valid claim explain
  valid

So down to the change sets that sign them, each of which opens with stock git.

  $ hq claim explain "$O.phone" | sed -n '/^rests on/,$p' | mask
  rests on
    hq-1.0.14  plan.apply  2025-08-13T09:30:00Z  by hq-1  accepted in entry 5
      set OID of hq, replica/hq-1
    hq-1.0.21  customer.link  2025-08-26T09:00:00Z  by hq-1  accepted in entry 9
      set OID of hq, replica/hq-1
    online-1.0.1  code.redeem  2025-08-28T10:00:00Z  by online-1  accepted in entry 10
      set OID of online, replica/online-1
    online-1.0.12  order.submit  2025-08-28T10:20:00Z  by online-1  accepted in entry 11
      set OID of online, replica/online-1
    online-1.0.14  order.confirm  2025-08-29T10:00:00Z  by online-1  accepted in entry 12
      set OID of online, replica/online-1
    online-1.0.6  order.set  2025-08-28T10:05:00Z  by online-1  accepted in entry 11
      set OID of online, replica/online-1
    shop-nord-1.0.3  consent.add  2025-08-14T10:00:00Z  by ID  accepted in entry 6
      set OID of nord, replica/shop-nord-1
    shop-nord-1.0.4  lead.add  2025-08-14T10:00:00Z  by ID  accepted in entry 6
      set OID of nord, replica/shop-nord-1
    shop-nord-1.0.5  interaction.add  2025-08-18T10:00:00Z  by ID  accepted in entry 7
      set OID of nord, replica/shop-nord-1
    shop-sued-1.0.3  interaction.add  2025-08-25T10:00:00Z  by ID  accepted in entry 8
      set OID of sued, replica/shop-sued-1
    shop-sued-1.0.4  order.add  2025-08-25T10:00:00Z  by ID  accepted in entry 8
      set OID of sued, replica/shop-sued-1
    shop-sued-1.0.7  code.issue  2025-08-25T10:00:00Z  by ID  accepted in entry 8
      set OID of sued, replica/shop-sued-1
  open one: git -C DIR/hq/history.git show SET:ops.jsonl
  $ opens() { while read -r set line op; do
  >   git -C "$1/history.git" show "$set:ops.jsonl" | sed -n "${line}p" | jq -e --arg op "$op" '.id == $op' > opened ||
  >     echo "not in its set: $op"; done; }
  $ sets() { jq -r '.item.operations[] | "\(.set) \(.line) \(.op)"' "$1"; }
  $ hq claim explain "$O.phone" --json > hq.json
  $ sets hq.json | opens hq
  $ jq '.item.elsewhere' hq.json
  []
  $ jq -r '.item.operations[] | select(.kind == "order.submit") | .for[]' hq.json | mask
  close order/ID

A partner's site explains its own part, and names nobody else's operation.

  $ nord claim explain "$O.phone" | sed -n '1,2p; /^rests on/,$p' | mask
  earning: currency=EUR  pool=990  state=provisional
    from base=1000  campaign=autumn  channel=online  closed=2025-08-28  item=phone  order=ID  plan=telco-retail  plan_version=3  price_point=online-special
  rests on
    shop-nord-1.0.3  consent.add  2025-08-14T10:00:00Z  by ID  accepted in entry 5
      set OID of nord, replica/shop-nord-1
    shop-nord-1.0.4  lead.add  2025-08-14T10:00:00Z  by ID  accepted in entry 5
      set OID of nord, replica/shop-nord-1
    shop-nord-1.0.5  interaction.add  2025-08-18T10:00:00Z  by ID  accepted in entry 6
      set OID of nord, replica/shop-nord-1
    hq-1.0.14  of another scope, not in this history
  open one: git -C DIR/nord/history.git show SET:ops.jsonl
  $ nord claim explain "$O.phone" --json | tee nord.json | valid claim explain
  valid
  $ sets nord.json | opens nord
  $ grep -c -E 'sued|online-1|shop-sued' nord.json
  0
  [1]
  $ online claim explain "$O.phone" --json > online.json
  $ sets online.json | opens online
  $ jq -r '.item.operations[].kind' online.json | sort | uniq -c
        1 code.redeem
        1 order.confirm
        1 order.set
        1 order.submit

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

Past orders under another plan, and by the last touch alone: what would each payee have had?

  $ sed -e 's/weight = 10/weight = 20/' -e 's/weight = 50/weight = 40/' "$PACKS/starter/telco-retail.toml" > other.toml
  $ hq plan simulate --plan other.toml --from 2025-08-01 --to 2025-08-31 2>&1 | mask
  2 claims; reversals, tiers, caps, floors and draws are not counted on either side
  scenario   plan            payee             role      amount  difference  currency  zero
  as it was  telco-retail    nord              business   19.37        0.00  EUR
  as it was  telco-retail    ID  seller     11.59        0.00  EUR
  as it was  telco-retail    online            business   51.48        0.00  EUR
  as it was  telco-retail    sued              business   34.96        0.00  EUR
  as it was  telco-retail    ID  seller     19.30        0.00  EUR
  simulated  telco-retail 3  nord              business   25.17        5.80  EUR
  simulated  telco-retail 3  ID  seller     15.44        3.85  EUR
  simulated  telco-retail 3  online            business   51.48        0.00  EUR
  simulated  telco-retail 3  sued              business   29.16       -5.80  EUR
  simulated  telco-retail 3  ID  seller     15.45       -3.85  EUR
  $ hq plan simulate --plan telco-retail --model all --json | tee models.json | valid plan simulate
  valid
  $ jq -r '.items[] | select(.payee == "online" or .payee == "nord") | "\(.scenario): \(.payee) \(.amount)"' models.json
  as it was: nord 1937
  as it was: online 5148
  simulated: nord 1937
  simulated: online 5148
  simulated, first: nord 7722
  simulated, first: online 0
  simulated, last: nord 0
  simulated, last: online 12870
  simulated, linear: nord 3862
  simulated, linear: online 3217
  simulated, position: nord 3861
  simulated, position: online 5148
  simulated, time_decay: nord 2030
  simulated, time_decay: online 5443
  simulated, time_decay_by_step: nord 1544
  simulated, time_decay_by_step: online 6864
  $ hq plan simulate --plan telco-retail --model loudest
  kontor: plan simulate: no model "loudest"
  kontor: hint: one of plan, first, last, linear, position, time_decay, time_decay_by_step, or all of them
  [64]
  $ hq plan simulate --plan telco-retail --model last 2> /dev/null | sed -n '/simulated/p' | mask
  simulated, last  telco-retail 3  nord              business    0.00      -19.37  EUR
  simulated, last  telco-retail 3  ID  seller      0.00      -11.59  EUR
  simulated, last  telco-retail 3  online            business  128.70       77.22  EUR
  simulated, last  telco-retail 3  sued              business    0.00      -34.96  EUR
  simulated, last  telco-retail 3  ID  seller      0.00      -19.30  EUR
  $ hq plan simulate --plan other.toml --from 2025-09-01 2>&1 | mask
  0 claims; reversals, tiers, caps, floors and draws are not counted on either side
  scenario  plan  payee  role  amount  difference  currency  zero
  $ hq plan simulate --plan other.toml --json | valid plan simulate
  valid
  $ nord plan simulate --plan telco-retail --from 2025-08-01 2>&1 | mask
  kontor: plan simulate: past orders of everybody are HQ's to simulate
  kontor: hint: kontor plan simulate ORDER, or --offer OFFER

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
  $ hq claim explain "$O.phone" --json > hq.json
  $ sets hq.json | opens hq
  $ jq -r '.item.operations[].kind' hq.json | sort | uniq -c
        1 code.issue
        1 code.redeem
        1 consent.add
        1 customer.link
        2 interaction.add
        1 lead.add
        1 order.add
        1 order.confirm
        1 order.set
        1 order.submit
        1 plan.apply
        1 return.add
        1 settlement.run
  $ nord claim explain "$O.phone" --json > nord.json
  $ sets nord.json | opens nord
  $ jq -r '.item.operations[].kind' nord.json | sort | uniq -c
        1 consent.add
        1 interaction.add
        1 lead.add
        1 return.add
  $ sqlite3 hq/kontor.db "SELECT sum(amount) FROM facts WHERE kind IN ('earn', 'reverse')"
  0
