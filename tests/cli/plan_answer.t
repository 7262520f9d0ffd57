What becomes of a plan
======================

A version that asks each business: one says no, then yes. The answer is the site's own, HQ reads it.

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ sed 's/"framework_agreement"/"named_payees"/; /^agreement/d' "$PACKS/starter/telco-retail.toml" > named.toml
  $ hq plan apply named.toml
  plan.apply telco-retail: pending
  $ round 2025-08-13T10:00:00Z
  $ nord plan reject telco-retail --version 3
  kontor: plan reject: --reason is missing
  kontor: hint: kontor plan reject --help
  [64]
  $ nord plan reject telco-retail --version 4 --reason 'a tip of 10 percent is too little'
  kontor: plan reject: no such version: 4
  kontor: hint: kontor plan list
  [1]
  $ nord plan reject telco-retail --version 3 --reason 'a tip of 10 percent is too little'
  plan.reject telco-retail: pending
  $ hq plan reject telco-retail --version 3 --reason no
  kontor: plan reject: only the site of a partner can do this: hq
  kontor: hint: kontor whoami
  [1]
  $ sued plan accept telco-retail --version 3
  plan.accept telco-retail: pending
  $ sued plan reject telco-retail --version 3 --reason 'too late' 2>&1 | mask
  kontor: plan reject: this version is accepted already, by shop-sued-1.0.2
  kontor: hint: kontor dispute add, where a claim is wrong
  $ round 2025-08-13T11:00:00Z
  $ hq plan list
  id            version  newest  valid_from  valid_to    retired  answers                       regime     stages
  telco-retail        3       1  2025-07-01  2025-12-31           nord rejected, sued accepted  hgb_agent  tip 10, consultation 50, close 40
  $ hq plan list --json | valid plan list
  valid
  $ hq plan explain telco-retail | sed -n '/businesses said/,$p'
  What the businesses said to it
    nord rejected it: a tip of 10 percent is too little  [nord]
    sued accepted it, for no seller  [sued]
  $ sued plan explain telco-retail | sed -n '/businesses said/,$p'
  What the businesses said to it
    sued accepted it, for no seller  [sued]
  $ nord plan accept telco-retail --version 3 --json | valid plan accept
  valid
  $ round 2025-08-13T12:00:00Z
  $ hq plan explain telco-retail | sed -n '/businesses said/,$p'
  What the businesses said to it
    nord accepted it, for no seller  [nord]
    sued accepted it, for no seller  [sued]

Retired: what is closed from that day on has no claim by it. Every site knows.

  $ hq plan retire telco-retail --since 2025-08-01
  kontor: plan retire: past already: 2025-08-01
  kontor: hint: give today or a later day
  [1]
  $ nord plan retire telco-retail
  kontor: plan retire: the role shop may not do this
  kontor: hint: kontor whoami
  [77]
  $ hq plan retire telco-retail --since 2025-08-28 --dry-run
  plan/telco-retail
    + retired.from  2025-08-28
    + retired.version  3
  $ hq plan retire telco-retail --since 2025-08-28 --json | valid plan retire
  valid
  $ hq plan retire telco-retail --since 2025-08-28
  kontor: plan retire: nothing would change
  $ round 2025-08-13T13:00:00Z
  $ nord plan list
  id            version  newest  valid_from  valid_to    retired     answers        regime     stages
  telco-retail        3       1  2025-07-01  2025-12-31  2025-08-28  nord accepted  hgb_agent  tip 10, consultation 50, close 40
  $ nord plan explain telco-retail | grep -e closed -e Retired
  telco-retail:3 for sales closed from 2025-07-01 to 2025-08-27
  Retired: sales closed on 2025-08-28 or later are not judged by it, what was earned before stays

The next version pays again; what was closed in between does not get it.

  $ {
  >   hq offer apply "$PACKS"/starter/tariff-l.toml "$PACKS"/starter/phone.toml "$PACKS"/starter/autumn.toml
  >   for offer in tariff-l phone autumn; do hq offer launch "$offer"; done
  >   round 2025-08-13T14:00:00Z
  > } > /dev/null 2>&1
  $ make_sale
  $ close_sale
  $ hq claim list --columns state,plan,pool,closed
  state     plan  pool  closed
  rejected           0  2025-08-28T10:20:00Z
  rejected           0  2025-08-28T10:20:00Z
  $ sed -e 's/^version = 3/version = 4/' -e 's/from = 2025-07-01/from = 2025-09-01/' "$PACKS/starter/telco-retail.toml" > next.toml
  $ hq plan apply next.toml
  plan.apply telco-retail: pending
  $ hq plan list --columns version,newest,valid_from,valid_to,retired,answers
  version  newest  valid_from  valid_to    retired     answers
        3       0  2025-07-01  2025-12-31  2025-08-28  nord accepted, sued accepted
        4       1  2025-09-01  2025-12-31

A version whose first day is past does not reach the claims that are there.

  $ sed -e 's/^version = 3/version = 5/' -e 's/from = 2025-07-01/from = 2025-08-15/' "$PACKS/starter/telco-retail.toml" > past.toml
  $ hq plan apply past.toml
  version 5 is valid from 2025-08-15, which is past: 2 claims closed since then stay as made, by another version or by none; it judges what HQ receives from now on, and its tiers, caps, floors and draws the periods that the next settlement works out
  plan.apply telco-retail: pending
