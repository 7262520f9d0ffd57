# SPDX-License-Identifier: Apache-2.0
"""The worked example and its variants in cents: as the paper prints them, and computed apart from the product."""
import pathlib
import sys
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "demo"))
import reference  # noqa: E402
from reference import by_payee, half_away, split  # noqa: E402

SALE = ([12000, 1000], ["0.90", "1.10"])  # tariff, phone; price point and campaign
STAGES = (10, 50, 40)
PHONE = 1

PAPER = {  # tip, consultation, close, total, reserve, settled for August, reversal, open debit
    "anna": (515, 644, 0, 1159, 116, 1043, -1159, -1043),
    "nord": (772, 965, 0, 1737, 174, 1563, -1737, -1563),
    "ben": (0, 1930, 0, 1930, 193, 1737, -1930, -1737),
    "sued": (0, 2896, 0, 2896, 290, 2606, -2896, -2606),
    "online": (0, 0, 5148, 5148, 515, 4633, -5148, -4633),
}
PAPER_PREMIUMS = {"nord": 200, "sued": 600}
PAPER_PHONE = {"anna": -90, "nord": -133, "ben": -148, "sued": -223, "online": -396}
PAPER_PHONE_LEFT = {"anna": 26, "nord": 41, "ben": 45, "sued": 67, "online": 119}  # of the reserve
PAPER_NO_TIP = {"anna": 715, "nord": 1073, "ben": 2145, "sued": 3217, "online": 5720}
PAPER_LAST = {"anna": 0, "nord": 0, "ben": 0, "sued": 0, "online": 12870}
PAPER_CREDITS = {("closing_unit", "online/web"): 1, ("home_unit", "nord/mitte"): 1,
                 ("consulting_units", "nord/mitte"): 0.5, ("consulting_units", "sued/tor"): 0.5}

COLUMNS = ("tip", "consultation", "close", "total", "reserve", "settled", "reversal", "open")


def agree(computed, printed, what):
    assert computed == printed, f"the reference and the paper differ in {what}: {computed}, {printed}"
    return computed


def table():
    computed = reference.sale(*SALE, STAGES, [10, 3], 1)
    agree({who: tuple(row[column] for column in COLUMNS) for who, row in computed.items()}, PAPER, "the table")
    agree({who: row["premium"] for who, row in computed.items() if row["premium"]}, PAPER_PREMIUMS, "the premium")
    agree([sum(row[column] for row in computed.values()) for column in COLUMNS],
          [1287, 6435, 5148, 12870, 1288, 11582, -12870, -11582], "the sums")
    return computed


def phone_back():
    """Variant A: per payee what the phone earned, negative; and what is left of the reserve."""
    phone = by_payee(reference.items(*SALE, STAGES, [10, 3], 1)[1][PHONE])
    back = agree({who: -cents for who, cents in phone.items()}, PAPER_PHONE, "variant A")
    left = {who: max(row["reserve"] + back[who], 0) for who, row in table().items()}
    return back, agree(left, PAPER_PHONE_LEFT, "the reserve of variant A")


def no_tip():
    """Variant E: weights 50 : 40 alone."""
    computed = reference.sale(*SALE, (None, 50, 40), [10, 3], 1)
    agree({who: row["total"] for who, row in computed.items()}, PAPER_NO_TIP, "variant E")
    agree((sum(row["consultation"] for row in computed.values()), computed["online"]["close"]), (7150, 5720),
          "the stages of variant E")
    return computed


def items_without_tip():
    return [by_payee(item) for item in reference.items(*SALE, (None, 50, 40), [10, 3], 1)[1]]


# --- variant C: the journey as one stage

JOURNEY = [("nord", "anna", 14), ("nord", "anna", 10), ("sued", "ben", 3), ("online", None, 0)]
ONE = 1 << 40  # decay is counted in 40 binary digits


def root(value, degree):
    """Floor of the root, by halving."""
    low, high = 0, 1
    while high ** degree <= value:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle ** degree <= value else (low, middle)
    return low


def decay(days, half_life):
    """2^(-days / half_life), to the nearest of 40 binary digits: half of it is a whole root."""
    twice = root((1 << (41 * half_life)) >> days, half_life)
    return Fraction((twice + 1) // 2, ONE)


def weights(model):
    last = len(JOURNEY) - 1
    return {
        "first": [1] + [0] * last,
        "last": [0] * last + [1],
        "linear": [1] * len(JOURNEY),
        "position": [40] + [Fraction(20, last - 1)] * (last - 1) + [40],
        "time_decay": [decay(age, 7) for _, _, age in JOURNEY],
        "time_decay_by_step": [Fraction(1, 2 ** (last - i)) for i in range(len(JOURNEY))],
    }[model]


MODELS = ("first", "last", "linear", "position", "time_decay", "time_decay_by_step")


def by_model(model):
    """Per payee, if the model alone had judged. Remainders that tie go by partner."""
    out = dict.fromkeys(("anna", "nord", "ben", "sued", "online"), 0)
    ranked = sorted(range(len(JOURNEY)), key=lambda i: (JOURNEY[i][0], i))
    for base in SALE[0]:
        pool = half_away(Fraction(base) * Fraction(SALE[1][0]) * Fraction(SALE[1][1]))
        given = weights(model)
        for i, cents in zip(ranked, split(pool, [given[i] for i in ranked])):
            business, seller, _ = JOURNEY[i]
            parts = split(cents, [60, 40]) if seller else [cents, 0]
            out[business] += parts[0]
            if seller:
                out[seller] += parts[1]
    assert sum(out.values()) == 12870
    return agree(out, PAPER_LAST, "variant C") if model == "last" else out


# --- variant D: a life policy

LIFE_STAGES = {"tip": 10, "consultation": 30, "close": 60}
LIFE_PARTIES = {"tip": ("nord", "anna"), "consultation": ("sued", "ben"), "close": ("sued", "ben")}
WINDOW_MONTHS = 60


def life():
    """{(payee, stage): cents} of 2.5 % of 300 months at 160.00."""
    pool = agree(half_away(Fraction(300 * 16000) * Fraction("0.025")), 120000, "the pool of variant D")
    out = {}
    for stage, cents in zip(LIFE_STAGES, split(pool, list(LIFE_STAGES.values()))):
        business, seller = LIFE_PARTIES[stage]
        out[business, stage], out[seller, stage] = split(cents, [60, 40])
    return out


def life_back(months):
    """{(payee, stage): cents}, negative: the part of the window that is left."""
    shares = life()
    back = half_away(sum(shares.values()) * Fraction(WINDOW_MONTHS - months, WINDOW_MONTHS))
    if months == 22:
        agree((120000 - back, back), (44000, 76000), "variant D")
    return {key: -cents for key, cents in zip(shares, split(back, list(shares.values())))}


def life_reserve(months):
    """Per payee, what of the tenth held back is still justified after so many months."""
    left = Fraction(WINDOW_MONTHS - months, WINDOW_MONTHS)
    return {who: half_away(half_away(Fraction(cents, 10)) * left) for who, cents in by_payee(life()).items()}
