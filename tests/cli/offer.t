Offers
======

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites

Three files, one of which names the others: one command makes them true together.

  $ hq offer apply "$PACKS"/starter/autumn.toml
  kontor: offer apply: no longer available: tariff-l
  [1]
  $ hq offer apply "$PACKS"/starter/tariff-l.toml "$PACKS"/starter/phone.toml "$PACKS"/starter/autumn.toml
  offer.apply tariff-l: pending
  offer.apply phone: pending
  offer.apply autumn: pending
  $ hq offer apply "$PACKS"/starter/tariff-l.toml --json | valid offer apply
  valid

A bundle goes on sale after its parts.

  $ hq offer launch autumn
  kontor: offer launch: not launched: tariff-l
  kontor: hint: kontor offer launch tariff-l
  [1]
  $ hq offer launch tariff-l -q
  $ hq offer launch phone -q
  $ hq offer launch autumn --json | tee launch.json | valid offer launch
  valid
  $ jq -c '.item | [.state, .launched]' launch.json
  ["launched",1]
  $ hq offer list
  id        state     version  launched  name           campaign  items
  autumn    launched        1         1  Autumn bundle  autumn    tariff-l phone
  phone     launched        1         1  Phone 12
  tariff-l  launched        1         1  Tariff L
  $ hq offer list --json | valid offer list
  valid

What is launched stays as it is; a change is a new version.

  $ sed 's/amount = 3995/amount = 4095/' "$PACKS"/starter/tariff-l.toml > tariff.toml
  $ hq offer apply tariff.toml
  kontor: offer apply: this version is launched and stays as it is
  kontor: hint: apply it with the next version number
  [1]
  $ sed -i 's/^version = 1/version = 2/' tariff.toml
  $ hq offer apply tariff.toml --dry-run
  offer/tariff-l
    ~ version  1 -> 2
    + versions.2.name  Tariff L
    + versions.2.new_or_renewal  both
    + versions.2.plan  telco-retail
    + versions.2.policy  telecom
    + versions.2.price[0].one_time  39.99 EUR
    + versions.2.price[0].point  list
    + versions.2.price[0].recurring  40.95 EUR
    + versions.2.price[1].one_time  0.00 EUR
    + versions.2.price[1].point  online-special
    + versions.2.price[1].recurring  34.95 EUR
    + versions.2.product  TL-24
    + versions.2.sector  telecom
    + versions.2.term_months  24
    + versions.2.version  2
  $ hq offer apply tariff.toml
  offer.apply tariff-l: pending
  $ hq offer list --where launched=1 --where version=2 --columns id,version,launched
  id        version  launched
  tariff-l        2         1

The sites get them with the next pass.

  $ nord offer list
  none
  $ round 2025-08-13T10:00:00Z
  $ nord offer list --columns id,state,launched
  id        state     launched
  autumn    launched         1
  phone     launched         1
  tariff-l  launched         1
  $ nord offer show tariff-l --json | valid offer show
  valid
  $ nord offer retire autumn
  kontor: offer retire: the role shop may not do this
  kontor: hint: kontor whoami
  [77]

What the signed ledger says of an offer, newest first; and whether it could go on sale now.

  $ hq offer retire autumn -q
  $ round 2025-08-13T11:00:00Z
  $ nord offer history autumn --limit 1
  earlier changes: --limit, or the history of a full clone
  entry 5  2025-08-13T11:00:00Z  hq-1  hq-1.0.21
    ~ state  launched -> retired
  $ nord offer history autumn --json | valid offer history
  valid
  $ nord offer check autumn phone
  autumn: error: offer retired: autumn [offer_retired]
  [1]
  $ nord offer check phone --json | valid offer check
  valid
  $ sed 's/default = 1/default = 7/' "$PACKS"/starter/autumn.toml > bad.toml
  $ nord offer lint bad.toml
  bad.toml:4:2: error: item limits: tariff-l [item_limits]
  [1]
  $ sed 's/"autumn"/"winter"/' "$PACKS"/starter/autumn.toml > winter.toml
  $ nord offer check winter.toml
  nothing to find fault with
  $ sed 's/"phone"/"fone"/' winter.toml > bad.toml
  $ nord offer check bad.toml
  bad.toml:4:2: error: no longer available: fone [not_visible]
  [1]
