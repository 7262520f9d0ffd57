An order, from the draft to the last item
=========================================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ C=$(sued customer add --name Carla --as ben -q)

A draft of a bundle has an item a part.

  $ sued order add --offer autumn --customer "$C" --as ben --json | tee add.json | valid order add
  valid
  $ jq -c '.item | [.state, .draft, .step, .campaign, (.items | keys)]' add.json
  ["draft","active","delivery","autumn",["phone","tariff-l"]]
  $ O=$(jq -r .op.on add.json)
  $ sued order add
  kontor: order add: --offer is missing
  kontor: hint: kontor order add --help
  [64]
  $ sued order add phone autumn
  kontor: order add: offer is named twice: "autumn"
  [64]
  $ sued order add phone --dry-run --json | jq -r '.changes[] | select(.path == "version").to'
  1
  $ sued order add --offer winter
  kontor: order add: no offer winter here
  kontor: hint: kontor offer list
  [66]

What the policy does not call public is private. Each field is an operation of its own.

  $ sued order set "$O" delivery.name='Carla Muster' contract.start=2025-09-01 --as ben --json | tee set.json | valid order set
  valid
  $ jq -c '[.ops[].kind]' set.json
  ["order.set","order.set"]
  $ printf 'DE00370400440532013000' > iban.txt
  $ sued order set "$O" iban=@iban.txt | mask
  order.set ID: pending
  $ sued order set "$O" 2>&1 | mask
  kontor: order set: no field is named
  kontor: hint: kontor order set ID field=value
  $ sued order set "$O" colour
  kontor: order set: "colour" is not field=value
  [64]
  $ sued order set "$O" delivery.stret=42 2>&1 | mask
  kontor: warning: no step asks for delivery.stret; did you mean delivery.street?
  order.set ID: pending

Checks run where the plain values are.

  $ sued order check "$O" | mask
  check iban: block (iban_checksum)
  order.check ID: pending
  $ printf 'DE89370400440532013000\n' > iban.txt
  $ sued order set "$O" iban=@iban.txt -q
  $ sued order check "$O" --json | tee check.json | valid order check
  valid
  $ jq -c '.item.checks[] | [.result, .field]' check.json
  ["pass","iban"]

The customer goes on elsewhere, at the step where the shop stopped.

  $ K=$(sued code issue --order "$O" --as ben -q)
  $ round 2025-08-14T10:00:00Z
  $ online order resume "$K" | mask
  code.redeem ID: requested, HQ decides
  $ round 2025-08-14T11:00:00Z
  $ online order resume "$O" | mask
  order ID  draft  step delivery  autumn/1
  field           value       source  at                    by
  contract.start  2025-09-01  seller  2025-08-13T10:00:00Z  ID
  delivery.name   (private)   seller  2025-08-13T10:00:00Z  ID
  delivery.stret  (private)   seller  2025-08-13T10:00:00Z  shop-sued-1
  iban            (private)   seller  2025-08-13T10:00:00Z  shop-sued-1
  missing   delivery.street
  missing   delivery.postcode
  missing   delivery.city
  evidence  BTN  \xc2\xa7312j(3) BGB (esc)
  evidence  PRE  \xc2\xa7312d(1) BGB, Art. 246a EGBGB; \xc2\xa755 TKG (esc)
  evidence  SUM  \xc2\xa754(3) TKG, Regulation (EU) 2019/2243 (esc)
  evidence  WDN  \xc2\xa7312g(1) BGB, Art. 246a \xc2\xa71(2) EGBGB (esc)
  after     DUR  \xc2\xa7312f(2) BGB (esc)
  held by   sued, online
  $ online order resume "$K" --json --private | tee resume.json | valid order resume
  valid
  $ jq -c '.item.fields[] | [.field, .value, .private]' resume.json
  ["contract.start","2025-09-01",null]
  ["delivery.name","Carla Muster",true]
  ["delivery.stret","42",true]
  ["iban","DE89370400440532013000",true]
  $ online order resume "$K" --json | jq -c '.item.holders'
  ["sued","online"]

The gate names everything that is missing, and does not open before.

  $ online order submit "$O" --json 2>&1 | mask
  {"error":{"code":"step_missing","exit":1,"message":"order submit: not filled in yet: delivery.street delivery.postcode delivery.city","missing":["delivery.street","delivery.postcode","delivery.city"],"next":["kontor order set ID delivery.street=..."],"on":"ID"}}
  $ online order set "$O" delivery.street='Lange Str. 1' delivery.postcode=20095 delivery.city=Hamburg price_point=online-special | mask
  order.set ID: pending
  order.set ID: pending
  order.set ID: pending
  order.set ID: pending
  $ online order check "$O" -q
  $ online order submit "$O" 2>&1 | mask
  kontor: order submit: evidence is missing: BTN PRE SUM WDN
  kontor: hint: kontor evidence add ID BTN
  $ for proof in SUM PRE WDN BTN; do online evidence add "$O" $proof --version 3 -q > /dev/null; done
  $ online order submit "$O" --dry-run | grep -v -e 'close' -e checks | mask
  order/ID
    ~ draft  active -> completed
    + items.phone.gate  tariff-l
    ~ items.phone.state  draft -> held
    ~ items.tariff-l.state  draft -> acknowledged
    ~ state  draft -> acknowledged
  $ online order submit "$O" --json | tee submit.json | valid order submit
  valid
  $ jq -c '.item | [.state, .draft, .step, .close.channel, .items.phone.state, .items.phone.gate]' submit.json
  ["acknowledged","completed","closed","online","held","tariff-l"]
  $ online order list --json | valid order list
  valid
  $ round 2025-08-14T12:00:00Z

Who began the sale keeps a card of it.

  $ sued order list
  none
  $ sued order list --cards | mask
  id                state         offer   version  closed      returned
  ID  acknowledged  autumn        1  2025-08-14
  $ sued order list --cards --json | valid order list
  valid
  $ sued order show "$O" --json | tee card.json | valid order show
  valid
  $ jq -c '.item | del(.id)' card.json
  {"closed":"2025-08-14","items":{"phone":"held","tariff-l":"acknowledged"},"kind":"order_card","offer":"autumn","state":"acknowledged","version":1}
  $ sued order set "$O" iban=@iban.txt 2>&1 | mask
  kontor: order set: no order ID here
  kontor: hint: kontor order list

The phone waits for the contract.

  $ online order confirm "$O" phone delivered 2>&1 | mask
  kontor: order confirm: gate closed: phone waits for tariff-l
  $ online order confirm "$O" tariff-l released --json | valid order confirm
  valid
  $ online order confirm "$O" phone delivered --at 2025-08-15T10:00:00Z | mask
  order.confirm ID: pending
  $ online order confirm "$O" phone gone
  kontor: order confirm: not a valid operation: state: "gone" is none of: released delivered failed paid
  [65]
  $ round 2025-08-15T12:00:00Z
  $ online order show "$O" --json | tee show.json | valid order show
  valid
  $ jq -c '.item | [.state, .contract_type, .contract_type_reason, .items.phone.delivered]' show.json
  ["completed","distance","closed_at_a_distance","2025-08-15T10:00:00Z"]
  $ sued order list --cards --columns state,closed
  state      closed
  completed  2025-08-14

A draft can be set aside, gone on with, given up.

  $ P=$(nord order add --offer phone --as anna -q)
  $ nord order hold "$P" | mask
  order.hold ID: pending
  $ nord order set "$P" delivery.city=Kiel 2>&1 | mask
  order.set ID: pending
  $ nord order resume "$P" | mask
  order.resume ID: pending
  $ nord order cancel "$P" --reason changed-mind --json | tee cancel.json | valid order cancel
  valid
  $ jq -c '.item | [.state, .draft, .cancel_reason]' cancel.json
  ["cancelled","cancelled","changed-mind"]
  $ nord order cancel "$P"
  kontor: order cancel: --reason is missing
  kontor: hint: kontor order cancel --help
  [64]
