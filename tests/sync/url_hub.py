#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A small sale over a hub named by URL: every exchange goes through stock git as a child process.

usage: url_hub.py --bin DIR

The hub is file:///.../{repo}.git. Shown: join, sale, an outage in which the shop goes on, both sites whole and
in agreement, a hub that refuses what would replace history, fsck, and the auditor on plain clones.
"""
import argparse
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import fail, OFFER, outlet, partner, scratch, Sites  # noqa: E402


class World(Sites):
    def git(self, *words, expect=0):
        done = subprocess.run(["git", *map(str, words)], cwd=self.folder, text=True, capture_output=True)
        if done.returncode != expect and expect is not None:
            fail(f"exit {done.returncode}: git {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
        return done


def set_up(world, url):
    for name, text in (("sim", OFFER), ("nord", partner("nord")), ("mitte", outlet("nord/mitte"))):
        (world.folder / f"{name}.toml").write_text(text)
    world.run("hq", "init", "--name", "Url", "--hub", url, "--root", "root", "--no-passphrase")
    world.run("hq", "partner", "apply", "nord.toml")
    world.run("hq", "outlet", "apply", "mitte.toml")
    world.run("hq", "scope", "add", "nord", "--partner", "nord")
    world.run("hq", "offer", "apply", "sim.toml")
    world.run("hq", "offer", "launch", "sim")
    world.run("hq", "sync")
    token = world.make("hq", "replica", "invite", "--scope", "nord", "--replica", "shop-1", "--role", "shop",
                       "--outlet", "nord/mitte")
    world.run("nord", "join", token)
    world.run("hq", "replica", "accept", "--all")
    world.run("hq", "sync")
    world.run("nord", "sync")


def sell(world):
    customer = world.make("nord", "customer", "add", "--type", "consumer", "--name", "Carla Fern", "--email",
                          "carla@example.org")
    order = world.make("nord", "order", "add", "--offer", "sim", "--version", "1", "--customer", customer)
    world.run("nord", "sync")
    # The line is down: the shop goes on, and says so.
    (world.folder / "hub").rename(world.folder / "away")
    world.run("nord", "interaction", "add", "--customer", customer, "--type", "consultation", "--minutes", "20")
    world.run("nord", "order", "submit", order)
    world.run("nord", "sync", expect=69)
    world.run("nord", "hub", "check", expect=69)
    (world.folder / "away").rename(world.folder / "hub")
    for home in ("nord", "hq", "nord"):
        world.run(home, "sync")
    for home in ("nord", "hq"):
        rows = world.json(home, "hub", "check")["items"]
        wrong = [row for row in rows if row["state"] not in ("whole", "none")]
        if wrong or not any(row["repository"] == "nord" for row in rows):
            fail(f"hub check at {home}: {rows}")
    return customer, order


def check(world, customer, order):
    for home in ("hq", "nord"):
        status = world.item(home, "status")
        if not status["whole"] or status["pending"]:
            fail(f"status at {home}: {status}")
        if world.item(home, "order", "show", order)["state"] != "acknowledged":
            fail(f"the order at {home}: {world.item(home, 'order', 'show', order)}")
        world.run(home, "doctor")
    if "Carla Fern" not in json.dumps(world.item("hq", "customer", "show", customer, "--private")):
        fail("HQ cannot read the customer's name: the vault did not travel")
    heads = {name: world.git("-C", world.folder / "hub" / "nord.git", "rev-parse", name).stdout
             for name in ("ledger", "replica/shop-1")}
    world.run("nord", "sync")
    world.run("hq", "sync")
    for name, head in heads.items():
        if world.git("-C", world.folder / "hub" / "nord.git", "rev-parse", name).stdout != head:
            fail(f"a sync without work moved {name}")


def check_refusals(world, url):
    """What the server refuses by itself: history replaced or deleted."""
    nord = url.replace("{repo}", "nord")
    clone = world.folder / "clone"
    world.git("clone", "-q", "-b", "ledger", nord, clone)
    for words in (["--force", nord, "ledger~1:ledger"], ["--force", nord, ":ledger"],
                  ["--force", nord, "ledger~1:replica/shop-1"]):
        if world.git("-C", clone, "push", "-q", *words, expect=None).returncode == 0:
            fail(f"the hub took git push {' '.join(words)}")


def audit(world, url):
    clones = []
    for scope in ("hq", "nord"):
        clones.append(world.folder / f"{scope}.git")
        world.git("clone", "-q", "--mirror", url.replace("{repo}", scope), clones[-1])
    for repository in sorted((world.folder / "hub").glob("*.git")):
        fsck = world.git("-C", repository, "fsck", "--strict", "--no-dangling")
        if fsck.stdout.strip():
            fail(f"fsck of {repository.name}: {fsck.stdout}")
    done = subprocess.run([world.programs / "kontor-audit", "verify", *clones, "--root",
                           world.folder / "root" / "root.pub"], text=True, capture_output=True)
    if done.returncode != 0 or "verified" not in done.stdout:
        fail(f"audit {done.returncode}: {done.stdout}{done.stderr}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    options = parser.parse_args()
    with scratch("url") as top:
        world = World(top, pathlib.Path(options.bin).resolve())
        url = f"file://{top}/hub/{{repo}}.git"
        set_up(world, url)
        customer, order = sell(world)
        check(world, customer, order)
        check_refusals(world, url)
        audit(world, url)
        print("a sale over a hub by URL, through an outage; both sites whole, the auditor verifies")


if __name__ == "__main__":
    sys.exit(main())
