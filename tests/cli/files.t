Files that apply reads
======================

  $ . "$TESTDIR/setup.sh"
  $ hq init --name Acme --hub "$S/hub" --root "$S/root" --no-passphrase > /dev/null 2>&1

What the man pages of section 5 show is taken as it stands.

  $ for noun in partner outlet seller policy offer; do
  >   hq $noun apply "$TESTDIR/../../man/examples/$noun.toml"
  > done
  $ hq plan apply "$TESTDIR"/../../man/examples/plan*.toml
