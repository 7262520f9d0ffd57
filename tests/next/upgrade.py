#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sites of one ledger run two releases: what a program does not know stops that alone, and loses nothing.

usage: upgrade.py --bin DIR --next DIR

--next holds the programs of a release that knows a noun more and a second version of an operation. At HQ
such an operation stops its replica's branch; at a site a record of such a noun stops the taking of entries.
Selling, sealing and everybody else go on, and with the newer program all that waited is taken.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import scratch  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "hostile"))
from hostile import World, fail  # noqa: E402

NEWER = "needs a newer program"
REMINDER = "0123456789abcdef"


class Releases(World):
    def __init__(self, folder, shipped, following):
        super().__init__(folder, shipped)
        self.shipped = shipped
        self.following = following

    def release(self, programs):
        self.programs = programs
        return self

    def act(self, home, kind, identifier, payload):
        done = subprocess.run([str(self.following / "act"), home, kind, identifier, json.dumps(payload)],
                              cwd=self.folder, text=True, capture_output=True)
        if done.returncode != 0:
            fail(f"act {home} {kind}: {done.stderr}")

    def is_fated(self, home, *fates):
        if self.fates(home) != list(fates):
            fail(f"operations of {home} are {self.fates(home)}, not {list(fates)}")

    def audited(self, code, word):
        done = subprocess.run([str(self.programs / "kontor-audit"), "verify", "hub/hq.git", "hub/nord.git",
                               "hub/west.git", "--root", "root/root.pub"], cwd=self.folder, text=True,
                              capture_output=True)
        if done.returncode != code or word not in done.stdout + done.stderr:
            fail(f"audit: exit {done.returncode}, not {code} with {word!r}\n{done.stdout}{done.stderr}")


def branch_waits(world, write, kind, version):
    """The shop of west runs the next release, HQ does not."""
    world.release(world.following)
    world.customer("west")
    world.sync("west")
    write()
    world.sync("west")
    stopped = world.git("west", "rev-parse", "replica/shop-2")
    world.customer("west")  # sealed behind it
    world.sync("west")
    world.release(world.shipped)
    world.customer("nord")
    world.sync("nord")
    for _ in range(2):
        done = world.expect(["sync", "--home", "hq"], 0, f"a branch stands still at {stopped}")
        if f"{kind} version {version}" not in done.stderr or NEWER not in done.stderr:
            fail(f"HQ does not say what it needs: {done.stderr}")
    world.sync("nord")
    world.is_fated("nord", "accepted")
    world.audited(0, NEWER)
    world.release(world.following).sync("west")
    world.is_fated("west", "accepted", "pending", "pending")
    world.customer("west")
    world.sync("west", "hq", "west", "nord")  # HQ, upgraded
    world.is_fated("west", *["accepted"] * 4)
    world.audited(0, "verified")
    world.verified()


def unknown_kind(world):
    def write():
        world.act("west", "reminder.add", REMINDER, {"due": "2030-01-01"})
    branch_waits(world, write, "reminder.add", 1)


def unknown_version(world):
    world.run(["interaction", "add", "--type", "visit", "--home", "nord"])  # of version 1: the next knows it too
    world.sync("nord", "hq", "nord")
    world.is_fated("nord", "accepted")
    world.release(world.following)
    world.customer("west")
    world.run(["interaction", "add", "--type", "visit", "--home", "west"])
    world.sync("west")
    world.release(world.shipped)
    world.expect(["sync", "--home", "hq"], 0, "interaction.add version 2, which " + NEWER)
    world.release(world.following).sync("hq", "west")
    world.is_fated("west", "accepted", "accepted")
    world.audited(0, "verified")
    world.release(world.shipped).audited(78, NEWER)


def unknown_record(world):
    """HQ and west run the next release, the shop of nord does not."""
    before = world.customer("nord")
    world.sync("nord", "hq", "nord")
    world.release(world.following)
    world.act("west", "reminder.add", REMINDER, {"due": "2030-01-01"})
    world.sync("west", "hq", "west")
    world.release(world.shipped)
    world.expect(["sync", "--home", "nord"], 0, "the ledger needs a newer kontor")
    item = json.loads(world.expect(["status", "--home", "nord", "--json"], 0).stdout)["item"]
    if "reminder" not in item.get("stopped", "") or not item["whole"]:
        fail(f"status: {item}")
    world.expect(["doctor", "--home", "nord"], 1, "install a newer version")
    after = world.customer("nord")  # selling and sealing go on
    world.expect(["customer", "show", before, "--home", "nord"], 0)
    world.sync("nord")
    world.release(world.following).sync("hq")
    world.release(world.shipped).sync("nord")
    world.is_fated("nord", "accepted", "pending")  # decided, and not known here yet
    world.customer("nord")
    world.sync("nord")
    world.release(world.following).sync("hq", "nord")
    world.is_fated("nord", "accepted", "accepted", "accepted")
    item = json.loads(world.run(["status", "--home", "nord", "--json"]).stdout)["item"]
    if "stopped" in item:
        fail(f"still stopped: {item}")
    world.expect(["customer", "show", after, "--home", "nord"], 0)
    world.verified()


def unknown_to_hq(world):
    """A second home of HQ with the shipped program writes no entry on what it does not know."""
    shutil.copytree(world.folder / "hq", world.folder / "hq-2")
    world.release(world.following)
    world.act("west", "reminder.add", REMINDER, {"due": "2030-01-01"})
    world.customer("west", "Wanda West")
    world.sync("west", "hq")
    ledger = world.git("hq", "rev-parse", "ledger")
    world.customer("nord")
    world.sync("nord")
    world.release(world.shipped)
    for _ in range(2):
        world.expect(["sync", "--home", "hq-2"], 0, "the ledger needs a newer kontor")
    if world.git("hq", "rev-parse", "ledger") != ledger:
        fail("an older HQ went on with the ledger")
    world.release(world.following).sync("hq-2", "nord", "west")
    world.is_fated("nord", "accepted")
    world.is_fated("west", "accepted", "accepted")
    world.sync("hq")
    world.verified()
    shown = world.run(["customer", "list", "--json", "--private", "--home", "hq-2"]).stdout
    if "Wanda West" not in shown:
        fail(f"a private value got lost: {shown}")


def older_again(world):
    """HQ's own program is put back: what the newer one decided stands, and nothing is decided without it."""
    world.release(world.following)
    world.act("west", "reminder.add", REMINDER, {"due": "2030-01-01"})
    world.sync("west", "hq")
    ledger = world.git("hq", "rev-parse", "ledger")
    world.release(world.shipped)
    world.customer("nord", "Nora Nord")
    world.sync("nord")
    world.expect(["sync", "--home", "hq"], 0, "the ledger needs a newer kontor")
    if world.git("hq", "rev-parse", "ledger") != ledger:
        fail("an older HQ went on with the ledger")
    world.release(world.following).sync("hq", "nord", "west")
    world.is_fated("nord", "accepted")
    world.is_fated("west", "accepted")
    world.verified()


CASES = [unknown_kind, unknown_version, unknown_record, unknown_to_hq, older_again]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--next", required=True)
    options = parser.parse_args()
    with scratch("upgrade") as top:
        live = top / "live"
        live.mkdir()
        world = Releases(live, pathlib.Path(options.bin).resolve(), pathlib.Path(options.next).resolve())
        world.setup()
        shutil.copytree(live, top / "before", symlinks=True)
        for case in CASES:
            shutil.rmtree(live)
            shutil.copytree(top / "before", live, symlinks=True)
            print(case.__name__, flush=True)
            case(world.release(world.shipped))
        print("what a program does not know waits for the next one; nobody else is stopped")


if __name__ == "__main__":
    sys.exit(main())
