# SPDX-License-Identifier: Apache-2.0
"""What the scripts here share: test data from outside, a plan as TOML, a run of `kontor plan run`."""
import json
import os
import pathlib
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77

HEAD = """schema = "plan/1"
[plan]
id = "vector"
version = 1
valid = { from = 2000-01-01, chosen_by = "order.closed" }
currency = "EUR"
regime = "dealer"
acceptance = "framework_agreement"
[vest]
earned = "order.delivered"
payable = "settle"
[settle]
period = "P1M"
due = "end_of_next_month"
rounding = "largest_remainder"
tie = "payee_id"
min_payout = 0
"""


def test_data(*names):
    """The folder of test data; without it, or without one of the files, this test is skipped."""
    named = os.environ.get("KONTOR_TEST_DATA")
    folder = pathlib.Path(named) if named else SOURCE.parent / "shared" / "data"
    for name in names:
        if not (folder / name).is_file():
            print(f"SKIPPED: no {name} in {folder}; KONTOR_TEST_DATA names another folder")
            sys.exit(SKIPPED)
    return folder


class Failed(Exception):
    pass


def toml(value):
    """An inline value of a plan file; texts are JSON's."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


def table(name, rows):
    return f"[{name}]\n" + "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in rows.items())


def tables(name, rows):
    return "".join(f"[[{name}]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in row.items()) for row in rows)


class Program:
    def __init__(self, folder, bin_folder):
        self.folder = pathlib.Path(folder)
        self.kontor = str(pathlib.Path(bin_folder) / "kontor")
        self.count = 0

    def write(self, text):
        self.count += 1
        plan = self.folder / f"plan-{self.count}.toml"
        plan.write_text(text, encoding="utf-8")
        return str(plan)

    def run(self, plan_text, events, *options, environment=None):
        """Lines that the events come to; `events` are values or ready lines."""
        plan = self.write(plan_text)
        lines = "".join((event if isinstance(event, str) else json.dumps(event)) + "\n" for event in events)
        done = subprocess.run([self.kontor, "plan", "run", plan, *options], input=lines, capture_output=True,
                              text=True, encoding="utf-8", env=environment)
        if done.returncode != 0:
            raise Failed(f"exit {done.returncode}: {done.stderr.strip()}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def lint(self, plan_text):
        """Exit code and findings of `plan lint`."""
        done = subprocess.run([self.kontor, "plan", "lint", self.write(plan_text)], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr
