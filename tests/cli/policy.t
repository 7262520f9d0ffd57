Policies
========

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ hq policy list
  id       version  sector   steps  fields  evidence
  telecom        1  telecom      6       7        31
  $ hq policy lint "$PACKS/telecom/policy.toml"
  nothing to find fault with
  $ hq policy apply "$PACKS/telecom/policy.toml"
  1 of 1 as they are
  $ sed -e 's/^steps = .*/steps = ["customer"]/' -e 's/sector =/secotr =/' "$PACKS/telecom/policy.toml" > bad.toml
  $ kontor policy lint bad.toml
  bad.toml:9:1: error: unknown key "secotr"; did you mean "sector"? [bad_file]
  bad.toml:6:2: error: sector: missing [bad_file]
  [1]
  $ kontor policy lint bad.toml --json | valid policy lint
  valid
  $ hq policy list --json | valid policy list
  valid
  $ hq policy show telecom --json | valid policy show
  valid
