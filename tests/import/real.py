#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Real files imported at a shop, synced, counted at HQ, and looked for where they must not be.

usage: real.py --bin DIR

The files are those of $KONTOR_TEST_DATA, or of ../shared/data beside the repository; without them: exit 77.
"""
import argparse
import csv
import json
import os
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import fail, scratch  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77
DIMENSIONS = ("contact", "job", "poutcome", "month")


def test_data():
    named = os.environ.get("KONTOR_TEST_DATA")
    folder = pathlib.Path(named) if named else SOURCE.parent / "shared" / "data"
    for file in ("uci_bank_marketing/bank-2008-2009.csv", "us500_contacts/us-500.csv"):
        if not (folder / file).is_file():
            print(f"SKIPPED: no {file} in {folder}; KONTOR_TEST_DATA names another folder")
            sys.exit(SKIPPED)
    return folder


class World:
    """HQ and one shop, in a folder of their own."""

    def __init__(self, folder, programs):
        self.folder = folder
        self.programs = programs
        self.times = []
        folder.mkdir()
        packs = SOURCE / "packs" / "starter"
        self.kontor("init", "--home", "hq", "--name", "Real", "--hub", "hub", "--root", "root", "--no-passphrase")
        self.kontor("partner", "apply", packs / "partners.toml", "--home", "hq")
        self.kontor("outlet", "apply", packs / "outlets.toml", "--home", "hq")
        self.kontor("scope", "add", "nord", "--partner", "nord", "--home", "hq")
        self.kontor("sync", "--home", "hq")
        token = self.kontor("replica", "invite", "--scope", "nord", "--replica", "shop-1", "--role", "shop",
                            "--outlet", "nord/mitte", "-q", "--home", "hq").stdout.strip()
        self.kontor("join", token, "--home", "nord")
        self.kontor("replica", "accept", "--all", "--home", "hq")
        self.sync()

    def run(self, program, words, code, label):
        started = time.monotonic()
        words = [str(self.programs / program)] + [str(word) for word in words]
        done = subprocess.run(words, cwd=self.folder, text=True, capture_output=True)
        if done.returncode != code:
            fail(f"exit {done.returncode}, not {code}, from {' '.join(words)}\n{done.stdout}{done.stderr}")
        if label:
            self.times.append(f"{label} {time.monotonic() - started:.1f} s")
        return done

    def kontor(self, *words, code=0, label=None):
        return self.run("kontor", words, code, label)

    def sync(self, label=None):
        self.kontor("sync", "--home", "nord", label=label and "push")
        self.kontor("sync", "--home", "hq", label=label and "sequence")
        self.kontor("sync", "--home", "nord", label=label and "take")

    def load(self, file, pack, *options, code=0, label=None):
        words = ["lead", "import", file, "--map", SOURCE / "packs" / "import" / pack, "--home", "nord", "--json"]
        done = self.kontor(*words, *options, code=code, label=label)
        return json.loads(done.stdout)["item"]

    def expect(self, item, where, **wanted):
        found = {name: item[name] for name in wanted}
        if found != wanted:
            fail(f"{where}: {found}, expected {wanted}")

    def again(self, file, pack, rows):
        """A second import of the same file writes nothing, and moves no site."""
        before = self.status()
        item = self.load(file, pack, label="again")
        self.expect(item, "import again", rows=rows, imported=0, present=rows, operations=0, refused=[])
        self.sync()
        if self.status() != before:
            fail(f"the import of the same file moved a site: {before}, then {self.status()}")

    def status(self):
        stand = []
        for site in ("nord", "hq"):
            self.kontor("doctor", "--home", site)
            as_of = json.loads(self.kontor("status", "--home", site, "--json").stdout)["as_of"]
            stand.append((site, as_of["index"], as_of["oid"], as_of["pending"]))
        return stand

    def sql(self, site, query):
        done = subprocess.run(["sqlite3", "-readonly", "-csv", self.folder / site / "kontor.db", query], text=True,
                              capture_output=True)
        if done.returncode != 0:
            fail(f"SQL at {site}: {done.stderr}{query}")
        return list(csv.reader(done.stdout.splitlines()))

    def verify(self):
        verdict = self.run("kontor-audit", ["verify", "hub/hq.git", "hub/nord.git", "--root", "root/root.pub"], 0,
                           "verify")
        if "verdict   verified" not in verdict.stdout:
            fail(f"verify: {verdict.stdout}")


def counts(world, table, result, columns):
    """Rows of expected.csv by SQL; `columns` names the dimensions that the view has."""
    rows = {}
    for dimension, column in columns.items():
        for value, contacts, subscribed in world.sql(
                "hq", f"SELECT {column}, count(*), sum({result} = 'yes') FROM {table} GROUP BY 1"):
            rows[dimension, value] = (int(contacts), int(subscribed))
    return rows


def bank(world, data):
    file = data / "uci_bank_marketing" / "bank-2008-2009.csv"
    with open(data / "uci_bank_marketing" / "expected.csv", newline="") as stream:
        wanted = {(row["dimension"], row["value"]): (int(row["contacts"]), int(row["subscribed"]))
                  for row in csv.DictReader(stream)}
    rows = wanted["all", "all"][0]
    item = world.load(file, "uci.toml", label="import")
    world.expect(item, "bank", rows=rows, imported=rows, present=0, operations=2 * rows, refused=[])
    world.sync(label="sync")

    facts = {name: f"facts ->> '{name}'" for name in DIMENSIONS}
    found = counts(world, "leads", "facts ->> 'y'", dict(facts, all="'all'"))
    if found != wanted:
        fail(f"leads at HQ: {sorted(set(found.items()) ^ set(wanted.items()))}")
    calls = counts(world, "interactions", "result", {"contact": "medium", "poutcome": facts["poutcome"],
                                                     "all": "'all'"})
    if calls != {key: count for key, count in wanted.items() if key[0] in ("contact", "poutcome", "all")}:
        fail(f"interactions at HQ: {calls}")
    together = world.sql("hq", "SELECT count(*), count(DISTINCT l.id), sum(l.facts ->> 'y' = i.result) "
                               "FROM interactions AS i JOIN leads AS l ON l.id = i.lead")
    if together != [[str(rows)] * 3]:
        fail(f"leads and their calls at HQ: {together}")
    world.again(file, "uci.toml", rows)
    world.verify()
    print(f"{rows} bank contacts, {len(wanted)} counts as expected: " + ", ".join(world.times), flush=True)


def needles(rows):
    """What tells of a person: long enough not to be found by chance in compressed or sealed bytes."""
    found = set()
    for row in rows:
        found.add(f"{row['first_name']} {row['last_name']}")
        found.update(row[column] for column in ("email", "address", "company_name", "phone1", "phone2", "web"))
    return [text.encode() for text in sorted(found) if len(text) >= 6]


def search(blob, texts, where):
    for text in texts:
        if text in blob:
            fail(f"{text.decode()!r} stands in {where}")


def search_world(world, texts):
    """Objects of every repository as git reads them, and every file but the stores."""
    repositories = sorted(path.parent for path in world.folder.rglob("HEAD") if path.parent.suffix == ".git")
    objects = 0
    for repository in repositories:
        done = subprocess.run(["git", "-C", repository, "cat-file", "--batch-all-objects", "--batch"],
                              capture_output=True)
        if done.returncode != 0:
            fail(f"git cat-file in {repository}: {done.stderr.decode()}")
        listed = subprocess.run(["git", "-C", repository, "cat-file", "--batch-all-objects", "--batch-check"],
                                capture_output=True, check=True)
        objects += len(listed.stdout.splitlines())
        search(done.stdout, texts, repository.relative_to(world.folder))
    for path in world.folder.rglob("*"):
        if path.is_file() and not path.name.startswith("kontor.db"):
            search(path.read_bytes(), texts, path.relative_to(world.folder))
    return objects


def contacts(world, data):
    file = data / "us500_contacts" / "us-500.csv"
    with open(file, newline="") as stream:
        rows = list(csv.DictReader(stream))
    item = world.load(file, "us500.toml", label="import")
    world.expect(item, "contacts", rows=500, imported=500, present=0, operations=500, refused=[])
    world.sync(label="sync")
    wanted = sorted([f"{row['first_name']} {row['last_name']}", row["company_name"], row["address"], row["zip"],
                     row["phone1"], row["phone2"], row["email"], row["web"]] for row in rows)
    for site in ("nord", "hq"):
        found = world.sql(site, "SELECT name, company, street, postcode, phone, note, email, web FROM leads")
        if sorted(found) != wanted:
            fail(f"private columns at {site}: {len(found)} rows, not those of the file")
    texts = needles(rows)
    objects = search_world(world, texts)
    store = b"".join(path.read_bytes() for path in (world.folder / "hq").glob("kontor.db*"))
    if rows[0]["email"].encode() not in store:
        fail("the search finds nothing, not even in the store")
    world.again(file, "us500.toml", 500)
    world.verify()
    print(f"500 contacts, {len(texts)} private texts in none of {objects} objects: " + ", ".join(world.times),
          flush=True)


BROKEN = """first_name,last_name,company_name,address,city,county,state,zip,phone1,phone2,email,web
Ada,Sample,Sample Ltd,1 Road,Town,County,CA,90001,1,2,ada@sample.example,http://sample.example
Bob,Sample,Sample Ltd,1 Road,Town,County,CA,90001,1,2,bob@sample.example,http://sample.example,one too many
Cid,Sample,Sample Ltd,1 Road,Town,County,Nowhere,90001,1,2,cid@sample.example,http://sample.example
"Dora
Two Lines",Sample,"Sample
Ltd",1 Road,Town,County,NY,10001,1,2,dora@sample.example,http://sample.example
Eve,Sample,Sample Ltd,1 Road,Town,County,Elsewhere,10001,1,2,eve@sample.example,http://sample.example
too,few
"""
REFUSED = [
    {"line": 3, "reason": "13 values, but 12 columns"},
    {"line": 4, "field": "lead.postcode_prefix", "reason": "not in [enum.zone]"},
    {"line": 8, "field": "lead.postcode_prefix", "reason": "not in [enum.zone]"},
    {"line": 9, "reason": "2 values, but 12 columns"},
]


def broken(world):
    file = world.folder / "broken.csv"
    file.write_text(BROKEN)
    item = world.load(file.name, "us500.toml", code=65)
    world.expect(item, "a broken file", rows=6, imported=0, operations=0, refused=REFUSED)
    if world.sql("nord", "SELECT count(*) FROM leads") != [["0"]]:
        fail("a broken file left leads without --keep-going")
    item = world.load(file.name, "us500.toml", "--keep-going", code=65)
    world.expect(item, "--keep-going", rows=6, imported=2, operations=2, refused=REFUSED)
    names = world.sql("nord", "SELECT replace(name, char(10), '|') FROM leads ORDER BY 1")
    if names != [["Ada Sample"], ["Dora|Two Lines Sample"]]:
        fail(f"--keep-going took {names}")
    table = world.kontor("lead", "import", file.name, "--map", SOURCE / "packs" / "import" / "us500.toml", "--home",
                         "nord", "--keep-going", code=65).stdout
    for line in ("broken.csv:3: 13 values, but 12 columns", "broken.csv:4: lead.postcode_prefix: not in [enum.zone]"):
        if line not in table.splitlines():
            fail(f"no line {line!r} in:\n{table}")
    if "Nowhere" in table or "@" in table:
        fail(f"a refusal repeats what stood in the file:\n{table}")
    print(f"{len(REFUSED)} lines refused by number, field and reason")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    programs = pathlib.Path(parser.parse_args().bin).resolve()
    data = test_data()
    with scratch("real") as top:
        broken(World(top / "broken", programs))
        contacts(World(top / "contacts", programs), data)
        bank(World(top / "bank", programs), data)


if __name__ == "__main__":
    sys.exit(main())
