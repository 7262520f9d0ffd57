Targets and credits
===================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers

A file says what units are to reach; lint reads it without a store.

  $ target() { printf '[[target]]\nid = "%s"\nunit = "%s"\nfrom = %s\nlength = "%s"\nmeasure = "%s"\n%s\n' "$@"; }
  $ { echo 'schema = "target/1"'
  >   target nord-aug nord/mitte 2025-08-01 P1M credits 'value = "10"'
  >   target sued-aug sued 2025-08-01 P1M credits 'value = "3"'
  >   target web-aug online/web 2025-08-01 P1M credits 'value = "4"'
  >   target web-orders online/web 2025-07-01 P3M orders 'value = "8"'
  >   target web-revenue online 2025-01-01 P1Y revenue 'revenue = { amount = 1000000, currency = "EUR" }'
  >   target nord-home nord 2025-01-01 P1Y credits 'value = "100"
  > role = "home_unit"
  > product = "phone"'
  > } > targets.toml
  $ kontor target lint targets.toml
  nothing to find fault with
  $ kontor target lint "$TESTDIR/../../man/examples/target.toml"
  nothing to find fault with
  $ { echo 'schema = "target/1"'; target late nord/mitte 2025-08-15 P1M revenue 'value = "10"'; } > bad.toml
  $ kontor target lint bad.toml
  bad.toml:2:1: error: a period starts on the first of a month, not on 2025-08-15 [period_start]
  [1]
  $ hq target apply bad.toml
  kontor: target apply: a period starts on the first of a month, not on 2025-08-15
  [1]
  $ hq target apply targets.toml --dry-run --json | valid target apply
  valid
  $ hq target apply targets.toml
  target.apply nord-aug: pending
  target.apply sued-aug: pending
  target.apply web-aug: pending
  target.apply web-orders: pending
  target.apply web-revenue: pending
  target.apply nord-home: pending
  $ hq target apply targets.toml
  6 of 6 as they are
  $ hq target list
  id           state    unit        role       product  from        length  measure  value   revenue  currency
  nord-aug     current  nord/mitte                      2025-08-01  P1M     credits     10
  nord-home    current  nord        home_unit  phone    2025-01-01  P1Y     credits    100
  sued-aug     current  sued                            2025-08-01  P1M     credits      3
  web-aug      current  online/web                      2025-08-01  P1M     credits      4
  web-orders   current  online/web                      2025-07-01  P3M     orders       8
  web-revenue  current  online                          2025-01-01  P1Y     revenue         10000.00  EUR
  $ hq target list --json | valid target list
  valid
  $ hq target show nord-home --json | valid target show
  valid
  $ nord target apply targets.toml
  kontor: target apply: the role shop may not do this
  kontor: hint: kontor whoami
  [77]

A site sees its own unit's targets.

  $ round 2025-08-13T11:00:00Z
  $ nord target list --columns id,unit
  id         unit
  nord-aug   nord/mitte
  nord-home  nord
  $ sued target list --columns id,unit
  id        unit
  sued-aug  sued
  $ sued report attainment
  target    unit  role  product  from        to          measure  value  credited  percent  counted  currency
  sued-aug  sued                 2025-08-01  2025-08-31  credits      3         0        0        0
  total                          2025-08-01  2025-08-31  credits      3         0        0        0

The sale: closed online, the customer is Nord's, two shops have consulted. Nothing counts before it
is earned.

  $ make_sale
  $ close_sale
  $ hq credit list
  none
  $ hq credit explain "$O" | mask
  credits (telco-retail 3): credits=0  orders=0
    from order=ID
    claim: state=provisional  zero=not vested yet
      from item=phone
    claim: state=provisional  zero=not vested yet
      from item=tariff-l
  $ round 2025-09-01T08:00:00Z
  $ hq credit list --sort outlet | mask
  id                date        outlet      role              value  counting  product
  ID  2025-08-29  nord/mitte  consulting_units    0.5  false
  ID  2025-08-29  nord/mitte  home_unit             1  false
  ID  2025-08-29  online/web  closing_unit          1  true
  ID  2025-08-29  sued/tor    consulting_units    0.5  false
  $ hq credit list --json | tee credits.json | valid credit list
  valid
  $ jq -c '[.items[].counting] | sort' credits.json
  [false,false,false,true]
  $ hq credit list --where counting=true --columns outlet,counting
  outlet      counting
  online/web  true
  $ hq credit show "$O" | mask
  id                 ID
  credits            3
  orders             1
  currency           EUR
  items[0].amount    2900
  items[0].item      phone
  items[1].amount    83880
  items[1].item      tariff-l
  units[0].outlet    nord/mitte
  units[0].role      consulting_units
  units[0].value     0.5
  units[1].outlet    nord/mitte
  units[1].role      home_unit
  units[1].value     1
  units[2].counting  true
  units[2].outlet    online/web
  units[2].role      closing_unit
  units[2].value     1
  units[3].outlet    sued/tor
  units[3].role      consulting_units
  units[3].value     0.5
  $ hq credit show "$O" --json | valid credit show
  valid
  $ hq credit explain "$O" | mask
  credits (telco-retail 3): credits=3  orders=1
    from order=ID
    credit (credit.credit-1): counting=true  date=2025-08-29  value=1
      from channel=online  outlet=online/web  role=closing_unit
      because ID
    credit (credit.credit-1): counting=false  date=2025-08-29  value=0.5
      from outlet=nord/mitte  records=interaction/ID  role=consulting_units
      because ID
    credit (credit.credit-1): counting=false  date=2025-08-29  value=0.5
      from outlet=sued/tor  records=interaction/ID  role=consulting_units
      because ID
    credit (credit.credit-1): counting=false  date=2025-08-29  value=1
      from home=outlet of the earliest customer record  outlet=nord/mitte  role=home_unit
      because ID
  $ hq credit explain "$O" --json | valid credit explain
  valid

What was reached, and of it each order once: three credits are one order.

  $ hq report attainment
  target       unit        role       product  from        to          measure     value  credited  percent  counted  currency
  nord-home    nord        home_unit  phone    2025-01-01  2025-12-31  credits       100         1        1        0
  web-revenue  online                          2025-01-01  2025-12-31  revenue  10000.00    867.80    8.678   867.80  EUR
  web-orders   online/web                      2025-07-01  2025-09-30  orders          8         1     12.5        1
  nord-aug     nord/mitte                      2025-08-01  2025-08-31  credits        10       1.5       15        0
  sued-aug     sued                            2025-08-01  2025-08-31  credits         3       0.5  16.6667        0
  web-aug      online/web                      2025-08-01  2025-08-31  credits         4         1       25        1
  total                                        2025-01-01  2025-12-31  credits       100         1        1        0
  total                                        2025-01-01  2025-12-31  revenue  10000.00    867.80    8.678   867.80  EUR
  total                                        2025-07-01  2025-09-30  orders          8         1     12.5        1
  total                                        2025-08-01  2025-08-31  credits        17         3  17.6471        1
  $ hq report attainment --format csv | head -1
  row,name,unit,role,product,from,to,measure,currency,targets,value,credited,percent,counted
  $ hq report attainment --json | valid report attainment
  valid
  $ hq report attainment --where 'percent<16' --where row=target --sort -percent --limit 2 --columns name,percent
  name        percent
  nord-aug         15
  web-orders     12.5
  $ hq report attainment --where unit~nord --format csv --columns name,unit,value
  name,unit,value
  nord-home,nord,100
  nord-aug,nord/mitte,10
  $ hq report attainment --where row=total --limit 1 --json | jq -c '[.items[].measure]'
  ["credits"]
  $ hq report attainment --where percnt=1
  kontor: report attainment: no column "percnt"
  kontor: hint: did you mean percent?
  [64]
  $ hq report attainment --where unit=west
  none
  $ hq report attainment --on August
  kontor: report attainment: --on "August" is not a date such as 2025-08-31
  [65]
  $ hq op list --all --where kind=target.apply --sort -on --limit 2 --columns on,fate,sealed
  on           fate      sealed
  web-revenue  accepted  true
  web-orders   accepted  true
  $ hq op list --all --where fate=pending
  none
  $ hq report attainment --by unit --on 2025-08-31
  unit        from        to          measure     value  credited  percent  counted  currency
  nord        2025-01-01  2025-12-31  credits       100         1        1        0
  online      2025-01-01  2025-12-31  revenue  10000.00    867.80    8.678   867.80  EUR
  online/web  2025-07-01  2025-09-30  orders          8         1     12.5        1
  nord/mitte  2025-08-01  2025-08-31  credits        10       1.5       15        0
  online/web  2025-08-01  2025-08-31  credits         4         1       25        1
  sued        2025-08-01  2025-08-31  credits         3       0.5  16.6667        0
  total       2025-01-01  2025-12-31  credits       100         1        1        0
  total       2025-01-01  2025-12-31  revenue  10000.00    867.80    8.678   867.80  EUR
  total       2025-07-01  2025-09-30  orders          8         1     12.5        1
  total       2025-08-01  2025-08-31  credits        17         3  17.6471        1
  $ hq report attainment --by role --json | jq -c '.items[] | select(.name == "home_unit") | [.value, .credited, .percent]'
  ["100","1","1"]
  $ hq report attainment --by colour
  kontor: report attainment: --by "colour" groups nothing
  kontor: hint: --by target, unit, role, product or period
  [64]

Each site from its own store: its own credits, nobody else's outlet.

  $ nord credit list --sort role --columns date,outlet,role,value,counting
  date        outlet      role              value  counting
  2025-08-29  nord/mitte  consulting_units    0.5  false
  2025-08-29  nord/mitte  home_unit             1  false
  $ sued credit list --columns date,outlet,role,value,counting
  date        outlet    role              value  counting
  2025-08-29  sued/tor  consulting_units    0.5  false
  $ hq report attainment --json | jq -c '.items[] | select(.unit)' > all.json
  $ for site in nord sued online; do
  >   kontor --home "$S/$site" report attainment --json | jq -c '.items[] | select(.unit)' > own.json
  >   jq -r .name own.json | paste -sd ' '
  >   grep -vxFf all.json own.json
  > done
  nord-home nord-aug
  sued-aug
  web-revenue web-orders web-aug
  [1]
  $ nord credit explain "$O" | mask
  credits (telco-retail 3): credits=1.5  orders=0
    from order=ID
    credit (credit.credit-1): counting=false  date=2025-08-29  value=0.5
      from outlet=nord/mitte  records=interaction/ID  role=consulting_units
    credit (credit.credit-1): counting=false  date=2025-08-29  value=1
      from outlet=nord/mitte  role=home_unit
  $ nord credit show "$O" --json | tee nord.json | valid credit show
  valid
  $ grep -c -E 'sued|online' nord.json
  0
  [1]

The withdrawal is mirrored in its own month; over the year nothing is left.

  $ nord return add --handle "$K" --cause withdrawal --as anna --at 2025-09-10T10:00:00Z -q > /dev/null
  $ round 2025-09-10T12:00:00Z
  $ hq credit list --where outlet=online/web --columns date,role,value
  date        role          value
  2025-08-29  closing_unit      1
  2025-09-10  closing_unit     -1
  $ for site in hq nord; do kontor --home "$S/$site" credit show "$O" --json | jq -c '.item | [.credits, .orders, .units[].value]'; done
  ["0",0,"0","0","0","0"]
  ["0",0,"0","0"]
  $ hq report attainment --json | jq -r '.items[] | "\(.name // "total") \(.from) \(.credited) \(.percent)"'
  nord-home 2025-01-01 0 0
  web-revenue 2025-01-01 0 0
  web-orders 2025-07-01 0 0
  nord-aug 2025-08-01 1.5 15
  sued-aug 2025-08-01 0.5 16.6667
  web-aug 2025-08-01 1 25
  total 2025-01-01 0 0
  total 2025-01-01 0 0
  total 2025-07-01 0 0
  total 2025-08-01 3 17.6471
  $ nord report attainment --on 2025-12-31
  target     unit  role       product  from        to          measure  value  credited  percent  counted  currency
  nord-home  nord  home_unit  phone    2025-01-01  2025-12-31  credits    100         0        0        0
  total                                2025-01-01  2025-12-31  credits    100         0        0        0

Whose customer somebody is can be assigned; it counts for what is closed later.

  $ hq customer assign "$C1" --unit sued/tor --reason moved --json | valid customer assign
  valid
  $ hq customer assign "$C1" --unit sued/tor --reason moved
  kontor: customer assign: nothing would change
  $ nord customer assign "$C1" --unit nord/mitte --reason ours
  kontor: customer assign: the role shop may not do this
  kontor: hint: kontor whoami
  [77]

Why a target stands where it stands, and what is missing.

  $ hq target explain nord-aug | mask
  target (nord-aug): counted=0  credited=1.5  missing=8.5  percent=15
    from from=2025-08-01  measure=credits  to=2025-08-31  unit=nord/mitte  value=10
    order: counted=0  credited=1.5
      from order=ID
      credit: counting=false  value=0.5
        from date=2025-08-29  outlet=nord/mitte  role=consulting_units
      credit: counting=false  value=1
        from date=2025-08-29  outlet=nord/mitte  role=home_unit
      credit: counting=false  value=-0.5  zero=after the period
        from date=2025-09-10  outlet=nord/mitte  role=consulting_units
      credit: counting=false  value=-1  zero=after the period
        from date=2025-09-10  outlet=nord/mitte  role=home_unit
  $ nord target explain nord-aug > site.txt; hq target explain nord-aug | cmp - site.txt
  $ hq target explain web-orders | grep zero
  target (web-orders): counted=0  credited=0  missing=8  percent=0  zero=no credit of the unit counts
  $ hq target explain nord-home | grep 'zero=another'
      credit: counting=false  value=0.5  zero=another role
      credit: counting=false  value=-0.5  zero=another role
  $ nord target explain nord-home --json | valid target explain
  valid
  $ nord target explain sued-aug
  kontor: target explain: no target sued-aug here
  kontor: hint: kontor target list
  [66]

A retired target measures nobody.

  $ hq target retire nord-home -q
  $ hq target list --where state=retired --columns id,state
  id         state
  nord-home  retired
  $ hq report attainment --json | jq -r '.items[].name' | grep -c nord-home
  0
  [1]
  $ hq sync --time 2025-09-10T13:00:00Z -q
  $ hq target history nord-home --json | valid target history
  valid
