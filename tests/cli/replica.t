Replicas: invitation, joining, acceptance
=========================================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ hq replica invite --scope nord
  kontor: replica invite: --replica is missing
  [64]
  $ hq replica invite --scope ost --replica shop-ost-1 --role shop --outlet ost/tor
  kontor: replica invite: no scope ost in the ledger yet
  kontor: hint: kontor scope add, then kontor sync
  [66]
  $ hq replica invite --scope nord --replica shop-nord-1 --role shop --outlet nord/mitte --json > invite.json
  $ valid replica invite < invite.json
  valid
  $ hq replica accept
  kontor: replica accept: name a replica, or say --all
  [64]
  $ hq replica accept --all
  nobody has asked
  $ hq replica accept nix
  kontor: replica accept: no replica nix has asked
  kontor: hint: kontor join at that site, or kontor replica list
  [66]
  $ hq replica accept shop-nord-1
  replica shop-nord-1: refused, has not joined yet
  [1]
  $ nord join "$(jq -r .item.token invite.json)" -q
  $ hq replica accept shop-nord-1 --json | tee accept.json | valid replica accept
  valid
  $ jq -c .items accept.json
  [{"accepted":true,"replica":"shop-nord-1"}]
  $ hq sync -q
  $ nord sync -q
  $ nord replica list | mask
  id           state   scope  role  outlet      created_at
  shop-nord-1  active  nord   shop  nord/mitte  2025-08-13T08:10:00Z
  $ nord replica list --json | valid replica list
  valid
  $ nord replica show shop --json | valid replica show
  valid

A retired replica is heard no more.

  $ hq replica retire shop-nord-1
  replica.retire shop-nord-1: pending
  $ hq sync -q
  $ nord sync
  ledger 3 (1 new)
  $ nord customer add --name Ada -q | mask
  ID
