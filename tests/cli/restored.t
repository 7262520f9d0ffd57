Stores that a backup brought back
=================================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites

A shop's store that is older than what HQ took of it gives out anew what it has forgotten. The
doctor knows it as soon as the ledger has come.

  $ cp -r nord earlier
  $ nord customer add --name Ada --as anna -q > /dev/null
  $ round 2025-08-14T10:00:00Z
  $ nord doctor
  nothing is wrong
  $ rm -r nord && mv earlier nord
  $ nord sync --time 2025-08-14T10:10:00Z -q
  $ nord doctor | mask
  the ledger holds of shop-nord-1 set OID, which this store did not write: it was restored or cloned, or another wrote there; what it writes is not taken
    ask HQ for an invitation as another replica, join in another folder, and enter there what kontor op list shows as pending
  $ nord customer add --name Bob --as anna -q > /dev/null
  $ nord sync --time 2025-08-14T10:20:00Z 2>&1 | mask
  kontor: sync: the hub's branch of shop-nord-1 stands at OID, which this store did not write: it was restored or cloned, or another wrote there
  kontor: hint: what is pending here is kept; ask HQ for an invitation as another replica
  $ nord doctor --json | jq '.items | length'
  1
