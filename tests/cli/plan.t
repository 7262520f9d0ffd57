Commission plans
================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ hq plan lint "$PACKS/starter/telco-retail.toml" 2>&1 | sed "s#$PACKS#PACKS#"
  PACKS/starter/telco-retail.toml:11:1: warning: the framework agreements must contain this split [L9]
    stages that overlap are refused without a split, and the payees accept it (HGB 87)
  $ sed -e 's/release = "linear"/release = "never"/' -e 's/wieght/weight/' -e 's/kind = "fixed"/kind = "fixd"/' "$PACKS/starter/telco-retail.toml" > bad.toml
  $ kontor plan lint bad.toml
  bad.toml:15:14: error: base.tariff-l.kind: "fixd" is none of: fixed percent margin per_unit none [plan]
  bad.toml:16:11: error: base.phone.kind: "fixd" is none of: fixed percent margin per_unit none [plan]
  bad.toml:75:28: error: liability.reserve.release: "never" is none of: linear end_of_window [plan]
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
