# SPDX-License-Identifier: Apache-2.0
"""HQ, Shop Nord, Shop Süd and Online GmbH under a manual clock, and what can be read at each of them."""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from common import fail, Sites  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[2]
STARTER = SOURCE / "packs" / "starter"
PARTNERS = ("nord", "sued", "online")
SELLERS = {"anna": "nord", "ben": "sued"}
PAYEES = {"nord": ("nord", "anna"), "sued": ("sued", "ben"), "online": ("online",)}  # of a site
OUTLETS = {"nord": "nord/mitte", "sued": "sued/tor", "online": "online/web"}


def same(found, expected, what):
    if found != expected:
        fail(f"{what}: {found}, expected {expected}")


class World(Sites):
    """One ledger in a folder of its own. Payees are called anna, nord, ben, sued, online everywhere."""

    def __init__(self, folder, programs):
        folder.mkdir()
        super().__init__(folder, programs)
        self.payee_names = {partner: partner for partner in PARTNERS}

    # --- passes

    def take_part(self, time, *homes):
        for home in homes:
            self.run(home, "sync", "--time", time, "-q")

    def pass_all(self, time):
        """Sites send, HQ decides, sites take."""
        self.take_part(time, *PARTNERS, "hq", *PARTNERS)

    # --- a ledger with sites, sellers, offers and a plan

    def found(self, plan=STARTER / "telco-retail.toml", offers=None, policy=True):
        self.run("hq", "init", "--name", "Acme", "--hub", "hub", "--root", "root", "--no-passphrase", "--clock",
                 "manual", "--time", "2025-08-13T08:00:00Z")
        self.run("hq", "partner", "apply", STARTER / "partners.toml")
        self.run("hq", "outlet", "apply", STARTER / "outlets.toml")
        for partner in PARTNERS:
            self.run("hq", "scope", "add", partner)
        if policy:
            self.run("hq", "policy", "apply", SOURCE / "packs" / "telecom" / "policy.toml")
        self.take_part("2025-08-13T08:10:00Z", "hq")
        for partner in PARTNERS:
            self.join(partner, partner, "online" if partner == "online" else "shop", OUTLETS[partner])
        self.run("hq", "replica", "accept", "--all")
        self.take_part("2025-08-13T09:00:00Z", "hq", *PARTNERS)
        for login, partner in SELLERS.items():
            self.hire(login, partner)
        offers = offers or [STARTER / f"{name}.toml" for name in ("tariff-l", "phone", "autumn")]
        self.run("hq", "plan", "apply", plan)
        self.run("hq", "offer", "apply", *offers)
        for offer in offers:
            self.run("hq", "offer", "launch", offer.stem)
        self.pass_all("2025-08-13T10:00:00Z")
        return self

    def join(self, home, partner, role, outlet):
        token = self.make("hq", "replica", "invite", "--scope", partner, "--replica", f"{role}-{home}", "--role", role,
                          *(["--outlet", outlet] if outlet else []))
        self.run(home, "join", token)

    def hire(self, login, partner):
        (self.folder / f"{login}.toml").write_text(
            f'schema = "seller/1"\n[seller]\nlogin = "{login}"\nname = "{login.title()} Muster"\n'
            f'partner = "{partner}"\noutlet = "{OUTLETS[partner]}"\n')
        self.run(partner, "seller", "apply", f"{login}.toml")
        self.payee_names[self.json(partner, "seller", "list")["items"][0]["id"]] = login

    def payee(self, name):
        return next(key for key, known in self.payee_names.items() if known == name)

    # --- the sale of the worked example

    def advise(self, tip=True):
        """14 to 26 August: Nord's tip and advice, Süd's advice, draft and code. Leaves `order` and `code`."""
        anna, ben = ("--as", "anna"), ("--as", "ben")
        customer = self.make("nord", "customer", "add", "--type", "consumer", "--email", "carla@example.org", "--name",
                             "Carla Muster", *anna, "--at", "2025-08-14T10:00:00Z")
        if tip:
            self.run("nord", "consent", "add", customer, "--medium", "email", "--purpose", "offers", "--wording",
                     "w1/3", *anna)
            self.run("nord", "lead", "add", "--customer", customer, "--offer", "autumn", *anna)
        self.take_part("2025-08-14T18:00:00Z", "nord", "hq", "nord")
        self.run("nord", "interaction", "add", "--customer", customer, "--type", "consultation", "--minutes", "25",
                 *anna, "--at", "2025-08-18T10:00:00Z")
        self.take_part("2025-08-18T18:00:00Z", "nord", "hq", "nord")
        customer = self.make("sued", "customer", "add", "--type", "consumer", "--email", "carla@example.org", "--name",
                             "Carla Muster", *ben, "--at", "2025-08-25T09:55:00Z")
        talk = self.make("sued", "interaction", "add", "--customer", customer, "--type", "consultation", "--minutes",
                         "30", *ben, "--at", "2025-08-25T10:00:00Z")
        self.order = self.make("sued", "order", "add", "autumn", "--customer", customer, *ben)
        self.run("sued", "order", "set", self.order, "delivery.name=Carla Muster", "contract.start=2025-09-01", *ben)
        self.code = self.make("sued", "code", "issue", "--order", self.order, "--touch", talk, *ben)
        self.pass_all("2025-08-26T09:00:00Z")
        return self

    def close(self):
        """28 August: the customer goes on online; the tariff is released, a day later the phone is delivered."""
        self.run("online", "order", "resume", self.code, "--at", "2025-08-28T10:00:00Z")
        self.take_part("2025-08-28T10:05:00Z", "online", "hq", "online")
        self.run("online", "order", "set", self.order, "price_point=online-special", "delivery.street=Lange Str. 1",
                 "delivery.postcode=20095", "delivery.city=Hamburg", "iban=DE89370400440532013000")
        self.run("online", "order", "check", self.order)
        for proof in ("SUM", "PRE", "WDN", "BTN"):
            self.run("online", "evidence", "add", self.order, proof, "--version", "3")
        self.run("online", "order", "submit", self.order, "--at", "2025-08-28T10:20:00Z")
        self.pass_all("2025-08-28T10:30:00Z")
        self.run("online", "order", "confirm", self.order, "tariff-l", "released", "--at", "2025-08-28T12:00:00Z")
        self.run("online", "order", "confirm", self.order, "phone", "delivered", "--at", "2025-08-29T10:00:00Z")
        self.pass_all("2025-08-29T12:00:00Z")
        return self

    def settle(self, until, time):
        run = self.make("hq", "settlement", "run", "--until", until, "--at", time)
        self.pass_all(time)
        return run

    def give_back(self, cause, time, *items, home="nord", seller="anna"):
        """A return at a shop by the code on the customer's receipt, and the pass in which HQ decides."""
        chosen = [word for item in items for word in ("--item", item)]
        self.run(home, "return", "add", "--handle", self.code, *chosen, "--cause", cause, "--as", seller, "--at", time)
        self.pass_all(time)

    # --- what the records say, in cents by payee

    def rows(self, home, *words):
        return self.json(home, *words)["items"]

    def facts(self, home):
        """{(payee, kind): cents} of all facts that the site holds, and {(payee, stage): cents} of what was earned."""
        sums, stages = {}, {}
        for row in self.rows(home, "claim", "history"):
            who = self.payee_names[row["payee"]]
            sums[who, row["kind"]] = sums.get((who, row["kind"]), 0) + row["amount"]
            if row["kind"] == "earn":
                stages[who, row["stage"]] = stages.get((who, row["stage"]), 0) + row["amount"]
        return sums, stages

    def of_kind(self, kind, home="hq"):
        return {who: cents for (who, other), cents in self.facts(home)[0].items() if other == kind}

    def totals(self, home, noun, until, column):
        """Of a settlement's rows at HQ or of statements: {payee: cents}."""
        rows = [row for row in self.rows(home, noun, "list") if row["until"] == until]
        if noun == "settlement":
            rows = [total for run in rows for total in run["totals"]]
        return {self.payee_names[row["payee"]]: row[column] for row in rows}

    def held(self):
        """What of the reserve is still held, per payee."""
        reserve, release = self.of_kind("reserve"), self.of_kind("release")
        return {who: cents - release.get(who, 0) for who, cents in reserve.items()}

    def credits(self, home):
        out = {}
        for row in self.rows(home, "credit", "list"):
            key = (row["role"], row["outlet"])
            out[key] = out.get(key, 0) + float(row["value"])
        return out

    # --- the auditor

    def audit(self, *words, expect=0):
        done = subprocess.run([self.programs / "kontor-audit", *words], text=True, cwd=self.folder, capture_output=True)
        if done.returncode != expect:
            fail(f"exit {done.returncode}, expected {expect}: kontor-audit {' '.join(map(str, words))}\n"
                 f"{done.stdout}{done.stderr}")
        return done.stdout

    def audit_json(self, *words):
        return json.loads(self.audit(*words, "--root", "root/root.pub", "--json"))

    def verify(self, rejected=0):
        """Plain clones of every history verify; every site's rows are what the ledger says. Returns the clones."""
        folder = self.folder / f"clones-{len(list(self.folder.glob('clones-*')))}"
        clones = {scope: folder / f"{scope}.git" for scope in ("hq", *PARTNERS)}
        for scope, clone in clones.items():
            subprocess.run(["git", "clone", "-q", "--mirror", self.folder / "hub" / f"{scope}.git", clone], check=True)
        report = self.audit_json("verify", *clones.values())["item"]
        same((report["verified"], report["replayed"], report["rejected"]), (True, "everything", rejected),
             "kontor-audit verify")
        for site in clones:
            same(self.item(site, "status")["whole"], True, f"the rows of {site} being what the ledger says")
        return clones


def sold(folder, programs, tip=True):
    return World(folder, programs).found().advise(tip).close()


def settled_august(folder, programs, tip=True):
    world = sold(folder, programs, tip)
    world.settle("2025-08-31", "2025-09-01T08:00:00Z")
    return world
