# SPDX-License-Identifier: Apache-2.0
"""Where the rows run: the built programs, a folder on a disk, a small chain of businesses, sample files."""

import csv
import os
import pathlib
import random
import shutil
import subprocess
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parent.parent


class Missing(Exception):
    """The row cannot be measured here; the text says what it needs."""


class Place:
    def __init__(self, build, folder):
        self.build = pathlib.Path(build)
        # Not /tmp by default: that is memory on many machines, and these rows are about disks.
        base = pathlib.Path(folder) if folder else self.build / "bench"
        base.mkdir(parents=True, exist_ok=True)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="run-", dir=base))

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def program(self, name):
        found = self.build / {
            "kontor": "bin/kontor",
            "kontor-audit": "bin/kontor-audit",
            "kontord": "bin/kontord",
        }.get(name, f"bench/{name}")
        if not found.exists():
            raise Missing(f"needs {name}")
        return found

    def tool(self, name):
        if not shutil.which(name):
            raise Missing(f"needs {name}")
        return name

    def new(self, name):
        path = self.folder / name
        path.mkdir()
        return path


class Chain:
    """HQ and a shop on a directory hub; manual clock, so that runs are alike."""

    TIME = "2025-08-14T10:00:00Z"

    def __init__(self, place, name, shops=1):
        self.kontor = place.program("kontor")
        self.folder = place.new(name)
        self.hub = self.folder / "hub"
        self.hq = self.folder / "hq"
        self.do(self.hq, "init", "--name", "bench", "--hub", self.hub, "--root",
                self.folder / "root", "--no-passphrase", "--clock", "manual", "--time", self.TIME)
        for noun in ("partner", "outlet"):
            if noun == "outlet":
                self.do(self.hq, "scope", "add", "nord", "--partner", "nord")
            self.do(self.hq, noun, "apply", SOURCE / f"packs/starter/{noun}s.toml")
        self.do(self.hq, "sync")
        self.shops = [self.join(f"shop-nord-{n + 1}") for n in range(shops)]

    def do(self, home, *arguments):
        """Standard output of one command that must succeed."""
        command = [str(self.kontor), "--home", str(home)] + [str(a) for a in arguments]
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            said = done.stderr.strip().splitlines()
            raise Missing(f"kontor {arguments[0]} {arguments[1]}: {said[0] if said else ''}"[:100])
        return done.stdout

    def join(self, replica):
        token = self.do(self.hq, "replica", "invite", "--scope", "nord", "--replica", replica,
                        "--role", "shop", "--outlet", "nord/mitte", "--quiet").strip()
        home = self.folder / replica
        self.do(home, "join", token)
        self.do(self.hq, "replica", "accept", "--all")
        self.do(self.hq, "sync")
        self.do(home, "sync")
        return home

    def round(self, shop):
        self.do(shop, "sync")
        self.do(self.hq, "sync")
        self.do(shop, "sync")


def bank_file(path, rows):
    """Invented calls in the columns that packs/import/uci.toml maps; the same in every run."""
    pick = random.Random(20080505)
    jobs = ("admin. blue-collar entrepreneur housemaid management retired self-employed services "
            "student technician unemployed unknown").split()
    with open(path, "w", newline="", encoding="utf-8") as out:
        write = csv.writer(out)
        write.writerow("age job marital education default balance housing loan contact day month "
                       "duration campaign pdays previous poutcome y".split())
        for _ in range(rows):
            yes_no = lambda share: "yes" if pick.random() < share else "no"
            write.writerow([
                pick.randint(20, 83), pick.choice(jobs),
                pick.choice(["married", "single", "divorced"]),
                pick.choice(["primary", "secondary", "tertiary", "unknown"]), yes_no(0.02),
                pick.randint(-2000, 20000), yes_no(0.55), yes_no(0.18),
                pick.choice(["cellular", "telephone", "unknown"]), pick.randint(1, 31),
                pick.choice("jan feb may jun jul aug oct nov dec".split()), pick.randint(0, 4918),
                pick.randint(1, 63), -1, 0,
                pick.choice(["failure", "other", "success", "unknown"]), yes_no(0.05)])
    return path


def peak_kib(pid):
    """Resident memory of a running program at its highest, and now."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    values = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(values["VmHWM"].split()[0]), int(values["VmRSS"].split()[0])


def machine():
    model = "unknown"
    for line in open("/proc/cpuinfo", encoding="utf-8"):
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = "Linux"
    for line in open("/etc/os-release", encoding="utf-8"):
        if line.startswith("PRETTY_NAME="):
            system = line.split("=", 1)[1].strip().strip('"')
    return f"{os.cpu_count()} cores ({model}), {gib:.0f} GiB, {system}"
