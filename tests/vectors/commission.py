#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Commission cases of other people's test suites: each becomes a plan and events by its scheme, and must come to
what is expected, to the last digit.

usage: commission.py --bin DIR [FILE]

FILE  JSON Lines: {"id", "scheme", "inputs", "expected", "suspect"}; a suspect one is told and not judged.
Without it: $KONTOR_TEST_DATA/commission_vectors/vectors.jsonl, or ../shared/data beside the repository; without
that: exit 77.
"""
import argparse
import json
import pathlib
import sys
import tempfile
from collections import defaultdict
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from plans import HEAD, Failed, Program, table, tables, test_data  # noqa: E402

SCALE = 10**4  # minor units of the plans: nothing below is rounded

# What a plan cannot say, with the reason.
ELSEWHERE = {
    "geo_assign": "assigning a lead to a seller by postcode or state is no commission: offers and leads do it",
}
NOT_COMPARED = {
    "invoices_grouped": "how payouts are put on paper is the statement's matter, not the plan's",
    "invoices_ungrouped": "the same",
}


class Elsewhere(Exception):
    """The case asks for something that a plan does not do."""


def units(amount):
    value = Fraction(str(amount)) * SCALE
    if value.denominator != 1:
        raise Elsewhere(f"{amount} is finer than {SCALE} units")
    return int(value)


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
    return decimal(Fraction(str(percent)) / 100)


def name(text):
    return str(text).lower().replace("_", "-").replace(" ", "-")


def row(rule, when=None):
    """A base row: {"fixed": "10"} or {"percent": "5"}."""
    out = {"when": when} if when else {}
    if "fixed" in rule and rule["fixed"] is not None:
        return {**out, "kind": "fixed", "amount": units(rule["fixed"]), "tax": "net"}
    if Fraction(str(rule["percent"])) == 0:  # a plan says so in a word
        return {**out, "kind": "none"}
    return {**out, "kind": "percent", "rate": rate(rule["percent"]), "of": "value", "tax": "net"}


def percent_row(percent, when=None):
    return row({"percent": percent}, when)


def plan(base=None, seller=100, stages=None, **lists):
    """`base`: rows of base, base_group, base_brand, base_any; lists: factor, tier, ..."""
    out = HEAD
    for kind, rows in (base or {}).items():
        if kind == "base_any":
            out += table("base_any", {}) if not isinstance(rows, dict) else table("base_any", rows)
            continue
        out += table(kind, rows)
    out += table("stages", stages or {"close": {"weight": 1, "pick": "last"}})
    split = {"seller": seller, "business": 100 - seller} if seller < 100 else {"seller": 100}
    out += table("split", {"default": split})
    for kind, rows in lists.items():
        out += tables(kind, rows)
    return out


def any_rows(rows):
    """base_any of several rows is a list of tables."""
    return tables("base_any", rows)


def order(number, *items, day="2025-03-10", seller="agent", partner="house", **more):
    for item in items:
        item.setdefault("item", "thing")
    return {"t": "order", "order": f"o{number}", "closed": f"{day}T10:00:00Z", "channel": "shop", "partner": partner,
            "seller": seller, "items": list(items), **more}


def settle(until):
    return {"t": "settle", "until": until}


def earned(lines, payee=None):
    """Shares and the last word of every rule of a period, of one payee or of all sellers."""
    total, rules = 0, {}
    for line in lines:
        for share in line.get("shares", []):
            if share["payee"] == payee or (payee is None and share["role"] == "seller"):
                total += share["amount"]
        if line["t"] == "period" and (line["payee"] == payee or (payee is None and line["role"] == "seller")):
            rules[line["payee"], line["kind"], line["rule"], line["from"], line.get("charged_for")] = line["amount"]
    return Fraction(total + sum(rules.values()), SCALE)


def booked(lines, payee, until):
    """What a settlement found new of a payee: paid or carried on."""
    carried, out = 0, 0
    for line in lines:
        if line["t"] == "settled" and line["payee"] == payee:
            out = line["settled"] + line["carried"] - carried if line["until"] == until else out
            carried = line["carried"]
    return Fraction(out, SCALE)


# --- one function a scheme: (program, inputs) -> {name: figure}; the plan alone where an error is expected

def simple(program, text, amount, **item):
    return {"commission": earned(program.run(text, [order(1, {"one_time": units(amount), **item})]))}


def percent_plan(inputs, base="base", **lists):
    return plan({"base": {"thing": percent_row(inputs["percent"])}}, **lists)


def percent_plus_extra(program, inputs):
    extra = 1 + Fraction(inputs["extra_percent_of_commission"]) / 100
    factor = {"id": "extra", "scope": "pool", "value": decimal(extra)}
    return simple(program, percent_plan(inputs, factor=[factor]), inputs["base"])


SCOPES = {"variant": "base", "product": "base", "category": "base_group", "brand": "base_brand", "global": "base_any"}


def most_specific_rule(program, inputs):
    rows = defaultdict(dict)
    text = ""
    for rule in inputs["rules"]:
        if rule["scope"] == "global":
            text += any_rows([row(rule)])
        else:
            rows[SCOPES[rule["scope"]]].setdefault(name(rule["key"]), []).append(row(rule))
    if not inputs["rules"]:
        rows["base"]["nothing"] = [{"kind": "none"}]
    flat = {kind: {key: found[0] if len(found) == 1 else found for key, found in keys.items()}
            for kind, keys in rows.items()}
    item = {"item": name(inputs.get("variant") or "no-variant")}
    for member, field in (("product", "product"), ("category", "group"), ("brand", "brand")):
        if inputs.get(member):
            item[field] = name(inputs[member])
    return simple(program, plan(flat) + text, inputs["base"], **item)


def discount_band(program, inputs):
    rows = [row(band, {"item.discount": {"from": str(band["discount_from"]), "to": str(band["discount_to"])}})
            for band in inputs["bands"]]
    return simple(program, plan() + any_rows(rows), inputs["base"], discount=str(inputs["discount_percent"]))


def commission_free(program, inputs):
    thing = {"kind": "none"} if inputs["product_commission_free"] else percent_row(inputs["percent"])
    return simple(program, plan({"base": {"thing": thing}}), inputs["base"])


def section_plan(inputs):
    rows = []
    for section in inputs["sections"]:
        low, high = units(section["from"]), section.get("to")
        test = {"above": low - 1} if high is None else {"from": low, "to": units(high)}
        rows.append(row(section, {"item.value": test}))
    return plan() + any_rows(rows)


def section_whole_amount(program, inputs):
    return simple(program, section_plan(inputs), inputs["base"])


def percent_of_eligible_plan(inputs):
    return plan({"base": {"thing": percent_row(inputs["percent"]), "free": {"kind": "none"}}})


def percent_of_eligible(program, inputs):
    items = [{"one_time": units(inputs["eligible_base"])}, {"item": "free", "one_time": units("500")}]
    return {"commission": earned(program.run(percent_of_eligible_plan(inputs), [order(1, *items)]))}


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
        else:
            rows.setdefault(keys[kind][0], {})[keys[kind][1]] = percent_row(percent)
    found = simple(program, plan(rows) + text, "100", group="things", brand="maker")
    return {"rate": found["commission"]}


def lines_with_own_rep(program, inputs):
    """A line of an order team is credited to each member by its part of the net amount."""
    events, rows, reps = [], {}, set()
    for n, line in enumerate(inputs["lines"]):
        team = [{"rep": line["rep"], "share": "100"}] if line.get("rep") else inputs.get("order_team") or []
        for rep, percent in line["rate_by_rep"].items():
            if rows.setdefault(rep, percent) != percent:
                raise Elsewhere("one seller with two rates for the same item")
        for member in team:
            reps.add(member["rep"])
            amount = units(line["net"]) * Fraction(str(member["share"])) / 100
            if amount.denominator != 1:
                raise Elsewhere("a part of a line below the units here")
            free = line.get("grants_commission") is False
            events.append(order(f"{n}-{name(member['rep'])}", {"item": "free" if free else "thing", "one_time": int(amount)},
                                seller=name(member["rep"])))
    base = [percent_row(percent, {"order.close_seller": name(rep)}) for rep, percent in rows.items()]
    text = plan({"base": {"free": {"kind": "none"}}}) + any_rows(base)
    lines = program.run(text, events)
    return {rep: earned(lines, name(rep)) for rep in reps | set(rows)}


def percent(program, inputs):
    pieces = int(inputs.get("qty", 1))
    amount = Fraction(str(inputs["base"])) if "base" in inputs else None
    item = {}
    if inputs.get("list") is not None:
        net = Fraction(str(inputs["list"])) * pieces - Fraction(str(inputs.get("discount", "0")))
        if amount not in (None, net):
            raise Elsewhere("the base is not list times pieces less discount")
        amount = net
        item = {"quantity": pieces, "list": units(inputs["list"])}
    piece = amount / pieces if item else amount
    return simple(program, percent_plan(inputs), str(piece), **item)


def overage_multiplier_single_tier(program, inputs):
    base = {"base": {"thing": {"kind": "percent", "rate": decimal(inputs["rate"]), "of": "value", "tax": "net"}}}
    bands = inputs.get("tiers_percent_of_quota") or []
    above = [band for band in bands if Fraction(band["from"]) >= 100]
    if any(Fraction(band["mult"]) != 1 for band in bands if band not in above):
        raise Elsewhere("a band below the quota that changes what was earned")
    tier = {"id": "quota", "per": "seller", "period": "P1Y", "measure": "value", "mode": "overage",
            "quota": units(inputs["quota"]), "charge": "principal",
            "bands": [{"from_percent": str(band["from"]), "factor": decimal(band["mult"])} for band in above]}
    lines = program.run(plan(base, **({"tier": [tier]} if above else {})),
                        [order(1, {"one_time": units(inputs["revenue"])})])
    reached = [line["band"] for line in lines if line["t"] == "period" and line["kind"] == "tier"]
    multiplier = Fraction(above[reached[-1] - 1]["mult"]) if reached and reached[-1] > 0 else Fraction(1)
    return {"commission": earned(lines), "multiplier": multiplier}


def in_year(program, text, inputs, touches=()):
    """A sale in February after what the year had before it: figures of the sale alone."""
    events, number = [], 1
    if units(inputs["ytd_before"]) > 0:
        events.append(order(number, {"one_time": units(inputs["ytd_before"])}, day="2025-01-15"))
    events += [settle("2025-01-31"),
               order(number + 1, {"one_time": units(inputs["gross"])}, day="2025-02-15", touches=list(touches)),
               settle("2025-02-28")]
    lines = program.run(text, events)
    return {"agent": booked(lines, "agent", "2025-02-28"), "house": booked(lines, "house", "2025-02-28")}


WHOLE = {"base": {"thing": {"kind": "percent", "rate": "1", "of": "value", "tax": "net"}}}


def year_tier(mode, bands):
    return [{"id": "year", "per": "seller", "period": "P1Y", "measure": "value", "mode": mode, "charge": "business",
             "bands": bands}]


def split_with_cap(program, inputs):
    agent = Fraction(str(inputs["agent_percent"]))
    more = Fraction(str(inputs["post_cap_agent_percent"])) - agent
    lists = {}
    if units(inputs["cap"]) > 0 and more > 0:
        lists = {"tier": year_tier("marginal", [{"from": units(inputs["cap"]), "rate": rate(more)}])}
    team = Fraction(str(inputs.get("team_percent") or 0))
    stages, touches = None, []
    if team:
        stages = {"team": {"weight": int(team * 1000), "pick": "last", "evidence_any": ["team"]},
                  "close": {"weight": int((100 - team) * 1000), "pick": "last"}}
        touches = [{"evidence": "team", "partner": "team", "at": "2025-02-15T10:00:00Z"}]
    if agent.denominator != 1:
        raise Elsewhere("splits are whole numbers")
    return in_year(program, plan(WHOLE, int(agent), stages, **lists), inputs, touches)


def ytd_tier_whole_transaction(program, inputs):
    tiers = sorted(inputs["tiers"], key=lambda tier: Fraction(str(tier["from"])))
    first = Fraction(str(tiers[0]["agent_percent"]))
    bands = [{"from": units(tier["from"]), "rate": rate(Fraction(str(tier["agent_percent"])) - first)}
             for tier in tiers[1:]]
    lists = {"tier": year_tier("standing", bands)} if bands else {}
    return in_year(program, plan(WHOLE, int(first), **lists), inputs)


def share_of_total(program, inputs):
    shares = {payee: Fraction(str(percent)) for payee, percent in inputs["shares"].items()}
    rest = 100 - sum(shares.values())
    if rest < 0:
        raise Elsewhere("a stage divides what there is: more than all cannot be asked for")
    weights = {name(payee): decimal(percent) for payee, percent in shares.items()}
    touches = [{"evidence": "part", "partner": partner, "at": "2025-03-10T09:00:00Z"} for partner in weights]
    if rest:
        weights["rest-of-it"] = decimal(rest)
        touches.append({"evidence": "part", "partner": "rest-of-it", "at": "2025-03-10T09:00:00Z"})
    stages = {"parts": {"weight": 1, "pick": "all", "max": 32, "model": "manual", "weights": weights,
                        "evidence_any": ["part"]}}
    lines = program.run(plan(WHOLE, 100, stages), [order(1, {"one_time": units(inputs["total"])}, touches=touches)])
    return {payee: earned(lines, name(payee)) for payee in shares}


def reseller_tier(program, inputs):
    rows = []
    if inputs.get("custom_rate") is not None:
        custom = Fraction(str(inputs["custom_rate"])) * 100
        rows.append(percent_row(custom, {"order.close_partner": "reseller"}))
    for tier, found in inputs["tier_rates"].items():
        rows.append(percent_row(Fraction(str(found)) * 100, {"order.close_tier": name(tier)}))
    tier = name(inputs["tier"])
    sales = [("reseller", amount) for amount in inputs["customer_revenues"]]
    sales += [("other", amount) for amount in inputs.get("customer_revenues_of_other_reseller") or []]
    events = [order(n, {"one_time": units(amount)}, partner=partner, seller=f"{partner}-1", tier=tier)
              for n, (partner, amount) in enumerate(sales)]
    lines = program.run(plan() + any_rows(rows), events, "--explain")
    revenue = sum(Fraction(str(amount)) for amount in inputs["customer_revenues"])
    commission = earned(lines, "reseller-1")
    out = {"commission": commission, "revenue": revenue}
    if revenue:
        out["rate"] = commission / revenue
    return out


def progressive(program, inputs):
    bands = inputs["bands"]
    first = Fraction(str(bands[0]["percent"]))
    more = [{"from": units(below["up_to"]), "rate": rate(Fraction(str(band["percent"])) - first)}
            for below, band in zip(bands, bands[1:])]
    tier = {"id": "month", "per": "seller", "period": "P1M", "measure": "value", "mode": "marginal",
            "charge": "principal", "bands": more}
    lists = {"tier": [tier]} if more else {}
    sales = [(inputs.get(part, 0), price) for part, price in (("locks", 45), ("stocks", 30), ("barrels", 25))]
    if sum(count * price for count, price in sales) == Fraction(str(inputs["base"])):
        items = [{"item": f"thing-{n}", "quantity": count, "one_time": units(price)}
                 for n, (count, price) in enumerate(sales)]
    else:
        items = [{"one_time": units(inputs["base"])}]
    text = plan(seller=100, **lists) + any_rows([percent_row(first)])
    return {"commission": earned(program.run(text, [order(1, *items)]))}


MONTHS = {"last": "2025-07", "this": "2025-08"}
ENDS = {"monthly": ["2025-07-31", "2025-08-31"], "quarterly": ["2025-09-30"], "quaterly": ["2025-09-30"],
        "semi": ["2025-12-31"], "half-yearly": ["2025-12-31"], "annual": ["2025-12-31"], "yearly": ["2025-12-31"]}


def settlement_count(program, inputs):
    """A plan has one currency: sales in two are two plans."""
    sales = [(sale["cur"], sale["month"]) for sale in inputs.get("invoices") or []]
    sales += list(zip(inputs.get("currencies") or [], (text.split()[0] for text in inputs.get("invoice_dates") or [])))
    if inputs["settlement_cycle"] not in ENDS or any(month not in MONTHS for _, month in sales):
        raise Elsewhere("a cycle or month that is not known here")
    count = 0
    for currency in sorted({currency for currency, _ in sales}):
        mine = sorted(MONTHS[month] for other, month in sales if other == currency)
        events = [order(n, {"one_time": units("10")}, day=f"{month}-10") for n, month in enumerate(mine)]
        events = sorted(events + [settle(day) for day in ENDS[inputs["settlement_cycle"]]],
                        key=lambda event: event.get("until") or event["closed"][:10])
        text = percent_plan({"percent": "10"})
        if currency.isalpha() and len(currency) == 3:
            text = text.replace('currency = "EUR"', f'currency = "{currency}"')
        lines = program.run(text, events)
        count += sum(line["t"] == "settled" and line["settled"] > 0 for line in lines)
    return {"settlements": Fraction(count)}


SCHEMES = {function.__name__: function for function in (
    percent_plus_extra, most_specific_rule, discount_band, commission_free, section_whole_amount, percent_of_eligible,
    rate_precedence, lines_with_own_rep, percent, overage_multiplier_single_tier, split_with_cap,
    ytd_tier_whole_transaction, share_of_total, reseller_tier, progressive, settlement_count)}
REFUSED = {"section_validation": section_plan, "section_whole_amount": section_plan,
           "percent_of_eligible": percent_of_eligible_plan, "percent": percent_plan}


def compare(program, vector):
    """What differs, as texts."""
    scheme, inputs, expected = vector["scheme"], vector["inputs"], vector["expected"]
    if scheme in ELSEWHERE:
        raise Elsewhere(ELSEWHERE[scheme])
    if "error" in expected:
        if scheme not in REFUSED:
            raise Elsewhere("no plan to refuse for this scheme")
        code, said = program.lint(REFUSED[scheme](inputs))
        return [] if code != 0 else [f"`plan lint` accepts what must be refused ({expected['error']}): {said}"]
    if scheme not in SCHEMES:
        raise Elsewhere("an unknown scheme")
    found = SCHEMES[scheme](program, inputs)
    out = []
    for key, figure in expected.items():
        if key in NOT_COMPARED:
            continue
        if key not in found:
            out.append(f"{key}: not found")
        elif found[key] != Fraction(str(figure)):
            out.append(f"{key}: {float(found[key])}, expected {figure}")
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("file", nargs="?")
    options = parser.parse_args()
    known = "commission_vectors/vectors.jsonl"
    path = pathlib.Path(options.file) if options.file else test_data(known) / known
    good, bad, elsewhere = 0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        program = Program(folder, options.bin)
        for line in path.read_text(encoding="utf-8").splitlines():
            vector = json.loads(line)
            try:
                differ = compare(program, vector)
            except Elsewhere as reason:
                elsewhere.append(f"{vector['id']} {vector['scheme']}: {reason}")
                continue
            except (Failed, KeyError, ValueError) as error:
                differ = [f"{type(error).__name__}: {error}"]
            if differ and vector.get("suspect"):
                elsewhere.append(f"{vector['id']} {vector['scheme']}: suspect, not judged ({'; '.join(differ)})")
            elif differ:
                bad += 1
                print(f"{vector['id']} {vector['scheme']}: {'; '.join(differ)}")
            else:
                good += 1
    for text in elsewhere:
        print("not compared:", text)
    print(f"{good} as expected, {bad} not, {len(elsewhere)} not compared")
    if bad:
        sys.exit("FAILED")


main()
