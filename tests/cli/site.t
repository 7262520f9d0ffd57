A site: how it comes to be, how it stands
=========================================

  $ . "$TESTDIR/setup.sh"

Without a store there is nothing to work on, and the message says what makes one.

  $ hq status 2>&1 | mask
  kontor: status: no store in DIR/hq
  kontor: hint: kontor init makes HQ, kontor join TOKEN any other site; --home names another folder

HQ begins the ledger. Its root key wants a passphrase, or a clear word that it has none.

  $ hq init --name Acme --hub "$S/hub" --root "$S/root" --clock manual --time 2025-08-13T08:00:00Z
  kontor: init: how is the root key protected?
  kontor: hint: --passphrase-file FILE, or --no-passphrase and keep the folder offline
  [64]
  $ hq init --name Acme --hub "$S/hub" --root "$S/root" --clock manual --time 2025-08-13T08:00:00Z --no-passphrase 2>&1 | mask
  keep DIR/root offline: with it the whole ledger can be replaced
  ledger   LEDGER
  replica  hq-1
  root     FINGERPRINT
  home     DIR/hq
  $ ls -d root/* hub/* | sort
  hub/hq-vault.git
  hub/hq.git
  root/root
  root/root.pub
  $ stat -c %a root/root
  600
  $ hq init --name Acme --hub "$S/hub" --no-passphrase 2>&1 | mask
  kontor: init: DIR/hq holds a store already
  kontor: hint: --home names another folder

  $ hq whoami | mask
  replica  hq-1
  scope    hq
  role     hq_admin
  home     DIR/hq
  ledger   LEDGER
  $ hq status | mask
  replica     hq-1
  scope       hq
  role        hq_admin
  ledger      LEDGER
  index       1
  time        2025-08-13T08:00:00Z
  clock       manual
  enrolled    true
  expires     2025-08-20T08:00:00Z
  oid         OID
  pending     0
  rejections  0
  signed      sha256:HASH
  stale       false
  state       sha256:HASH
  unsealed    0
  whole       true
  $ hq status --json | valid status
  valid
  $ hq whoami --json | valid whoami
  valid

A partner's site joins with a token. HQ lets it in.

  $ hq partner apply "$PACKS/starter/partners.toml"
  partner.apply nord: pending
  partner.apply sued: pending
  partner.apply online: pending
  $ hq outlet apply "$PACKS/starter/outlets.toml" -q
  $ hq scope add nord
  scope.add nord: pending
  $ hq sync --time 2025-08-13T08:10:00Z
  ledger 2 (1 new), 1 sets sent, 7 operations in 1 entries
  $ TOKEN=$(hq replica invite --scope nord --replica shop-nord-1 --role shop --outlet nord/mitte)
  at the site: kontor join TOKEN; then here: kontor replica accept shop-nord-1
  $ nord join not-a-token
  kontor: join: not a whole token of this program
  kontor: hint: copy the whole line that kontor replica invite printed
  [65]
  $ nord join - --json <<< "$TOKEN" > joined.json
  $ valid join < joined.json
  valid
  $ nord sync
  HQ has not accepted this site yet: kontor replica accept shop-nord-1
  ledger 1
  $ hq replica accept --all
  replica shop-nord-1: accepted
  $ hq sync --time 2025-08-13T09:00:00Z --json | tee sync.json | valid sync
  valid
  $ jq -c '.item | {entries, operations, pending, rejected, to}' sync.json
  {"entries":1,"operations":1,"pending":0,"rejected":[],"to":3}
  $ nord sync
  ledger 2 (1 new)
  $ nord whoami | mask
  replica  shop-nord-1
  scope    nord
  role     shop
  outlet   nord/mitte
  home     DIR/nord
  ledger   LEDGER
  $ nord status --json | jq -c '.item | {index, enrolled, whole, pending, stale}'
  {"index":2,"enrolled":true,"whole":true,"pending":0,"stale":false}

Time moves forward alone.

  $ nord sync --time 2025-08-12T09:00:00Z
  kontor: sync: --time 2025-08-12T09:00:00Z lies before 2025-08-13T09:00:00Z
  [65]

While the hub is away, work goes on.

  $ mv hub away
  $ nord customer add --name Ada -q | mask
  ID
  $ nord sync 2>&1 | mask
  kontor: sync: hub DIR/hub is away
  kontor: hint: local work goes on; run kontor sync again when it is back
  $ mv away hub
  $ nord sync
  ledger 2, 1 sets sent, 1 pending

The doctor finds nothing; the store can be made anew from the ledger. What HQ has not decided yet
stays.

  $ nord doctor
  nothing is wrong
  $ nord doctor --json | valid doctor
  valid
  $ nord rebuild --json | tee rebuild.json | valid rebuild
  valid
  $ jq -c .item rebuild.json
  {"index":2,"records":7}
  $ nord op list | mask
  id               kind          on                at                    fate     reason
  shop-nord-1.0.1  customer.add  ID  2025-08-13T09:00:00Z  pending
  $ nord customer list --private | mask
  id                state        type      name  email  postcode_prefix  created
  ID  initialized  consumer  Ada                           2025-08-13T09:00:00Z

A row that somebody has altered is named.

  $ sqlite3 nord/kontor.db "UPDATE record SET json = json_set(json, '$.place', 'Kiel'), base = CASE WHEN base IS NULL THEN NULL ELSE json_set(base, '$.place', 'Kiel') END WHERE kind = 'outlet'"
  $ nord status > /dev/null
  kontor: warning: rows of this store were altered; kontor doctor names them
  [1]
  $ nord doctor
  outlet nord/mitte: differs from the ledger
    kontor rebuild
  [1]
  $ nord rebuild -q
  $ nord status --json | jq .item.whole
  true

Keys that are not those of the ledger are named, and so is one that is missing.

  $ cp nord/keys/shop-nord-1 key && cp hq/keys/hq-1 nord/keys/shop-nord-1
  $ nord doctor | mask
  key DIR/nord/keys/shop-nord-1 is another one than the ledger names
    restore it from its backup, or join anew
  $ rm nord/keys/shop-nord-1
  $ nord customer add --name Bob -q > /dev/null
  $ nord sync 2>&1 | mask
  kontor: sync: key DIR/nord/keys/shop-nord-1 is missing: without it nothing can be signed or opened
  kontor: hint: restore it from its backup; without one ask HQ for an invitation as another replica
  $ mv key nord/keys/shop-nord-1 && nord doctor
  nothing is wrong
  $ cp hq/keys/sequencer-1 key && cp hq/keys/hq-1 hq/keys/sequencer-1
  $ hq doctor | mask
  key DIR/hq/keys/sequencer-1 is another one than the ledger names
    restore it from its backup, or join anew
  $ mv key hq/keys/sequencer-1 && hq doctor
  nothing is wrong

A store that is no database is moved aside; a copy of it is brought up to date.

  $ cp nord/kontor.db copy && echo garbage > nord/kontor.db && rm -f nord/kontor.db-wal nord/kontor.db-shm
  $ nord rebuild 2>&1 | mask
  kontor: rebuild: DIR/nord/kontor.db is damaged: file is not a database; it was moved to DIR/nord/kontor.db.damaged-1, keys and repositories are kept
  kontor: hint: put a backup of kontor.db in its place and run kontor rebuild; without one ask HQ for an invitation as another replica and run kontor join here
  $ ls nord/keys
  shop-nord-1
  shop-nord-1.pub
  shop-nord-1.vault
  $ cp copy nord/kontor.db && nord rebuild -q && nord doctor
  nothing is wrong
