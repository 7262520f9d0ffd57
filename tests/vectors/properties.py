#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What must hold of every back-test, held against random sales.

usage: properties.py --bin DIR [--items N] [--seed N]

  a batch equals its parts: lines in one run or in several; items in one order or each in its own; settlements
  every month or once at the end come to the same
  nothing depends on where it runs: language, zone, order of the touches in a line
  shares and what is forfeited are the pool; a return and its restoring are nothing
"""
import argparse
import collections
import datetime
import json
import os
import pathlib
import random
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from plans import HEAD, Program, table, tables  # noqa: E402

SEED = 4711
FIRST = datetime.date(2024, 1, 1)
MODELS = ({"model": "linear"}, {"model": "position"}, {"model": "time_decay", "half_life": "P7D"},
          {"model": "time_decay", "half_life_steps": 3}, {"model": "last"}, {"model": "first"})


def fail(text):
    sys.exit("FAILED: " + text)


def plan_text(chance, periods):
    """A plan without rules over several orders, or with them."""
    rate = lambda low, high: f"{chance.randrange(low, high) / 1000:.3f}"  # noqa: E731
    base = {f"item-{n}": {"kind": "fixed", "amount": chance.randrange(1, 30000), "tax": "net"} for n in range(4)}
    base["item-4"] = {"kind": "percent", "rate": rate(1, 200), "of": "value", "tax": "net"}
    base["item-5"] = {"kind": "per_unit", "amount": chance.randrange(1, 500), "tax": "net"}
    stages = {"tip": {"weight": chance.randrange(1, 50), "pick": "first", "evidence_any": ["tip"]},
              "talk": {"weight": chance.randrange(1, 50), "pick": "all", "max": 8, "evidence_any": ["talk"],
                       **chance.choice(MODELS)},
              "close": {"weight": chance.randrange(1, 50), "pick": "last"},
              "if_absent": chance.choice(("redistribute", "forfeit", "to:close"))}
    text = HEAD + table("base", base) + table("stages", stages)
    text += table("split", {"default": {"seller": chance.randrange(1, 100), "business": chance.randrange(1, 100)}})
    text += tables("factor", [
        {"id": "campaign", "scope": "pool", "when": {"order.campaign": "autumn"}, "value": rate(500, 1500)},
        {"id": "long", "scope": "share", "when": {"touch.minutes": {"above": 20}}, "value": rate(500, 3000)}])
    text += table("liability", {"window": "P6M", "curve": "linear", "full_causes": ["withdrawal"],
                                "never_causes": ["principal_fault"]})
    if periods:
        text += tables("tier", [
            {"id": "month", "per": "seller", "period": "P1M", "measure": "earned", "mode": "marginal",
             "bands": [{"from": 20000, "factor": "1.37"}, {"from": 90000, "factor": "1.71"}]},
            {"id": "quarter", "per": "business", "period": "P3M", "measure": "value", "mode": "retroactive",
             "bands": [{"from": 5000000, "rate": "0.0123"}]}])
        text += tables("cap", [{"id": "cap", "per": "seller", "period": "P1Y", "amount": 900000}])
    return text


def event(chance, number, day):
    touches = [{"evidence": chance.choice(("tip", "talk", "talk")), "partner": f"shop-{chance.randrange(5)}",
                "at": f"{day - datetime.timedelta(days=chance.randrange(40))}T{chance.randrange(10, 18)}:00:00Z",
                "minutes": chance.randrange(40), **({"seller": f"s-{chance.randrange(9)}"} if chance.random() < .7 else {})}
               for _ in range(chance.randrange(6))]
    items = [{"item": f"item-{n}", "one_time": chance.randrange(0, 99999), "quantity": chance.randrange(1, 4)}
             for n in chance.sample(range(7), chance.randrange(1, 4))]
    return {"t": "order", "order": f"o{number}", "closed": f"{day}T20:00:00Z", "channel": "shop",
            "partner": f"shop-{chance.randrange(5)}", "seller": f"s-{chance.randrange(9)}", "items": items,
            "touches": touches, **({"campaign": "autumn"} if chance.random() < .3 else {})}


def sales(chance, items):
    out, count, day = [], 0, FIRST
    while count < items:
        out.append(event(chance, len(out), day))
        count += len(out[-1]["items"])
        if len(out) % 200 == 0:
            day += datetime.timedelta(days=1)
    return out


def text_of(lines):
    return [json.dumps(line, sort_keys=True) for line in lines]


def same(what, one, other):
    for a, b in zip(one, other):
        if a != b:
            fail(f"{what}: {a} and {b}")
    if len(one) != len(other):
        fail(f"{what}: {len(one)} and {len(other)} lines")


def by_item(lines):
    return sorted(json.dumps([line["item"], line["order"].split(".")[0], line["pool"], line["shares"]])
                  for line in lines)


def check_parts(chance, program, text, events, lines):
    cuts = sorted(chance.sample(range(1, len(events)), 4))
    parts = [events[a:b] for a, b in zip([0] + cuts, cuts + [len(events)])]
    same("runs in parts", text_of(lines), text_of(line for part in parts for line in program.run(text, part)))
    single = [{**event, "order": f"{event['order']}.{n}", "items": [item]}
              for event in events for n, item in enumerate(event["items"])]
    same("items in orders of their own", by_item(lines), by_item(program.run(text, single)))
    shuffled = [{**event, "touches": chance.sample(event["touches"], len(event["touches"]))} for event in events]
    same("touches in another order", by_item(lines), by_item(program.run(text, shuffled)))


def check_places(program, text, events, lines):
    for language, zone in (("de_DE.UTF-8", "Pacific/Kiritimati"), ("tr_TR.UTF-8", "America/Los_Angeles"), ("C", "UTC")):
        environment = {**os.environ, "LC_ALL": language, "LANG": language, "TZ": zone}
        same(f"{language} {zone}", text_of(lines), text_of(program.run(text, events, environment=environment)))


def check_sums(lines):
    for line in lines:
        paid = sum(share["amount"] for share in line["shares"])
        if paid + line.get("forfeited", 0) != (0 if "zero" in line and not paid else line["pool"]):
            fail(f"shares are not the pool: {line}")


def check_returns(chance, program, text, events):
    some = events[:2000]
    last = datetime.date.fromisoformat(some[-1]["closed"][:10])
    back = []
    for event in chance.sample(some, 300):
        cause = chance.choice(("withdrawal", "cancellation", "principal_fault"))
        back.append({"t": "return", "order": event["order"], "cause": cause, "date": str(last)})
        if chance.random() < .5:
            back.append({"t": "restore", "order": event["order"], "date": str(last)})
            back.append({"t": "return", "order": event["order"], "cause": "withdrawal", "date": str(last)})
    # Whatever came back, after a withdrawal of all orders there is nothing.
    all_back = [{"t": "return", "order": event["order"], "cause": "withdrawal", "date": str(last)} for event in some]
    sums = collections.Counter()
    for line in program.run(text, some + back + all_back):
        for share in line["shares"]:
            sums[line["order"], line["item"], share["payee"], share["stage"]] += share["amount"]
    rest = {key: value for key, value in sums.items() if value != 0}
    if rest:
        fail(f"left after everything came back: {list(rest.items())[:3]}")


def totals(lines):
    """What each payee was settled, and has open at the end."""
    out, carried = collections.Counter(), {}
    for line in lines:
        if line["t"] == "settled":
            out[line["payee"], line["role"]] += line["settled"]
            carried[line["payee"], line["role"]] = line["carried"]
    for payee, amount in carried.items():
        out[payee] += amount
    return out


def check_settlements(chance, program, events):
    text = plan_text(chance, periods=True)
    last = datetime.date.fromisoformat(events[-1]["closed"][:10])
    end = {"t": "settle", "until": str(last)}
    often = []
    for event in events:
        day = datetime.date.fromisoformat(event["closed"][:10])
        before = datetime.date.fromisoformat(often[-1]["closed"][:10]) if often and "closed" in often[-1] else day
        if before.month != day.month:
            often.append({"t": "settle", "until": str(day.replace(day=1) - datetime.timedelta(days=1))})
        often.append(event)
    once = totals(program.run(text, events + [end]))
    monthly = totals(program.run(text, often + [end]))
    if once != monthly:
        fail(f"settled once {sorted(once.items())[:3]}, every month {sorted(monthly.items())[:3]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    print(f"seed {options.seed}")
    rounds = 4
    with tempfile.TemporaryDirectory() as folder:
        program = Program(folder, options.bin)
        for _ in range(rounds):
            text, events = plan_text(chance, periods=False), sales(chance, options.items // rounds)
            lines = program.run(text, events)
            check_sums(lines)
            check_parts(chance, program, text, events, lines)
            check_places(program, text, events, lines)
            check_returns(chance, program, text, events)
            check_settlements(chance, program, events)
            print(f"{len(lines)} claims of {len(events)} orders")
    print("passed")


main()
