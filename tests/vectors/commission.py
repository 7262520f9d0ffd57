#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Commission cases of other people's test suites: each becomes a plan and events by its scheme, and must come to
what is expected, to the last digit.

usage: commission.py --bin DIR [FILE]

FILE  JSON Lines {"id", "scheme", "inputs", "expected", "suspect"}, or CSV with inputs_json and expected_json;
      a suspect case is told and not judged. Without it: $KONTOR_TEST_DATA/commission_vectors/vectors.jsonl, or
      ../shared/data beside the repository; without that: exit 77.

A case is computed in minor units so fine that nothing is rounded on the way, and what comes out is rounded to the
places of the figure, or to cents; only where a total is to be shared out are these the minor units themselves. A case
that no plan can say, or whose scheme is not known here, is listed with the reason.
"""
import argparse
import calendar
import csv
import datetime
import decimal as decimals
import json
import pathlib
import re
import sys
import tempfile
from collections import defaultdict
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from plans import HEAD, Failed, Program, table, tables, test_data  # noqa: E402

# What a plan cannot say, with the reason.
ELSEWHERE = {
    "geo_assign": "assigning a lead to a seller by postcode or state is no commission: offers and leads do it",
}
NOT_COMPARED = {
    "invoices_grouped": "how payouts are put on paper is the statement's matter, not the plan's",
    "invoices_ungrouped": "the same",
}
MOST_MINOR = 10**12  # of one price; more is more pieces
MOST_PIECES = 10**6
CENTS = 2
FINE = 4  # places beyond those of a figure
MOST_PLACES = 9
SHARED_OUT = {"share_of_total"}  # parts of a total in its own units


class Elsewhere(Exception):
    """The case asks for something that a plan does not do."""


class Finer(Exception):
    """An amount has more places than the minor units of the run."""

    def __init__(self, places):
        super().__init__(f"{places} places")
        self.places = places


class TooLarge(Failed):
    """In units this fine."""


class Minor:
    places = CENTS  # of the case that is being computed


def scale():
    return 10**Minor.places


def number(value, what="a figure"):
    """Figures come as numbers or as texts, with %, a currency or thousands apart."""
    if isinstance(value, bool) or value is None or isinstance(value, (list, dict)):
        raise Elsewhere(f"{what} is {json.dumps(value)}")
    text = re.sub(r"[\s_%$\u20ac\u00a3]|[A-Z]{3}", "", str(value))
    text = re.sub(r"(?<=\d),(?=\d{3}(\D|$))", "", text)
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise Elsewhere(f"{what} is no number: {value}") from None


def places_of(value):
    """Decimal places of a figure; more than any for one that has no end."""
    for places in range(MOST_PLACES + 1):
        if (value * 10**places).denominator == 1:
            return places
    return MOST_PLACES + 1


def units(amount):
    value = number(amount, "an amount")
    places = places_of(value)
    if places > MOST_PLACES:
        raise Elsewhere(f"{amount} is finer than {MOST_PLACES} places")
    if places > Minor.places:
        raise Finer(places)
    return int(value * scale())


def sold(amount, **more):
    """An item of that net value."""
    minor = units(amount)
    if minor < 0:
        raise Elsewhere("a sale of less than nothing is a return of one before it")
    pieces = 1
    while minor > MOST_MINOR and minor % 10 == 0 and pieces < MOST_PIECES:
        minor, pieces = minor // 10, pieces * 10
    if minor > MOST_MINOR:
        raise TooLarge("a price beyond what a line takes")
    return {"one_time": minor, **({"quantity": pieces} if pieces > 1 else {}), **more}


def decimal(value):
    """A fraction as the decimal text that plans want."""
    value = Fraction(value)
    for places in range(7):
        scaled = value * 10**places
        if scaled.denominator == 1:
            sign, digits = ("-" if scaled < 0 else ""), str(abs(int(scaled))).rjust(places + 1, "0")
            return sign + (digits if places == 0 else digits[:-places] + "." + digits[-places:])
    raise Elsewhere(f"{value} has more than six decimal places")


def rate(percent):
    return decimal(number(percent, "a rate") / 100)


def part(percent):
    """A rate of a plan that is meant to be taken: within 0 and 1."""
    if not 0 <= number(percent, "a rate") <= 100:
        raise Elsewhere(f"a rate of {percent} %: rates lie within 0 and 100")
    return rate(percent)


def name(text, kind=""):
    """A word for plans and lines; what is of another kind has another word."""
    plain = re.sub(r"[^a-z0-9]+", "-", str(text).lower()).strip("-")
    if plain == str(text):
        return kind + plain
    return f"{kind}{plain[:20] or 'x'}-{sum(ord(c) * 31**i for i, c in enumerate(str(text))) % 10**9}"


def row(rule, when=None, of=part):
    """A base row: {"fixed": "10"} or {"percent": "5"}."""
    out = {"when": when} if when else {}
    if rule.get("fixed") is not None:
        return {**out, "kind": "fixed", "amount": units(rule["fixed"]), "tax": "net"}
    return {**out, "kind": "percent", "rate": of(rule["percent"]), "of": "value", "tax": "net"}


def percent_row(percent, when=None, of=part):
    return row({"percent": percent}, when, of)


def whole(*parts):
    """Parts of a whole as whole numbers of the same proportion."""
    common = 10 ** max(places_of(Fraction(one)) for one in parts)
    if common > 10**6:
        raise Elsewhere("a split of more than six places")
    return [int(one * common) for one in parts]


def plan(base=None, seller=100, stages=None, **lists):
    """`base`: rows of base, base_group, base_brand; `seller`: percent; lists: factor, tier, ..."""
    out = HEAD + table("liability", {"full_causes": ["withdrawal"]})
    for kind, rows in (base or {}).items():
        out += table(kind, rows)
    out += table("stages", stages or {"close": {"weight": 1, "pick": "last"}})
    if not 0 <= seller <= 100:
        raise Elsewhere(f"a split of {seller} %")
    mine, other = whole(Fraction(seller), 100 - Fraction(seller))
    out += table("split", {"default": {"seller": mine, "business": other}})
    for kind, rows in lists.items():
        out += tables(kind, rows)
    return out


def any_rows(rows):
    """base_any of several rows is a list of tables."""
    return tables("base_any", rows)


def order(number_of, *items, day="2025-03-10", seller="agent", partner="house", **more):
    for item in items:
        item.setdefault("item", "thing")
    return {"t": "order", "order": f"o{number_of}", "closed": f"{day}T10:00:00Z", "channel": "shop",
            "partner": partner, "seller": seller, "items": list(items), **more}


def back(number_of, day="2025-03-11", **more):
    return {"t": "return", "order": f"o{number_of}", "cause": "withdrawal", "date": day, **more}


def settle(until):
    return {"t": "settle", "until": until}


def earned(lines, payee=None, without=()):
    """Shares and the last word of every rule of a period, of one payee or of all sellers; `without`: the claims of
    orders of which only what came back is asked for."""
    total, rules = 0, {}
    for line in lines:
        if line["t"] == "claim" and line["order"] in without:
            continue
        for share in line.get("shares", []):
            if share["payee"] == payee or (payee is None and share["role"] == "seller"):
                total += share["amount"]
        if line["t"] == "period" and (line["payee"] == payee or (payee is None and line["role"] == "seller")):
            rules[line["payee"], line["kind"], line["rule"], line["from"], line.get("charged_for")] = line["amount"]
    return Fraction(total + sum(rules.values()), scale())


def booked(lines, payee, until):
    """What a settlement found new of a payee: paid or carried on."""
    carried, out = 0, 0
    for line in lines:
        if line["t"] == "settled" and line["payee"] == payee:
            out = line["settled"] + line["carried"] - carried if line["until"] == until else out
            carried = line["carried"]
    return Fraction(out, scale())


def sale(number_of, amount, negated, **more):
    """Events of a sale; one of less than nothing is what comes back of one before it, noted in `negated`."""
    value = number(amount, "an amount")
    item = more.pop("item", "thing")
    rest = abs(value)
    parts = [rest]
    if units(rest) > MOST_MINOR:  # many pieces of a round price, and what is left of it
        rest = Fraction(units(rest) % MOST_PIECES, scale())
        parts = [abs(value) - rest, rest]
    events = [order(f"{number_of}" + (f"-{n}" if n else ""), sold(one, item=item), **more)
              for n, one in enumerate(parts)]
    if value < 0:
        negated |= {event["order"] for event in events}
        events += [back(event["order"][1:]) for event in events]
    return events


# --- one function a scheme: (program, inputs) -> {name: figure}; the plan alone where an error is expected

def simple(program, text, amount, **item):
    return {"commission": earned(program.run(text, [order(1, sold(amount, **item))]))}


def linear(program, text, amount):
    """Of a scheme in which a sale of less than nothing takes back what its opposite earned."""
    negated = set()
    events = sale(1, amount, negated)
    return {"commission": earned(program.run(text, events), without=negated)}


def percent_plan(inputs, of=part, **lists):
    return plan({"base": {"thing": percent_row(inputs["percent"], of=of)}}, **lists)


def percent_plus_extra(program, inputs):
    extra = 1 + number(inputs.get("extra_percent_of_commission", 0)) / 100
    if extra < 0:
        raise Elsewhere("a factor below nothing")
    factor = {"id": "extra", "scope": "pool", "value": decimal(extra)}
    return linear(program, percent_plan(inputs, factor=[factor]), inputs["base"])


# The word of a scope, and a mark that keeps a product's name apart from a variant's.
SCOPES = {"variant": ("base", "v-"), "item": ("base", "v-"), "product": ("base", "p-"), "category": ("base_group", ""),
          "group": ("base_group", ""), "brand": ("base_brand", "")}


def most_specific_rule(program, inputs):
    rows, everywhere = defaultdict(dict), []
    for rule in inputs.get("rules") or []:
        if rule["scope"] in ("global", "any", "all"):
            everywhere.append(row(rule))
        elif rule["scope"] in SCOPES:
            kind, mark = SCOPES[rule["scope"]]
            rows[kind].setdefault(name(rule["key"], mark), []).append(row(rule))
        else:
            raise Elsewhere(f"rules of plans are not found by {rule['scope']}")
    if not rows and not everywhere:
        rows["base"]["nothing"] = [{"kind": "none"}]
    # Of several rules for one name the first decides: a plan refuses the ones after it.
    text = plan({kind: {key: found[0] for key, found in keys.items()} for kind, keys in rows.items()})
    item = {"item": name(inputs["variant"], "v-") if inputs.get("variant") else "no-variant"}
    for member, field in (("product", "product"), ("category", "group"), ("brand", "brand")):
        if inputs.get(member):
            item[field] = name(inputs[member], SCOPES[member][1])
    return simple(program, text + any_rows(everywhere[:1]), inputs["base"], **item)


def discount_band(program, inputs):
    rows = []
    for band in inputs["bands"]:
        low, high = band.get("discount_from") or 0, band.get("discount_to")
        low, high = decimal(number(low)), decimal(number(100 if high is None else high))
        rows.append(row(band, {"item.discount": {"from": low, "to": high}}))
    discount = decimal(number(inputs.get("discount_percent") or 0))
    return simple(program, plan() + any_rows(rows), inputs["base"], discount=discount)


def commission_free(program, inputs):
    thing = {"kind": "none"} if inputs.get("product_commission_free") else percent_row(inputs["percent"])
    return linear(program, plan({"base": {"thing": thing}}), inputs["base"])


def section_plan(inputs, of=part):
    rows = []
    for section in inputs["sections"]:
        low, high = units(section.get("from") or 0), section.get("to")
        test = {"above": low - 1} if high is None else {"from": low, "to": units(high)}
        rows.append(row(section, {"item.value": test}, of))
    return plan() + any_rows(rows)


def section_whole_amount(program, inputs):
    return simple(program, section_plan(inputs), inputs["base"])


def percent_of_eligible_plan(inputs, of=part):
    return plan({"base": {"thing": percent_row(inputs["percent"], of=of), "free": {"kind": "none"}}})


def percent_of_eligible(program, inputs):
    negated = set()
    events = sale(1, inputs["eligible_base"], negated)
    events[0]["items"].append({"item": "free", "one_time": units("500")})
    return {"commission": earned(program.run(percent_of_eligible_plan(inputs), events), without=negated)}


def rate_precedence(program, inputs):
    if inputs.get("order", []) != ["item", "group", "brand", "fallback"]:
        raise Elsewhere("plans look rates up in one order: item, group, brand, any")
    keys = {"item": ("base", "thing"), "group": ("base_group", "things"), "brand": ("base_brand", "maker")}
    rows, text = {"base": {"nothing": {"kind": "none"}}}, ""
    for kind, percent in inputs["rates"].items():
        if percent is None:
            continue
        if kind == "fallback":
            text = any_rows([percent_row(percent)])
        elif kind in keys:
            rows.setdefault(keys[kind][0], {})[keys[kind][1]] = percent_row(percent)
        else:
            raise Elsewhere(f"rates of plans are not found by {kind}")
    found = simple(program, plan(rows) + text, "100", group="things", brand="maker")
    return {"rate": found["commission"]}


def lines_with_own_rep(program, inputs):
    """A line of an order team is credited to each member by its part of the net amount."""
    events, negated, rows, reps = [], set(), {}, set()
    for n, line in enumerate(inputs["lines"]):
        team = [{"rep": line["rep"], "share": 100}] if line.get("rep") else inputs.get("order_team") or []
        rates = line.get("rate_by_rep") or {}
        found = [percent_row(percent, {"order.close_seller": name(rep)}) for rep, percent in rates.items()]
        rows[f"line-{n}"] = {"kind": "none"} if line.get("grants_commission") is False or not found else found
        reps |= set(rates)
        for member in team:
            reps.add(member["rep"])
            amount = number(line["net"]) * number(member["share"]) / 100
            events += sale(f"{n}-{name(member['rep'])}", amount, negated, item=f"line-{n}", seller=name(member["rep"]))
    lines = program.run(plan({"base": rows}), events)
    return {rep: earned(lines, name(rep), negated) for rep in reps}


def percent(program, inputs):
    """Of the net amount; a list price times pieces, less a discount of them all, is one."""
    amount = number(inputs["base"]) if inputs.get("base") is not None else None
    if inputs.get("list") is None:
        return linear(program, percent_plan(inputs), amount)
    pieces = number(inputs.get("qty") or 1)
    net = number(inputs["list"]) * pieces - number(inputs.get("discount") or 0)
    if amount not in (None, net):
        raise Elsewhere("the base is not list times pieces less discount")
    if pieces.denominator != 1 or pieces < 1 or places_of(net / pieces) > MOST_PLACES or net < 0:
        return linear(program, percent_plan(inputs), net)
    if units(max(number(inputs["list"]), net / pieces)) > MOST_MINOR:
        return linear(program, percent_plan(inputs), net)
    return simple(program, percent_plan(inputs), net / pieces, quantity=int(pieces), list=units(inputs["list"]))


def overage_multiplier_single_tier(program, inputs):
    own = number(inputs["rate"]) * 100
    base = {"base": {"thing": percent_row(own)}}
    bands = sorted(inputs.get("tiers_percent_of_quota") or [], key=lambda band: number(band["from"]))
    above = [band for band in bands if number(band["from"]) >= 100]
    quota, revenue = units(inputs["quota"]), number(inputs["revenue"])
    if quota <= 0:
        raise Elsewhere("a quota of nothing")
    reached = revenue * 100 * scale() / quota
    if any(number(band["mult"]) != 1 for band in bands if band not in above):
        raise Elsewhere("a band below the quota that changes what was earned")
    if above and above[-1].get("to") is not None and reached >= number(above[-1]["to"]):
        raise Elsewhere("more than the last band is for")
    tier = {"id": "quota", "per": "seller", "period": "P1Y", "measure": "value", "mode": "overage",
            "quota": quota, "charge": "principal",
            "bands": [{"from_percent": decimal(number(band["from"])), "factor": decimal(number(band["mult"]))}
                      for band in above]}
    lines = program.run(plan(base, **({"tier": [tier]} if above else {})), [order(1, sold(revenue))])
    found = [line["band"] for line in lines if line["t"] == "period" and line["kind"] == "tier"]
    multiplier = number(above[found[-1] - 1]["mult"]) if found and found[-1] > 0 else Fraction(1)
    return {"commission": earned(lines), "multiplier": multiplier}


def in_year(program, text, inputs, touches=()):
    """A sale in February after what the year had before it: figures of the sale alone."""
    events, before = [], number(inputs.get("ytd_before") or 0)
    if before > 0:
        events.append(order(1, sold(before), day="2025-01-15"))
    events += [settle("2025-01-31"), order(2, sold(inputs["gross"]), day="2025-02-15", touches=list(touches)),
               settle("2025-02-28")]
    lines = program.run(text, events)
    return {"agent": booked(lines, "agent", "2025-02-28"), "house": booked(lines, "house", "2025-02-28")}


WHOLE = {"base": {"thing": {"kind": "percent", "rate": "1", "of": "value", "tax": "net"}}}


def bands_of(steps, mode, period, charge):
    """A tier for rates by what was sold: (from, percent), ascending. The least is what a sale earns by itself."""
    least = min(percent for _, percent in steps)
    bands = [{"from": units(low), "rate": part(percent - least)} for low, percent in steps]
    tier = {"id": "steps", "per": "seller", "period": period, "measure": "value", "mode": mode, "charge": charge,
            "bands": bands}
    return least, {"tier": [tier]} if len(bands) > 1 else {}


def split_with_cap(program, inputs):
    agent = number(inputs["agent_percent"])
    steps, cap = [(0, agent)], number(inputs.get("cap") or 0)
    post = inputs.get("post_cap_agent_percent")
    if cap > 0:
        steps.append((cap, number(100 if post is None else post)))
    least, lists = bands_of(steps, "marginal", "P1Y", "business")
    team = number(inputs.get("team_percent") or 0)
    stages, touches = None, []
    if team:
        ours, rest = whole(team, 100 - team)
        stages = {"team": {"weight": ours, "pick": "last", "evidence_any": ["team"]},
                  "close": {"weight": rest, "pick": "last"}}
        touches = [{"evidence": "team", "partner": "team", "at": "2025-02-15T10:00:00Z"}]
    return in_year(program, plan(WHOLE, least, stages, **lists), inputs, touches)


def ytd_tier_whole_transaction(program, inputs):
    steps = sorted((number(tier.get("from") or 0), number(tier["agent_percent"])) for tier in inputs["tiers"])
    if not steps or steps[0][0] > 0:
        raise Elsewhere("no rate for the first sale of a year")
    least, lists = bands_of(steps, "standing", "P1Y", "business")
    return in_year(program, plan(WHOLE, least, **lists), inputs)


def share_of_total(program, inputs):
    shares = {payee: number(percent) for payee, percent in inputs["shares"].items()}
    rest = 100 - sum(shares.values())
    if rest < 0:
        raise Elsewhere("a stage divides what there is: more than all cannot be asked for")
    weights = {name(payee): decimal(percent) for payee, percent in shares.items()}
    if rest:
        weights["rest-of-it"] = decimal(rest)
    if len(weights) > 32:
        raise Elsewhere("a stage has 32 parties at most")
    touches = [{"evidence": "part", "partner": partner, "at": "2025-03-10T09:00:00Z"} for partner in weights]
    stages = {"parts": {"weight": 1, "pick": "all", "max": 32, "model": "manual", "weights": weights,
                        "evidence_any": ["part"]}}
    negated = set()
    lines = program.run(plan(WHOLE, 100, stages), sale(1, inputs["total"], negated, touches=touches))
    return {payee: earned(lines, name(payee), negated) for payee in shares}


def reseller_tier(program, inputs):
    rows = []
    if inputs.get("custom_rate") is not None:
        rows.append(percent_row(number(inputs["custom_rate"]) * 100, {"order.close_partner": "reseller"}))
    for tier, found in (inputs.get("tier_rates") or {}).items():
        rows.append(percent_row(number(found) * 100, {"order.close_tier": name(tier)}))
    tier = {"tier": name(inputs["tier"])} if inputs.get("tier") else {}
    own = inputs.get("customer_revenues") or []
    sales = [("reseller", amount) for amount in own]
    sales += [("other", amount) for amount in inputs.get("customer_revenues_of_other_reseller") or []]
    if not rows:
        rows.append({"kind": "none"})
    text, negated, events = plan() + any_rows(rows), set(), []
    for n, (partner, amount) in enumerate(sales):
        events += sale(n, amount, negated, partner=partner, seller=f"{partner}-1", **tier)
    events.append(order("probe", sold(100), partner="reseller", seller="probe", **tier))
    lines = program.run(text, events)
    return {"commission": earned(lines, "reseller-1", negated), "revenue": sum(map(number, own), Fraction(0)),
            "rate": earned(lines, "probe") / 100}


def progressive(program, inputs):
    low, steps = Fraction(0), []
    for place, band in enumerate(inputs["bands"]):
        steps.append((low, number(band["percent"])))
        if band.get("up_to") is None:
            break
        low = number(band["up_to"])
        if place + 1 == len(inputs["bands"]) and number(inputs["base"]) > low:
            raise Elsewhere("more than the last band is for")
    least, lists = bands_of(steps, "marginal", "P1M", "principal")
    sales = [(number(inputs.get(part) or 0), price) for part, price in (("locks", 45), ("stocks", 30), ("barrels", 25))]
    # Not by items where each would be rounded by itself.
    if sum(count * price for count, price in sales) == number(inputs["base"]) and places_of(least) == 0:
        items = [{"item": f"thing-{n}", "quantity": int(count), "one_time": units(price)}
                 for n, (count, price) in enumerate(sales) if count]
    else:
        items = [sold(inputs["base"])]
    text = plan(seller=100, **lists) + any_rows([percent_row(least)])
    return {"commission": earned(program.run(text, [order(1, *items or [sold(0)])]))}


# --- clawback: what a sale earned and what of it comes back, told in one of these ways

PAID = ("commission", "paid", "paid_commission", "commission_paid", "amount")
TERM = ("term_months", "window_months", "liability_months", "clawback_months", "months")
AFTER = ("cancelled_after_months", "after_months", "months_elapsed", "elapsed_months", "months_active")
REFUND = ("refund", "refunded", "returned", "refund_amount", "refunded_amount")
FIGURES = {"kept": ("commission", "net", "net_commission", "kept", "keep", "remaining", "earned"),
           "back": ("clawback", "reversed", "reverse", "reversal", "recovered", "clawed_back")}


def first_of(inputs, names):
    return next((number(inputs[one]) for one in names if inputs.get(one) is not None), None)


def clawback(program, inputs):
    """All of it, a part of the base that was refunded, or what the months since have not earned yet."""
    known = set(PAID + TERM + AFTER + REFUND) | {"base", "percent"}
    if strange := set(inputs) - known:
        raise Elsewhere("a clawback by " + ", ".join(sorted(strange)))
    paid, of = first_of(inputs, PAID), first_of(inputs, ("base",))
    rule = {"percent": inputs["percent"]} if of is not None and "percent" in inputs else {"fixed": paid}
    if of is None and paid is None:
        raise Elsewhere("a clawback of nothing that is told")
    term, after, refund = (first_of(inputs, names) for names in (TERM, AFTER, REFUND))
    whole_sale = paid if of is None else of
    items, text, returned = [sold(whole_sale)], "", "2025-03-11"
    if refund is not None:
        if not 0 <= refund <= whole_sale:
            raise Elsewhere("a refund of more than was sold")
        items = [sold(whole_sale - refund, item="kept"), sold(refund)]
        rule = rule if "percent" in rule else {"percent": 100}
    elif term is not None and after is not None and term.denominator == after.denominator == 1:
        month = 2 + int(after)
        returned = f"{2025 + month // 12}-{month % 12 + 1:02}-10"
        text = f'window = "P{int(term)}M"\ncurve = "linear"\n'
    elif term is not None or after is not None:
        raise Elsewhere("a clawback of part of a month")
    whole_plan = plan() + any_rows([row(rule)])
    if text:
        whole_plan = whole_plan.replace('"full_causes" = ["withdrawal"]\n', text)
    lines = program.run(whole_plan, [order(1, *items), back(1, returned, items=["thing"])])
    came = -Fraction(sum(line["amount"] for line in lines if line["t"] == "reversal"), scale())
    found = {one: earned(lines) for one in FIGURES["kept"]}
    return {**found, **{one: came for one in FIGURES["back"]}}


# --- settlement

MONTHS = {"last": "2025-07-10", "this": "2025-08-10", "next": "2025-09-10"}
CYCLES = {"monthly": 1, "quarterly": 3, "quaterly": 3, "semi": 6, "semi-annual": 6, "half-yearly": 6, "biannual": 6,
          "annual": 12, "yearly": 12, "biweekly": 0, "bi-weekly": 0}


def day_of(text):
    """A day by "last", "this month", 2025-08 or 2025-08-31."""
    word = str(text).split()[0].lower()
    word = MONTHS.get(word, word)
    try:
        return datetime.date.fromisoformat(word if len(word) > 7 else word + "-10")
    except ValueError:
        raise Elsewhere(f"a month that is not known here: {text}") from None


def end_of(day, cycle):
    """Last day of the settlement that the day falls in; 0: half a month."""
    if CYCLES[cycle] == 0 and day.day <= 15:
        return day.replace(day=15)
    months = max(CYCLES[cycle], 1)
    month = (day.month - 1) // months * months + months
    return datetime.date(day.year, month, calendar.monthrange(day.year, month)[1])


def settlement_count(program, inputs):
    """A plan has one currency: sales in two are two plans."""
    cycle = str(inputs["settlement_cycle"]).lower()
    if cycle not in CYCLES:
        raise Elsewhere(f"a cycle that is not known here: {cycle}")
    sales = [(invoice.get("cur") or invoice.get("currency") or "EUR",
              day_of(invoice.get("month") or invoice.get("date"))) for invoice in inputs.get("invoices") or []]
    days = inputs.get("invoice_dates") or []
    currencies = inputs.get("currencies") or ["EUR"] * len(days)
    sales += [(currency, day_of(text)) for currency, text in zip(currencies, days, strict=True)]
    count = 0
    for currency in sorted({currency for currency, _ in sales}):
        mine = sorted(day for other, day in sales if other == currency)
        events = [(day, 0, order(n, sold(10), day=day.isoformat())) for n, day in enumerate(mine)]
        events += [(end, 1, settle(end.isoformat())) for end in sorted({end_of(day, cycle) for day in mine})]
        text = percent_plan({"percent": "10"})
        if re.fullmatch("[A-Z]{3}", currency):
            text = text.replace('currency = "EUR"', f'currency = "{currency}"')
        lines = program.run(text, [event for _, _, event in sorted(events, key=lambda event: event[:2])])
        count += sum(line["t"] == "settled" and line["settled"] > 0 for line in lines)
    return {"settlements": Fraction(count)}


SCHEMES = {function.__name__: function for function in (
    percent_plus_extra, most_specific_rule, discount_band, commission_free, section_whole_amount, percent_of_eligible,
    rate_precedence, lines_with_own_rep, percent, overage_multiplier_single_tier, split_with_cap,
    ytd_tier_whole_transaction, share_of_total, reseller_tier, progressive, clawback, settlement_count)}
REFUSED = {"section_validation": section_plan, "section_whole_amount": section_plan,
           "percent_of_eligible": percent_of_eligible_plan, "percent": percent_plan}


def spelled(percent):
    """A rate as it stands, be it what it may: the plan is to refuse it."""
    try:
        return rate(percent)
    except Elsewhere:
        return str(percent)


def refused(program, vector):
    scheme, inputs = vector["scheme"], vector["inputs"]
    if scheme in REFUSED:
        code, said = program.lint(REFUSED[scheme](inputs, of=spelled))
        if code != 0:
            return []
    elif scheme in SCHEMES:
        try:
            said = f"comes to {SCHEMES[scheme](program, inputs)}"
        except Failed:
            return []
    else:
        raise Elsewhere("an unknown scheme")
    return [f"takes what must be refused ({vector['expected']['error']}): {said}"]


def rounded(value, places):
    sign = -1 if value < 0 else 1
    return sign * Fraction((abs(value) * 10**places * 2 + 1) // 2, 10**places)


def same(found, figure):
    """To the last digit that is told, and to the cent at least."""
    try:
        wanted = number(figure)
    except Elsewhere:
        return str(found) == str(figure)
    text = str(figure)
    places = max(CENTS, len(text.partition(".")[2].rstrip("%"))) if "e" not in text.lower() else MOST_PLACES
    return found == wanted or rounded(Fraction(found), places) == wanted


def differences(program, vector):
    found = SCHEMES[vector["scheme"]](program, vector["inputs"])
    out = []
    for key, figure in vector["expected"].items():
        if key in NOT_COMPARED:
            continue
        if key not in found:
            raise Elsewhere(f"{key} is nothing that a plan comes to")
        if not same(found[key], figure):
            out.append(f"{key}: {float(found[key])}, expected {figure}")
    return out


def compare(program, vector):
    """What differs, as texts. Elsewhere: why nothing can be compared."""
    scheme = vector["scheme"]
    if scheme in ELSEWHERE:
        raise Elsewhere(ELSEWHERE[scheme])
    figures = []
    for figure in vector["expected"].values():
        try:
            figures.append(min(places_of(number(figure)), MOST_PLACES))
        except Elsewhere:
            pass
    ways = {**SCHEMES, **REFUSED} if "error" in vector["expected"] else SCHEMES
    if scheme not in ways:
        raise Elsewhere("an unknown scheme")
    plain = max([CENTS, *figures])
    fine = plain if scheme in SHARED_OUT else min(plain + FINE, MOST_PLACES)
    try:
        try:
            return in_places(program, vector, fine)
        except Failed:
            if fine == plain:
                raise
            return in_places(program, vector, plain)  # too large for finer units
    except TooLarge as large:
        raise Elsewhere(str(large)) from large
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise Elsewhere(f"inputs that are not as the scheme has them: {type(error).__name__}: {error}") from error


def in_places(program, vector, places):
    Minor.places = places
    while True:
        try:
            return refused(program, vector) if "error" in vector["expected"] else differences(program, vector)
        except Finer as finer:
            Minor.places = finer.places


def truth(value):
    return str(value).strip().lower() in ("1", "true", "yes")


def vectors_of(path):
    with open(path, encoding="utf-8", newline="") as lines:
        if path.suffix == ".csv":
            rows = list(csv.DictReader(lines))
        else:
            rows = [json.loads(line, parse_float=decimals.Decimal) for line in lines if line.strip()]
    for found in rows:
        for member in ("inputs", "expected"):
            if member not in found:
                found[member] = json.loads(found[member + "_json"], parse_float=decimals.Decimal)
    return rows


def judge(program, vectors):
    """How many are as expected, those that are not, and those that cannot be compared, as texts."""
    good, bad, elsewhere = 0, [], []
    for vector in vectors:
        title = f"{vector['id']} {vector['scheme']}"
        try:
            differ = compare(program, vector)
        except Elsewhere as reason:
            elsewhere.append(f"{title}: {reason}")
            continue
        except Failed as failed:
            differ = [str(failed)]
        if differ and truth(vector.get("suspect")):
            elsewhere.append(f"{title}: suspect, not judged ({'; '.join(differ)})")
        elif differ:
            bad.append(f"{title}: {'; '.join(differ)}")
        else:
            good += 1
    return good, bad, elsewhere


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("file", nargs="?")
    options = parser.parse_args()
    known = "commission_vectors/vectors.jsonl"
    path = pathlib.Path(options.file) if options.file else test_data(known) / known
    with tempfile.TemporaryDirectory() as folder:
        good, bad, elsewhere = judge(Program(folder, options.bin), vectors_of(path))
    for text in bad:
        print(text)
    for text in elsewhere:
        print("not compared:", text)
    print(f"{good} as expected, {len(bad)} not, {len(elsewhere)} not compared")
    if bad:
        sys.exit("FAILED")


if __name__ == "__main__":
    main()
