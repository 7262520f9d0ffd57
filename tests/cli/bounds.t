Amounts that are too large
==========================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale

No amount of a plan or an offer is beyond ten thousand million euros: what is reckoned with it stays
exact, and so do the sums.

  $ sed 's/^version = 1/version = 2/; s/amount = [0-9]*/amount = 9007199254740991/' "$PACKS/starter/telco-retail.toml" > big.toml
  $ hq plan apply big.toml
  kontor: plan apply: big.toml:16:30: base.tariff-l.amount: above 1000000000000; sums of amounts must stay exact
  kontor: plan apply: big.toml:17:27: base.phone.amount: above 1000000000000; sums of amounts must stay exact
  kontor: plan apply: big.toml:64:50: premium[0].pay.amount: above 1000000000000; sums of amounts must stay exact
  [65]
  $ sed 's/^version = 1/version = 2/; s/amount = [0-9]*/amount = 9007199254740991/' "$PACKS/starter/phone.toml" > phone.toml
  $ hq offer apply phone.toml
  kontor: offer apply: phone.toml:16:1: price[0].one_time: more than 1000000000000 minor units
  kontor: offer apply: phone.toml:20:1: price[1].one_time: more than 1000000000000 minor units
  kontor: offer apply: phone.toml:25:1: price[2].one_time: more than 1000000000000 minor units
  [65]

  $ close_sale
  $ round 2025-09-01T08:00:00Z

Nor does an answer to a dispute; and what is said twice is no sum.

  $ D=$(nord dispute add "$O.phone" --stage consultation --reason missing --as anna -q --at 2025-09-02T08:00:00Z)
  $ round 2025-09-02T09:00:00Z
  $ hq dispute answer "$D" --decision upheld --adjust nord:consultation=90071992547409.91 \
  >   --adjust nord:tip=90071992547409.91
  kontor: dispute answer: more than one amount may be: nord consultation, 1000000000000 minor units at most
  kontor: hint: give a smaller amount
  [1]
  $ hq dispute answer "$D" --decision upheld --adjust nord:tip=6000000000.00 --adjust nord:tip=6000000000.00
  kontor: dispute answer: nord:tip is adjusted twice
  kontor: hint: one --adjust for each payee and stage, with the sum of both
  [64]
  $ hq dispute answer "$D" --decision upheld --adjust nord:tip=6000000000.00 \
  >   --at 2025-09-03T08:00:00Z -q > /dev/null
  $ round 2025-09-03T09:00:00Z
  $ hq claim list --columns id,outstanding --where 'id~phone' | mask
  id                       outstanding
  ID.phone  600000000990

HQ goes on, and the ledger is as the auditor computes it.

  $ hq sync
  ledger 15
  $ hq doctor
  nothing is wrong
  $ kontor-audit verify hub/hq.git hub/nord.git hub/sued.git hub/online.git --root root/root.pub | tail -1
  verdict   verified
