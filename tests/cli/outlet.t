Outlets
=======

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ hq outlet list
  id          state  partner  channel  place
  nord/mitte  open   nord     shop     Hamburg, Lange Stra\xc3\x9fe 4 (esc)
  online/web  open   online   online   shop.example
  sued/tor    open   sued     shop     M\xc3\xbcnchen, Am Tor 12 (esc)
  $ hq outlet apply "$PACKS/starter/outlets.toml" --json | tee out.json | valid outlet apply
  valid
  $ hq outlet show nord/mitte | mask
  kind          outlet
  id            nord/mitte
  state         open
  channel       shop
  partner       nord
  place         Hamburg, Lange Stra\xc3\x9fe 4 (esc)
  postcode      20095
  zone          Europe/Berlin
  scope         hq
  rev           1
  created.at    2025-08-13T08:00:00Z
  created.by    hq-1
  created.op    hq-1.0.4
  created.rule  2025-08-13T08:00:00Z
  changed.at    2025-08-13T08:00:00Z
  changed.by    hq-1
  changed.op    hq-1.0.4
  changed.rule  2025-08-13T08:00:00Z
  $ hq outlet show nord --json | valid outlet show
  valid

A site knows its own outlets whole, and of the others a card.

  $ nord outlet list
  id          state  partner  channel  place
  nord/mitte  open   nord     shop     Hamburg, Lange Stra\xc3\x9fe 4 (esc)
  $ nord outlet list --directory
  id          partner  channel  place
  nord/mitte  nord     shop     Hamburg, Lange Stra\xc3\x9fe 4 (esc)
  online/web  online   online   shop.example
  sued/tor    sued     shop     M\xc3\xbcnchen, Am Tor 12 (esc)
  $ nord outlet list --directory --json | valid outlet list
  valid
  $ nord outlet show sued/tor
  kind     directory_card
  id       sued/tor
  channel  shop
  partner  sued
  place    M\xc3\xbcnchen, Am Tor 12 (esc)
  $ nord outlet show sued/tor --json | valid outlet show
  valid
