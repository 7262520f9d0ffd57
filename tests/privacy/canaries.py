#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""After the demo, every byte of every site and repository is searched for what must not be there.

usage: canaries.py --bin DIR

Searched are all files of a site's home as they lie there (database, write-ahead log, keys), every cell of its
store, and every git object of every repository, decompressed, whether a branch reaches it or not. What may
stand where is the audience table, written out below for the demo's records and not taken from the product.
"""
import argparse
import base64
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import fail, scratch  # noqa: E402

SITES = ["hq", "nord", "sued", "online"]

# Each private value, and the sites whose homes hold it in the end.
PRIVATE = {
    "Anna Sommer": {"hq", "nord"},
    "Ben Winter": {"hq", "sued"},
    "Carla Nordquell": {"hq", "nord"},
    "carla@example.org": {"hq", "nord"},
    "wants a red phone": {"hq", "nord"},
    "Carla Suedquell": {"hq", "sued", "online"},
    "Carla@example.org": {"hq", "sued", "online"},
    "compares with the train tariff": {"hq", "sued"},
    # Entered at Sued, but the draft was closed online: it leaves Sued.
    "Carla Paketquell": {"hq", "online"},
    "Quellweg 1": {"hq", "online"},
    "Quellstadt": {"hq", "online"},
    "DE89370400440532013000": {"hq", "online"},
}

# Records that no partner's scope holds, of whatever id.
HQ_ALONE = {"account", "book", "budget", "claim", "credit", "grant", "lead_history", "membership", "person",
            "settlement", "statement_series", "timer"}

ONE_OF = {  # kind -> the scopes beside hq that hold its records, by how SQL finds the record at HQ
    "consent": [("scope = 'nord'", {"nord"})],
    "lead": [("scope = 'nord'", {"nord"})],
    "customer": [("scope = 'nord'", {"nord"}), ("scope = 'sued'", {"sued", "online"})],
    "interaction": [("scope = 'nord'", {"nord"}), ("scope = 'sued'", {"sued"})],
    "seller": [("partner = 'nord'", {"nord"}), ("partner = 'sued'", {"sued"})],
    "evidence": [("scope = 'online'", {"online"})],
    "return": [("scope = 'nord'", {"nord", "online"})],
    "code": [("scope = 'sued'", {"sued", "online"})],
    "replica": [("scope = 'nord'", {"nord"}), ("scope = 'sued'", {"sued"}), ("scope = 'online'", {"online"})],
    "person": [("1", set())],
    "settlement": [("1", set())],
    "account": [("1", set())],
    "statement": [("partner = 'nord'", {"nord"}), ("partner = 'sued'", {"sued"}),
                  ("partner = 'online'", {"online"})],
}

# A record that a scope holds is held whole, with the names (never the records) that stand in it: the code says
# who issued it in which consultation, the order who began it, the return who took it; and who returns by a
# code has typed it. What such a record says of itself may still not be there.
NAMED = {
    ("interaction", "sued"): {"online"},  # code.touch
    ("seller", "sued"): {"online"},  # code.seller, order.created
    ("replica", "sued"): {"online"},  # order.created
    ("seller", "nord"): {"online"},  # return.created
    ("replica", "nord"): {"online"},  # return.created
    ("replica", "online"): {"sued"},  # code.redeemed
    ("code", "sued"): {"nord"},  # the handle of return.add
    ("settlement", ""): {"nord", "sued", "online"},  # statement.settlement, and in the statement's id
    ("evidence", "online"): {"sued"},  # held the draft until the entry that closed it, which names the paths
}


def run(words, **options):
    done = subprocess.run(words, capture_output=True, **options)
    if done.returncode != 0:
        fail(f"exit {done.returncode} from {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout


def objects(repository):
    """(label, bytes) of every object, decompressed, unreachable ones too."""
    out = run(["git", "-C", repository, "cat-file", "--batch-all-objects", "--unordered", "--batch"])
    at = 0
    while at < len(out):
        end = out.index(b"\n", at)
        oid, kind, size = out[at:end].split()
        yield f"{repository} {kind.decode()} {oid.decode()}", out[end + 1:end + 1 + int(size)]
        at = end + 2 + int(size)


def files(folder):
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path), path.read_bytes()


def cells(home, scratch):
    """Every row of every table: a value may lie in pieces on the pages. Of a copy, so that the bytes stay."""
    copy = scratch / home.name
    copy.mkdir()
    for file in home.glob("kontor.db*"):
        shutil.copy(file, copy)
    store = sqlite3.connect(copy / "kontor.db")
    for (table,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in store.execute(f'SELECT * FROM "{table}"'):
            text = "\n".join(v.decode("latin-1") if isinstance(v, bytes) else str(v) for v in row)
            yield f"{home}/kontor.db table {table}", text.encode("utf-8")
    store.close()


def repositories(folder):
    return sorted({path.parent for path in folder.rglob("HEAD") if (path.parent / "objects").is_dir()})


def spellings(value):
    """The value as it is, in hexadecimal and in base64 at each of its three alignments."""
    raw = value.encode()
    out = {raw, raw.hex().encode()}
    for shift in range(3):
        text = base64.b64encode(b"\0" * shift + raw)
        first, last = (shift * 8 + 5) // 6, len(raw + b"\0" * shift) * 8 // 6
        out.add(text[first:last])
    return out


class Search:
    def __init__(self, folder, scratch):
        self.repositories = {path: list(objects(path)) + list(files(path)) for path in repositories(folder)}
        self.homes = {}
        for site in SITES:
            home = folder / site
            self.homes[site] = list(files(home)) + list(cells(home, scratch))
            for path, found in self.repositories.items():
                if home in path.parents:
                    self.homes[site] += found

    def of_scope(self, scope, hub):
        """All that the scope's own people, or who clones its repositories, can read."""
        out = list(self.homes[scope])
        for name in (f"{scope}.git", f"{scope}-vault.git"):
            out += self.repositories[hub / name]
        return out


def hits(places, needles):
    return sorted({label for label, data in places for needle in needles if needle in data})


def check_private(search, private, violations):
    for value, sites in private.items():
        needles = spellings(value)
        for path, places in search.repositories.items():
            for label in hits(places, needles):
                violations.append(f"plaintext {value!r} in repository {path}: {label}")
        for site in SITES:
            found = hits(search.homes[site], needles)
            if site in sites and not found:
                violations.append(f"{value!r} is not at {site}, which should hold it")
            if site not in sites:
                violations += [f"{value!r} at {site}: {label}" for label in found]


def check_ids(search, folder, violations):
    store = sqlite3.connect(folder / "hq" / "kontor.db")
    counted = 0
    for kind, rows in ONE_OF.items():
        known = set()
        for where, scopes in rows:
            field, _, origin = where.partition(" = ")
            condition = "1" if not origin else f"json_extract(json, '$.{field}') = {origin}"
            found = store.execute(f"SELECT id FROM record WHERE kind = ? AND json IS NOT NULL AND {condition}",
                                  (kind,)).fetchall()
            if not found:
                violations.append(f"the demo made no {kind} with {where}: nothing to search for")
            named = NAMED.get((kind, origin.strip("'")), set())
            for (identifier,) in found:
                counted += 1
                known.add(identifier)
                for scope in set(SITES) - {"hq"} - scopes:
                    needle = f'"id":"{identifier}"' if scope in named else identifier
                    for label in hits(search.of_scope(scope, folder / "hub"), {needle.encode()}):
                        violations.append(f"{kind} {identifier} at {scope}: {label}")
        every = {row[0] for row in store.execute("SELECT id FROM record WHERE kind = ? AND json IS NOT NULL "
                                                 "AND json_extract(json, '$.scope') IS NOT 'hq'", (kind,))}
        if every - known:
            violations.append(f"{kind} {sorted(every - known)}: not in this test's audience table")
    store.close()
    return counted


def check_records(search, folder, violations):
    """A foreign record is held by none: as a row of the store, or as a file of any commit."""
    hq = sqlite3.connect(folder / "hq" / "kontor.db")
    for scope in SITES[1:]:
        store = sqlite3.connect(folder / scope / "kontor.db")
        rows = set(store.execute("SELECT kind, id FROM record"))
        store.close()
        repository = folder / "hub" / f"{scope}.git"
        for commit in run(["git", "-C", repository, "rev-list", "--all"], text=True).split():
            for path in run(["git", "-C", repository, "ls-tree", "-r", "--name-only", commit], text=True).split("\n"):
                if path.startswith("state/"):
                    words = path[:-len(".json")].split("/")
                    rows.add((words[1], "/".join(words[2:]) if "/" not in path[6:] else words[-1]))
        for kind, identifier in sorted(rows):
            if kind in HQ_ALONE:
                violations.append(f"{scope} holds {kind} {identifier}, which is HQ's alone")
            for where, scopes in ONE_OF.get(kind, []):
                field, _, origin = where.partition(" = ")
                if origin and scope not in scopes and hq.execute(
                        f"SELECT 1 FROM record WHERE kind = ? AND id = ? AND json_extract(json, '$.{field}') = {origin}",
                        (kind, identifier)).fetchone():
                    violations.append(f"{scope} holds the record {kind} {identifier}")
        # What was done once is not undone in history: after submit the former holder's state has the card.
        store = sqlite3.connect(folder / scope / "kontor.db")
        kinds = {row[0] for row in store.execute("SELECT kind FROM record WHERE json IS NOT NULL")}
        store.close()
        wanted = {"order"} if scope == "online" else {"order_card"}
        if kinds & {"order", "order_card"} != wanted:
            violations.append(f"{scope} holds {sorted(kinds & {'order', 'order_card'})}, expected {sorted(wanted)}")
    hq.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    options = parser.parse_args()
    program = pathlib.Path(options.bin).resolve() / "kontor"
    with scratch("canary") as top:
        folder = top / "demo"
        printed = run([program, "demo", folder], text=True)
        code = re.search(r"^\$ CODE=.*\n([0-9A-Z-]{14,})$", printed, re.M)
        if not code:
            fail("the demo does not print its code")
        cells_folder = top / "cells"
        cells_folder.mkdir()
        search = Search(folder, cells_folder)
        violations = []
        check_private(search, PRIVATE, violations)
        for spelled in (code.group(1), code.group(1).replace("-", "")):
            for path, places in search.repositories.items():
                violations += [f"the code stands in {label}" for label in hits(places, spellings(spelled))]
        counted = check_ids(search, folder, violations)
        check_records(search, folder, violations)
        if violations:
            fail(f"{len(violations)} violations\n" + "\n".join(violations))
        searched = sum(len(data) for places in search.homes.values() for _, data in places)
        print(f"{len(PRIVATE)} private values and {counted} ids of records only where they belong; "
              f"{len(search.repositories)} repositories and {searched} bytes at the sites searched")


if __name__ == "__main__":
    sys.exit(main())
