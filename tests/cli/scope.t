Scopes
======

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ hq scope list | mask
  id      partner  created_at
  nord    nord     2025-08-13T08:00:00Z
  online  online   2025-08-13T08:00:00Z
  sued    sued     2025-08-13T08:00:00Z
  $ hq scope add nord
  kontor: scope add: the id is taken: nord
  [1]
  $ hq scope add ost
  kontor: scope add: no partner ost here
  kontor: hint: kontor partner list
  [66]
  $ hq scope add Ost --partner nord
  kontor: scope add: not a slug: Ost
  [1]
  $ printf 'schema = "partner/1"\n[partner]\nid = "ost"\ntype = "dealer"\ntier = "gold"\n' > ost.toml
  $ hq partner apply ost.toml -q
  $ hq scope add nord-2 --partner nord
  kontor: scope add: partner has scope: nord
  [1]
  $ hq scope add ost --json | tee add.json | valid scope add
  valid
  $ jq -c .op.fate add.json
  "pending"
  $ hq scope show ost --json | valid scope show
  valid
  $ hq scope list --json | valid scope list
  valid
