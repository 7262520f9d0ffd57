#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Slips that a clerk, an admin at HQ and an auditor make: each has its exit code and says what would be right.

usage: slips.py --bin DIR
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import fail, scratch  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[2]
STARTER = SOURCE / "packs" / "starter"

# who (site, or "audit"), words, exit code, what standard error says
SLIPS = [
    ("nord", "ordr list", 64, "hint: kontor order"),
    ("nord", "order ad", 64, "hint: kontor order add"),
    ("nord", "order add --offr autumn", 64, "did you mean --offer?"),
    ("nord", "order add", 64, "--offer is missing"),
    ("nord", "customer add --type person", 65, "consumer business"),
    ("nord", "customer list --where typ=consumer", 64, "did you mean type?"),
    ("nord", "customer list --format xml", 64, "table, json, jsonl or csv"),
    ("nord", "order show nix", 66, "no order nix here"),
    ("nord", "order add --offer autumn --version 1", 66, "no offer autumn here"),
    ("nord", "interaction add --type call --minutes 1.5", 64, "not a whole number"),
    ("nord", "interaction add --type call --as anna", 66, "no seller anna here"),
    ("nord", "--outlet sued/tor interaction add --type call", 64, "nord/mitte"),
    ("nord", "scope add x --partner nord", 77, "the role shop may not do this"),
    ("nord", "order list --time 2026-01-01T00:00:00Z", 64, "manual clock"),
    ("nord", "order list -o /nowhere/x", 73, "/nowhere/x"),
    ("nord", "customer add --type consumer --key till-1", 0, ""),
    ("nord", "customer add --type consumer --key till-1", 0, ""),
    ("nord", "lead add --topic phone --key till-1", 1, "--key till-1 stands for customer.add"),
    ("nord", "op dismiss nix", 66, "kontor op list --rejected"),
    ("set", "customer list", 78, 'did you mean "interval_s"?'),
    ("none", "sync", 66, "kontor init makes HQ"),
    ("hq", "init --name Again --root other --no-passphrase", 73, "holds a store already"),
    ("new", "join no-token", 65, "copy the whole line"),
    ("hq", "replica invite --scope nix --replica r --role shop", 66, "no scope nix"),
    ("hq", "replica invite --scope nord --replica r --role chef", 64, "the roles are hq_admin"),
    ("hq", "replica accept nix", 66, "no replica nix has asked"),
    ("hq", "replica accept --all", 0, "nobody has asked"),
    ("hq", "partner apply nix.toml", 66, "nix.toml"),
    ("hq", "partner apply slip.toml", 65, 'slip.toml:4:1: unknown key "typ"; did you mean "type"?\n'),
    ("hq", f"offer apply {STARTER}/autumn.toml", 1, "no longer available: "),
    ("hq", "settlement run --until yesterday", 65, "not a date"),
    ("hq", "schema lead add", 0, ""),
    ("hq", "completion tcsh", 64, "bash, zsh or fish"),
    ("audit", "verfy hub/hq.git", 64, "kontor-audit verify"),
    ("audit", "verify hub/hq.git", 64, "--root is missing"),
    ("audit", "show hub/hq.git nix", 66, "nix"),
    ("audit", "explain nix hub/hq.git", 66, "no claim or book nix"),
    ("audit", "log hub/hq.git --limit x", 64, "not a whole number"),
    ("audit", "verify nix --root root/root.pub", 66, "no git repository"),
    ("audit", "verify hub/hq-vault.git --root root/root.pub", 66, "not of a vault"),
    ("audit", "verify hub/hq.git --root nix", 66, 'no file "nix", and no key'),
    ("audit", "verify hub/hq.git --root empty", 65, "no public key in empty"),
    ("audit", "verify hub/hq.git --root root/root", 65, "no public key in root/root"),
    ("audit", "verify hub/hq.git --root nord/keys/shop-1.pub", 76, "did not sign"),
    ("audit", "verify hub/hq.git --root root/root.pub", 0, ""),
]


class Sites:
    def __init__(self, folder, programs):
        self.folder = folder
        self.programs = programs

    def run(self, site, words):
        program = [self.programs / "kontor-audit"] if site == "audit" else [self.programs / "kontor", "--home", site]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KONTOR_")}
        return subprocess.run(program + words.split(), cwd=self.folder, env=environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True)

    def must(self, site, words):
        done = self.run(site, words)
        if done.returncode != 0:
            fail(f"exit {done.returncode} at {site} from {words}\n{done.stderr}")
        return done.stdout.strip()

    def setup(self):
        self.must("hq", "init --name Slips --hub hub --root root --no-passphrase")
        self.must("hq", f"partner apply {STARTER}/partners.toml")
        self.must("hq", f"outlet apply {STARTER}/outlets.toml")
        self.must("hq", "scope add nord --partner nord")
        self.must("hq", "sync")
        token = self.must("hq", "replica invite --scope nord --replica shop-1 --role shop --outlet nord/mitte -q")
        self.must("nord", "join " + token)
        self.must("hq", "replica accept --all")
        self.must("hq", "sync")
        self.must("nord", "sync")
        (self.folder / "empty").touch()
        shutil.copytree(self.folder / "nord", self.folder / "set")
        (self.folder / "set" / "config.toml").write_text("[sync]\nintervall_s = 5\n")
        (self.folder / "slip.toml").write_text(
            'schema = "partner/1"\n[partner]\nid = "ost"\ntyp = "dealer"\ntier = "gold"\n')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    programs = pathlib.Path(parser.parse_args().bin).resolve()
    with scratch("slips") as top:
        sites = Sites(top, programs)
        sites.setup()
        wrong = []
        for site, words, code, text in SLIPS:
            done = sites.run(site, words)
            if done.returncode != code or text not in done.stderr or "\\x0a" in done.stderr:
                wrong.append(f"{site}: {words}\n  exit {done.returncode}, not {code}; {text!r} not in:\n{done.stderr}")
        if wrong:
            fail(f"{len(wrong)} of {len(SLIPS)}\n" + "\n".join(wrong))
        print(f"{len(SLIPS)} slips, each with its exit code and a way on")


if __name__ == "__main__":
    sys.exit(main())
