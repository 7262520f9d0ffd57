#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random cases of every scheme that commission.py knows, with odd figures, against a few lines of Python each.

usage: commission_random.py --bin DIR [--cases N] [--seed N] [--write FILE]

  percent                         percent of base, or of list times pieces less discount; below nothing: of its opposite
  percent_plus_extra              so much of the commission on top of it
  percent_of_eligible             of a part of the order
  commission_free                 nothing for such a product
  most_specific_rule              variant before product before category before global; none: nothing
  rate_precedence                 item before group before brand before fallback
  discount_band                   the band that the discount lies in, both limits in it; between two: nothing
  section_whole_amount            the section that the base lies in, of the whole base
  section_validation              a lower limit above the upper is refused
  lines_with_own_rep              a line's own seller, else the team by its shares
  overage_multiplier_single_tier  beyond the quota all times what the share of the quota reached
  split_with_cap                  up to the cap of a year one split, beyond it another; a team's part first
  ytd_tier_whole_transaction      a whole sale by what the year had before it
  progressive                     each slice of the base by its own rate
  share_of_total                  by largest remainder, in cents
  reseller_tier                   the reseller's own rate, else its tier's; other resellers count for nothing
  clawback                        all, by what was refunded, or by the months that are left
  settlement_count                one a currency and period that has a sale
"""
import argparse
import json
import pathlib
import random
import sys
import tempfile
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from commission import judge, places_of  # noqa: E402
from plans import Program  # noqa: E402

SEED = 4711
EDGES = ("0", "0.01", "0.005", "1", "99.99", "100", "999.995", "1000", "123456.78", "999999999", "8000000000.01")


def text_of(value):
    """As a decimal text, or to the cent where it has no end."""
    places = places_of(value)
    if places > 6:
        return text_of(cents(value))
    sign, digits = ("-" if value < 0 else ""), str(abs(int(value * 10**places))).rjust(places + 1, "0")
    return sign + (digits if places == 0 else digits[:-places] + "." + digits[-places:])


def cents(value):
    sign = -1 if value < 0 else 1
    return sign * Fraction((abs(value) * 200 + 1) // 2, 100)


class Chance(random.Random):
    def amount(self, most=200000, below=False):
        value = Fraction(self.choice(EDGES)) if self.random() < 0.3 else Fraction(self.randrange(most * 100), 100)
        return -value if below and self.random() < 0.25 else value

    def percent(self, most=100):
        if self.random() < 0.4:
            return Fraction(self.choice((0, 1, 5, 50, most)))
        return Fraction(self.randrange(most * 100 + 1), 100)

    def steps(self, count, most=200000):
        """Ascending bounds."""
        return sorted({Fraction(self.randrange(1, most)) for _ in range(count)})

    def said(self, value):
        """The same figure as a text, with more places, or as a number."""
        text = text_of(value)
        way = self.randrange(4)
        if way == 0 and "." not in text:
            return int(text)
        if way == 1:
            return text + ("0" if "." in text else ".00")
        return text

    def maybe(self, row, key, value):
        """What may be missing is: left out, null, or there."""
        if value is not None or self.random() < 0.5:
            row[key] = value
        return row


def percent(c):
    p = c.percent()
    if c.random() < 0.5:
        base = c.amount(below=True)
        return {"base": c.said(base), "percent": c.said(p)}, {"commission": base * p / 100}
    pieces, price = c.randrange(1, 40), c.amount(3000)
    discount = Fraction(c.randrange(int(price * pieces * 100) + 1), 100)
    net = price * pieces - discount
    inputs = {"list": c.said(price), "qty": str(pieces), "discount": c.said(discount), "percent": c.said(p)}
    return c.maybe(inputs, "base", c.choice((None, text_of(net)))), {"commission": net * p / 100}


def percent_plus_extra(c):
    base, p, extra = c.amount(below=True), c.percent(), c.percent(200)
    return ({"base": c.said(base), "percent": c.said(p), "extra_percent_of_commission": c.said(extra)},
            {"commission": base * p / 100 * (1 + extra / 100)})


def percent_of_eligible(c):
    if c.random() < 0.2:
        wrong = c.choice(("-1", "-0.01", "100.01", "101", "150", "x", ""))
        return {"eligible_base": "500", "percent": wrong}, {"error": "rate outside 0..100"}
    base, p = c.amount(below=True), c.percent()
    return {"eligible_base": c.said(base), "percent": c.said(p)}, {"commission": base * p / 100}


def commission_free(c):
    base, p, free = c.amount(), c.percent(), c.choice((True, False, None))
    inputs = c.maybe({"base": c.said(base), "percent": c.said(p)}, "product_commission_free", free)
    return inputs, {"commission": 0 if free else base * p / 100}


def pay(c, base):
    """A rule's pay, and what it comes to."""
    if c.random() < 0.5:
        amount = c.amount(500)
        return {"fixed": c.said(amount)}, amount
    p = c.percent()
    return {"percent": c.said(p)}, base * p / 100


def most_specific_rule(c):
    base = c.amount()
    sale = {"variant": c.choice((None, "v1", "V 2", "x/3")), "product": c.choice((None, "desk", "v1", "Ärmel")),
            "category": c.choice((None, "office_furniture", "desk"))}
    rules, best = [], (9, Fraction(0))
    for rank, scope in enumerate(("variant", "product", "category", "global")):
        if c.random() < 0.4:
            continue
        hits = scope == "global" or (sale[scope] is not None and c.random() < 0.6)
        rule, comes_to = pay(c, base)
        rules.append({"scope": scope, **({} if scope == "global" else {"key": sale[scope] if hits else "other"}), **rule})
        if hits and rank < best[0]:
            best = (rank, comes_to)
    c.shuffle(rules)
    return {"base": c.said(base), **sale, "rules": rules}, {"commission": best[1]}


def rate_precedence(c):
    order = ["item", "group", "brand", "fallback"]
    rates = {kind: c.choice((None, c.percent())) for kind in order if c.random() < 0.7}
    found = next((rates[kind] for kind in order if rates.get(kind) is not None), Fraction(0))
    return ({"order": order, "rates": {kind: None if p is None else c.said(p) for kind, p in rates.items()}},
            {"rate": found})


def discount_band(c):
    base, low, bands, found = c.amount(), Fraction(0), [], None
    discount = Fraction(c.randrange(10001), 100)
    for high in c.steps(c.randrange(1, 4), 100):
        if c.random() < 0.3:
            discount = c.choice((low, high, high + Fraction(1, 200)))
        bands.append((low, high))
        low = high + Fraction(1, 100)
    rows = []
    for low, high in bands:
        rule, comes_to = pay(c, base)
        rows.append({"discount_from": c.said(low), "discount_to": c.said(high), **rule})
        if low <= discount <= high:
            found = comes_to
    return {"base": c.said(base), "discount_percent": text_of(discount), "bands": rows}, {"commission": found or 0}


def section_whole_amount(c):
    bounds, rows, found = c.steps(c.randrange(2, 5)), [], Fraction(0)
    base = c.choice((c.amount(), *bounds, bounds[0] - Fraction(1, 100)))
    for low, high in zip(bounds, bounds[1:]):
        p = c.percent()
        last = high == bounds[-1] and c.random() < 0.3
        low += 0 if low == bounds[0] else Fraction(1, 100)
        rows.append({"from": c.said(low), "to": None if last else c.said(high), "percent": c.said(p)})
        if low <= base and (last or base <= high):
            found = base * p / 100
    return {"base": c.said(base), "sections": rows}, {"commission": found}


def section_validation(c):
    low = Fraction(c.randrange(2, 10000))
    return ({"sections": [{"from": c.said(low), "to": c.said(low - c.choice((1, Fraction(1, 100)))), "percent": "20"}]},
            {"error": "lower limit greater than upper"})


def lines_with_own_rep(c):
    reps = ["SP-A", "SP-B", "sp c", "Zoë"][:c.randrange(1, 5)]
    rates, out = {rep: c.percent() for rep in reps}, dict.fromkeys(reps, Fraction(0))
    left, team = 100, []
    for rep in reps:
        part = c.randrange(left + 1)
        team.append((rep, part))
        left -= part
    lines = []
    for _ in range(c.randrange(1, 6)):
        net, rep = c.amount(5000, below=True), c.choice([None, *reps])
        free = c.random() < 0.2
        line = {"net": c.said(net), "rep": rep, "rate_by_rep": {one: c.said(rates[one]) for one in reps}}
        lines.append(c.maybe(line, "grants_commission", False if free else c.choice((None, True))))
        for one, part in [(rep, 100)] if rep else team:
            out[one] += 0 if free else net * part / 100 * rates[one] / 100
    return {"lines": lines, "order_team": [{"rep": rep, "share": str(part)} for rep, part in team]}, out


def overage_multiplier_single_tier(c):
    quota, rate = Fraction(c.randrange(1, 500000)), c.percent() / 100
    if c.random() < 0.2:
        revenue = c.amount()
        return ({"revenue": c.said(revenue), "quota": c.said(quota), "rate": text_of(rate),
                 "tiers_percent_of_quota": None}, {"commission": revenue * rate, "multiplier": 1})
    bounds = [100, *(100 + int(step) for step in c.steps(c.randrange(1, 4), 200))]
    mults = [Fraction(c.randrange(10, 40), 10) for _ in bounds]
    tiers = [{"from": "0", "to": "100", "mult": "1.0"}]
    for place, (low, mult) in enumerate(zip(bounds, mults)):
        high = str(bounds[place + 1]) if place + 1 < len(bounds) else None
        tiers.append({"from": str(low), "to": high, "mult": text_of(mult)})
    revenue = quota * c.choice((0, 1, *bounds, c.randrange(400))) / (1 if c.random() < 0.1 else 100)
    found = Fraction(1)
    for low, mult in zip(bounds, mults):
        found = mult if revenue * 100 >= low * quota else found
    commission = revenue * rate if revenue < quota else (quota + (revenue - quota) * found) * rate
    expected = {"commission": commission}
    if revenue != quota:
        expected["multiplier"] = found
    return {"revenue": c.said(revenue), "quota": c.said(quota), "rate": text_of(rate),
            "tiers_percent_of_quota": tiers}, expected


def split_with_cap(c):
    gross, before = c.amount(100000), c.choice((Fraction(0), c.amount()))
    cap = c.choice((Fraction(0), before, before + gross, c.amount()))
    p, post = c.percent(), c.choice((None, c.percent()))
    inputs = {"gross": c.said(gross), "agent_percent": c.said(p), "cap": c.said(cap), "ytd_before": c.said(before)}
    c.maybe(inputs, "post_cap_agent_percent", None if post is None else c.said(post))
    post = 100 if post is None else post
    beyond = max(Fraction(0), before + gross - max(cap, before)) if cap > 0 else Fraction(0)
    rest = gross
    if beyond == 0 and c.random() < 0.3:
        team = Fraction(c.randrange(1, 60))
        inputs["team_percent"] = c.said(team)
        rest = gross * (1 - team / 100)
    agent = (rest - beyond) * p / 100 + beyond * post / 100
    return inputs, {"agent": agent, "house": rest - agent}


def ytd_tier_whole_transaction(c):
    bounds = [Fraction(0), *c.steps(c.randrange(0, 4))]
    percents = [c.percent() for _ in bounds]
    before, gross = c.choice((c.amount(), *bounds)), c.amount(50000)
    found = [p for low, p in zip(bounds, percents) if low <= before][-1]
    tiers = [{"from": c.said(low), "agent_percent": c.said(p)} for low, p in zip(bounds, percents)]
    return ({"gross": c.said(gross), "ytd_before": c.said(before), "tiers": tiers},
            {"agent": gross * found / 100, "house": gross * (100 - found) / 100})


def progressive(c):
    counts = [c.randrange(0, 90) for _ in range(3)]
    base = Fraction(counts[0] * 45 + counts[1] * 30 + counts[2] * 25)
    named = dict(zip(("locks", "stocks", "barrels"), counts))
    if c.random() < 0.4:
        base, named = c.amount(), {}
    bounds = c.steps(c.randrange(0, 4), 6000)
    if bounds and c.random() < 0.4:
        base, named = c.choice(bounds), {}
    bands = [{"up_to": c.said(high), "percent": c.percent()} for high in bounds] + [{"up_to": None, "percent": c.percent()}]
    low, commission = Fraction(0), Fraction(0)
    for high, band in zip([*bounds, None], bands):
        top = base if high is None else min(base, high)
        commission += max(Fraction(0), top - low) * band["percent"] / 100
        low = high
    bands = [{**band, "percent": c.said(band["percent"])} for band in bands]
    return {**named, "base": c.said(base), "bands": bands}, {"commission": commission}


def share_of_total(c):
    count, left, shares = c.randrange(1, 9), Fraction(100), {}
    total = cents(c.amount(3000))
    for n in range(count):
        even = c.random() < 0.3
        part = Fraction(round(10000 / count), 100) if even else Fraction(c.randrange(int(left * 100) + 1), 100)
        part = min(part, left)
        shares[f"p{n}"] = part
        left -= part
    parts = {**shares, "rest-of-it": left}
    exact = {payee: total * 100 * part / 100 for payee, part in parts.items()}
    out = {payee: int(value) for payee, value in exact.items()}
    for payee in sorted(exact, key=lambda payee: (out[payee] - exact[payee], payee))[:int(total * 100) - sum(out.values())]:
        out[payee] += 1
    return ({"total": text_of(total), "shares": {payee: c.said(part) for payee, part in shares.items()}},
            {payee: Fraction(out[payee], 100) for payee in shares})


def reseller_tier(c):
    rates = {tier: c.percent() / 100 for tier in ("Bronze", "Silver", "Gold")[:c.randrange(1, 4)]}
    tier, custom = c.choice(list(rates)), c.choice((None, c.percent() / 100))
    own, others = ([c.amount(below=True) for _ in range(c.randrange(4))] for _ in range(2))
    found = rates[tier] if custom is None else custom
    inputs = {"tier": tier, "tier_rates": {one: text_of(rate) for one, rate in rates.items()},
              "customer_revenues": list(map(text_of, own))}
    c.maybe(inputs, "custom_rate", None if custom is None else text_of(custom))
    if others:
        inputs["customer_revenues_of_other_reseller"] = list(map(text_of, others))
    return inputs, {"commission": sum(own) * found, "revenue": sum(own), "rate": found}


def clawback(c):
    way = c.randrange(3)
    if way == 0:
        base, p = c.amount(), c.percent()
        return {"base": c.said(base), "percent": c.said(p)}, {"kept": 0, "clawback": base * p / 100}
    if way == 1:
        base, p = c.amount(), c.percent()
        refund = Fraction(c.randrange(int(base * 1000) + 1), 1000)
        return ({"base": c.said(base), "percent": c.said(p), "refund": c.said(refund)},
                {"kept": (base - refund) * p / 100, "clawback": refund * p / 100})
    paid, term, after = c.amount(5000), c.randrange(1, 73), c.randrange(0, 80)
    back = paid * max(term - after, 0) / term
    return ({"commission": c.said(paid), "term_months": term, "cancelled_after_months": after},
            {"kept": paid - back, "clawback": back})


MONTHS = ("2025-01-10", "2025-02-10", "2025-03-31", "2025-04-01", "2025-07-15", "2025-07-16", "2025-12-31")


def settlement_count(c):
    cycle = c.choice(("monthly", "quarterly", "quaterly", "semi", "annual", "biweekly"))
    months = {"monthly": 1, "quarterly": 3, "quaterly": 3, "semi": 6, "annual": 12}
    sales = [(c.choice(("EUR", "USD", "CX")), c.choice(MONTHS)) for _ in range(c.randrange(1, 7))]

    def period(day):
        month = int(day[5:7]) - 1
        return month * 2 + (int(day[8:]) > 15) if cycle == "biweekly" else month // months[cycle]
    wanted = len({(currency, period(day)) for currency, day in sales})
    return ({"settlement_cycle": cycle, "invoices": [{"month": day, "cur": currency} for currency, day in sales]},
            {"settlements": wanted})


KINDS = (percent, percent_plus_extra, percent_of_eligible, commission_free, most_specific_rule, rate_precedence,
         discount_band, section_whole_amount, section_validation, lines_with_own_rep, overage_multiplier_single_tier,
         split_with_cap, ytd_tier_whole_transaction, progressive, share_of_total, reseller_tier, clawback,
         settlement_count)


def figure(chance, value):
    """Exact, or to the cent as most programs tell it."""
    value = Fraction(value)
    return text_of(value if places_of(value) <= 2 or chance.random() < 0.6 else cents(value))


def vectors_of(seed, count):
    out = []
    for n in range(count):
        chance = Chance(seed * 1000003 + n)
        kind = KINDS[n % len(KINDS)]
        inputs, expected = kind(chance)
        told = {key: value if key == "error" else figure(chance, value) for key, value in expected.items()}
        out.append({"id": f"R{n}", "scheme": kind.__name__, "inputs": inputs, "expected": told, "suspect": 0})
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--cases", type=int, default=540)
    parser.add_argument("--seed", type=int, default=SEED, help="0: another one each time")
    parser.add_argument("--write", help="the cases, as JSON Lines")
    options = parser.parse_args()
    seed = options.seed or random.SystemRandom().randrange(1, 10**6)
    print("seed", seed)
    vectors = vectors_of(seed, options.cases)
    if options.write:
        lines = "".join(json.dumps(vector, ensure_ascii=False) + "\n" for vector in vectors)
        pathlib.Path(options.write).write_text(lines, encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        good, bad, elsewhere = judge(Program(folder, options.bin), vectors)
    for text in [*bad, *elsewhere]:
        print(text)
    print(f"{good} as expected, {len(bad)} not, {len(elsewhere)} not compared")
    # Every scheme is one that plans can say: what cannot be compared is a fault of the converter.
    if bad or elsewhere:
        sys.exit(f"FAILED: seed {seed}")


if __name__ == "__main__":
    main()
