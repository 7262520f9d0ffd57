# SPDX-License-Identifier: Apache-2.0
"""One function a row of the table: what we take, what the peer takes, on this machine in this run.

A row that compares times wants a small ratio, one that compares rates a large one.
"""

import json
import os
import re
import subprocess
import time
from dataclasses import dataclass
from typing import Callable, Optional

import backtest
from place import SOURCE, Chain, Missing, bank_file, peak_kib
from timing import race, repeated, run


@dataclass
class Result:
    ours: float
    peer: Optional[float]
    unit: str  # "ms", "s", "/s", "MiB"
    note: str = ""

    def ratio(self):
        return self.ours if self.peer is None else self.ours / self.peer


@dataclass
class Row:
    name: str
    work: str
    peer: str
    must: float
    aim: float
    more_is_better: bool
    measure: Callable
    absolute: bool = False  # the limits are of `ours` itself

    def verdict(self, result):
        reaches = lambda limit: (result.ratio() >= limit if self.more_is_better
                                 else result.ratio() <= limit)
        return "aim" if reaches(self.aim) else "good" if reaches(self.must) else "MISSED"


ROWS = []


def row(name, work, peer, must, aim, more_is_better=False, absolute=False):
    def register(measure):
        ROWS.append(Row(name, work, peer, must, aim, more_is_better, measure, absolute))
        return measure
    return register


def micro(place, pattern):
    """Rates or nanoseconds of kontor_bench by name."""
    done = subprocess.run(
        [place.program("kontor_bench"), f"--benchmark_filter={pattern}", "--benchmark_format=json",
         "--benchmark_min_time=0.5"],
        capture_output=True, text=True, env={"KONTOR_BENCH_DIR": str(place.folder)}, check=True)
    found = {}
    for one in json.loads(done.stdout)["benchmarks"]:
        scale = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}[one["time_unit"]]
        name = one["name"].replace("/real_time", "")
        found[name] = one.get("items_per_second", one["real_time"] * scale)
    return found


def openssl_speed(place):
    """Ed25519 signatures and verifications a second on one core, by the clock as ours are."""
    done = subprocess.run([place.tool("openssl"), "speed", "-elapsed", "-seconds", "2", "ed25519"],
                          capture_output=True, text=True, check=True)
    sign, check = re.search(r"Ed25519.*?([\d.]+)\s+([\d.]+)\s*$", done.stdout, re.M).groups()
    return float(sign), float(check)


def peer_database(place, name):
    path = place.folder / name
    subprocess.run([place.tool("sqlite3"), path,
                    "CREATE TABLE t (id TEXT PRIMARY KEY, json TEXT NOT NULL)"], check=True)
    return path


def shell_insert(place, database):
    text = '{"type":"call","minutes":3,"facts":{"month":"may"},"note":"' + "x" * 200 + '"}'
    return repeated([place.tool("sqlite3"), database,
                     f"INSERT INTO t VALUES (lower(hex(randomblob(8))), '{text}')"])


@row("store-write", "one durable write, library alone", "sqlite3 shell, one durable insert", 2.0, 1.0)
def store_write(place, quick):
    store = place.folder / "micro.db"
    ours, peer = race(repeated([place.program("durable_write"), store]),
                      shell_insert(place, peer_database(place, "micro-peer.db")),
                      40 if quick else 400)
    return Result(ours * 1e3, peer * 1e3, "ms")


@row("store-bulk", "60,000 operations and records, one transaction", "the same rows by bare SQLite",
     0.25, 0.5, more_is_better=True)
def store_bulk(place, quick):
    rates = micro(place, "bulk_write(/60000|_bare)")
    return Result(rates["bulk_write/60000"], rates["bulk_write_bare_sqlite"], "/s")


@row("write", "one durable command (`interaction add`)", "sqlite3 shell, one durable insert", 2.0, 1.0)
def durable_command(place, quick):
    chain = Chain(place, "write")
    ours, peer = race(
        repeated([chain.kontor, "--home", chain.shops[0], "interaction", "add", "--type", "call",
                  "--minutes", "3"]),
        shell_insert(place, peer_database(place, "write-peer.db")), 40 if quick else 300)
    return Result(ours * 1e3, peer * 1e3, "ms")


def import_rows(place, chain, rows):
    """Imports into a fresh shop; seconds."""
    file = bank_file(place.folder / f"bank-{rows}.csv", rows)
    return run([chain.kontor, "--home", chain.shops[0], "lead", "import", file, "--map",
                SOURCE / "packs/import/uci.toml"]).seconds


@row("import", "import of 30,000 leads from CSV", "sqlite3 .import of the same file", 12.0, 6.0)
def import_leads(place, quick):
    rows = 3_000 if quick else 30_000
    ours, peers = [], []
    for n in range(1 if quick else 3):
        ours.append(import_rows(place, Chain(place, f"import-{n}"), rows))
        peers.append(run([place.tool("sqlite3"), place.folder / f"import-{n}.db", "-cmd",
                          ".mode csv", f".import {place.folder}/bank-{rows}.csv leads"]).seconds)
    return Result(sorted(ours)[len(ours) // 2], sorted(peers)[len(peers) // 2], "s",
                  f"{rows} rows, a lead and a call each")


@row("list", "list 10,000 leads, filtered", "the same SELECT in the sqlite3 shell", 2.0, 1.2)
def list_leads(place, quick):
    chain = Chain(place, "list")
    import_rows(place, chain, 30_000)
    shop = chain.shops[0]
    columns = "id, state, scope"
    ours, peer = race(
        repeated([chain.kontor, "--home", shop, "lead", "list", "--where",
                  "state = 'acknowledged'", "--columns", columns.replace(" ", ""), "--limit",
                  "10000", "--format", "csv"]),
        repeated([place.tool("sqlite3"), "-csv", shop / "kontor.db",
                  f"SELECT {columns} FROM leads WHERE state = 'acknowledged' ORDER BY id LIMIT 10000"]),
        5 if quick else 30)
    return Result(ours * 1e3, peer * 1e3, "ms")


@row("seal", "seal: sign and write change sets", "openssl speed ed25519, signs", 0.3, 0.4,
     more_is_better=True)
def seal(place, quick):
    return Result(micro(place, "seal_sets")["seal_sets/iterations:10"], openssl_speed(place)[0], "/s")


@row("seal-git", "the same", "git commit -S", 70.0, 70.0, more_is_better=True)
def seal_git(place, quick):
    work = place.new("git-peer")
    key = place.folder / "peer-key"
    subprocess.run([place.tool("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    git = [place.tool("git"), "-c", "user.name=a", "-c", "user.email=a@example.org", "-c",
           "gpg.format=ssh", "-c", f"user.signingkey={key}"]
    subprocess.run(git + ["init", "-q", work], check=True)
    count = 10 if quick else 50
    spent = sum(run(git + ["commit", "-q", "-S", "--allow-empty", "-m", str(n)], folder=work).seconds
                for n in range(count))
    return Result(micro(place, "seal_sets")["seal_sets/iterations:10"], count / spent, "/s")


@row("verify", "verify a set, one thread", "openssl speed ed25519, verifies", 0.8, 1.8,
     more_is_better=True)
def verify(place, quick):
    return Result(micro(place, "verify_sets")["verify_sets/threads:1"], openssl_speed(place)[1], "/s")


@row("verify-two", "verify a set, two threads", "openssl speed ed25519, verifies", 1.44, 1.8,
     more_is_better=True)
def verify_two(place, quick):
    return Result(micro(place, "verify_sets")["verify_sets/threads:2"], openssl_speed(place)[1], "/s")


@row("sequence", "sequence and apply operations at HQ", "bare SQLite writes of the same rows", 0.25,
     0.5, more_is_better=True)
def sequence(place, quick):
    chain = Chain(place, "sequence")
    rows = 1_000 if quick else 30_000
    import_rows(place, chain, rows)
    chain.do(chain.shops[0], "sync")
    seconds = run([chain.kontor, "--home", chain.hq, "sync"]).seconds
    bare = micro(place, "bulk_write_bare")["bulk_write_bare_sqlite"]
    return Result(2 * rows / seconds, bare, "/s", "whole `sync` at HQ")


@row("state-id", "both ids of 1 change of 1,000,000 entities",
     "writing its sha1 tree path as a pack, durably",
     1.0, 0.5)
def state_id(place, quick):
    times = micro(place, "(tree_ids|write_sha1_path)/1000000")
    return Result(times["tree_ids/1000000"] * 1e3, times["write_sha1_path/1000000/iterations:30"] * 1e3,
                  "ms")


@row("take", "take a ledger with 1 change at 100,000 entities", "the same at 10,000", 1.5, 1.0)
def take(place, quick):
    def grown(rows):  # a lead and a call each
        chain = Chain(place, f"take-{rows}")
        import_rows(place, chain, rows)
        chain.round(chain.shops[0])
        return chain

    def one(chain):
        chain.do(chain.hq, "customer", "add", "--type", "consumer")
        chain.do(chain.shops[0], "interaction", "add", "--type", "call")
        chain.do(chain.shops[0], "sync")
        chain.do(chain.hq, "sync")
        return run([chain.kontor, "--home", chain.shops[0], "sync"]).seconds

    large, small = [grown(rows) for rows in ((5_000, 500) if quick else (50_000, 5_000))]
    os.sync()  # what the imports left in memory would be written back while we wait for our own
    ours, peer = race(lambda: one(large), lambda: one(small), 3 if quick else 15)
    return Result(ours * 1e3, peer * 1e3, "ms")


@row("sync-path", "no-op sync, path hub", "git ls-remote of the same hub", 0.5, 0.1)
def sync_path(place, quick):
    chain = Chain(place, "noop")
    shop = chain.shops[0]
    chain.round(shop)
    ours, peer = race(repeated([chain.kontor, "--home", shop, "sync"]),
                      repeated([place.tool("git"), "ls-remote", chain.hub / "nord.git"]),
                      20 if quick else 100)
    return Result(ours * 1e3, peer * 1e3, "ms")


@row("join", "new replica with 100,000 entities", "git clone of the same snapshot", 4.0, 2.0)
def join(place, quick):
    rows = 500 if quick else 50_000
    chain = Chain(place, "join")
    import_rows(place, chain, rows)
    chain.round(chain.shops[0])
    token = chain.do(chain.hq, "replica", "invite", "--scope", "nord", "--replica", "shop-nord-9",
                     "--role", "shop", "--outlet", "nord/mitte", "--quiet").strip()
    home = chain.folder / "shop-nord-9"
    first = run([chain.kontor, "--home", home, "join", token]).seconds
    chain.do(chain.hq, "replica", "accept", "--all")
    chain.do(chain.hq, "sync")
    ours = first + run([chain.kontor, "--home", home, "sync"]).seconds
    peer = run([place.tool("git"), "clone", "-q", "--depth", "1", "-b", "ledger",
                f"file://{chain.hub}/nord.git", chain.folder / "clone"]).seconds
    return Result(ours, peer, "s")


@row("memory", "resident memory of the shop daemon, 100,000 entities", "–", 64, 32, absolute=True)
def memory(place, quick):
    kontord = place.program("kontord")
    chain = Chain(place, "memory")
    import_rows(place, chain, 500 if quick else 50_000)
    chain.round(chain.shops[0])
    daemon = subprocess.Popen([kontord, "--home", chain.shops[0]], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    try:
        time.sleep(3)  # past its first pass
        if daemon.poll() is not None:
            raise Missing("kontord does not stay")
        peak, now = peak_kib(daemon.pid)
    finally:
        daemon.terminate()
        try:
            daemon.wait(timeout=30)
        except subprocess.TimeoutExpired:
            daemon.kill()
            daemon.wait()
    return Result(peak / 1024, None, "MiB", f"{now / 1024:.0f} MiB afterwards")


def items_a_second(items, arguments, lines):
    """Function for race() by processor time: other work on the machine does not count."""
    return lambda: run(arguments, given=lines).cpu_seconds / items


@row("plan-run", "back-test: order items of 4 touches through 12 rules", "reading and parsing the same lines",
     0.25, 0.5, more_is_better=True)
def plan_run(place, quick):
    many, few = (20_000, 2_000) if quick else (1_000_000, 100_000)
    folder = place.new("backtest")
    peaks = {}
    for items in (few, many):
        plan, lines = backtest.write(folder, items)
        done = run([place.program("kontor"), "plan", "run", plan], given=lines)
        peaks[items] = done.peak_kib / 1024
    ours, peer = race(items_a_second(many, [place.program("kontor"), "plan", "run", plan], lines),
                      items_a_second(many, [place.program("run_parse")], lines), 1 if quick else 3, warmup=0)
    note = ", ".join(f"{peak:.1f} MiB at {items:,}" for items, peak in peaks.items())
    return Result(1 / ours, 1 / peer, "/s", f"{note}; seed {backtest.SEED}")
