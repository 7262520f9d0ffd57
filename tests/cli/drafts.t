One draft, two shops
====================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ O=$(sued order add --offer autumn --as ben -q)
  $ sued order set "$O" delivery.city=Kiel -q
  $ K=$(sued code issue --order "$O" --uses 2 --as ben -q)
  $ round 2025-08-14T10:00:00Z
  $ nord order resume "$K" -q
  $ round 2025-08-14T11:00:00Z
  $ nord order resume "$K" --json | jq -c .item.holders
  ["sued","nord"]

Both edit it without a line: different fields both stand, of one field the first in the ledger.

  $ sued order set "$O" delivery.name=Carla delivery.city=Altona -q
  $ nord order set "$O" contract.start=2025-09-01 delivery.city=Barmbek -q
  $ round 2025-08-14T12:00:00Z
  $ for site in nord sued; do kontor --home $site order resume "$O" --json --private | jq -c '[.item.fields[] | {(.field): .value}] | add | del(.["delivery.city"])'; done
  {"contract.start":"2025-09-01","delivery.name":"Carla"}
  {"contract.start":"2025-09-01","delivery.name":"Carla"}
  $ (nord op list --rejected; sued op list --rejected) 2>&1 | grep -c 'delivery.city was set'
  1

Every till of the shop sees what was rejected, also after a rebuild; who wrote it may try again.

  $ LOSER=$(for site in nord sued; do kontor --home $site op list --rejected --json | jq -e '.items | length > 0' > /dev/null && echo $site || true; done)
  $ kontor --home $LOSER op list --rejected --json | valid op list
  valid
  $ kontor --home $LOSER rebuild -q
  $ R=$(kontor --home $LOSER op list --rejected --json | jq -r '.items[0].id')
  $ kontor --home $LOSER op show "$R" --json | tee show.json | valid op show
  valid
  $ jq -c '.item | [.kind, .fate, .reason, .p.field]' show.json
  ["order.set","rejected","field_changed","delivery.city"]
  $ kontor --home $LOSER op retry "$R" --json | tee retry.json | valid op retry
  valid
  $ round 2025-08-14T13:00:00Z
  $ kontor --home $LOSER op list --rejected
  none
  $ test $(nord order resume "$O" --json --private | jq -r '.item.fields[] | select(.field == "delivery.city") | .value') = $([ $LOSER = nord ] && echo Barmbek || echo Altona) && echo the retry stands
  the retry stands
