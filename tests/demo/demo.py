#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The demo as a user sees it, and its printed commands typed again under another plan.

usage: demo.py --bin DIR
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import fail, scratch  # noqa: E402

import reference


def run(words, **options):
    done = subprocess.run(words, text=True, capture_output=True, **options)
    if done.returncode != 0:
        fail(f"exit {done.returncode} from {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout


def payees(summary):
    names = {"Anna Sommer": "anna", "Ben Winter": "ben"}
    return {names.get(row["name"], row["payee"]): row for row in summary["payees"]}


def compare(found, expected, where):
    if set(found) != set(expected):
        fail(f"{where}: payees {sorted(found)}, expected {sorted(expected)}")
    for who, amounts in expected.items():
        for column, cents in amounts.items():
            if found[who][column] != cents:
                fail(f"{where}: {who} {column} is {found[who][column]}, expected {cents}")


def check_repositories(folder, program):
    signers = folder / "signers"
    signers.write_text(run([program / "kontor-audit", "allowed-signers", folder / "hub" / "hq.git"]))
    commits = 0
    for repository in sorted((folder / "hub").glob("*.git")):
        fsck = subprocess.run(["git", "-C", repository, "fsck", "--strict", "--no-dangling"], text=True,
                              capture_output=True)
        if fsck.returncode != 0 or fsck.stdout.strip():
            fail(f"fsck of {repository.name}: {fsck.stdout}{fsck.stderr}")
        listed = run(["git", "-C", repository, "rev-list", "--all"]).split()
        commits += len(listed)
        if listed:
            run(["git", "-C", repository, "-c", f"gpg.ssh.allowedSignersFile={signers}", "verify-commit"] + listed)
    offers = run(["git", "-C", folder / "hub" / "hq.git", "log", "-p", "--first-parent", "ledger", "--",
                  "state/offer"])
    for word in ("state/offer/autumn.json", '"launched"', "Autumn bundle"):
        if word not in offers:
            fail(f"the history of the offers does not show {word}")
    return commits


def check_sha256(folder):
    """Stock git, in a repository of object format sha256, finds the ids of the trailers."""
    source = folder / "hub" / "nord.git"
    message = run(["git", "-C", source, "log", "-1", "--format=%B", "ledger"])
    trailers = dict(re.findall(r"^(State|Tree): sha256:([0-9a-f]{64})$", message, re.M))
    work = folder / "sha256"
    work.mkdir()
    tar = subprocess.run(["git", "-C", source, "archive", "ledger"], capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", work], input=tar, check=True)
    run(["git", "init", "-q", "--object-format=sha256", work])
    run(["git", "-C", work, "add", "-A"])
    tree = run(["git", "-C", work, "write-tree"]).strip()
    state = run(["git", "-C", work, "rev-parse", f"{tree}:state"]).strip()
    if (tree, state) != (trailers["Tree"], trailers["State"]):
        fail(f"sha256 ids: git finds {tree} {state}, the trailers say {trailers}")


def typed_again(folder, printed, top, program):
    """The printed commands, in a fresh folder, under stages 20/30/50 and another code."""
    fresh = top / "typed"
    (fresh / "clones").mkdir(parents=True)
    for file in folder.glob("*.toml"):
        shutil.copy(file, fresh)
    plan = fresh / "telco-retail.toml"
    text = plan.read_text()
    for stage, old, new in (("tip", 10, 20), ("consultation", 50, 30), ("close", 40, 50)):
        text, n = re.subn(rf"({stage}\s*=\s*\{{\s*weight\s*=\s*){old}\b", rf"\g<1>{new}", text)
        if n != 1:
            fail(f"no stage {stage} with weight {old} in the plan")
    plan.write_text(text)
    commands = [line[2:] for line in printed.splitlines() if line.startswith("$ ")]
    environment = dict(os.environ, PATH=f"{program}:{os.environ['PATH']}")
    run(["bash", "-e", "-c", "\n".join(commands)], cwd=fresh, env=environment)
    rows = run(["sqlite3", "-readonly", fresh / "hq" / "kontor.db",
                "SELECT payee, stage, sum(amount) FROM shares GROUP BY payee, stage"])
    return fresh, [line.split("|") for line in rows.split()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    options = parser.parse_args()
    program = pathlib.Path(options.bin).resolve()
    with scratch("demo") as top:
        folder = top / "demo"
        printed = run([program / "kontor", "demo", folder])
        for words in ("verdict   verified", "$ kontor-audit verify", "128.70", "115.82"):
            if words not in printed:
                fail(f"the demo does not print {words!r}")
        summary = json.loads(run([program / "kontor", "demo", top / "json", "--json"]))["item"]
        if summary["verified"] is not True or not all(site["whole"] for site in summary["sites"]):
            fail(f"summary: {summary}")
        paper = reference.sale([12000, 1000], ["0.90", "1.10"], [10, 50, 40], [10, 3], 1)
        compare(payees(summary), paper, "worked example")
        commits = check_repositories(folder, program)
        check_sha256(folder)
        again, rows = typed_again(folder, printed, top, program)
        wanted = reference.sale([12000, 1000], ["0.90", "1.10"], [20, 30, 50], [10, 3], 1)
        totals = {}
        for payee, _, cents in rows:
            totals[payee] = totals.get(payee, 0) + int(cents)
        if sorted(totals.values()) != sorted(amounts["total"] for amounts in wanted.values()):
            fail(f"stages 20/30/50: {totals}, expected {wanted}")
        print(f"worked example to the cent, {commits} commits verified by stock git, typed again under another plan")


if __name__ == "__main__":
    sys.exit(main())
