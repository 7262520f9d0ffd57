#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Attacks on hub, sites and HQ with stock git, files and signals; what is refused, and what goes on.

usage: hostile.py --bin DIR [--only NAME,...]

Every attack begins with a copy of the same world: HQ, a shop of nord, a shop of west. In each, the party
that was not attacked must go on, nothing acknowledged may be lost, and what is forged must not enter.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import fail, OFFER, outlet, partner, scratch  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "crash"))
import sale  # noqa: E402

GIT = dict(os.environ, GIT_AUTHOR_NAME="x", GIT_AUTHOR_EMAIL="x@x", GIT_COMMITTER_NAME="x",
           GIT_COMMITTER_EMAIL="x@x")


class World(sale.World):
    def setup(self):
        super().setup()
        hq = ["--home", "hq"]
        (self.folder / "west.toml").write_text(partner("west"))
        (self.folder / "platz.toml").write_text(outlet("west/platz"))
        for words in (["partner", "apply", "west.toml"], ["outlet", "apply", "platz.toml"],
                      ["scope", "add", "west", "--partner", "west"], ["sync"]):
            self.run(words + hq)
        token = self.invite("west", "shop-2", "west/platz")
        self.run(["join", token, "--home", "west"])
        self.run(["replica", "accept", "--all"] + hq)
        self.sync("hq", "west")

    def invite(self, scope, replica, outlet):
        return self.run(["replica", "invite", "--scope", scope, "--replica", replica, "--role", "shop",
                         "--outlet", outlet, "-q", "--home", "hq"]).stdout.strip()

    def sync(self, *homes):
        for home in homes:
            self.run(["sync", "--home", home])

    def expect(self, words, code, text=""):
        """The exit code, no crash, and a word of the reason."""
        done = self.run(words, check=False)
        if done.returncode != code or text not in done.stdout + done.stderr:
            fail(f"kontor {' '.join(words)[:200]}: exit {done.returncode}, not {code} with {text!r}\n"
                 f"{done.stdout}{done.stderr}")
        return done

    def customer(self, home="nord", name="Carla Canary"):
        return self.run(["customer", "add", "--type", "consumer", "--name", name, "-q", "--home",
                         home]).stdout.strip()

    def fates(self, home):
        listed = self.run(["op", "list", "--all", "--json", "--home", home]).stdout
        return [item["fate"] for item in json.loads(listed)["items"]]

    def accepted(self, home, count):
        if self.fates(home) != ["accepted"] * count:
            fail(f"operations of {home} are {self.fates(home)}, not {count} accepted")

    def hub(self, repository):
        return self.folder / "hub" / (repository + ".git")

    def git(self, repository, *words, text=None):
        done = subprocess.run(["git", "-C", str(self.hub(repository))] + list(words), text=True,
                              capture_output=True, input=text, env=GIT)
        if done.returncode != 0:
            fail(f"git {' '.join(words)}: {done.stderr}")
        return done.stdout.strip()

    def set_branch(self, repository, branch, oid):
        self.git(repository, "update-ref", "refs/heads/" + branch, oid)

    def forge(self, repository, branch, key=None):
        """A commit that copies the tip of a branch, unsigned or signed by another key, put on top."""
        tip = self.git(repository, "rev-parse", branch)
        words = ["commit-tree", tip + "^{tree}", "-p", tip]
        if key:
            words = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={key}"] + words + ["-S"]
        forged = self.git(repository, *words, text=self.git(repository, "log", "-1", "--format=%B", tip))
        self.set_branch(repository, branch, forged)
        return forged

    def key(self):
        file = self.folder / "stranger"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True)
        return file

    def both_write(self):
        self.customer("nord")
        self.customer("west")
        self.sync("nord", "west")

    def verified(self):
        self.examine("after the attack")


def stopped_alone(world, forged):
    """HQ names the branch, takes what was good below it, and serves the other shop."""
    world.expect(["sync", "--home", "hq"], 0, forged)
    world.sync("west", "nord")
    world.accepted("west", 1)
    world.accepted("nord", 1)
    if world.git("hq", "log", "--format=%H", "ledger").find(forged) >= 0:
        fail("the forged commit became part of the ledger")
    audit = subprocess.run([str(world.programs / "kontor-audit"), "verify", "hub/hq.git", "hub/nord.git",
                            "--root", "root/root.pub"], cwd=world.folder, text=True, capture_output=True)
    if audit.returncode != 76 or forged not in audit.stderr:
        fail(f"the auditor does not name the forged set: {audit.returncode} {audit.stderr}")


def unsigned_set(world):
    world.both_write()
    stopped_alone(world, world.forge("nord", "replica/shop-1"))


def set_of_another_key(world):
    world.both_write()
    forged = world.forge("nord", "replica/shop-1", world.key())
    stopped_alone(world, forged)
    world.customer("nord")  # the shop's own next set is not put on top of it
    world.expect(["sync", "--home", "nord"], 76, forged)
    if world.fates("nord") != ["accepted", "pending"]:
        fail(f"the shop's work is {world.fates('nord')}")


def branch_of_nobody(world):
    world.both_write()
    tip = world.git("nord", "rev-parse", "replica/shop-1")
    world.set_branch("nord", "replica/shop-2", tip)  # west's replica, in nord's repository
    world.expect(["sync", "--home", "hq"], 0, "belongs to no replica")
    world.sync("west", "nord")
    world.accepted("west", 1)
    world.accepted("nord", 1)


def replay_of_another_ledger(world):
    other = sale.World(world.folder / "other", world.programs)
    other.folder.mkdir()
    other.setup()
    other.run(["customer", "add", "--type", "consumer", "--home", "nord"])
    other.run(["sync", "--home", "nord"])
    world.customer("west")
    world.sync("west")
    world.git("nord", "fetch", "-q", str(other.folder / "hub" / "nord.git"), "replica/shop-1:replica/shop-1")
    world.expect(["sync", "--home", "hq"], 0, world.git("nord", "rev-parse", "replica/shop-1"))
    world.sync("west")
    world.accepted("west", 1)
    shutil.rmtree(other.folder)


def hub_of_another_ledger(world):
    world.customer("nord")
    world.sync("nord", "hq", "nord")
    other = sale.World(world.folder / "other", world.programs)
    other.folder.mkdir()
    other.setup()
    (world.folder / "hub").rename(world.folder / "right")
    shutil.copytree(other.folder / "hub", world.folder / "hub")
    world.expect(["sync", "--home", "nord"], 76)
    world.expect(["sync", "--home", "hq"], 76)
    shutil.rmtree(world.folder / "hub")
    kept = world.customer("nord")  # local work goes on
    world.expect(["sync", "--home", "nord"], 69)
    (world.folder / "right").rename(world.folder / "hub")
    world.sync("nord", "hq", "nord")
    world.accepted("nord", 2)
    world.expect(["customer", "show", kept, "--home", "nord"], 0)
    shutil.rmtree(other.folder)
    world.verified()


def hub_rolled_back(world):
    shutil.copytree(world.folder / "hub", world.folder / "old")
    world.customer("nord")
    world.sync("nord", "hq", "nord")
    (world.folder / "hub").rename(world.folder / "new")
    shutil.copytree(world.folder / "old", world.folder / "hub")
    world.expect(["sync", "--home", "nord"], 76, "does not contain entry")
    world.expect(["sync", "--home", "hq"], 76, "does not contain entry")
    shutil.rmtree(world.folder / "hub")
    (world.folder / "new").rename(world.folder / "hub")
    world.customer("nord")
    world.sync("nord", "hq", "nord")
    world.accepted("nord", 2)
    shutil.rmtree(world.folder / "old")
    world.verified()


def nothing_for_a_forked_hub(world):
    """A hub whose ledger is not the pinned one is given neither sets nor private values."""
    shutil.copytree(world.folder / "hub", world.folder / "old")
    world.customer("nord")
    world.sync("nord", "hq", "nord")
    (world.folder / "hub").rename(world.folder / "new")
    shutil.copytree(world.folder / "old", world.folder / "hub")
    world.customer("nord")
    refs = [world.git(name, "for-each-ref") for name in ("nord", "nord-vault")]
    world.expect(["sync", "--home", "nord"], 76, "nothing was sent to this hub")
    world.git("nord", "update-ref", "-d", "refs/heads/ledger")
    world.expect(["sync", "--home", "nord"], 76, "nothing was sent to it")
    world.set_branch("nord", "ledger", refs[0].split()[0])
    if refs != [world.git(name, "for-each-ref") for name in ("nord", "nord-vault")]:
        fail("the forked hub was given something")
    shutil.rmtree(world.folder / "hub")
    (world.folder / "new").rename(world.folder / "hub")
    world.sync("nord", "hq", "nord")
    world.accepted("nord", 2)
    shutil.rmtree(world.folder / "old")
    world.verified()


def foreign_scope_ledger(world):
    """What no master names on a scope's ledger is named and left as it is; the other scope is served."""
    world.both_write()
    tip = world.git("nord", "rev-parse", "ledger")
    forged = world.forge("nord", "ledger", world.key())
    for _ in range(2):  # the second pass has nothing to sequence, and tells again
        world.expect(["sync", "--home", "hq"], 76, forged)
        if world.git("nord", "rev-parse", "ledger") != forged:
            fail("HQ replaced what was not its own")
    world.sync("west")
    world.accepted("west", 1)
    world.expect(["sync", "--home", "nord"], 76)
    world.set_branch("nord", "ledger", tip)
    world.sync("hq", "nord")
    world.accepted("nord", 1)
    world.verified()


def hub_away(world):
    (world.folder / "hub").rename(world.folder / "away")
    world.customer("nord")
    for home in ("nord", "hq"):
        world.expect(["sync", "--home", home], 69, "local work goes on")
    (world.folder / "away").rename(world.folder / "hub")
    world.sync("nord", "hq", "nord")
    world.accepted("nord", 1)
    world.verified()


def ledger_of_another_key(world):
    """A forged entry of a scope is refused by its shop, one of the master by HQ."""
    for repository, home in (("nord", "nord"), ("hq", "hq")):
        tip = world.git(repository, "rev-parse", "ledger")
        world.forge(repository, "ledger", world.key() if home == "nord" else world.folder / "stranger")
        world.expect(["sync", "--home", home], 76)
        world.set_branch(repository, "ledger", tip)
    world.both_write()
    world.sync("hq", "nord", "west")
    world.accepted("nord", 1)
    world.accepted("west", 1)
    world.verified()


def swapped_vault(world):
    """Neither an upload nor a bucket by another key gives anybody a value."""
    world.both_write()
    world.sync("hq")
    key = world.key()
    buckets = world.git("nord-vault", "for-each-ref", "--format=%(refname:short)", "refs/heads/hq").split()
    tips = {bucket: world.git("nord-vault", "rev-parse", bucket) for bucket in buckets}
    for bucket in buckets:
        world.forge("nord-vault", bucket, key)
    world.expect(["sync", "--home", "nord"], 76, "not signed by a sequencer")
    for bucket, tip in tips.items():
        world.set_branch("nord-vault", bucket, tip)
    world.sync("nord")
    forged = world.forge("nord-vault", "replica/shop-1", key)
    world.both_write()
    if world.git("nord-vault", "rev-parse", "replica/shop-1") == forged:
        fail("the shop's next upload did not replace the forged one")
    world.sync("hq", "nord", "west", "hq", "nord")
    world.accepted("nord", 2)
    world.verified()


def crowds(world):
    """Many writers, many passes and two HQs at once: all lands once."""
    shutil.copytree(world.folder / "hq", world.folder / "hq-2")

    def together(lines):
        running = [subprocess.Popen(world.command(words), cwd=world.folder, text=True,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE) for words in lines]
        return [(process.communicate(), process.returncode) for process in running]

    add = ["customer", "add", "--type", "consumer", "-q", "--home", "nord"]
    written = together([add] * 12)
    if any(code for _, code in written) or len({out for (out, _), _ in written}) != 12:
        fail(f"writers: {written}")
    for _ in range(3):
        world.customer("west")
        for (_, error), code in together([["sync", "--home", home] for home in
                                          ("nord", "nord", "west", "hq", "hq", "hq-2")]):
            if code not in (0, 75):
                fail(f"a pass in a crowd ends with {code}: {error}")
    world.sync("nord", "west", "hq", "hq-2", "nord", "west")
    world.accepted("nord", 12)
    world.accepted("west", 3)
    world.verified()


def torn_files(world):
    """0-byte refs and packs, stale locks, a lost cache: the next start mends them."""
    world.customer("nord")
    world.sync("nord")
    history = world.folder / "nord" / "history.git"
    (history / "refs/heads/replica/shop-1").write_text("")
    for lock in ("refs/heads/ledger.lock", "refs/heads/replica/shop-1.lock", "packed-refs.lock"):
        for repository in (history, world.hub("nord")):
            (repository / lock).write_text("kontor ref lock\n")
    world.customer("nord")
    world.sync("nord", "hq", "nord")
    world.accepted("nord", 2)
    for pack in (history / "objects/pack").glob("*.pack"):
        pack.chmod(0o644)
        pack.write_bytes(b"")
    world.customer("nord")
    world.sync("nord", "hq", "nord")
    shutil.rmtree(history)
    world.customer("nord")
    world.sync("nord", "hq", "nord")
    world.accepted("nord", 4)
    world.verified()


def strangers_at_the_door(world):
    """Tokens that are none, and one with a wrong secret, enrol nobody."""
    for token in ("", "x", "kontor1-", "kontor1-!!!!", "kontor1-e30=", "kontor1-" + "A" * 50000):
        world.expect(["join", token, "--home", "stranger"], 65, "not a whole token")
    good = world.invite("nord", "shop-3", "nord/mitte")
    world.invite("nord", "shop-3", "nord/mitte")  # a second token replaces the first
    world.expect(["join", good, "--home", "old"], 0)
    world.expect(["replica", "accept", "--all", "--home", "hq"], 1, "refused")
    world.expect(["sync", "--home", "old"], 0, "not accepted")


def malformed_files(world):
    offers = {
        "empty": "", "nul": "\0\0", "cut": OFFER[:60], "deep": "a=" + "[" * 5000,
        "number": OFFER.replace("version = 1", "version = 99999999999999999999"),
        "float": OFFER.replace("999", "9.99"), "unknown": OFFER.replace("name =", "nmae ="),
        "path": OFFER.replace('"sim"', '"../../x"'), "long": OFFER.replace("SIM", "S" * 70000),
    }
    for name, text in offers.items():
        (world.folder / "bad.toml").write_text(text)
        world.expect(["offer", "apply", "bad.toml", "--home", "hq"], 65, "bad.toml:")
    add = ["customer", "add", "--type", "consumer", "--home", "nord"]
    for at in ("x", "2026-13-45T00:00:00Z", "2026-11-21T10:15:00", "-1"):
        world.expect(add + ["--at", at], 65, "is not a time")
    for record in ("", "%", "*", "../x", "' OR 1=1", "a" * 5000):
        world.expect(["customer", "show", record, "--home", "nord"], 66, "no customer")
    if world.fates("nord"):
        fail("a refused command left an operation")


ATTACKS = [unsigned_set, set_of_another_key, branch_of_nobody, replay_of_another_ledger, hub_of_another_ledger,
           hub_rolled_back, nothing_for_a_forked_hub, foreign_scope_ledger, hub_away, ledger_of_another_key,
           swapped_vault, crowds, torn_files, strangers_at_the_door, malformed_files]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    with scratch("hostile") as top:
        live = top / "live"  # always the same path: a site remembers where its hub is
        live.mkdir()
        world = World(live, pathlib.Path(options.bin).resolve())
        world.setup()
        shutil.copytree(live, top / "before", symlinks=True)
        for attack in ATTACKS:
            if only and attack.__name__ not in only:
                continue
            shutil.rmtree(live)
            shutil.copytree(top / "before", live, symlinks=True)
            print(attack.__name__, flush=True)
            attack(world)
        print("nothing forged got in, nothing acknowledged got lost, nobody else was stopped")


if __name__ == "__main__":
    sys.exit(main())
