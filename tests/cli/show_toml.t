What apply reads comes back from show
=====================================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ EXAMPLES=$TESTDIR/../../man/examples
  $ hq target apply "$EXAMPLES/target.toml" -q
  $ hq partner apply "$EXAMPLES/partner.toml" -q
  $ round 2025-08-13T11:00:00Z

A file that its author wrote with the keys in the manual's order is the same but for its comments.

  $ hq offer show autumn --format toml > autumn.toml
  $ grep -v '^#' "$PACKS/starter/autumn.toml" | diff - autumn.toml
  $ hq policy show telecom --format toml > telecom.toml
  $ grep -v '^#' "$PACKS/telecom/policy.toml" | diff - telecom.toml
  $ hq outlet show nord/mitte --format toml
  $ hq target show nord-mitte-q3 --format toml

For every noun that lives in files there is nothing to do when its file is applied again.

  $ again() {
  >   kontor --home "$S/$1" "$2" show "$3" --format toml --private > again.toml || return
  >   kontor --home "$S/$1" "$2" lint again.toml && kontor --home "$S/$1" "$2" apply again.toml
  > }
  $ again hq offer phone
  $ again hq offer autumn
  $ again hq policy telecom
  $ again hq partner nord
  $ again hq partner sued
  $ again hq outlet nord/mitte
  $ again hq target nord-mitte-q3
  $ again hq target online-revenue-2025
  $ again hq plan telco-retail
  $ nord seller show "$(nord seller list --json | jq -r '.items[0].id')" --format toml --private > anna2.toml
  $ mask < anna2.toml
  $ nord seller apply anna2.toml

Every key of the manual's plans.

  $ for plan in plan-life plan-team; do
  >   hq plan apply "$EXAMPLES/$plan.toml" -q
  >   again hq plan "${plan#plan-}" > /dev/null && hq plan diff again.toml "$EXAMPLES/$plan.toml"
  > done

A file without a private value would take it away: all or nothing.

  $ hq partner show nord --format toml | cat
  $ hq partner show nord --format toml --private | sed -n '/^legal_name/,$p'

Where no file stands behind a record there is none to give.

  $ nord outlet show sued/tor --format toml
  $ nord op list --format toml
