#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two shops work offline on the same draft and pick the same lead; then a row of a store is altered.

usage: contested.py --bin DIR

Different fields of one draft: both edits stand. The same field: the second is rejected and shown. One pooled
lead: exactly one shop gets it, every till of the other sees the rejection, also after rebuild, and nothing in
the loser's files names the winner. The auditor verifies all of it; status and doctor notice an altered row.
"""
import argparse
import json
import pathlib
import re
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import fail, OFFER, outlet, partner, scratch, Sites  # noqa: E402

SHOPS = ("nord", "sued")
POOL = {"name": "Paula Poolquell", "email": "paula@example.org"}


class World(Sites):
    def offline(self, *work):
        """Runs each piece of work with the hub out of reach, then syncs there: sealed, not sent."""
        (self.folder / "hub").rename(self.folder / "away")
        try:
            for home, words in work:
                self.run(home, *words)
            for home in sorted({home for home, _ in work}):
                self.run(home, "sync", expect=69)
        finally:
            (self.folder / "away").rename(self.folder / "hub")

    def enrol(self, scope, replica, home):
        token = self.make("hq", "replica", "invite", "--scope", scope, "--replica", replica, "--role", "shop",
                          "--outlet", f"{scope}/mitte")
        self.run(home, "join", token)
        self.run("hq", "replica", "accept", "--all")
        self.sync("hq", home)

    def setup(self):
        self.run("hq", "init", "--name", "Contest", "--hub", "hub", "--root", "root", "--no-passphrase")
        (self.folder / "sim.toml").write_text(OFFER)
        for shop in SHOPS:
            (self.folder / f"{shop}.toml").write_text(partner(shop))
            (self.folder / f"{shop}-mitte.toml").write_text(outlet(f"{shop}/mitte"))
            self.run("hq", "partner", "apply", f"{shop}.toml")
            self.run("hq", "outlet", "apply", f"{shop}-mitte.toml")
            self.run("hq", "scope", "add", shop, "--partner", shop)
        self.run("hq", "offer", "apply", "sim.toml")
        self.run("hq", "offer", "launch", "sim")
        self.sync("hq")
        for shop in SHOPS:
            self.enrol(shop, f"till-{shop}-1", shop)

    def rejected(self, home):
        return self.json(home, "op", "list", "--rejected")["items"]

    def record(self, home, kind, identifier):
        store = sqlite3.connect(self.folder / home / "kontor.db")
        row = store.execute("SELECT json FROM record WHERE kind = ? AND id = ?", (kind, identifier)).fetchone()
        store.close()
        return json.loads(row[0]) if row and row[0] else None


def bytes_of(folder, repositories):
    """(label, bytes): the files as they lie there, and every git object decompressed."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path), path.read_bytes()
    for repository in [path.parent for path in sorted(folder.rglob("HEAD"))] + repositories:
        done = subprocess.run(["git", "-C", repository, "cat-file", "--batch-all-objects", "--batch"],
                              capture_output=True, check=True)
        yield str(repository), done.stdout


def pick_one_lead(world):
    customer = world.make("hq", "customer", "add", "--type", "consumer", "--name", POOL["name"], "--email",
                          POOL["email"])
    consent = world.make("hq", "consent", "add", customer, "--medium", "email", "--purpose", "offers",
                         "--permitted", "any", "--wording", "w1/3")
    lead = world.make("hq", "lead", "add", "--customer", customer, "--consent", consent, "--offer", "sim",
                      "--postcode-prefix", "80", "--note", "asks for Paula Poolnotiz")
    world.run("hq", "lead", "pool", lead)
    world.sync("hq", *SHOPS)
    hub = world.folder / "hub"
    for shop in SHOPS:
        if not world.record(shop, "pool_card", lead) or world.record(shop, "lead", lead):
            fail(f"{shop} does not see lead {lead} as a card alone")
        mine = [hub / f"{shop}.git", hub / f"{shop}-vault.git"]
        for label, data in bytes_of(world.folder / shop, mine):
            for word in (*POOL.values(), "Paula Poolnotiz", customer, consent):
                if word.encode() in data:
                    fail(f"before the pick {word!r} stands in {label}")
    world.offline(*((shop, ["lead", "pick", lead]) for shop in SHOPS))
    world.sync(*SHOPS)  # both are at the hub before HQ looks
    world.sync("hq", *SHOPS)
    holders = [shop for shop in SHOPS if world.record(shop, "lead", lead)]
    if len(holders) != 1:
        fail(f"the lead is held by {holders}")
    winner, loser = holders[0], next(shop for shop in SHOPS if shop not in holders)
    if world.record(loser, "pool_card", lead):
        fail("the card of a picked lead is still at the loser")
    shown = json.dumps(world.json(winner, "customer", "show", customer, "--private"))
    if POOL["name"] not in shown or world.rejected(winner):
        fail(f"the winner sees {shown} and rejections {world.rejected(winner)}")
    return lead, winner, loser


def check_loser(world, lead, winner, loser):
    second = f"{loser}-2"
    world.enrol(loser, f"till-{loser}-2", second)
    seen = {}
    for when in ("after sync", "after rebuild"):
        for home in (loser, second):
            rows = world.rejected(home)
            if len(rows) != 1 or "lead.pick" not in json.dumps(rows) or "not_visible" not in json.dumps(rows):
                fail(f"{when}, till {home}: rejections are {rows}")
            seen[when, home] = rows
            text = world.run(home, "op", "list", "--rejected")
            if "lead.pick" not in text:
                fail(f"{when}, till {home}: op list --rejected prints {text}")
        for home in (loser, second):
            world.run(home, "rebuild")
            world.sync(home)
    hub = world.folder / "hub"
    names = [f"till-{winner}-1", "Paula Pool", POOL["email"]]
    for home in (loser, second):
        for label, data in bytes_of(world.folder / home, [hub / f"{loser}.git", hub / f"{loser}-vault.git"]):
            for name in names:
                if name.encode() in data:
                    fail(f"{name!r} stands in {label} of the loser")
    # The winner's slug stands where it is public: in the directory of outlets, and nowhere else.
    head = subprocess.run(["git", "-C", hub / f"{loser}.git", "grep", "-l", "-w", winner, "ledger"], text=True,
                          capture_output=True).stdout.split()
    beside = [path for path in head if "state/directory_card/" not in path]
    if beside:
        fail(f"{winner} is named in the loser's {beside}")


def state_of(world, order, field, homes):
    """The field as all homes have it; what differs between them is a failure."""
    found = {}
    for home in homes:
        place = world.record(home, "order", order)["fields"]
        for word in field.split("."):
            place = place.get(word, {})
        found[home] = place
    if len({json.dumps(value, sort_keys=True) for value in found.values()}) != 1:
        fail(f"{field} differs: {found}")
    return found[homes[0]]


def edit_one_draft(world):
    customer = world.make("sued", "customer", "add", "--type", "consumer", "--name", "Carla Draft")
    order = world.make("sued", "order", "add", "--offer", "sim", "--version", "1", "--customer", customer)
    code = world.make("sued", "code", "issue", "--order", order, "--offer", "sim", "--version", "1",
                      "--customer", customer, "--uses", "2", "--valid-until", "2099-01-01T00:00:00Z")
    world.sync("sued", "hq", "sued")
    world.run("nord", "order", "resume", code)
    world.sync("nord", "hq", "nord")
    everywhere = ["hq", "nord", "sued"]
    before = {shop: len(world.rejected(shop)) for shop in SHOPS}

    world.offline(("sued", ["order", "set", order, "phone=0891234"]),
                  ("nord", ["order", "set", order, "contract.start=2030-01-01"]))
    world.sync("sued", "nord", "hq", "sued", "nord")
    phone = state_of(world, order, "phone", everywhere)
    start = state_of(world, order, "contract.start", everywhere)
    if not phone.get("by", "").startswith("till-sued") or not start.get("by", "").startswith("till-nord"):
        fail(f"different fields: phone is {phone}, contract.start is {start}")
    if "0891234" not in json.dumps(world.json("nord", "order", "show", order, "--private")):
        fail("Nord does not read the telephone number that Sued entered")
    if {shop: len(world.rejected(shop)) for shop in SHOPS} != before:
        fail("an edit of another field was rejected")

    world.offline(("sued", ["order", "set", order, "contract.start=2031-01-01"]),
                  ("nord", ["order", "set", order, "contract.start=2032-01-01"]))
    world.sync("sued", "hq", "nord", "hq", "sued", "nord")  # Sued's is in the ledger first
    start = state_of(world, order, "contract.start", everywhere)
    if start.get("value") != "2031-01-01":
        fail(f"same field: contract.start is {start}")
    late = [row for row in world.rejected("nord") if "field_changed" in json.dumps(row)]
    if len(late) != 1 or "order.set" not in json.dumps(late):
        fail(f"same field: rejections at Nord are {world.rejected('nord')}")
    if len(world.rejected("sued")) != before["sued"]:
        fail(f"same field: Sued, which came first, has {world.rejected('sued')}")
    if "somebody else" not in world.run("nord", "op", "list", "--rejected"):
        fail("op list --rejected does not say why in words")


def audit(world):
    clones = []
    for scope in ("hq", *SHOPS):
        clone = world.folder / "clones" / f"{scope}.git"
        subprocess.run(["git", "clone", "-q", "--mirror", world.folder / "hub" / f"{scope}.git", clone],
                       check=True)
        clones.append(clone)
    done = subprocess.run([world.programs / "kontor-audit", "verify", *clones, "--root",
                           world.folder / "root" / "root.pub"], text=True, capture_output=True)
    if done.returncode != 0 or "verified" not in done.stdout:
        fail(f"audit {done.returncode}: {done.stdout}{done.stderr}")
    rejections = re.search(r"(\d+) rejected", done.stdout)
    if not rejections or rejections.group(1) != "2":
        fail(f"the auditor counts other rejections: {done.stdout}")


def alter_a_row(world):
    """One row, in each way that its owner could try: the value, one called pending, the private text."""
    if not world.json("sued", "status")["item"]["whole"]:
        fail("status of an untouched store is not whole")
    world.run("sued", "doctor")
    customer = "WHERE kind = 'customer' AND id = ?"
    business = "json = replace(json, '\"consumer\"', '\"business\"')"
    for change in (f"UPDATE record SET {business} {customer}",
                   f"UPDATE record SET base = json, dirty = 1, {business} {customer}",
                   f"DELETE FROM record {customer}",
                   "UPDATE private SET value = 'Eve' WHERE field = 'name' AND subject = ?"):
        store = sqlite3.connect(world.folder / "sued" / "kontor.db")
        (identifier,) = store.execute("SELECT id FROM record WHERE kind = 'customer' AND "
                                      "json_extract(json, '$.scope') = 'sued'").fetchone()
        with store:
            changed = store.execute(change, (identifier,)).rowcount
        store.close()
        if changed != 1:
            fail(f"{changed} rows altered by {change}")
        done = subprocess.run([world.programs / "kontor", "--home", "sued", "status", "--json"], text=True,
                              capture_output=True, cwd=world.folder)
        if done.returncode != 1 or json.loads(done.stdout)["item"]["whole"] is not False:
            fail(f"status {done.returncode} after {change}: {done.stdout}")
        done = subprocess.run([world.programs / "kontor", "--home", "sued", "doctor"], text=True,
                              capture_output=True, cwd=world.folder)
        if done.returncode != 1 or identifier not in done.stdout + done.stderr:
            fail(f"doctor {done.returncode} does not name {identifier} after {change}:\n{done.stdout}{done.stderr}")
        world.run("sued", "rebuild")
        if not world.json("sued", "status")["item"]["whole"]:
            fail(f"rebuild did not mend what this did: {change}")
        world.run("sued", "doctor")


def alter_at_hq(world):
    """HQ publishes what its store says: an altered text is named, mended, and never reaches a site."""
    store = sqlite3.connect(world.folder / "hq" / "kontor.db")
    with store:
        store.execute("UPDATE private SET value = 'Eve' WHERE field = 'name'")
    store.close()
    world.run("hq", "doctor", expect=1)
    world.run("hq", "rebuild")
    world.run("hq", "doctor")
    world.sync("hq", *SHOPS)
    for home in ("hq", *SHOPS):
        world.run(home, "doctor")
        store = sqlite3.connect(world.folder / home / "kontor.db")
        names = {row[0] for row in store.execute("SELECT value FROM private WHERE field = 'name'")}
        store.close()
        if "Eve" in names or "Carla Draft" not in names:
            fail(f"after an alteration at HQ, {home} has the names {names}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    options = parser.parse_args()
    with scratch("contested") as top:
        world = World(top, pathlib.Path(options.bin).resolve())
        world.setup()
        lead, winner, loser = pick_one_lead(world)
        check_loser(world, lead, winner, loser)
        edit_one_draft(world)
        audit(world)
        alter_a_row(world)
        alter_at_hq(world)
        print(f"one lead, held by {winner}; two edits of a draft stand and the third is shown; an altered row "
              "is named")


if __name__ == "__main__":
    sys.exit(main())
