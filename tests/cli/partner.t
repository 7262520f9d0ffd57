Partners
========

  $ . "$TESTDIR/setup.sh"
  $ make_hq

Partners live in files; apply makes the files true, and does nothing twice.

  $ hq partner list
  id      state    name         type      tier    framework
  nord    engaged  Shop Nord    dealer    gold    RV-2025-001
  online  engaged  Online GmbH  reseller  direct  RV-2025-003
  sued    engaged  Shop S\xc3\xbcd     dealer    silver  RV-2025-002 (esc)
  $ hq partner apply "$PACKS/starter/partners.toml"
  3 of 3 as they are
  $ sed 's/tier = "silver"/tier = "gold"/' "$PACKS/starter/partners.toml" > partners.toml
  $ hq partner apply partners.toml --dry-run
  2 of 3 as they are
  partner/sued
    ~ tier  silver -> gold
  $ hq partner apply partners.toml --dry-run --json | tee dry.json | valid partner apply
  valid
  $ jq -c .changes dry.json
  [{"action":"change","from":"silver","on":"partner/sued","path":"tier","to":"gold"}]
  $ hq partner apply partners.toml
  2 of 3 as they are
  partner.apply sued: pending
  $ hq partner show sued | mask
  kind                 partner
  id                   sued
  state                engaged
  framework.from       2025-01-01
  framework.reference  RV-2025-002
  name                 Shop S\xc3\xbcd (esc)
  segments             private
  tier                 gold
  type                 dealer
  scope                hq
  rev                  2
  created.at           2025-08-13T08:00:00Z
  created.by           hq-1
  created.op           hq-1.0.2
  created.rule         2025-08-13T08:00:00Z
  changed.at           2025-08-13T08:10:00Z
  changed.by           hq-1
  changed.op           hq-1.0.11
  changed.rule         2025-08-13T08:10:00Z
  pending  partner.apply hq-1.0.11
  $ hq partner show sued --json | valid partner show
  valid
  $ hq partner list --json | valid partner list
  valid

A file with a mistake is refused as a whole, with the place and the nearest known word.

  $ printf 'schema = "partner/1"\n[[partner]]\nid = "ost"\ntype = "shop"\nteir = "gold"\n' > bad.toml
  $ hq partner apply bad.toml
  kontor: partner apply: bad.toml:5:1: unknown key "teir"; did you mean "tier"?
  kontor: partner apply: bad.toml:4:1: type: "shop" is none of: own dealer reseller integrator
  kontor: partner apply: bad.toml:2:1: tier: missing
  [65]
  $ hq partner apply missing.toml
  kontor: partner apply: cannot read missing.toml
  [66]

A site has no say in who is a partner.

  $ make_sites
  $ nord partner apply partners.toml
  kontor: partner apply: the role shop may not do this
  kontor: hint: kontor whoami
  [77]
  $ printf 'schema = "partner/1"\n[[partner]]\nid = "ost"\ntype = "dealer"\ntier = "gold"\n' > ost.toml
  $ nord partner apply ost.toml --json
  {"error":{"code":"role","exit":77,"message":"partner apply: the role shop may not do this","next":["kontor whoami"],"on":"ost"}}
  [77]
