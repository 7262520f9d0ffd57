Leads and the pool
==================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ C=$(nord customer add --name Carla --email carla@example.org --as anna -q)
  $ nord consent add "$C" --medium email --purpose offers --wording w1/3 --permitted any --as anna -q | mask
  ID

A lead of a customer names her consent by itself.

  $ nord lead add --customer "$C" --offer autumn --rating hot --revenue 39.95 --as anna --json | tee add.json | valid lead add
  valid
  $ jq -c '.item | [.state, .assignment, .holder, .revenue, has("consent")]' add.json
  ["acknowledged","none","nord",{"amount":3995,"currency":"EUR"},true]
  $ nord lead add --offer autumn --revenue '12.5 JPY'
  kontor: lead add: revenue "12.5 JPY" is not an amount (12.34, 12.34 USD, or {"amount":1234,"currency":"EUR"})
  [64]
  $ nord lead add --offer winter
  kontor: lead add: no offer winter here
  kontor: hint: kontor offer list
  [66]
  $ nord lead add --score 1001
  kontor: lead add: not a valid operation: score: not within 0 to 1000
  [65]

  $ for score in 100 900 500; do nord lead add --topic mobile --score $score --source fair --facts job=nurse -q > /dev/null; done
  $ nord lead list --sort -score --columns topic,score,revenue,currency,rating
  topic   score  revenue  currency  rating
  mobile    900
  mobile    500
  mobile    100
                   39.95  EUR       hot
  $ nord lead list --where 'score>=500' --where topic~MOB --sort score --format csv --columns topic,score
  topic,score
  mobile,500
  mobile,900
  $ nord lead list --where "topic = 'mobile'" --where 'score < 900' --sort score --format csv --columns score
  score
  100
  500
  $ nord lead list --where scroe=1
  kontor: lead list: no column "scroe"
  kontor: hint: did you mean score?
  [64]
  $ nord lead list --where score
  kontor: lead list: --where "score" compares nothing
  kontor: hint: --where COLUMN=VALUE, or != < > <= >= ~
  [64]
  $ nord lead list --json --limit 2 | tee list.json | valid lead list
  valid
  $ jq '.items | length' list.json
  2
  $ nord lead list --format jsonl --where score=900 | jq -c '[.score, .facts]'
  [900,{"job":"nurse"}]

The pool belongs to HQ: it shows what the consent permits, and nothing of a person.

  $ L=$(jq -r .op.on add.json)
  $ round 2025-08-14T10:00:00Z
  $ nord lead pool "$L"
  kontor: lead pool: the role shop may not do this
  kontor: hint: kontor whoami
  [77]
  $ hq lead pool "$L" -q
  $ round 2025-08-14T11:00:00Z
  $ sued lead list --pool | mask
  id                offer   topic  rating  score  revenue  currency  postcode_prefix
  ID  autumn         hot              39.95  EUR
  $ sued lead list --pool --json | valid lead list
  valid
  $ sued lead show "$L" --json | tee card.json | valid lead show
  valid
  $ jq -c '.item | del(.id)' card.json
  {"kind":"pool_card","offer":"autumn","rating":"hot","revenue":{"amount":3995,"currency":"EUR"}}
  $ sued customer show "$C" 2>&1 | mask
  kontor: customer show: no customer ID here
  kontor: hint: kontor customer list

Both ask for it; the first in the ledger gets it, the other learns that it is gone.

  $ sued lead pick "$L" --as ben --json | tee pick.json | valid lead pick
  valid
  $ jq -c '[.op.fate, .item.kind]' pick.json
  ["requested","pool_card"]
  $ online lead pick "$L" | mask
  lead.pick ID: requested, HQ decides
  $ sued op list | mask
  id               kind       on                at                    fate       reason
  shop-sued-1.0.2  lead.pick  ID  2025-08-14T11:00:00Z  requested
  $ round 2025-08-14T12:00:00Z
  $ (sued op list --rejected; online op list --rejected) 2>&1 | grep -c 'no longer available'
  1
  $ (sued lead list --json; online lead list --json) | jq -c '.items[] | select(.rating == "hot") | .assignment'
  "picked"
  $ (sued customer list --json; online customer list --json) | jq -r '.items[].type'
  consumer

HQ may give a lead to a scope; a holder may give it back.

  $ M=$(hq lead add --topic switch --postcode-prefix 20 -q)
  $ hq lead assign "$M" --to nord --reason region | mask
  lead.assign ID: pending
  $ round 2025-08-14T13:00:00Z
  $ nord lead release "$M" --reason 'no time' --json | valid lead release
  valid
  $ round 2025-08-14T14:00:00Z
  $ nord lead show "$M" 2>&1 | mask
  kontor: lead show: no lead ID here
  kontor: hint: kontor lead list
  $ hq lead show "$M" --json | jq -c '.item | [.assignment, .reason]'
  ["released","no time"]
