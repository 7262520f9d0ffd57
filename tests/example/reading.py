# SPDX-License-Identifier: Apache-2.0
"""The same cents wherever they can be read: at HQ, at each payee's own site, in clones, proofs and the journal."""
import csv
import io
import json
import shutil
import subprocess
from decimal import Decimal

from common import fail
from world import PARTNERS, PAYEES, same

STAGES = ("tip", "consultation", "close")
JOURNAL_ACCOUNTS = ("liabilities:payable", "liabilities:reserve")


def own(by_payee, home):
    """What a payee's site may know of figures by payee, or by (payee, stage)."""
    return {key: cents for key, cents in by_payee.items()
            if (key[0] if isinstance(key, tuple) else key) in PAYEES[home]}


def no_zeros(amounts):
    return {key: cents for key, cents in amounts.items() if cents}


def check_earned(world, stages):
    """`stages`: {(payee, stage): cents}, earned and not yet anything else; at HQ and in the earning of each site."""
    total = sum(stages.values())
    same(world.facts("hq")[1], stages, "what was earned by stage, at HQ")
    claims = world.rows("hq", "claim", "list")
    same(sum(claim["pool"] for claim in claims), total, "the pools")
    for home in PARTNERS:
        same(world.facts(home)[1], own(stages, home), f"what was earned by stage, at {home}")
        shares = {}
        for earning in world.rows(home, "claim", "list"):
            for share in earning["shares"]:
                if share["own"] if "own" in share else False:
                    key = (world.payee_names[share["payee"]], share["stage"])
                    shares[key] = shares.get(key, 0) + share["amount"]
        same(shares, own(stages, home), f"the shares of the earnings at {home}")


def check_settled(world, until, figures):
    """`figures`: {payee: {settled, carried, reserve, release, premium}} of one run, by the run and by each payee's
    statement. A payee for whom the run did nothing has no row of it; a statement it has, where facts are new."""
    for column in ("settled", "carried", "reserve", "release", "premium"):
        wanted = {who: row.get(column, 0) for who, row in figures.items()}
        same(world.totals("hq", "statement", until, column), wanted, f"{column} of {until} by statements at HQ")
        if column != "release":  # there of the run alone, without what a return let go
            found = world.totals("hq", "settlement", until, column)
            same(no_zeros(found), no_zeros(wanted), f"{column} of {until} by settlements at HQ")
    for home in PARTNERS:
        for column in ("settled", "carried"):
            wanted = {who: row.get(column, 0) for who, row in figures.items()}
            same(world.totals(home, "statement", until, column), own(wanted, home), f"{column} of {until} at {home}")
        for row in world.rows(home, "statement", "list"):
            check_statement(world, home, row)


def check_statement(world, home, row):
    """The printed statement adds up to its total, line by line."""
    printed = world.run(home, "statement", "export", row["id"], "--format", "csv")
    cents = sum(int(Decimal(line["amount"]) * 100) for line in csv.DictReader(io.StringIO(printed)))
    same(row["opening"] + cents, row["total"], f"the lines of statement {row['id']} at {home}")
    same(row["settled"] + row["carried"] + row["waiting"], row["total"], f"the totals of statement {row['id']}")


def check_extracts(world, clones):
    """HQ, the site, the auditor with everything and the auditor with the payee's clone alone: one book extract.
    It tells what the facts tell."""
    for home in PARTNERS:
        for who in PAYEES[home]:
            payee = world.payee(who)
            here = world.rows(home, "statement", "extract", "--payee", payee)
            same(world.rows("hq", "statement", "extract", "--payee", payee), here, f"the extract of {who} at HQ")
            for name in (home, "hq"):
                same(world.audit_json("extract", clones[name], "--payee", payee)["items"], here,
                     f"the extract of {who} from the clone {name}.git")
            sums = world.facts("hq")[0]
            for kind, column, fact in (("share", "earned", "earn"), ("share", "reversed", "reverse"),
                                       ("account", "reserved", "reserve"), ("account", "released", "release"),
                                       ("account", "settled", "settle"), ("premium", "amount", "premium")):
                same(sum(row[column] for row in here if row["kind"] == kind), sums.get((who, fact), 0),
                     f"{column} in the extract of {who}")


def steps(node, name):
    return [step for step in node.get("steps", []) if step["step"] == name]


def check_explained(world, clones, item):
    """The auditor explains a claim as HQ does; a site explains its own part and names nobody else."""
    claim = f"{world.order}.{item}"
    tree = world.item("hq", "claim", "explain", claim)
    audited = world.audit_json("explain", claim, clones["hq"])["item"]
    for member in ("step", "rule", "inputs", "result", "because", "steps"):
        if tree.get(member) != audited["explanation"].get(member):
            fail(f"kontor-audit explains {member} of {claim} in another way than HQ")
    theirs = {(world.payee_names[row["result"]["payee"]], row["inputs"]["stage"]): row["result"]["amount"]
              for row in steps(tree, "split")[0]["steps"]}
    parts = {}
    for home in PARTNERS:
        if not own(theirs, home):  # no part in it, and no knowledge of it
            world.run(home, "claim", "explain", claim, expect=66)
            continue
        part = world.item(home, "claim", "explain", claim)
        text = json.dumps(part)
        # "online" alone is also the channel of the close, which everybody may know.
        strangers = [name for other in PARTNERS if other != home
                     for name in ([f"{other}/"] if other == "online" else [f'"{other}"', f"{other}/"])]
        strangers += [world.payee(who) for other in PARTNERS if other != home for who in PAYEES[other]
                      if world.payee(who) != who]
        for stranger in strangers:
            if stranger in text:
                fail(f"claim explain at {home} names {stranger}")
        mine = {(world.payee_names[row["result"]["payee"]], row["result"]["stage"]): row["result"]["amount"]
                for row in steps(part, "fact") if row["result"]["kind"] == "earn"}
        same(mine, own(theirs, home), f"the facts of {claim} as {home} explains them")
        parts[home] = part
    return tree, parts


def check_proofs(world, item, outstanding):
    """HQ's and each site's proof of a claim, checked with no repository; `outstanding`: {payee: cents} of the item."""
    claim = f"{world.order}.{item}"
    for home in ("hq", *PARTNERS):
        if home != "hq" and not own(outstanding, home):
            world.run(home, "claim", "prove", claim, expect=66)
            continue
        proof = f"{item}-{home}.proof"
        world.run(home, "claim", "prove", claim, "-o", proof)
        report = world.audit_json("verify", proof)["item"]
        same(report["verified"], True, f"the proof of {claim} by {home}")
        if home == "hq":
            same(report["recomputed"], "everything", f"what was recomputed of {claim}")
        found = {world.payee_names[row["payee"]]: row["outstanding"] for row in report["payees"]}
        same(found, outstanding if home == "hq" else own(outstanding, home), f"outstanding in {proof}")
    text = (world.folder / proof).read_text()
    (world.folder / "changed.proof").write_text(text.replace("close", "clone"))
    world.audit("verify", "changed.proof", "--root", "root/root.pub", expect=76)


def check_journal(world):
    """hledger takes the journal, and finds what the facts say: what is owed to each payee, and what is held."""
    if not shutil.which("hledger"):
        return print("no hledger here: the journal was not checked")
    world.run("hq", "settlement", "journal", "-o", "all.journal")

    def hledger(*words):
        done = subprocess.run(["hledger", "-f", world.folder / "all.journal", *words], text=True, capture_output=True)
        if done.returncode != 0:
            fail(f"hledger {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    hledger("check", "--strict", "ordereddates")
    found = {account: {} for account in JOURNAL_ACCOUNTS}
    for row in csv.DictReader(io.StringIO(hledger("balance", "-N", "-O", "csv", "--flat"))):
        account = row["account"].split(":")
        if len(account) == 4:
            who = world.payee_names[account[3]]
            found[":".join(account[:2])][who] = -int(Decimal(row["balance"].split()[0]) * 100)
    sums = {}
    for (who, kind), cents in world.facts("hq")[0].items():
        sign = -1 if kind in ("reserve", "settle") else 1
        sums[who] = sums.get(who, 0) + sign * cents
    same(found["liabilities:payable"], no_zeros(sums), "what is payable by hledger")
    same(found["liabilities:reserve"], no_zeros(world.held()), "the reserve by hledger")
