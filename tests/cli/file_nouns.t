What apply reads comes back from show
=====================================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ EXAMPLES=$TESTDIR/../../man/examples
  $ hq target apply "$EXAMPLES/target.toml" -q
  $ hq partner apply "$EXAMPLES/partner.toml" -q
  $ round 2025-08-13T11:00:00Z

A file that its author wrote with the keys in the manual's order is the same but for its comments.

  $ hq offer show autumn --format toml > autumn.toml
  $ grep -v '^#' "$PACKS/starter/autumn.toml" | diff - autumn.toml
  $ hq policy show telecom --format toml > telecom.toml
  $ grep -v '^#' "$PACKS/telecom/policy.toml" | sort | diff - <(sort telecom.toml)
  $ hq outlet show nord/mitte --format toml | grep -v place
  schema = "outlet/1"
  
  [outlet]
  id = "nord/mitte"
  partner = "nord"
  channel = "shop"
  postcode = "20095"
  zone = "Europe/Berlin"
  state = "open"
  $ hq target show nord-mitte-q3 --format toml
  schema = "target/1"
  
  [target]
  id = "nord-mitte-q3"
  unit = "nord/mitte"
  role = "consulting_units"
  product = "tariff-l"
  from = 2025-07-01
  length = "P3M"
  measure = "credits"
  value = "40"

For every noun that lives in files there is nothing to do when its file is applied again.

  $ again() {
  >   kontor --home "$S/$1" "$2" show "$3" --format toml --private > again.toml || return
  >   kontor --home "$S/$1" "$2" lint again.toml && kontor --home "$S/$1" "$2" apply again.toml
  > }
  $ again hq offer phone
  nothing to find fault with
  1 of 1 as they are
  $ again hq offer autumn
  nothing to find fault with
  1 of 1 as they are
  $ again hq policy telecom
  nothing to find fault with
  1 of 1 as they are
  $ again hq partner nord
  nothing to find fault with
  1 of 1 as they are
  $ again hq partner sued
  nothing to find fault with
  1 of 1 as they are
  $ again hq outlet nord/mitte
  nothing to find fault with
  1 of 1 as they are
  $ again hq target nord-mitte-q3
  nothing to find fault with
  1 of 1 as they are
  $ again hq target online-revenue-2025
  nothing to find fault with
  1 of 1 as they are
  $ again hq plan telco-retail
  nothing to find fault with
  1 of 1 as they are
  $ nord seller show "$(nord seller list --json | jq -r '.items[0].id')" --format toml --private > anna2.toml
  $ mask < anna2.toml
  schema = "seller/1"
  
  [seller]
  id = "ID"
  partner = "nord"
  outlet = "nord/mitte"
  state = "active"
  name = "anna Muster"
  login = "anna"
  $ nord seller apply anna2.toml
  1 of 1 as they are
  $ nord seller show "$(nord seller list --json | jq -r '.items[0].id')" --format toml 2>&1 | mask
  kontor: seller show: seller ID has private fields, which a file without them would take away: name, login
  kontor: hint: --private writes them into the file

Every key of the manual's plans; HQ does not sell what they pay for, and says so.

  $ for plan in plan-life plan-team; do
  >   hq plan apply "$EXAMPLES/$plan.toml" -q
  >   again hq plan "${plan#plan-}" > /dev/null && hq plan diff again.toml "$EXAMPLES/$plan.toml"
  > done 2>&1 | sed 's#/.*/man/examples/##'
  kontor: warning: plan-life.toml:12:7: base.life-25: this site knows no offer or product "life-25"; kontor offer list
  kontor: warning: again.toml:12:1: base.life-25: this site knows no offer or product "life-25"; kontor offer list
  1 of 1 as they are
  no difference
  kontor: warning: plan-team.toml:12:7: base.gift-card: this site knows no offer or product "gift-card"; kontor offer list
  kontor: warning: plan-team.toml:78:11: override[0].above.nord: this site knows no partner "verbund"; kontor partner list
  kontor: warning: plan-team.toml:78:47: override[0].above.verbund: this site knows no partner "holding"; kontor partner list
  kontor: warning: again.toml:12:1: base.gift-card: this site knows no offer or product "gift-card"; kontor offer list
  kontor: warning: again.toml:55:11: override[0].above.nord: this site knows no partner "verbund"; kontor partner list
  kontor: warning: again.toml:55:47: override[0].above.verbund: this site knows no partner "holding"; kontor partner list
  1 of 1 as they are
  no difference

A file without a private value would take it away: all or nothing.

  $ hq partner show nord --format toml > nothing.toml
  kontor: partner show: partner nord has private fields, which a file without them would take away: legal_name, street, postcode, city, vat_id, iban
  kontor: hint: --private writes them into the file
  [64]
  $ hq partner show nord --format toml --private | sed -n '/^legal_name/,$p'
  legal_name = "Shop Nord GmbH"
  street = "Lange Str. 1"
  postcode = "20095"
  city = "Hamburg"
  country = "DE"
  vat_id = "DE123456789"
  iban = "DE89370400440532013000"
  $ hq partner show nord --format toml --private | sed 's/"20095"/"20099"/' > moved.toml
  $ hq partner apply moved.toml
  partner.apply nord: pending
  $ hq partner show nord --format toml --private | diff moved.toml -

Where no file stands behind a record there is none to give.

  $ nord outlet show sued/tor --format toml
  kontor: outlet show: no file stands behind sued/tor: this site holds its card alone
  [66]
  $ nord op list --format toml
  kontor: op list: toml is for what apply reads from files
  kontor: hint: kontor offer show ID --format toml
  [64]

What would apply change? Anybody may ask, nothing is written.

  $ hq partner diff moved.toml
  no difference
  $ sed 's/^tier = .*/tier = "silver"/; s/20099/20097/' moved.toml > other.toml
  $ hq partner diff other.toml
  partner/nord
    ~ postcode  (private) -> (private)
    ~ tier  gold -> silver
  [1]
  $ hq partner diff other.toml --json | valid partner diff
  valid
  $ sed 's/version = 1/version = 2/; s/3995/4495/' "$PACKS/starter/tariff-l.toml" > tariff2.toml
  $ nord offer diff tariff2.toml
  offer/tariff-l
    ~ price[0].recurring  39.95 EUR -> 44.95 EUR
    ~ version  1 -> 2
  [1]
  $ nord offer diff "$PACKS"/starter/tariff-l.toml "$PACKS"/starter/phone.toml
  no difference
  $ sed 's/3995/4495/' "$PACKS/starter/tariff-l.toml" > same.toml
  $ hq offer diff same.toml
  kontor: offer diff: this version is launched and stays as it is
  kontor: hint: apply it with the next version number
  [1]
  $ hq outlet diff "$PACKS/starter/outlets.toml"
  no difference
  $ hq policy diff "$PACKS/telecom/policy.toml"
  no difference
  $ hq target show nord-mitte-q3 --format toml | sed 's/nord-mitte-q3/next/' > next.toml
  $ hq target diff next.toml --json | jq -c '.items[] | [.on, .action, .path]' | head -2
  ["target/next","add","from"]
  ["target/next","add","length"]
  $ nord seller diff anna2.toml
  no difference
  $ sed -i 's/anna Muster/Anna Meier/' anna2.toml
  $ nord seller diff anna2.toml | mask
  seller/ID
    ~ name  (private) -> (private)

The editor opens what show gives; what it leaves is applied, and a version that is fixed opens as the next one.

  $ unset VISUAL; export EDITOR='sed -i s/gold/platinum/'
  $ hq partner edit nord
  kontor: partner edit: partner nord has private fields, which a file without them would take away: legal_name, street, postcode, city, vat_id, iban
  kontor: hint: --private writes them into the file
  [64]
  $ hq partner edit nord --private
  partner.apply nord: pending
  $ hq partner show nord --format toml --private | grep platinum
  tier = "platinum"
  $ hq partner edit nord --private
  nothing was changed
  $ EDITOR='sed -i s/3995/4495/' hq offer edit tariff-l
  offer.apply tariff-l: pending
  $ hq offer list --where id=tariff-l --columns id,version,launched
  id        version  launched
  tariff-l        2         1
  $ EDITOR='sed -i s/4495/4595/' hq offer edit tariff-l -q
  $ hq offer diff tariff2.toml
  offer/tariff-l
    ~ price[0].recurring  45.95 EUR -> 44.95 EUR
  [1]
  $ EDITOR='sed -i s/before_close/after_close/' hq policy edit telecom
  policy.apply telecom: pending
  $ EDITOR='sed -i s/12000/13000/' hq plan edit telco-retail --json | valid plan edit
  valid
  $ hq plan diff telco-retail
  plan/telco-retail
    ~ base.tariff-l.amount  12000 -> 13000
    ~ plan.version  3 -> 4
  [1]
  $ EDITOR='sed -i s/Muster/Meier/' nord seller edit "$(nord seller list --json | jq -r '.items[0].id')" --private | mask
  seller.apply ID: pending
  $ ls hq nord | grep edit
  [1]

What is refused is kept, and opened again.

  $ EDITOR='sed -i s/zone/zoone/' hq outlet edit nord/mitte 2>&1 | mask
  kontor: warning: the text is kept in DIR/hq/edit-outlet-nord-mitte.toml: edit goes on with it
  kontor: outlet edit: DIR/hq/edit-outlet-nord-mitte.toml:9:1: unknown key "zoone"; did you mean "zone"?
  $ EDITOR='sed -i -e s/zoone/zone/ -e s/open/paused/' hq outlet edit nord/mitte 2>&1 | mask
  going on with DIR/hq/edit-outlet-nord-mitte.toml
  outlet.apply nord/mitte: pending
  $ EDITOR=false hq outlet edit nord/mitte
  kontor: outlet edit: false ended with 1: nothing was applied
  [1]
  $ EDITOR=no-such-editor hq outlet edit nord/mitte
  sh: 1: no-such-editor: not found
  kontor: outlet edit: no-such-editor ended with 127: nothing was applied
  [1]
  $ ls hq | grep edit
  [1]

What ends is retired: the same file with the state that ends it, and nothing else changed.

  $ hq outlet retire nord/mitte --dry-run
  outlet/nord/mitte
    ~ state  paused -> closed
  $ hq outlet retire nord/mitte --json | valid outlet retire
  valid
  $ hq outlet retire nord/mitte
  kontor: outlet retire: nothing would change
  $ nord outlet retire nord/mitte
  kontor: outlet retire: the role shop may not do this
  kontor: hint: kontor whoami
  [77]
  $ hq partner retire sued --reason over 2>&1 | head -1
  kontor: partner retire: unknown option --reason
  $ hq partner retire sued -q && hq partner list --columns id,state
  id      state
  nord    engaged
  online  engaged
  sued    ended
  $ B=$(sued seller list --json | jq -r '.items[0].id')
  $ sued seller retire "$B" --json | valid seller retire
  valid
  $ sued seller list --columns state,login
  state
  left
