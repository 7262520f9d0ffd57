# SPDX-License-Identifier: Apache-2.0
"""A life policy: the insurance regime, a plan that each business accepts, five years of liability."""
import expected
from reading import check_earned, check_explained, check_extracts, check_journal, check_proofs, check_settled, steps
from world import same, SOURCE, World

PACK = SOURCE / "packs" / "insurance"
ANNA, BEN = ("--as", "anna"), ("--as", "ben")


def lint(world):
    """The plan passes; without what L4 and L10 ask for it is refused, by the file and by HQ."""
    same(world.rows("hq", "plan", "lint", PACK / "life.toml"), [], "findings in the plan for life insurance")
    text = (PACK / "life.toml").read_text()
    for rule, old, new in (("L4", 'notice = "cancellation_risk"\n', ""), ("L10", 'window = "P60M"', 'window = "P48M"'),
                           ("L10", 'curve = "linear"', 'curve = "full"')):
        if old not in text:
            raise SystemExit(f"FAILED: no {old!r} in {PACK}/life.toml")
        (world.folder / "bad.toml").write_text(text.replace(old, new).replace("version = 1", "version = 2"))
        found = world.json("hq", "plan", "lint", "bad.toml", expect=1)["items"]
        same([row["rule"] for row in found], [rule], f"findings without {old.strip()}")
        world.run("hq", "plan", "apply", "bad.toml", expect=1)


def sell(world):
    """Nord's tip, Süd's advice and close; the insurer issues the policy, which begins on 1 September."""
    world.run("nord", "plan", "accept", "life", "--version", "1", "--sellers", "anna")
    world.run("sued", "plan", "accept", "life", "--version", "1")  # not yet for Ben
    email = ("--type", "consumer", "--email", "carla@example.org", "--name", "Carla Muster")
    customer = world.make("nord", "customer", "add", *email, *ANNA, "--at", "2025-08-14T10:00:00Z")
    world.run("nord", "consent", "add", customer, "--medium", "phone", "--purpose", "offers", "--wording", "w1/3",
              *ANNA)
    world.run("nord", "lead", "add", "--customer", customer, "--offer", "life-25", *ANNA)
    world.pass_all("2025-08-14T18:00:00Z")
    customer = world.make("sued", "customer", "add", *email, *BEN, "--at", "2025-08-25T10:00:00Z")
    world.run("sued", "interaction", "add", "--customer", customer, "--type", "consultation", "--minutes", "90", *BEN)
    world.pass_all("2025-08-25T18:00:00Z")
    world.order = world.make("sued", "order", "add", "life-25", "--customer", customer, *BEN, "--at",
                             "2025-08-28T10:00:00Z")
    world.run("sued", "order", "set", world.order, "contract.start=2025-09-01", *BEN)
    world.run("sued", "order", "submit", world.order, *BEN, "--at", "2025-08-28T10:20:00Z")
    world.pass_all("2025-08-28T10:30:00Z")
    world.run("sued", "order", "confirm", world.order, "life-25", "released", "--at", "2025-08-29T10:00:00Z")
    world.pass_all("2025-08-29T12:00:00Z")


def cancelled(folder, programs):
    """Variant D: a life policy of 1,200.00 over 60 months, cancelled after 22: 440.00 are kept, 760.00 come back."""
    world = World(folder, programs).found(PACK / "life.toml", [PACK / "life-25.toml"], policy=False)
    lint(world)
    sell(world)
    shares = expected.life()
    earned = expected.by_payee(shares)
    reserve = expected.life_reserve(0)
    world.settle("2025-08-31", "2025-09-01T08:00:00Z")  # the policy has only begun
    check_settled(world, "2025-08-31", {})
    check_earned(world, shares)

    # September: Ben's share waits until his business has accepted the plan for him.
    world.settle("2025-09-30", "2025-10-01T08:00:00Z")
    due = {who: earned[who] - reserve[who] for who in earned}
    check_settled(world, "2025-09-30", {who: {"settled": due[who] if who != "ben" else 0, "reserve": reserve[who]}
                                        for who in earned})
    same(world.totals("hq", "settlement", "2025-09-30", "waiting"),
         {"anna": 0, "nord": 0, "sued": 0, "ben": due["ben"]}, "what waits for the acceptance")
    world.run("sued", "plan", "accept", "life", "--version", "1", "--sellers", "ben")
    world.pass_all("2025-10-02T08:00:00Z")
    world.settle("2025-10-31", "2025-11-01T08:00:00Z")
    month = expected.life_reserve(1)  # a month is past
    check_settled(world, "2025-10-31", {
        who: {"settled": reserve[who] - month[who] + (due[who] if who == "ben" else 0),
              "release": reserve[who] - month[who]} for who in earned})

    # A year on, 11 whole months are past, and as much of the reserve is let go.
    world.settle("2026-08-31", "2026-09-01T08:00:00Z")
    left = expected.life_reserve(11)
    same(world.held(), left, "the reserve after 11 months")

    world.run("nord", "return", "add", "--handle", world.order, "--cause", "cancellation", *ANNA, "--at",
              "2027-07-01T10:00:00Z")
    world.pass_all("2027-07-01T12:00:00Z")
    back = expected.by_payee(expected.life_back(22))
    same(world.of_kind("reverse"), back, "what comes back after 22 months")
    same(world.rows("hq", "claim", "list")[0]["state"], "earned", "the claim")
    same(world.item("sued", "contract", "show", world.order)["state"], "terminated", "the contract")
    world.settle("2027-07-31", "2027-08-01T08:00:00Z")
    check_settled(world, "2027-07-31", {who: {"carried": back[who] + left[who], "release": left[who]} for who in back})
    kept = {who: earned[who] + back[who] for who in earned}
    same((sum(kept.values()), sum(back.values())), (44000, -76000), "kept and reversed")
    check_journal(world)

    clones = world.verify()
    check_extracts(world, clones)
    tree, parts = check_explained(world, clones, "life-25")
    row = steps(tree, "returns")[0]["steps"][0]
    same((row["rule"], row["inputs"]["past"], row["result"]["part"], row["result"]["amount"]),
         ("liability.curve", "11/30", "19/30", -76000), "the cancellation as HQ explains it")
    same(steps(parts["nord"], "return")[0]["result"]["why"], "what is left of the time of liability comes back",
         "the cancellation as Nord explains it")
    check_proofs(world, "life-25", kept)
