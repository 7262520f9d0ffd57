#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A sale with sync, its programs killed at the k-th fsync, rename or pwrite64, for every k.

usage: sale.py --bin DIR [--work DIR] [--calls fsync,rename,...] [--stride N] [--steps NAME,...]

Each step of the sale is run once to count its calls. Then, for each k, the world as it stood before the
step is put back, the step is killed at its k-th call, and the sale is simply gone on with: a command that
was not acknowledged is typed again with the same --key. In the end every acknowledged operation must be
accepted at HQ exactly once, stock git must find nothing wrong in the hub, doctor must have no complaint and
the auditor must verify the whole. Nothing is mended by hand.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import OFFER, outlet, partner, scratch  # noqa: E402

CALLS = ["fsync", "fdatasync", "rename", "pwrite64"]


class World:
    def __init__(self, folder, programs):
        self.folder = pathlib.Path(folder)
        self.programs = pathlib.Path(programs)
        self.ids = {}

    def command(self, words):
        return [str(self.programs / "kontor")] + words

    def run(self, words, check=True, before=()):
        done = subprocess.run(list(before) + self.command(words), cwd=self.folder, text=True,
                              capture_output=True)
        if check and done.returncode != 0:
            raise SystemExit(f"FAILED ({done.returncode}): kontor {' '.join(words)}\n{done.stderr}")
        return done

    def setup(self):
        for name, text in (("sim", OFFER), ("nord", partner("nord")), ("mitte", outlet("nord/mitte"))):
            (self.folder / f"{name}.toml").write_text(text)
        hq = ["--home", "hq"]
        self.run(["init", "--home", "hq", "--name", "Crash", "--hub", "hub", "--root", "root",
                  "--no-passphrase"])
        self.run(["partner", "apply", "nord.toml"] + hq)
        self.run(["outlet", "apply", "mitte.toml"] + hq)
        self.run(["scope", "add", "nord", "--partner", "nord"] + hq)
        self.run(["offer", "apply", "sim.toml"] + hq)
        self.run(["offer", "launch", "sim"] + hq)
        self.run(["sync"] + hq)
        token = self.run(["replica", "invite", "--scope", "nord", "--replica", "shop-1", "--role", "shop",
                          "--outlet", "nord/mitte", "-q"] + hq).stdout.strip()
        self.run(["join", token, "--home", "nord"])
        self.run(["replica", "accept", "--all"] + hq)
        self.run(["sync"] + hq)
        self.run(["sync", "--home", "nord"])

    def steps(self):
        """(name, words, key or None); words may name ids of earlier steps as {name}."""
        nord = ["--home", "nord"]
        return [
            ("customer", ["customer", "add", "--type", "consumer", "--name", "Carla Canary", "--email",
                          "carla@example.org", "-q"] + nord, "k-customer"),
            ("advice", ["interaction", "add", "--customer", "{customer}", "--type", "consultation",
                        "--minutes", "20", "-q"] + nord, "k-advice"),
            ("order", ["order", "add", "--offer", "sim", "--version", "1", "--customer", "{customer}",
                       "-q"] + nord, "k-order"),
            ("push", ["sync"] + nord, None),
            ("submit", ["order", "submit", "{order}", "-q"] + nord, "k-submit"),
            ("sequence", ["sync", "--home", "hq"], None),
            ("take", ["sync"] + nord, None),
            ("sequence-2", ["sync", "--home", "hq"], None),
            ("take-2", ["sync"] + nord, None),
        ]

    def words(self, step):
        name, words, key = step
        out = [word.format(**self.ids) for word in words]
        return out + (["--key", key] if key else [])

    def do(self, step, before=()):
        """Runs a step; a killed one is typed again, as a person would."""
        name, _, key = step
        done = self.run(self.words(step), check=False, before=before)
        if done.returncode != 0:
            if not before:
                raise SystemExit(f"FAILED ({done.returncode}): {name}\n{done.stderr}")
            done = self.run(self.words(step))
        if key and name in ("customer", "advice", "order"):
            self.ids[name] = done.stdout.strip()

    def check(self, where):
        for site in ("nord", "hq", "nord"):
            self.run(["sync", "--home", site])
        listed = json.loads(self.run(["op", "list", "--all", "--json", "--home", "nord"]).stdout)["items"]
        fates = {}
        for item in listed:
            fates.setdefault(item["kind"], []).append(item["fate"])
        wanted = {kind: ["accepted"] for kind in
                  ("customer.add", "interaction.add", "order.add", "order.submit")}
        if fates != wanted:
            raise SystemExit(f"{where}: operations are {fates}")
        self.examine(where)

    def examine(self, where):
        for site in ("hq", "nord"):
            doctor = self.run(["doctor", "--home", site], check=False)
            if doctor.returncode != 0:
                raise SystemExit(f"{where}: doctor at {site}: {doctor.stdout}{doctor.stderr}")
        for repository in sorted((self.folder / "hub").glob("*.git")):
            fsck = subprocess.run(["git", "-C", str(repository), "fsck", "--strict", "--no-dangling"],
                                  text=True, capture_output=True)
            if fsck.returncode != 0 or fsck.stdout.strip():
                raise SystemExit(f"{where}: fsck {repository}: {fsck.stdout}{fsck.stderr}")
        audit = subprocess.run([str(self.programs / "kontor-audit"), "verify", "hub/hq.git", "hub/nord.git",
                                "--root", "root/root.pub"], cwd=self.folder, text=True, capture_output=True)
        if audit.returncode != 0:
            raise SystemExit(f"{where}: audit: {audit.stdout}{audit.stderr}")


def count_calls(log):
    counts = dict.fromkeys(CALLS, 0)
    for line in log.read_text(errors="replace").splitlines():
        found = re.search(r"\b(fsync|fdatasync|rename|pwrite64)\(", line)
        if found:
            counts[found.group(1)] += 1
    return counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--work")
    parser.add_argument("--calls", default=",".join(CALLS))
    parser.add_argument("--stride", type=int, default=1)
    parser.add_argument("--steps", default="")
    options = parser.parse_args()
    with scratch("crash", options.work) as top:
        live = top / "live"  # always the same path: a site remembers where its hub is
        live.mkdir()
        only = set(filter(None, options.steps.split(",")))
        calls = options.calls.split(",")
        kills = 0
        world = World(live, options.bin)
        world.setup()
        steps = world.steps()
        for number, step in enumerate(steps):
            before = top / f"before-{number}"
            shutil.copytree(live, before, symlinks=True)
            ids = dict(world.ids)
            log = top / "strace.log"
            trace = ["strace", "-f", "-qq", "-e", "signal=none", "-o", str(log), "-e", "trace=" + ",".join(CALLS)]
            world.do(step, trace)
            counts = count_calls(log)
            after_ids = dict(world.ids)
            after = top / f"after-{number}"
            shutil.copytree(live, after, symlinks=True)
            if not only or step[0] in only:
                for call in calls:
                    for k in range(1, counts[call] + 1, options.stride):
                        shutil.rmtree(live)
                        shutil.copytree(before, live, symlinks=True)
                        world.ids = dict(ids)
                        where = f"{step[0]} killed at {call} {k} of {counts[call]}"
                        inject = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                                  f"inject={call}:signal=SIGKILL:when={k}"]
                        world.do(step, inject)
                        for later in steps[number + 1:]:
                            world.do(later)
                        world.check(where)
                        kills += 1
                print(f"{step[0]}: " + ", ".join(f"{counts[c]} {c}" for c in calls), flush=True)
            shutil.rmtree(live)
            shutil.copytree(after, live, symlinks=True)
            world.ids = after_ids
            shutil.rmtree(before)
            shutil.rmtree(after)
        world.check("undisturbed")
        print(f"{kills} kills, nothing lost, nothing mended by hand")


if __name__ == "__main__":
    sys.exit(main())
