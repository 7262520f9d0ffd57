Files that apply reads
======================

  $ . "$TESTDIR/setup.sh"
  $ hq init --name Acme --hub "$S/hub" --root "$S/root" --no-passphrase > /dev/null 2>&1

What the man pages of section 5 show is taken as it stands.

  $ for noun in partner outlet seller policy offer; do
  >   hq $noun apply "$TESTDIR/../../man/examples/$noun.toml"
  > done
  partner.apply nord: pending
  outlet.apply nord/mitte: pending
  seller.apply k7qx2m4pa2b3c4d5: pending
  policy.apply telecom: pending
  offer.apply tariff-l: pending
  offer.apply phone: pending
  offer.apply autumn: pending
  $ hq plan apply "$TESTDIR"/../../man/examples/plan*.toml 2> /dev/null
  plan.apply life: pending
  plan.apply team: pending
  plan.apply telco-retail: pending
