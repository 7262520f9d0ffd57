What stands in the history answers to the published schemas
===========================================================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale
  $ close_sale
  $ hq settlement run --until 2025-08-31 --at 2025-09-01T08:00:00Z -q > /dev/null
  $ nord return add --handle "$K" --cause withdrawal --as anna --at 2025-09-10T10:00:00Z -q > /dev/null
  $ nord return add --handle 0000000000000000 --cause goodwill -q > /dev/null
  $ L=$(hq lead add --topic switch -q)
  $ hq lead pool "$L" -q
  $ round 2025-09-10T12:00:00Z
  $ sued lead pick "$L" -q
  $ round 2025-09-10T13:00:00Z

Every entry and every set, each with its trailers; every operation, every record as it ever stood.

  $ kontor schema history | jq -c '."$defs" | keys'
  ["change-set","entry","entry-line","genesis","grant","head","salt-line","sequencers","timer"]
  $ /usr/bin/python3 "$TESTDIR/../schema/history.py" "$TESTDIR/../../schemas" hub
  operations: code.issue code.redeem consent.add customer.add customer.link evidence.add interaction.add lead.add lead.pick lead.pool offer.apply offer.launch order.add order.check order.confirm order.set order.submit outlet.apply partner.apply plan.apply policy.apply replica.accept return.add scope.add seller.apply settlement.run
  others: account budget change-set claim code consent contract credit customer directory_card earning entry entry-line evidence genesis grant head interaction lead lead_history membership offer order order_card outlet partner person plan policy pool_card rejection replica return salt-line scope seller sequencers settlement statement statement_series timer
  0 wrong
