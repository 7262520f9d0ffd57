Tiers, caps and what comes back
===============================

A plan with rules for periods: a business's month above 20.00 counts half as much again, of all of
it, and no month pays more than 50.00; a seller's year above 15.00 counts a tenth more, and each
piece that a seller is credited with brings 1.00. What the phone brings waits for its payment.

  $ . "$TESTDIR/setup.sh"
  $ cp -r "$PACKS" packs && PACKS=$S/packs
  $ sed -i 's/^regime = .*/regime = "dealer"/' packs/starter/telco-retail.toml
  $ cat >> packs/starter/telco-retail.toml << EOF
  > [[tier]]
  > id = "month"
  > per = "business"
  > period = "P1M"
  > measure = "earned"
  > mode = "retroactive"
  > bands = [{ from = 0, factor = "1.0" }, { from = 2000, factor = "1.5" }]
  > [[tier]]
  > id = "year"
  > per = "seller"
  > period = "P1Y"
  > measure = "earned"
  > mode = "retroactive"
  > bands = [{ from = 1500, factor = "1.1" }]
  > [[tier]]
  > id = "pieces"
  > per = "seller"
  > period = "P1M"
  > measure = "units"
  > mode = "marginal"
  > bands = [{ from = 0, amount = 100 }]
  > [[hold]]
  > id = "paid"
  > when = { "item.offer" = "phone" }
  > until = "payment.received"
  > [[cap]]
  > id = "most"
  > per = "business"
  > period = "P1M"
  > amount = 5000
  > EOF
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale
  $ close_sale
  $ round 2025-09-01T07:00:00Z
  $ nord settlement books
  none

The settlement of August finds who got how far. Online earned 51.48, the tier adds 25.74, the cap
takes what is above 50.00; Süd earned 28.96 and gets 14.48; Ben 19.30 and 1.93. Of two pieces Anna
is credited with the tip's tenth and a quarter of the half for advice: 0.45; Ben with 0.75.

  $ hq settlement run --until 2025-08-31 --at 2025-09-01T08:00:00Z --json | valid settlement run
  valid
  $ round 2025-09-01T08:00:00Z
  $ hq settlement books --columns payee,kind,rule,from,to,attainment,band,amount,currency --sort amount | mask
  payee             kind    rule    from        to          attainment  band  amount  currency
  online            cap     most    2025-08-01  2025-08-31        7722        -27.22  EUR
  online            settle                                                     -1.48  EUR
  ID  tier    pieces  2025-08-01  2025-08-31         450     1    0.45  EUR
  ID  settle                                                      0.45  EUR
  ID  tier    pieces  2025-08-01  2025-08-31         750     1    0.75  EUR
  ID  tier    year    2025-01-01  2025-12-31        1930     1    1.93  EUR
  ID  settle                                                      2.68  EUR
  sued              tier    month   2025-08-01  2025-08-31        2896     2   14.48  EUR
  sued              settle                                                     14.48  EUR
  online            tier    month   2025-08-01  2025-08-31        5148     2   25.74  EUR
  $ hq settlement books --json | valid settlement books
  valid
  $ hq settlement list --columns partner,role,settled,on_hold,true_up,premium,reserve,currency --sort settled
  partner  role      settled  on_hold  true_up  premium  reserve  currency
  nord     seller      10.07     0.90     0.45     0.00     1.07  EUR
  nord     business    16.44     1.33     0.00     2.00     1.60  EUR
  sued     seller      18.72     1.48     2.68     0.00     1.78  EUR
  online   business    41.29     3.96    -1.48     0.00     4.75  EUR
  sued     business    44.54     2.23    14.48     6.00     2.67  EUR

Each payee's site sees its own, and no other's.

  $ online settlement books --columns payee,kind,rule,amount,currency,date
  payee   kind    rule   amount  currency  date
  online  tier    month   25.74  EUR       2025-08-31
  online  cap     most   -27.22  EUR       2025-08-31
  online  settle          -1.48  EUR       2025-08-31
  $ sued settlement books --columns role,kind,rule,band,amount,currency --sort amount
  role      kind    rule    band  amount  currency
  seller    tier    pieces     1    0.75  EUR
  seller    tier    year       1    1.93  EUR
  seller    settle                  2.68  EUR
  business  tier    month      2   14.48  EUR
  business  settle                 14.48  EUR
  $ sued settlement books --json | valid settlement books
  valid
  $ nord settlement books --columns kind,rule,attainment,amount,currency
  kind    rule    attainment  amount  currency
  tier    pieces         450    0.45  EUR
  settle                        0.45  EUR

They stand in the payee's book extract after its sales. What the rows settle is what the run
settled, and what they leave open is on hold: of each payee, in cents, settled and open.

  $ sued statement extract --payee ben --format csv | cut -d, -f1,6,13,16-18,21- | grep -E '^(kind|period|book)'
  kind,stage,amount,earned,reversed,outstanding,settled,reason,line,rule,seller,from,to,attainment,band,changed
  period,,1.93,1.93,0.00,1.93,,as of 2025-08-31: the period was not over,tier,year,,2025-01-01,2025-12-31,1930,1,2025-08-31
  period,,0.75,0.75,0.00,0.75,,,tier,pieces,,2025-08-01,2025-08-31,750,1,2025-08-31
  book,,,,,,2.68,,,,,2025-01-01,2025-12-31,,,
  $ OPEN='[.items[] | if .kind == "premium" then .amount else (.outstanding // 0) - (.reserved // 0) + (.released // 0) - (.settled // 0) end] | add'
  $ for payee in nord anna sued ben online; do
  >   hq statement extract --payee $payee --json > of.hq
  >   jq -c '[.items[] | .settled // 0] | add' of.hq
  >   jq -c "$OPEN" of.hq
  > done | paste -sd' '
  1644 133 1007 90 4454 223 1872 148 4129 396

A second run of the same day finds nothing to do.

  $ hq settlement run --until 2025-08-31 --at 2025-09-01T09:00:00Z > /dev/null
  $ round 2025-09-01T09:00:00Z
  $ hq settlement books --json | jq '.items | length'
  10

The phone is paid for: what it brought is settled.

  $ online order confirm "$O" phone paid --at 2025-09-03T10:00:00Z > /dev/null
  $ round 2025-09-03T10:30:00Z
  $ hq settlement run --until 2025-09-03 --at 2025-09-04T08:00:00Z > /dev/null
  $ round 2025-09-04T08:00:00Z
  $ hq settlement list --where until=2025-09-03 --columns partner,role,settled,on_hold,true_up,reserve,currency --sort settled
  partner  role      settled  on_hold  true_up  reserve  currency
  nord     seller       0.81     0.00     0.00     0.09  EUR
  nord     business     1.19     0.00     0.00     0.14  EUR
  sued     seller       1.33     0.00     0.00     0.15  EUR
  sued     business     2.00     0.00     0.00     0.23  EUR
  online   business     3.56     0.00     0.00     0.40  EUR

In September all of it comes back. The month of August stands, the month of September is a debit; the
year is what is left of it, so what the year added is taken back.

  $ nord return add --handle "$K" --cause withdrawal --as anna --at 2025-09-10T10:00:00Z -q > /dev/null
  $ round 2025-09-10T10:30:00Z
  $ hq settlement run --until 2025-09-30 --at 2025-10-01T08:00:00Z > /dev/null
  $ round 2025-10-01T08:00:00Z
  $ sued settlement books --columns role,kind,rule,from,attainment,amount,currency,date --sort amount
  role      kind    rule    from        attainment  amount  currency  date
  seller    tier    year    2025-01-01           0   -1.93  EUR       2025-09-30
  seller    tier    pieces  2025-08-01         750    0.75  EUR       2025-08-31
  seller    tier    year    2025-01-01        1930    1.93  EUR       2025-08-31
  seller    settle                                    2.68  EUR       2025-08-31
  business  tier    month   2025-08-01        2896   14.48  EUR       2025-08-31
  business  settle                                   14.48  EUR       2025-08-31
  $ hq settlement list --where until=2025-09-30 --columns partner,role,settled,carried,true_up,currency --sort carried
  partner  role      settled  carried  true_up  currency
  online   business     0.00   -46.33     0.00  EUR
  sued     business     0.00   -26.06     0.00  EUR
  sued     seller       0.00   -19.30    -1.93  EUR
  nord     business     0.00   -15.63     0.00  EUR
  nord     seller       0.00   -10.43     0.00  EUR

What was settled is what was earned and trued up, less what is carried; and anyone can check it.

  $ sqlite3 hq/kontor.db "SELECT kind, sum(amount) FROM books GROUP BY kind"
  cap|-2722
  settle|1613
  tier|4142
  $ kontor-audit verify hub/hq.git hub/nord.git hub/sued.git hub/online.git --root root/root.pub | tail -1
  verdict   verified

The same papers from clones, with no store: the extracts, the statements, the principal's journal.

  $ for scope in hq nord sued online; do git clone -q --mirror "hub/$scope.git" "$scope.git"; done
  $ ANNA=$(nord seller list --json | jq -r '.items[0].id') BEN=$(sued seller list --json | jq -r '.items[0].id')
  $ for payee in nord $ANNA sued $BEN online; do
  >   scope=$payee
  >   [ $payee = $ANNA ] && scope=nord
  >   [ $payee = $BEN ] && scope=sued
  >   hq statement extract --payee $payee --json | jq -c .items > of.hq
  >   "$scope" statement extract --payee $payee --json | jq -c .items | cmp - of.hq
  >   for clone in hq.git "$scope.git"; do
  >     kontor-audit extract $clone --payee $payee --json 2> /dev/null | jq -c .items | cmp - of.hq
  >   done
  >   hq statement extract --payee $payee --format csv > of.hq
  >   kontor-audit extract hq.git --payee $payee --format csv 2> /dev/null | cmp - of.hq
  >   jq -r '.items[].id' < <(hq statement list --where payee=$payee --json) | while read -r id; do
  >     for format in table csv html; do
  >       hq statement export $id --format $format > of.hq
  >       kontor-audit statement $id hq.git --format $format 2> /dev/null | cmp - of.hq
  >       "$scope" statement export $id --format $format > of.site
  >       kontor-audit statement $id $scope.git --format $format 2> /dev/null | cmp - of.site
  >     done
  >     hq statement export $id --json | jq -c .item > of.hq
  >     kontor-audit statement $id $scope.git --json 2> /dev/null | jq -c .item | cmp - of.hq
  >   done
  > done
  $ kontor-audit extract sued.git --json 2> /dev/null | valid audit extract
  valid
  $ sued statement extract --json | valid statement extract
  valid
  $ kontor-audit statement sued-1 sued.git --json 2> /dev/null | valid audit statement
  valid
  $ hq settlement journal > of.hq
  $ kontor-audit journal hq.git --root root/root.pub | cmp - of.hq
  $ hq settlement journal --from 2025-09-01 --to 2025-09-30 > of.hq
  $ kontor-audit journal hq.git --from 2025-09-01 --to 2025-09-30 2> /dev/null | cmp - of.hq
  $ grep -c expenses:period of.hq
  2

A statement is named by its id, by the number that its payout is paid under, or it is the newest.

  $ kontor-audit statement sued-1 hq.git nord.git --root root/root.pub | head -2
  Statement 1 of Shop S\xc3\xbcd (esc)
  2025-08-28 to 2025-08-31  EUR
  $ kontor-audit statement sued sued.git --root root/root.pub | head -2
  Statement 3 of Shop S\xc3\xbcd (esc)
  2025-09-04 to 2025-09-30  EUR
  $ kontor-audit statement sued-1 sued.git --root root/root.pub --issuer 'Acme AG' | sed -n 3p
  from Acme AG
  $ kontor-audit statement nord-1 sued.git 2>&1 | tail -2
  kontor-audit: statement: no statement nord-1 there
  kontor-audit: hint: its id, PAYEE for the newest, or PAYEE-NUMBER
  $ kontor-audit statement sued-1 sued.git --format xml 2>&1 | tail -2
  kontor-audit: statement: --format: xml is none of these
  kontor-audit: hint: --format table, csv, json, html
  $ kontor-audit journal sued.git 2>&1 | tail -2
  kontor-audit: journal: the books of the principal stand in hq.git alone: this is scope sued
  kontor-audit: hint: kontor-audit extract sued.git
  $ kontor-audit journal hq.git --from August 2>&1 | tail -2
  kontor-audit: journal: --from "August" is not a date such as 2025-08-31

Why a payee's periods came to what they did: the sales, every rule, what was posted by which run.

  $ figures() { mask | sed -E 's/set [0-9a-f]{12}$/set SET/'; }
  $ hq settlement books --where payee=sued --columns id,kind
  id                      kind
  telco-retail.sued.2025  tier
  telco-retail.sued.2025  settle
  $ hq claim explain telco-retail.sued.2025 | sed '/^rests on/,$d' | figures
  book (telco-retail): currency=EUR  open=0  posted=1448  settled=1448
    from partner=sued  payee=sued  role=business  since=2025-08-28  until=2025-09-30  year=2025
    plan (telco-retail 3): currency=EUR
      from from=2025-07-01  to=2025-12-31
      because hq-1.0.14  plan.apply in set SET
    sales: earned=0  entries=4  units=0  value=0
      month (2025-08-01 to 2025-08-31): earned=2896  entries=2  units=750  value=32542
        sale (ID.tariff-l): earned=2673  units=375  value=31455
          from date=2025-08-28
          because ID
        sale (ID.phone): earned=223  units=375  value=1087
          from date=2025-08-29
          because ID
      month (2025-09-01 to 2025-09-30): earned=-2896  entries=2  units=-750  value=-32542
        sale (ID.phone): earned=-223  units=-375  value=-1087
          from date=2025-09-10
          because shop-nord-1.0.6  return.add in set SET
        sale (ID.tariff-l): earned=-2673  units=-375  value=-31455
          from date=2025-09-10
          because shop-nord-1.0.6  return.add in set SET
    tier (tier.month): amount=0  attainment=0  posted=0  zero=no sale counts into it
      from counted={"earned":0,"entries":0,"units":0,"value":0}  measure=earned  mode=retroactive  period=2025-07-01 to 2025-07-31
      band (tier.month[1]): reached=false
        from factor=1  from=0
      band (tier.month[2]): reached=false
        from factor=3/2  from=2000
    tier (tier.month): amount=1448  attainment=2896  band=2  posted=1448
      from counted={"earned":2896,"entries":2,"units":750,"value":32542}  measure=earned  mode=retroactive  period=2025-08-01 to 2025-08-31
      band (tier.month[1]): reached=true
        from factor=1  from=0
      band (tier.month[2]): reached=true
        from factor=3/2  from=2000
      posted: amount=1448  attainment=2896  band=2  version=3
        from date=2025-08-31  n=1
        because hq-1.0.22  settlement.run in set SET
    tier (tier.month): amount=0  attainment=-2896  posted=0  zero=below the first band
      from counted={"earned":-2896,"entries":2,"units":-750,"value":-32542}  measure=earned  mode=retroactive  period=2025-09-01 to 2025-09-30
      band (tier.month[1]): reached=false
        from factor=1  from=0
      band (tier.month[2]): reached=false
        from factor=3/2  from=2000
    cap (cap.most): amount=0  attainment=0  posted=0  zero=not above the most that the period pays
      from limit=5000  period=2025-07-01 to 2025-07-31
    cap (cap.most): amount=0  attainment=4344  posted=0  zero=not above the most that the period pays
      from limit=5000  period=2025-08-01 to 2025-08-31
    cap (cap.most): amount=0  attainment=-2896  posted=0  zero=not above the most that the period pays
      from limit=5000  period=2025-09-01 to 2025-09-30
    settled: amount=1448
      settle: amount=1448
        from date=2025-08-31  n=2
        because hq-1.0.22  settlement.run in set SET
  
  $ hq claim explain telco-retail.sued.2025 | sed -n '/^rests on/,$p' | figures
  rests on
    hq-1.0.14  plan.apply  2025-08-13T09:30:00Z  by hq-1  accepted in entry 5
      set OID of hq, replica/hq-1
    hq-1.0.22  settlement.run  2025-09-01T08:00:00Z  by hq-1  accepted in entry 14
      set OID of hq, replica/hq-1
    shop-nord-1.0.6  return.add  2025-09-10T10:00:00Z  by ID  accepted in entry 18
      set OID of nord, replica/shop-nord-1
    ID  a timer of the ledger
    ID  a timer of the ledger
  open one: git -C DIR/hq/history.git show SET:ops.jsonl
  $ kontor-audit explain telco-retail.sued.2025 hq.git --root root/root.pub | sed '1,2d; /^open one/d' > of.clone
  $ hq claim explain telco-retail.sued.2025 | sed '/^open one/d' | cmp - of.clone
  $ hq claim explain telco-retail.sued.2025 --json | valid claim explain
  valid
  $ kontor-audit explain telco-retail.sued.2025 hq.git --json | valid audit explain
  valid

What came to nothing says why. A payee's site tells it from what it holds, and the clone of its scope
the same.

  $ sued claim explain telco-retail.$BEN.2025 | grep -E '^(book|  (tier|cap))|zero' | mask
  book (telco-retail): basis=what this scope holds  currency=EUR  open=-193  posted=75  settled=268
    tier (tier.pieces): amount=0  attainment=0  posted=0  zero=no sale counts into it
    tier (tier.pieces): amount=75  attainment=750  band=1  posted=75
    tier (tier.pieces): amount=0  attainment=-750  posted=0  zero=below the first band
    tier (tier.year): amount=0  attainment=0  posted=0  zero=below the first band
  $ kontor-audit explain telco-retail.$BEN.2025 sued.git 2> /dev/null | sed '1,2d; /^open one/d' > of.clone
  $ sued claim explain telco-retail.$BEN.2025 | sed '/^open one/d' | cmp - of.clone

To whom no rule gave anything, it is said too; nobody else's is.

  $ nord claim explain telco-retail.nord.2025 | grep -E '^book|tier.*zero' | mask
  book (telco-retail): basis=what this scope holds  currency=EUR  open=0  posted=0  settled=0
    tier (tier.month): amount=0  attainment=0  posted=0  zero=no sale counts into it
    tier (tier.month): amount=0  attainment=1737  band=1  posted=0  zero=the band reached changes nothing
    tier (tier.month): amount=0  attainment=-1737  posted=0  zero=below the first band
  $ kontor-audit explain telco-retail.nord.2025 hq.git 2> /dev/null | grep -E 'tier.*zero' | mask
    tier (tier.month): amount=0  attainment=0  posted=0  zero=no sale counts into it
    tier (tier.month): amount=0  attainment=1737  band=1  posted=0  zero=the band reached changes nothing
    tier (tier.month): amount=0  attainment=-1737  posted=0  zero=below the first band
  $ nord claim explain telco-retail.sued.2025 2>&1 | mask
  kontor: claim explain: no claim or book telco-retail.sued.2025 here
  kontor: hint: kontor claim list
  $ kontor-audit explain telco-retail hq.git 2>&1 | sed -n 2p
  kontor-audit: explain: claim or book telco-retail is ambiguous
  $ kontor-audit explain telco-retail.west.2025 hq.git 2>&1 | tail -1
  kontor-audit: explain: no claim or book telco-retail.west.2025 there

A book in one file, which is checked with no repository: its lines are computed anew from the sales.

  $ hq claim prove telco-retail.sued.2025 -o nowhere/hq.proof 2>&1 | grep -c 'proof of'
  0
  [1]
  $ hq claim prove telco-retail.sued.2025 -o hq.proof 2>&1 | mask
  proof of telco-retail.sued.2025 at entry 19 (OID) of ledger hq
  it names every party of it: not for a payee's hands
  $ sued claim prove telco-retail.$BEN.2025 -q > ben.proof
  $ mkdir bare && cp *.proof root/root.pub bare && cd bare
  $ kontor-audit verify hq.proof --root root.pub | mask
  ledger    LEDGER (Acme)
  clock     manual: times are stated, not measured
  book      telco-retail.sued.2025
  line      tier month of 2025-08-01 to 2025-08-31: reckoned 14.48 EUR, posted 14.48 EUR
  entry     19 (OID) of 2025-10-01T08:00:00Z
  payee     sued (business): share 14.48 EUR, earned 14.48 EUR, outstanding 14.48 EUR
  signed    hq-1.0.14  plan.apply  by hq-1  set OID
  signed    hq-1.0.22  settlement.run  by hq-1  set OID
  proven    the root key appointed the sequencer that signed the entry
  proven    the records stand in the entry's tree, by SHA-1 and by SHA-256
  proven    the operations named here (2) are in change sets that replicas of the roster signed
  proven    the plan's versions are what their signed operations say
  proven    each posting is dated as the signed run that it names says
  proven    the lines follow from the plan and the facts of the sales (4), to the cent
  on trust  that no other sale counts and no later entry exists
  on trust  the facts of the sales: how each came about is proven by the proof of its claim
  on trust  what was settled, as posted
  on trust  a signature is a site's; who acted there stands on the site's word
  verdict   verified
  $ kontor-audit verify ben.proof --root root.pub | mask
  ledger    LEDGER (Acme)
  clock     manual: times are stated, not measured
  book      telco-retail.ID.2025, own part of sued
  line      tier pieces of 2025-08-01 to 2025-08-31: reckoned 0.75 EUR, posted 0.75 EUR
  line      tier year of 2025-01-01 to 2025-12-31: reckoned 0.00 EUR, posted 0.00 EUR
  entry     13 (OID) of 2025-10-01T08:00:00Z
  payee     ID (seller): share 0.75 EUR, earned 2.68 EUR, outstanding 0.75 EUR
  proven    the root key appointed the sequencer that signed the entry
  proven    the records stand in the entry's tree, by SHA-1 and by SHA-256
  proven    the lines follow from the plan and the facts of the sales (4), to the cent
  on trust  that no other sale counts and no later entry exists
  on trust  the facts of the sales: how each came about is proven by the proof of its claim
  on trust  what was settled, as posted
  on trust  the operation that HQ applied the plan with, and its runs
  on trust  a signature is a site's; who acted there stands on the site's word
  verdict   verified
  $ kontor-audit verify hq.proof --root root.pub --json | valid audit proof
  valid
  $ kontor-audit verify ben.proof --root root.pub --json | valid audit proof
  valid
  $ sed 's/"amount\\":1448/"amount\\":1449/' hq.proof > changed.proof; cmp -s hq.proof changed.proof
  [1]
  $ kontor-audit verify changed.proof --root root.pub 2>&1 | sed -E 's#/[0-9a-f]{2}/[0-9a-f]{2}/#/../../#'
  kontor-audit: verify: state/book/../../telco-retail.sued.2025.json is not what the entry's tree holds there
  kontor-audit: hint: keep the file as evidence
  $ grep -c -E 'shop-nord|nord/|online/|online-1|anna' ben.proof
  0
  [1]
  $ cd .. && kontor-audit prove telco-retail.sued.2025 hq.git --output clone.proof 2> /dev/null && cmp clone.proof hq.proof
  $ kontor-audit prove telco-retail.$BEN.2025 sued.git 2> /dev/null | cmp - ben.proof

HQ refuses at once what its own store refuses; while a request waits, --wait brings the answer.

  $ cd "$S"
  $ hq settlement run --until 2025-12-31 --dry-run
  kontor: settlement run: until in future: 2025-12-31
  [1]
  $ hq settlement run --until 2025-10-01 --at 2025-10-02T08:00:00Z -q > /dev/null
  $ hq settlement run --until 2025-12-31 --wait > out; echo $?; mask < out
  1
  settlement.run ID: rejected: until in future: 2025-12-31
  $ hq settlement run --until 2025-10-01 -q > /dev/null
  $ hq settlement run --until 2025-12-31 --wait --json | jq -c '.op | [.fate, .reason, .detail]'
  ["rejected","until_in_future","2025-12-31"]
