Sellers: names are private, ids are random
==========================================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ nord seller list | mask
  id                state   partner  outlet
  ID  active  nord     nord/mitte
  $ nord seller list --private | mask
  id                state   login  name         partner  outlet
  ID  active  anna   anna Muster  nord     nord/mitte
  $ nord seller list --json | valid seller list
  valid
  $ nord seller apply anna.toml
  1 of 1 as they are
  $ sed -i 's/anna Muster/Anna Muster/' anna.toml
  $ nord seller apply anna.toml --dry-run | mask
  seller/ID
    ~ name  (private) -> (private)
  $ nord seller apply anna.toml --json | tee apply.json | valid seller apply
  valid
  $ jq -c '.items[0] | [.state, .withheld]' apply.json
  ["active",["login","name"]]
  $ nord seller list --private --columns login,name
  login  name
  anna   Anna Muster
  $ nord whoami --as anna | mask
  actor    ID
  replica  shop-nord-1
  scope    nord
  role     shop
  outlet   nord/mitte
  home     DIR/nord
  ledger   LEDGER
  $ nord whoami --as nobody
  kontor: whoami: no seller nobody here
  kontor: hint: kontor seller list
  [66]
  $ nord seller show "$(nord whoami --as anna --json | jq -r .item.actor)" --json | valid seller show
  valid

Another partner's seller is not theirs to make.

  $ sued seller apply anna.toml
  kontor: seller apply: no longer available: nord
  [1]
