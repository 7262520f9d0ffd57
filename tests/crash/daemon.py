#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two daemons, a shop's and HQ's, killed with SIGKILL at random while commands write at the shop.

usage: daemon.py --bin DIR [--kills 50] [--seed N] [--work DIR]

In the end every acknowledged operation is accepted at HQ exactly once, stock git finds nothing wrong in
the hub, doctor has no complaint, the auditor verifies. The seed is printed and can be given again.
"""
import argparse
import json
import pathlib
import random
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import scratch  # noqa: E402

from sale import World

CONFIG = """[sync]
interval_s = 1
seal_delay_ms = 20
"""


class Daemon:
    def __init__(self, world, home):
        self.world = world
        self.home = home
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [str(self.world.programs / "kontord"), "--home", self.home], cwd=self.world.folder,
            stderr=subprocess.DEVNULL)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.start()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        if code != 0:
            raise SystemExit(f"kontord of {self.home} ended with {code} after SIGTERM")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--work")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    dice = random.Random(options.seed)
    with scratch("daemon", options.work) as top:
        daemons = []
        try:
            world = World(top, options.bin)
            world.setup()
            for home in ("hq", "nord"):
                (top / home / "config.toml").write_text(CONFIG)
            daemons += [Daemon(world, "hq"), Daemon(world, "nord")]
            acknowledged = []
            for number in range(options.kills):
                for _ in range(dice.randrange(3)):
                    key = f"k-{len(acknowledged)}"
                    words = ["interaction", "add", "--type", "visit", "--key", key, "-q", "--home", "nord"]
                    done = world.run(words, check=False)
                    if done.returncode == 0:
                        acknowledged.append(done.stdout.strip())
                time.sleep(dice.random() * 0.15)
                daemons[dice.randrange(2)].kill()
            time.sleep(0.5)  # the last one killed has to come up before it can end well
            for daemon in daemons:
                daemon.stop()
            for site in ("nord", "hq", "nord"):
                world.run(["sync", "--home", site])
            listed = json.loads(world.run(["op", "list", "--all", "--json", "--home", "nord"]).stdout)["items"]
            fates = [item["fate"] for item in listed]
            if fates != ["accepted"] * len(acknowledged):
                raise SystemExit(f"{len(acknowledged)} acknowledged, fates {fates}")
            at_hq = subprocess.run(["sqlite3", "-readonly", str(top / "hq" / "kontor.db"),
                                    "SELECT count(*) FROM interactions"], text=True, capture_output=True)
            if at_hq.stdout.strip() != str(len(acknowledged)):
                raise SystemExit(f"{len(acknowledged)} acknowledged, HQ has {at_hq.stdout}{at_hq.stderr}")
            world.examine("after the kills")
            print(f"{options.kills} kills, {len(acknowledged)} operations, all accepted once")
        finally:
            for daemon in daemons:
                daemon.process.kill()
                daemon.process.wait()


if __name__ == "__main__":
    sys.exit(main())
