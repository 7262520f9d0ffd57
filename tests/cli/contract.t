Contracts follow from orders
============================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale
  $ online contract list
  none
  $ close_sale
  $ online contract list | mask
  id                state   customer          offer   contract_type  from        withdrawal_until
  ID  active  ID  autumn  distance       2025-09-01  2025-09-12
  $ online contract list --json | valid contract list
  valid
  $ online contract show "$O" --json | tee show.json | valid contract show
  valid
  $ jq -c '.item | [.state, .from, .withdrawal_until]' show.json
  ["active","2025-09-01","2025-09-12"]
  $ sued contract show "$O" 2>&1 | mask
  kontor: contract show: no contract ID here
  kontor: hint: kontor contract list
