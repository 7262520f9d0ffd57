#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Customer journeys over channels through one plan a model, against figures that others computed.

usage: attribution.py --bin DIR [--paths FILE --expected FILE] [--cases FILE]

FILE  paths.csv     path ("a > b > a"), total_conversions, total_conversion_value
      expected.csv  measure, model, channel, expected: sums over all paths
      cases.csv     row_in_pathdata, touch_no, touches, channel, model, weight_exact: fractions

Without files: those of $KONTOR_TEST_DATA/attribution, or of ../shared/data beside the repository; without them:
exit 77.

Every touch of a path is a day; its channel is the business that is paid. Compared are
  - exact sums: the fractions of --explain, taken times the value of the path, summed as fractions. The reference has nine
    decimal places and adds up doubles: tolerance 1e-8 of the sum over all channels, never less than 1e-6;
  - sums of what is paid, in units of a millionth: each path rounds each channel by less than one unit;
  - the fractions of single paths: equal.
"""
import argparse
import csv
import datetime
import pathlib
import sys
import tempfile
from collections import defaultdict
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from plans import HEAD, Program, table, test_data  # noqa: E402

UNITS = 10**6
FIRST_DAY = datetime.date(2020, 1, 1)
MEASURES = {"total_conversions": "total_conversions", "total_conversion_value": "total_conversion_value"}
MODELS = {
    "first_touch": {"model": "first"},
    "last_touch": {"model": "last"},
    "linear": {"model": "linear"},
    "position_based_40_20_40": {"model": "position"},
    "time_decay_half_per_step": {"model": "time_decay", "half_life_steps": 1},
}
LAST_NON = "last_non_"
MAX_TOUCHES = 128
CASE_AMOUNT = 10**9


def plan_of(model):
    base = {"journey": {"kind": "percent", "rate": "1", "of": "one_time"}}
    stages = {"journey": {"weight": 1, "pick": "all", "max": MAX_TOUCHES, "evidence_any": ["visit"],
                          **MODELS.get(model, {})}}
    if model.startswith(LAST_NON):  # only where there is nothing else is the channel paid
        stages["journey"] = {"weight": 1, "pick": "last", "evidence_any": ["visit"]}
        stages["alone"] = {"weight": 0, "pick": "last", "evidence_any": ["alone"]}
        stages["if_absent"] = "to:alone"
    return HEAD + table("base", base) + table("stages", stages) + table("split", {"default": {"business": 100}})


def event(name, channels, amount, without):
    day = FIRST_DAY
    touches = []
    for channel in channels:
        evidence = "alone" if channel == without else "visit"
        touches.append({"evidence": evidence, "partner": channel, "at": f"{day}T12:00:00Z"})
        day += datetime.timedelta(days=1)
    return {"t": "order", "order": name, "closed": f"{day}T12:00:00Z", "channel": "online", "partner": "shop",
            "items": [{"item": "journey", "one_time": amount}], "touches": touches}


def without_of(model):
    return model[len(LAST_NON):] if model.startswith(LAST_NON) else None


def claims_of(program, model, journeys):
    """The claim of each (channels, amount), in order."""
    events = [event(f"path-{n}", channels, amount, without_of(model))
              for n, (channels, amount) in enumerate(journeys)]
    claims = program.run(plan_of(model), events, "--explain")
    if len(claims) != len(events):
        sys.exit(f"FAILED: {model}: {len(events)} paths gave {len(claims)} claims")
    return claims


def weights_of(claim, amount):
    """Exact part of the whole by number of the touch; a stage that is not paid has none."""
    out = defaultdict(Fraction)
    for row in claim["touches"]:
        out[row["touch"]] += Fraction(row.get("exact", "0")) / amount if amount else 0
    return out


def compare_sums(program, paths, expected):
    wanted = defaultdict(dict)
    for row in expected:
        wanted[row["measure"], row["model"]][row["channel"]] = Fraction(row["expected"])
    bad = 0
    for (measure, model), channels_expected in sorted(wanted.items()):
        if model not in MODELS and not model.startswith(LAST_NON):
            print(f"no plan for {model}: left out")
            continue
        values = [Fraction(row[MEASURES[measure]]) for row in paths]
        journeys = [(row["path"].split(" > "), round(value * UNITS)) for row, value in zip(paths, values)]
        exact, paid, count = defaultdict(Fraction), defaultdict(int), defaultdict(int)
        for claim, (channels, amount), value in zip(claims_of(program, model, journeys), journeys, values):
            for touch, weight in weights_of(claim, amount).items():
                exact[channels[touch - 1]] += weight * value
            for share in claim["shares"]:
                paid[share["payee"]] += share["amount"]
                count[share["payee"]] += 1
        total = sum(values)
        worst = worst_paid = Fraction(0)
        for channel, figure in channels_expected.items():
            off = abs(exact[channel] - figure)
            worst = max(worst, off)
            if off > max(total / 10**8, Fraction(1, 10**6)):
                print(f"{measure} {model} {channel}: {float(exact[channel])}, expected {float(figure)}")
                bad += 1
            off = abs(Fraction(paid[channel], UNITS) - figure)
            worst_paid = max(worst_paid, off)
            if off > Fraction(count[channel] + 1, UNITS):
                print(f"{measure} {model} {channel}: paid {paid[channel] / UNITS}, expected {float(figure)}")
                bad += 1
        print(f"{measure} {model}: {len(paths)} paths, {len(channels_expected)} channels, "
              f"off by {float(worst):.2g} exact, {float(worst_paid):.2g} paid")
    return bad


def compare_cases(program, rows):
    cases = defaultdict(list)
    for row in rows:
        cases[row["model"], row["row_in_pathdata"]].append(row)
    by_model = defaultdict(list)
    for (model, _), touches in cases.items():
        by_model[model].append(sorted(touches, key=lambda row: int(row["touch_no"])))
    bad = 0
    for model, paths in sorted(by_model.items()):
        journeys = [([row["channel"] for row in touches], CASE_AMOUNT) for touches in paths]
        for claim, touches in zip(claims_of(program, model, journeys), paths):
            weights = weights_of(claim, CASE_AMOUNT)
            for n, row in enumerate(touches, 1):
                if weights[n] != Fraction(row["weight_exact"]):
                    print(f"path {row['row_in_pathdata']} {model} touch {n}: {weights[n]}, "
                          f"expected {row['weight_exact']}")
                    bad += 1
        print(f"{model}: {len(paths)} single paths, exact")
    return bad


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    for name in ("paths", "expected", "cases"):
        parser.add_argument(f"--{name}")
    options = parser.parse_args()
    if not (options.paths or options.cases):
        files = ("paths.csv", "expected.csv", "path_cases.csv")
        folder = test_data(*(f"attribution/{name}" for name in files)) / "attribution"
        options.paths, options.expected, options.cases = (folder / name for name in files)
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        program = Program(folder, options.bin)
        if options.paths:
            bad += compare_sums(program, read(options.paths), read(options.expected))
        if options.cases:
            bad += compare_cases(program, read(options.cases))
    if bad:
        sys.exit(f"FAILED: {bad} figures differ")
    print("passed")


main()
