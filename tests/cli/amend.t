Claims that change after a settlement
=====================================

Some parties are paid and have no site, and an order has several claims: what one change does to
the others must reach every site, or the next entry of HQ does not fit its ledger any more.

  $ . "$TESTDIR/setup.sh"
  $ cp -r "$PACKS" packs && PACKS=$S/packs
  $ cat >> packs/starter/telco-retail.toml << EOF
  > [[override]]
  > id = "region"
  > rates = ["0.05"]
  > above = { nord = "west" }
  > EOF
  $ cat >> packs/starter/partners.toml << EOF
  > [[partner]]
  > id = "west"
  > type = "dealer"
  > tier = "gold"
  > EOF
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale
  $ close_sale
  $ round 2025-09-01T07:00:00Z
  $ hq settlement run --until 2025-08-31 --at 2025-09-01T08:00:00Z -q > /dev/null
  $ round 2025-09-01T08:00:00Z
  $ nord claim list --json | jq -r '.items[] | .item + " " + .state' | sort
  phone settled
  tariff-l settled

HQ shares out a stage of one item by hand. What Nord has of the other item is open again, too: an
account is of the whole order.

  $ hq claim split "$O.phone" --stage consultation --weights nord=1 --weights sued=0 --reason agreed -q > /dev/null
  $ round 2025-09-02T10:00:00Z
  $ nord claim list --json | jq -r '.items[] | .item + " " + .state' | sort
  phone earned
  tariff-l earned
  $ hq settlement run --until 2025-09-02 --at 2025-09-03T13:00:00Z -q > /dev/null
  $ round 2025-09-03T14:00:00Z

The business above Nord gets a site of its own at last, and with it all that it earned.

  $ hq scope add west --partner west -q
  west
  $ round 2025-09-04T08:00:00Z
  $ git -C hub/west.git ls-tree -r --name-only ledger state | cut -d/ -f2 | sort | uniq -c | grep -E 'earning|statement'
        2 earning
        2 statement

Then all of it comes back.

  $ nord return add --handle "$K" --cause withdrawal --as anna --at 2025-09-10T10:00:00Z -q > /dev/null
  $ round 2025-09-10T12:00:00Z
  $ hq settlement run --until 2025-09-10 --at 2025-09-11T13:00:00Z -q > /dev/null
  $ round 2025-09-11T14:00:00Z
  $ sqlite3 hq/kontor.db "SELECT sum(amount) FROM facts WHERE kind IN ('earn', 'adjust', 'reverse')"
  0
  $ kontor-audit verify hub/hq.git hub/nord.git hub/sued.git hub/online.git hub/west.git --root root/root.pub | tail -1
  verdict   verified
