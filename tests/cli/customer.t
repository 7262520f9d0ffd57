Customers
=========

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites

Private values can stand on the command line, but need not.

  $ C=$(nord customer add --email carla@example.org --name 'Carla Muster' --postcode 20095 --as anna -q)
  $ printf '040 1234\n' > phone.txt
  $ nord customer set "$C" phone=@phone.txt segment=family --as anna | mask
  customer.set ID: pending
  $ echo '{"company": "Muster AG", "type": "business", "note": "two lines\nof text"}' | nord customer add --from - --json | tee add.json | valid customer add
  valid
  $ jq -c '[.item.type, .item.withheld, .op.fate]' add.json
  ["business",["company","note"],"pending"]

What is private is shown on a terminal, or to who asks.

  $ nord customer show "$C" | mask
  kind             customer
  id               ID
  state            initialized
  postcode_prefix  20
  segment          family
  type             consumer
  withheld         email, name, phone, postcode
  scope            nord
  rev              2
  created.at       2025-08-13T09:30:00Z
  created.by       ID
  created.op       shop-nord-1.0.2
  created.outlet   nord/mitte
  created.rule     2025-08-13T09:30:00Z
  changed.at       2025-08-13T09:30:00Z
  changed.by       ID
  changed.op       shop-nord-1.0.3
  changed.outlet   nord/mitte
  changed.rule     2025-08-13T09:30:00Z
  pending  customer.add shop-nord-1.0.2
  pending  customer.set shop-nord-1.0.3
  $ nord customer show "$C" --private --json | tee show.json | valid customer show
  valid
  $ jq -c '.item | [.name, .email, .phone, .postcode, .postcode_prefix, .segment]' show.json
  ["Carla Muster","carla@example.org","040 1234","20095","20","family"]
  $ nord customer list --columns type,name,segment --sort segment
  type      segment
  business
  consumer  family
  $ nord customer list --columns type,name,segment --private --sort segment
  type      name          segment
  business
  consumer  Carla Muster  family
  $ nord customer list --where email=carla@example.org --json | tee list.json | valid customer list
  valid
  $ jq -c '[.items[].withheld]' list.json
  [["email","name","phone","postcode"]]

Ids go by any prefix that is unique.

  $ nord customer show "${C:0:8}" -q --format jsonl | jq -r .type
  consumer
  $ nord customer show zzzzzzzz
  kontor: customer show: no customer zzzzzzzz here
  kontor: hint: kontor customer list
  [66]
  $ nord customer show "" 2>&1 | head -1
  kontor: customer show: no customer  here

A mistake is answered with what would be right.

  $ nord customer add --nmae Ada
  kontor: customer add: unknown option --nmae
  kontor: hint: did you mean --name?
  [64]
  $ nord customer add name=Ada nmae=Ada
  kontor: customer add: no field "nmae"
  kontor: hint: did you mean name?
  [64]
  $ nord customer add --type person --name Ada
  kontor: customer add: not a valid operation: type: "person" is none of: consumer business
  [65]
  $ nord customer add --adult=maybe
  kontor: customer add: adult "maybe" is not true or false
  [64]
  $ nord customer set "$C"
  kontor: customer set: nothing would change

The same key again does nothing new.

  $ nord customer add --name Ada --key till-17 -q > first
  $ nord customer add --name Ada --key till-17 -q | diff first - && echo same
  same
  $ nord customer add --name Bert --dry-run | mask
  customer/ID
    + name  (private)
    + scope  nord
    + state  initialized
    + type  consumer
  $ nord customer list --columns type --private --sort type
  type
  business
  consumer
  consumer

HQ sees that two shops know one person, and the shops do not learn of it.

  $ D=$(sued customer add --email Carla@Example.org --name 'C. Muster' --as ben -q)
  $ round 2025-08-14T10:00:00Z
  $ sqlite3 hq/kontor.db 'SELECT members, rule, reason FROM persons'
  2|email/1|same e-mail address
  2|email/1|same e-mail address
  $ nord customer list --columns state --limit 3 | wc -l
  4
  $ sqlite3 nord/kontor.db "SELECT count(*) FROM record WHERE kind IN ('person', 'membership')"
  0
  $ nord customer link "$C" "$D" 2>&1 | mask
  kontor: customer link: no customer ID here
  kontor: hint: kontor customer list
  $ hq customer unlink "$C" --reason 'asked her' --json | valid customer unlink
  valid
  $ hq customer unlink "$C" 2>&1 | mask
  kontor: customer unlink: customer ID is linked to no other
  $ hq customer link "$C" "$D" --reason 'her passport' | mask
  customer.link ID: pending
