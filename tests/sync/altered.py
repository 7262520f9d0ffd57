#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rows of a store are altered with sqlite3: nothing is signed or built on them, and rebuild mends them.

usage: altered.py --bin DIR

At HQ: a record that the next entry changes, one that it only reads, one that is missing, one that was planted,
tree nodes of the master and of a scope, what HQ remembers of heads and entries. At a shop: a record that the
next entry changes, a record that it brings anew, a tree node. Each is refused by name with exit 76, and the hub
stands where it stood.
"""
import argparse
import pathlib
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import contested  # noqa: E402
from common import fail, scratch  # noqa: E402


def setup(world):
    world.setup()
    customer = world.make("nord", "customer", "add", "--type", "consumer", "--name", "Nora Nord")
    order = world.make("nord", "order", "add", "--offer", "sim", "--version", "1", "--customer", customer)
    world.sync("nord", "hq", "nord")
    return customer, order


def alter(world, home, change, *values):
    store = sqlite3.connect(world.folder / home / "kontor.db")
    with store:
        rows = store.execute(change, values).rowcount
    store.close()
    if rows < 1:
        fail(f"no row altered by {change} {values}")


def ledgers(world):
    return {path.name: subprocess.run(["git", "-C", path, "for-each-ref", "--format=%(objectname)",
                                       "refs/heads/ledger"], text=True, capture_output=True, check=True).stdout
            for path in (world.folder / "hub").glob("*.git")}


def run(world, home, *words):
    return subprocess.run([world.programs / "kontor", "--home", home, *words], cwd=world.folder, text=True,
                          capture_output=True)


def refused(world, home, name, to_doctor=None):
    """The pass ends with 76, names the record, and leaves the hub alone; doctor names it too."""
    to_doctor = to_doctor or name
    before = ledgers(world)
    done = run(world, home, "sync")
    said = done.stdout + done.stderr
    if done.returncode != 76 or name not in said or "kontor rebuild" not in said or "altered" not in said:
        fail(f"sync at {home} ends with {done.returncode}, want 76 about {name!r}: {said}")
    if ledgers(world) != before:
        fail(f"sync at {home} moved a ledger though {name!r} was altered")
    done = run(world, home, "doctor")
    if done.returncode != 1 or to_doctor not in done.stdout + done.stderr:
        fail(f"doctor at {home} {done.returncode}, want 1 about {to_doctor!r}: {done.stdout}{done.stderr}")
    world.run(home, "rebuild")
    world.run(home, "doctor")


NODE_SHA256 = "UPDATE node SET body = CAST(substr(body, 1, length(body) - 1) || x'00' AS BLOB) " \
              "WHERE scope = ? AND path = ?"


def at_hq(world, customer, order):
    def shop_works():
        world.run("nord", "order", "set", order, f"phone=089{shop_works.count}")
        shop_works.count += 1
        world.sync("nord")
    shop_works.count = 1000

    record = "kind = ? AND id = ?"
    cases = [  # what is altered, how doctor and sync name it
        (f"UPDATE record SET json = replace(json, '\"draft\"', '\"dropt\"') WHERE {record}", ("order", order),
         f"order {order}"),
        # Read, not changed: with this role the shop's operations would be judged as HQ's.
        (f"UPDATE record SET json = replace(json, '\"shop\"', '\"hq_admin\"') WHERE {record}",
         ("replica", "till-nord-1"), "replica till-nord-1"),
        (f"DELETE FROM record WHERE {record}", ("order", order), f"order {order}"),
        (f"DELETE FROM record WHERE {record}", ("scope", "sued"), "scope"),
        ("INSERT INTO record (kind, id, json) SELECT kind, 'west', replace(json, 'sued', 'west') FROM record "
         f"WHERE {record}", ("scope", "sued"), "scope west"),
        (NODE_SHA256, ("hq", "state/order"), "hq:state/order"),
        (NODE_SHA256, ("nord", "state"), "nord:state"),
        (NODE_SHA256, ("hq", ""), "hq:"),
        ("UPDATE meta SET value = replace(value, '\"seq\":', '\"seq\":1') WHERE key = ?",
         ("replica_head/till-nord-1",), "head of replica till-nord-1"),
        ("UPDATE meta SET value = (SELECT value FROM meta WHERE key = 'head/hq') WHERE key = ?",
         ("head/nord",), "head of ledger nord", "tree node nord:"),
    ]
    for change, values, *names in cases:
        shop_works()
        alter(world, "hq", change, *values)
        refused(world, "hq", *names)
        world.sync("hq", "nord")
        if world.json("nord", "status")["item"]["pending"] != 0:
            fail(f"after {change} was mended, the shop still waits")
    # Values are wrapped for whoever the rows say reads them: here Sued's key stands for Nord's.
    buckets = ["git", "-C", world.folder / "hub" / "sued-vault.git", "for-each-ref", "refs/heads/hq"]
    before = subprocess.run(buckets, capture_output=True, check=True).stdout
    world.run("sued", "customer", "add", "--type", "consumer", "--name", "Susi Sued")
    world.sync("sued")
    alter(world, "hq", "UPDATE record SET json = json_set(json, '$.vault_key', (SELECT json_extract(json, "
          f"'$.vault_key') FROM record WHERE id = 'till-sued-1')) WHERE {record}", "replica", "till-nord-1")
    done = run(world, "hq", "sync")
    if done.returncode != 76 or "replica till-nord-1" not in done.stderr:
        fail(f"another reader's key: {done.returncode} {done.stderr}")
    if subprocess.run(buckets, capture_output=True, check=True).stdout != before:
        fail("values were published for a key that the ledger does not name")
    world.run("hq", "rebuild")
    world.sync("hq", "sued")
    # The time of an entry that a set has seen decides about rules.
    shop_works()
    alter(world, "hq", "UPDATE meta SET value = replace(value, ' 20', ' 19') WHERE key LIKE 'entry/nord/%'")
    refused(world, "hq", "of ledger nord")
    world.sync("hq", "nord")


def at_a_shop(world, customer, order):
    world.enrol("nord", "till-nord-2", "nord-2")
    record = "kind = ? AND id = ?"
    cases = [
        (f"UPDATE record SET json = replace(json, '\"draft\"', '\"dropt\"') WHERE {record}", ("order", order),
         f"order {order}"),
        (f"DELETE FROM record WHERE {record}", ("order", order), f"order {order}"),
        (NODE_SHA256, ("nord", "state/order"), "nord:state/order"),
    ]
    for number, (change, values, name) in enumerate(cases):
        world.run("nord", "order", "set", order, f"phone=0301{number}")
        world.sync("nord", "hq")
        alter(world, "nord-2", change, *values)
        refused(world, "nord-2", name)
        world.sync("nord-2", "nord")
        if not world.json("nord-2", "status")["item"]["whole"]:
            fail(f"nord-2 is not whole after {change} was mended")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    options = parser.parse_args()
    with scratch("altered") as top:
        world = contested.World(top, pathlib.Path(options.bin).resolve())
        customer, order = setup(world)
        at_hq(world, customer, order)
        at_a_shop(world, customer, order)
        clones = [world.folder / "hub" / f"{scope}.git" for scope in ("hq", *contested.SHOPS)]
        done = subprocess.run([world.programs / "kontor-audit", "verify", *clones, "--root",
                               world.folder / "root" / "root.pub"], text=True, capture_output=True)
        if done.returncode != 0:
            fail(f"audit {done.returncode}: {done.stdout}{done.stderr}")
        print("every altered row was named, nothing was signed on it, and rebuild mended it")


if __name__ == "__main__":
    sys.exit(main())
