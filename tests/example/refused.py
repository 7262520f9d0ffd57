# SPDX-License-Identifier: Apache-2.0
"""Returns that are not accepted: each says why, and nothing is lost or paid twice."""
import subprocess

import expected
from common import fail
from world import OUTLETS, same, settled_august


def refuse(world, home, words, expect, *said):
    """Refused on the spot: nothing is written. `said`: what standard error says."""
    before = len(world.rows(home, "op", "list"))
    done = subprocess.run([world.programs / "kontor", "--home", home, "return", "add", *words], cwd=world.folder,
                          text=True, capture_output=True)
    if done.returncode != expect or done.stdout or not all(word in done.stderr for word in said):
        fail(f"return add {' '.join(words)} at {home}: exit {done.returncode}, expected {expect} and {said}\n"
             f"{done.stdout}{done.stderr}")
    same(len(world.rows(home, "op", "list")), before, f"operations of {home}")


def reject(world, home, words, at, said):
    """Sent, and refused by HQ: the site hears of it with its next pass, and keeps it until somebody has seen it."""
    before = {row["id"] for row in world.rows(home, "op", "list", "--rejected")}
    world.run(home, "return", "add", *words, "--at", at)
    world.take_part(at, home, "hq")
    heard = world.run(home, "sync", "--time", at)
    fresh = [row for row in world.rows(home, "op", "list", "--rejected") if row["id"] not in before]
    if len(fresh) != 1 or said not in heard or said not in world.run(home, "op", "list", "--rejected"):
        fail(f"return add {' '.join(words)} at {home}: expected {said!r}, heard {heard!r} and {fresh}")
    world.run(home, "rebuild")
    same([row for row in world.rows(home, "op", "list", "--rejected") if row["id"] not in before], fresh,
         f"rejections of {home} after rebuild")


def returns(folder, programs):
    """Returns that may not be: each says why, and what was earned stands."""
    world = settled_august(folder, programs)
    world.join("books", "nord", "auditor", None)
    world.run("hq", "replica", "accept", "--all")
    world.take_part("2025-09-02T08:00:00Z", "hq", "books")
    earned = world.facts("hq")
    anna, code = ("--as", "anna"), ("--handle", world.code)
    withdrawal = ("--cause", "withdrawal")

    # On the spot: what the words, the role or the site's own records already say.
    refuse(world, "nord", [*code, "--cause", "regret", *anna], 65, "cause", '"regret"', "goodwill")
    refuse(world, "nord", [*code, *anna], 64, "--cause is missing")
    refuse(world, "nord", [*withdrawal, *anna], 64, "the handle is missing")
    refuse(world, "nord", ["--handle", mistyped(world.code), *withdrawal, *anna], 64, "check symbol")
    refuse(world, "nord", [*code, *withdrawal, "--as", "ben"], 66, "no seller ben here")
    refuse(world, "nord", [*code, *withdrawal, *anna, "--outlet", OUTLETS["sued"]], 64, OUTLETS["nord"])
    refuse(world, "books", [*code, *withdrawal], 77, "the role auditor may not do this")
    refuse(world, "online", [*code, "--item", "tablet", *withdrawal], 1, "no such item in the order: tablet",
           "phone, tariff-l")
    refuse(world, "sued", ["--handle", world.order, "--item", "tablet", *withdrawal, "--as", "ben"], 1, "tablet")

    # By HQ: Nord never saw the order, and sends what it was told.
    reject(world, "nord", [*code, "--item", "tablet", *withdrawal, *anna], "2025-09-09T08:00:00Z",
           "no such item in the order: tablet")
    reject(world, "nord", ["--handle", "0000000000000000", "--cause", "goodwill", *anna], "2025-09-09T09:00:00Z",
           "no order under this code or handle")
    draft = world.make("sued", "order", "add", "autumn", "--as", "ben", "--at", "2025-09-09T09:30:00Z")
    world.take_part("2025-09-09T09:40:00Z", "sued", "hq")
    reject(world, "nord", ["--handle", draft, "--cause", "goodwill", *anna], "2025-09-09T10:00:00Z",
           f"the order was not submitted: {draft}")
    same(world.facts("hq"), earned, "facts after returns that were refused")

    # Two shops take the phone back before either hears of the other: the first one counts.
    for home, seller in (("nord", "anna"), ("sued", "ben")):
        world.run(home, "return", "add", *code, "--item", "phone", *withdrawal, "--as", seller, "--at",
                  "2025-09-10T10:00:00Z", "--key", "receipt-1")
    world.take_part("2025-09-10T12:00:00Z", "nord", "hq", "sued", "hq", "nord", "sued", "online")
    same(world.of_kind("reverse"), expected.phone_back()[0], "the phone, returned twice")
    same([row["reason"] for row in world.rows("sued", "op", "list", "--rejected")], ["already_returned"],
         "what Süd hears")
    same(world.rows("nord", "op", "list", "--rejected")[3:], [], "what Nord hears")
    same([row["accepting"] for row in world.rows("hq", "return", "list")], ["nord"], "returns")
    for home, seller in (("nord", "anna"), ("sued", "ben")):
        refuse(world, home, ["--handle", world.order, "--item", "phone", *withdrawal, "--as", seller], 1,
               "returned already: phone", "not yet returned: tariff-l")
    # The same key is the same return: it was accepted, and nothing is done again.
    operations = len(world.rows("nord", "op", "list"))
    world.run("nord", "return", "add", *code, "--item", "phone", *withdrawal, *anna, "--key", "receipt-1")
    same(len(world.rows("nord", "op", "list")), operations, "operations of Nord after the same key")

    # The period is over; with a cause that the law leaves open the rest may come back.
    reject(world, "nord", [*code, *withdrawal, *anna], "2025-09-13T10:00:00Z",
           "the period for this cause is over: 2025-09-12")
    same(world.of_kind("reverse"), expected.phone_back()[0], "what came back")
    world.pass_all("2025-09-13T12:00:00Z")
    clones = world.verify(rejected=5)
    same(len(clones), 4, "clones")


def mistyped(code):
    """One symbol of the code taken for another."""
    return ("8" if code[0] != "8" else "9") + code[1:]
