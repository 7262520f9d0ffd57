Commission plans
================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ hq plan lint "$PACKS/starter/telco-retail.toml" 2>&1 | sed "s#$PACKS#PACKS#"
  PACKS/starter/telco-retail.toml:11:1: warning: plan.acceptance: the framework agreements must contain this split [L9]
    stages that overlap are refused without a split, and the payees accept it (HGB 87)
  $ sed -e 's/release = "linear"/release = "never"/' -e 's/wieght/weight/' -e 's/kind = "fixed"/kind = "fixd"/' "$PACKS/starter/telco-retail.toml" > bad.toml
  $ kontor plan lint bad.toml
  bad.toml:15:14: error: base.tariff-l.kind: "fixd" is none of: fixed percent margin per_unit none [plan]
    kontor-plan(5) tells what stands there
  bad.toml:16:11: error: base.phone.kind: "fixd" is none of: fixed percent margin per_unit none [plan]
    kontor-plan(5) tells what stands there
  bad.toml:75:28: error: liability.reserve.release: "never" is none of: linear end_of_window [plan]
    kontor-plan(5) tells what stands there
  [1]
  $ kontor plan lint bad.toml --json | valid plan lint
  valid
  $ hq plan apply "$PACKS/starter/telco-retail.toml"
  plan.apply telco-retail: pending
  $ hq plan apply "$PACKS/starter/telco-retail.toml"
  1 of 1 as they are
  $ hq plan list
  id            version  newest  valid_from  valid_to    regime     stages
  telco-retail        3       1  2025-07-01  2025-12-31  hgb_agent  tip 10, consultation 50, close 40
  $ hq plan list --json | valid plan list
  valid
  $ hq plan show telco --json | valid plan show
  valid

What the next version changes, row by row; `diff` ends with 1 where there is a difference.

  $ sed -e 's/^version = 3/version = 4/' -e 's/from = 2025-07-01, to = 2025-12-31/from = 2026-01-01/' \
  >   -e 's/12000/12500/' "$PACKS/starter/telco-retail.toml" > next.toml
  $ cat >> next.toml << EOF
  > [base_any]
  > when = { "item.discount" = { below = "20" } }
  > kind = "percent"
  > rate = "0.02"
  > tax = "net"
  > EOF
  $ hq plan diff "$PACKS/starter/telco-retail.toml"
  no difference
  $ hq plan diff next.toml
  plan/telco-retail
    ~ base.tariff-l.amount  12000 -> 12500
    + base_any.kind  percent
    + base_any.rate  0.02
    + base_any.tax  net
    + base_any.when  item.discount lt "20"
    ~ plan.valid.from  2025-07-01 -> 2026-01-01
    - plan.valid.to  2025-12-31
    ~ plan.version  3 -> 4
  [1]
  $ hq plan apply next.toml
  plan.apply telco-retail: pending
  $ hq plan diff telco-retail:3 telco-retail --json | valid plan diff
  valid
  $ hq plan diff telco-retail > /dev/null
  [1]
  $ hq plan diff telco-retail:7 next.toml
  kontor: plan diff: plan telco-retail has no version 7
  kontor: hint: kontor plan list
  [66]
