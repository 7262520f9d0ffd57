Tiers, caps and what comes back
===============================

A plan with rules for periods: a business's month above 20.00 counts half as much again, of all of
it, and no month pays more than 50.00; a seller's year above 15.00 counts a tenth more, and each
piece that a seller is credited with brings 1.00. What the phone brings waits for its payment.

  $ . "$TESTDIR/setup.sh"
  $ cp -r "$PACKS" packs && PACKS=$S/packs
  $ sed -i 's/^payable = .*/&\nadvance = { rate = "0.50", due = "end_of_next_month" }/' packs/starter/telco-retail.toml
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
