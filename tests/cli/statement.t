Statements and the book extract
===============================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale
  $ close_sale

Before anything is settled the extract says what waits.

  $ nord statement extract --payee nord --format csv | cut -d, -f1,4,6,7,13,15-18,22
  kind,item,stage,role,amount,state,earned,reversed,outstanding,reason
  share,phone,tip,business,0.59,provisional,0.00,0.00,0.00,waits for order.delivered and the end of the grace for late touches
  share,phone,consultation,business,0.74,provisional,0.00,0.00,0.00,waits for order.delivered and the end of the grace for late touches
  share,tariff-l,tip,business,7.13,provisional,0.00,0.00,0.00,waits for order.delivered and the end of the grace for late touches
  share,tariff-l,consultation,business,8.91,provisional,0.00,0.00,0.00,waits for order.delivered and the end of the grace for late touches
  $ hq statement list
  none

A settlement makes a statement for each payee.

  $ hq settlement run --until 2025-08-31 --at 2025-09-01T08:00:00Z -q > run
  $ round 2025-09-01T08:00:00Z
  $ hq statement list --columns number,partner,role,from,until,total,settled,carried,currency --sort settled
  number  partner  role      from        until       total  settled  carried  currency
       1  nord     seller    2025-08-28  2025-08-31  10.43    10.43     0.00  EUR
       1  sued     seller    2025-08-28  2025-08-31  17.37    17.37     0.00  EUR
       1  nord     business  2025-08-28  2025-08-31  17.63    17.63     0.00  EUR
       1  sued     business  2025-08-28  2025-08-31  32.06    32.06     0.00  EUR
       1  online   business  2025-08-28  2025-08-31  46.33    46.33     0.00  EUR
  $ hq statement list --json | valid statement list
  valid

A partner's site holds its own, and prints them without a line to anybody.

  $ mv hub away
  $ nord statement list --columns number,role,from,until,settled,currency --sort settled
  number  role      from        until       settled  currency
       1  seller    2025-08-28  2025-08-31    10.43  EUR
       1  business  2025-08-28  2025-08-31    17.63  EUR
  $ N="$(cat run).nord"
  $ nord statement show "$N" --json | valid statement show
  valid
  $ nord statement show "$N" | mask
  Statement 1 of Shop Nord
  2025-08-28 to 2025-08-31  EUR
  
  n  date        kind     order             item      customer          closed      performed   stage           base  rate   why              amount
  1  2025-08-28  earn     ID  tariff-l  ID  2025-08-28  2025-08-28  tip           120.00  6.00%                     7.13
  2  2025-08-28  earn     ID  tariff-l  ID  2025-08-28  2025-08-28  consultation  120.00  7.50%                     8.91
  3  2025-08-29  earn     ID  phone     ID  2025-08-28  2025-08-29  tip            10.00  5.96%                     0.59
  4  2025-08-29  earn     ID  phone     ID  2025-08-28  2025-08-29  consultation   10.00  7.47%                     0.74
  5  2025-08-29  premium  ID                                                                                   shop-for-online    2.00
  6  2025-08-31  reserve  ID                                                                                                     -1.74
  
                                    sum
  commission earned and reversed  17.37
  premiums                         2.00
  reserve held back               -1.74
  total                           17.63
  to be paid                      17.63
  $ nord statement export "$N" --format csv | mask
  statement,payee,currency,n,date,kind,order,item,customer,closed,performed,stage,base,rate,why,amount
  1,nord,EUR,1,2025-08-28,earn,ID,tariff-l,ID,2025-08-28,2025-08-28,tip,120.00,6.00%,,7.13
  1,nord,EUR,2,2025-08-28,earn,ID,tariff-l,ID,2025-08-28,2025-08-28,consultation,120.00,7.50%,,8.91
  1,nord,EUR,3,2025-08-29,earn,ID,phone,ID,2025-08-28,2025-08-29,tip,10.00,5.96%,,0.59
  1,nord,EUR,4,2025-08-29,earn,ID,phone,ID,2025-08-28,2025-08-29,consultation,10.00,7.47%,,0.74
  1,nord,EUR,5,2025-08-29,premium,ID,,,,,,,,shop-for-online,2.00
  1,nord,EUR,6,2025-08-31,reserve,ID,,,,,,,,,-1.74
  $ nord statement export "$N" --json | valid statement export
  valid
  $ nord statement export "$N" --format html -o nord.html
  $ grep -c '<tr' nord.html
  12
  $ grep -E '@page|<h1|to be paid' nord.html
  @page { size: A4; margin: 20mm 15mm; }
      <h1>Statement 1 of Shop Nord</h1>
          <td>to be paid</td>
  $ grep -c 'class="figure">7.13' nord.html
  1
  $ /usr/bin/python3 "$TESTDIR/page.py" nord.html
  page
  $ nord statement list --format html
  kontor: statement list: html is for documents
  kontor: hint: kontor statement export ID --format html
  [64]
  $ nord statement show "$N" --format ubl
  kontor: statement show: ubl is for invoices
  kontor: hint: kontor statement export ID --format ubl
  [64]
  $ nord statement export "$N" --format ubl 2>&1 | mask
  kontor: statement export: the principal writes the invoice, at HQ
  kontor: hint: kontor statement show ID.nord
  $ nord statement export "$N" --format toml
  kontor: statement export: toml is for what apply reads from files
  kontor: hint: kontor offer show ID --format toml
  [64]
  $ mv away hub

The extract of HQ is that of the site.

  $ nord statement extract --json | valid statement extract
  valid
  $ nord statement extract --payee nord --json | jq -c .items > site.json
  $ hq statement extract --payee nord --json | jq -c .items | cmp - site.json
  $ hq statement extract
  kontor: statement extract: whose extract?
  kontor: hint: --payee PARTNER or SELLER
  [64]
  $ hq statement extract --payee nobody
  kontor: statement extract: no seller nobody here
  kontor: hint: kontor seller list
  [66]

After a withdrawal the reversal stands in both, with its cause.

  $ nord return add --handle "$K" --cause withdrawal --as anna --at 2025-09-10T10:00:00Z -q > /dev/null
  $ round 2025-09-10T12:00:00Z
  $ nord statement extract --payee anna --format csv | cut -d, -f1,4,6,7,13,15-18,22
  kind,item,stage,role,amount,state,earned,reversed,outstanding,reason
  share,phone,tip,seller,0.40,reversed,0.40,-0.40,0.00,withdrawal on 2025-09-10 (full_causes)
  share,phone,consultation,seller,0.50,reversed,0.50,-0.50,0.00,withdrawal on 2025-09-10 (full_causes)
  share,tariff-l,tip,seller,4.75,reversed,4.75,-4.75,0.00,withdrawal on 2025-09-10 (full_causes)
  share,tariff-l,consultation,seller,5.94,reversed,5.94,-5.94,0.00,withdrawal on 2025-09-10 (full_causes)
  account,,,seller,,,,,,
  $ nord statement extract --from 2025-09-01
  none
  $ hq settlement run --until 2025-09-30 --at 2025-10-01T08:00:00Z -q > run
  $ round 2025-10-01T08:00:00Z
  $ nord statement show "$(cat run).nord" | mask
  Statement 2 of Shop Nord
  2025-09-01 to 2025-09-30  EUR
  
  n  date        kind     order             item      customer          closed      performed   stage           base  rate   why         amount
  1  2025-09-10  reverse  ID  phone     ID  2025-08-28  2025-08-29  tip            10.00  5.96%  withdrawal   -0.59
  2  2025-09-10  reverse  ID  phone     ID  2025-08-28  2025-08-29  consultation   10.00  7.47%  withdrawal   -0.74
  3  2025-09-10  reverse  ID  tariff-l  ID  2025-08-28  2025-08-28  tip           120.00  6.00%  withdrawal   -7.13
  4  2025-09-10  reverse  ID  tariff-l  ID  2025-08-28  2025-08-28  consultation  120.00  7.50%  withdrawal   -8.91
  5  2025-09-10  release  ID                                                                                                 0.59
  6  2025-09-10  release  ID                                                                                                 0.74
  7  2025-09-10  release  ID                                                                                                 0.41
  
                                     sum
  commission earned and reversed  -17.37
  reserve released                  1.74
  total                           -15.63
  carried to the next statement   -15.63
  to be paid                        0.00
