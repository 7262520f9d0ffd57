#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the demo's sale must pay, computed apart from the product: exact fractions, largest remainder.

The sale: a tip and a consultation by Nord, a consultation by Süd, a close online; two items.
"""
from fractions import Fraction
from math import floor


def half_away(x):
    return floor(x + Fraction(1, 2)) if x >= 0 else -floor(-x + Fraction(1, 2))


def split(total, weights):
    """Largest remainder; ties go to the earlier part."""
    whole = sum(weights)
    exact = [Fraction(total) * Fraction(w) / whole for w in weights]
    parts = [floor(x) for x in exact]
    order = sorted(range(len(weights)), key=lambda i: (-(exact[i] - parts[i]), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def items(bases, factors, stages, ages, code_on, half_life=7, code_factor=Fraction(3, 2), shop=(40, 60)):
    """bases: cents per item. ages: days before the close of [Nord's, Süd's] advice. code_on: 0, 1 or None.
    A stage without a weight did not happen; the others share its part. Returns the touches' weights, and of
    each item {(payee, stage): cents}."""
    youngest = min(ages)
    touch = [Fraction(1, 2 ** ((a - youngest) // half_life)) if (a - youngest) % half_life == 0 else None
             for a in ages]
    assert None not in touch, "this reference knows whole half-lives only"
    if code_on is not None:
        touch[code_on] *= code_factor
    out = []
    for base in bases:
        pool = Fraction(base)
        for factor in factors:
            pool *= Fraction(factor)
        tip, advice, close = split(half_away(pool), [weight or 0 for weight in stages])
        of = {("online", "close"): close}
        # business before seller where remainders tie
        of["nord", "tip"], of["anna", "tip"] = split(tip, [shop[1], shop[0]])
        for who, name, cents in zip(("nord", "sued"), ("anna", "ben"), split(advice, touch)):
            of[who, "consultation"], of[name, "consultation"] = split(cents, [shop[1], shop[0]])
        out.append({key: cents for key, cents in of.items() if cents})
    return touch, out


def by_payee(shares):
    out = {}
    for (who, _), cents in shares.items():
        out[who] = out.get(who, 0) + cents
    return out


def sale(bases, factors, stages, ages, code_on, reserve_rate=Fraction(1, 10), premium=800, **options):
    """What each payee of the sale gets in August, and what is left of it after a withdrawal."""
    touch, shares = items(bases, factors, stages, ages, code_on, **options)
    earned = {}
    for item in shares:
        for (who, stage), cents in item.items():
            parts = earned.setdefault(who, {"tip": 0, "consultation": 0, "close": 0})
            parts[stage] += cents
    out = {}
    premiums = dict(zip(("nord", "sued"), split(premium, touch)))
    for who, parts in earned.items():
        total = sum(parts.values())
        held = half_away(total * reserve_rate)
        out[who] = {**parts, "total": total, "premium": premiums.get(who, 0), "reserve": held,
                    "settled": total - held, "reversal": -total, "open": held - total}
    return out
