#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The worked example of the commission plan with its withdrawal, and its variants, to the cent: HQ, two shops and a
web shop, each a site of its own, by the programs as they are shipped.

usage: example.py --bin DIR [--only NAME ...]
"""
import argparse
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import fail, scratch  # noqa: E402

import expected  # noqa: E402
import life  # noqa: E402
import refused  # noqa: E402
from reading import (check_earned, check_explained, check_extracts, check_journal, check_proofs,  # noqa: E402
                     check_settled, steps)
from world import PARTNERS, same, settled_august, sold  # noqa: E402

ITEMS = ("tariff-l", "phone")


def check_august(world, table):
    """The month of the sale: what was earned, held back and settled, and beside it the premium."""
    check_earned(world, {(who, stage): row[stage] for who, row in table.items()
                         for stage in ("tip", "consultation", "close") if row[stage]})
    check_settled(world, "2025-08-31", {
        who: {"settled": row["settled"] + row["premium"], "reserve": row["reserve"], "premium": row["premium"]}
        for who, row in table.items()})
    check_journal(world)


def why(tree, parts, rule, words):
    """A return is explained at HQ and at every site: by which rule of the plan, in words."""
    for where, node in (("HQ", steps(tree, "returns")[0]["steps"][0]), *((home, steps(parts[home], "return")[0])
                                                                        for home in PARTNERS)):
        found = node["rule"] if where == "HQ" else "liability." + node["result"]["rule"]
        same((found, node["result"]["why"]), ("liability." + rule, words), f"why, as {where} explains the return")


def check_credits(world, wanted):
    for home in ("hq", *PARTNERS):
        own = {key: value for key, value in wanted.items() if home == "hq" or key[1].startswith(home)}
        same(world.credits(home), own, f"credits at {home}")


def worked(folder, programs):
    """The example: closed online, settled for August, withdrawn on 10 September, carried into October."""
    table = expected.table()
    world = settled_august(folder, programs)
    check_august(world, table)
    check_credits(world, expected.PAPER_CREDITS)
    before = world.verify()
    check_extracts(world, before)

    world.give_back("withdrawal", "2025-09-10T10:00:00Z")
    same(world.of_kind("reverse"), {who: row["reversal"] for who, row in table.items()}, "the reversal")
    same(world.held(), dict.fromkeys(table, 0), "the reserve after the withdrawal")
    same({claim["state"] for claim in world.rows("hq", "claim", "list")}, {"reversed"}, "the claims")
    check_credits(world, dict.fromkeys(expected.PAPER_CREDITS, 0))
    world.settle("2025-09-30", "2025-10-01T08:00:00Z")
    check_settled(world, "2025-09-30", {who: {"carried": row["open"], "release": row["reserve"]}
                                        for who, row in table.items()})
    check_journal(world)
    clones = world.verify()
    check_extracts(world, clones)
    for item, ages in zip(ITEMS, ([1485, 4455], [124, 371])):
        tree, parts = check_explained(world, clones, item)
        consultation = steps(tree, "stages")[0]["steps"][1]
        same((consultation["result"]["weights"], consultation["result"]["amounts"]), (["1/2", "3/2"], ages),
             f"the consultation of {item}")
        why(tree, parts, "full_causes", "for this cause all comes back")
        check_proofs(world, item, dict.fromkeys(table, 0))


def phone_alone(folder, programs):
    """Variant A: only the phone comes back, in Shop Nord; the tariff is untouched."""
    table = expected.table()
    back, left = expected.phone_back()
    world = settled_august(folder, programs)
    world.give_back("withdrawal", "2025-09-10T10:00:00Z", "phone")
    same(world.of_kind("reverse"), back, "the reversal of the phone")
    for row in world.rows("hq", "claim", "history"):
        if row["kind"] == "reverse" and row["item"] != "phone":
            fail(f"variant A reverses {row}")
    same({claim["item"]: claim["state"] for claim in world.rows("hq", "claim", "list")},
         {"tariff-l": "earned", "phone": "reversed"}, "the claims")
    same(world.item("online", "order", "show", world.order)["returned"], "partial", "the order")
    same(world.held(), left, "the reserve after the phone")
    check_credits(world, expected.PAPER_CREDITS)  # the order stands
    # What came back is paid out of the reserve: nothing is open, nothing is paid, nothing is topped up.
    world.settle("2025-09-30", "2025-10-01T08:00:00Z")
    check_settled(world, "2025-09-30", {who: {"release": -cents} for who, cents in back.items()})
    same(world.held(), left, "the reserve after September")
    clones = world.verify()
    check_extracts(world, clones)
    tree, _ = check_explained(world, clones, "tariff-l")
    same(steps(tree, "returns"), [], "returns of the tariff")
    check_explained(world, clones, "phone")
    check_proofs(world, "phone", dict.fromkeys(table, 0))
    # Six months after the vesting nothing may come back any more, and the rest is let go.
    world.settle("2026-03-31", "2026-04-01T08:00:00Z")
    same(world.held(), dict.fromkeys(table, 0), "the reserve in the end")
    same(world.of_kind("settle"), {who: row["total"] + row["premium"] + back[who] for who, row in table.items()},
         "what was paid in the end")
    check_journal(world)
    world.verify()


def principal_fault(folder, programs):
    """Variant B: the principal answers for it. Nothing is reversed, the reserve is released."""
    table = expected.table()
    world = settled_august(folder, programs)
    world.give_back("principal_fault", "2025-09-10T10:00:00Z")
    same(world.of_kind("reverse"), {}, "reversals for the principal's fault")
    same({claim["state"] for claim in world.rows("hq", "claim", "list")}, {"earned"}, "the claims")
    world.settle("2025-09-30", "2025-10-01T08:00:00Z")
    check_settled(world, "2025-09-30", {who: {"settled": row["reserve"], "release": row["reserve"]}
                                        for who, row in table.items()})
    same(world.held(), dict.fromkeys(table, 0), "the reserve")
    check_credits(world, expected.PAPER_CREDITS)
    check_journal(world)
    clones = world.verify()
    check_extracts(world, clones)
    for home in PARTNERS:
        reasons = {row["reason"] for row in world.rows(home, "statement", "extract") if row["kind"] == "share"}
        same(reasons, {"principal_fault on 2025-09-10 (never_causes)"}, f"the reason in the extract of {home}")
    for item in ITEMS:
        tree, parts = check_explained(world, clones, item)
        why(tree, parts, "never_causes", "for this cause nothing comes back")
        same(steps(tree, "returns")[0]["result"]["amount"], 0, "what came back")


def other_models(folder, programs):
    """Variant C: what each model alone would have paid, and nobody but HQ may ask."""
    table = expected.table()
    world = sold(folder, programs)
    world.pass_all("2025-09-01T08:00:00Z")
    ask = ("plan", "simulate", "--plan", "telco-retail", "--from", "2025-08-01", "--to", "2025-08-31")
    found = {}
    for row in world.rows("hq", *ask, "--model", "all"):
        found.setdefault(row["scenario"], {})[world.payee_names[row["payee"]]] = row["amount"]
    wanted = {f"simulated, {model}": expected.by_model(model) for model in expected.MODELS}
    for own in ("as it was", "simulated"):  # by the plan itself
        wanted[own] = {who: row["total"] + row["premium"] for who, row in table.items()}
    same(found, wanted, "what each model would have paid")
    last = {world.payee_names[row["payee"]]: row["amount"] for row in world.rows("hq", *ask, "--model", "last")
            if row["scenario"] == "simulated, last"}
    same(last, expected.PAPER_LAST, "by the last touch alone")
    if "12870" in world.run("nord", *ask, "--model", "last", expect=77):
        fail("a shop sees what the others would have had")
    world.run("hq", *ask, "--model", "loudest", expect=64)
    same(world.facts("hq")[1], {(who, stage): row[stage] for who, row in table.items()
                                for stage in ("tip", "consultation", "close") if row[stage]}, "what was earned")
    world.verify()


def without_tip(folder, programs):
    """Variant E: no tip; its part is shared by those who took part, 50 : 40."""
    table = expected.no_tip()
    world = settled_august(folder, programs, tip=False)
    check_august(world, table)
    clones = world.verify()
    check_extracts(world, clones)
    for item in ITEMS:
        tree, _ = check_explained(world, clones, item)
        stages = steps(tree, "stages")[0]
        same((stages["rule"], stages["steps"][0]["rule"], stages["steps"][0]["result"]["amount"]),
             ("if_absent redistribute", "stages.tip", 0), f"the absent stage of {item}")
    phone = expected.items_without_tip()[expected.PHONE]
    check_proofs(world, "phone", phone)


VARIANTS = {"worked": worked, "a": phone_alone, "b": principal_fault, "c": other_models, "d": life.cancelled,
            "e": without_tip, "refused": refused.returns}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--only", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    options = parser.parse_args()
    with scratch("example") as top:
        for name in options.only:
            began = time.monotonic()
            VARIANTS[name](top / name, pathlib.Path(options.bin).resolve())
            print(f"{name}: {VARIANTS[name].__doc__} ({time.monotonic() - began:.1f} s)")


if __name__ == "__main__":
    sys.exit(main())
