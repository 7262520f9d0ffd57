#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Invented sales for a back-test: orders of one item with four touches before the close, and a plan of twelve rules.

usage: backtest.py FOLDER ITEMS [SEED]

Writes FOLDER/plan.toml and FOLDER/events.jsonl and prints the seed. The sales come at one pace whatever their
number, some come back, every month is settled: so as many orders are open at a time with few items as with many.
"""

import datetime
import pathlib
import random
import sys

SEED = 20250828
ITEMS_A_DAY = 300
FIRST = datetime.date(2015, 1, 1)

PLAN = """schema = "plan/1"
[plan]
id = "backtest"
version = 1
valid = { from = 2015-01-01, chosen_by = "order.closed" }
currency = "EUR"
regime = "dealer"
acceptance = "framework_agreement"
[base]
tariff-l = { kind = "fixed", amount = 12000, tax = "net" }
phone = [ { when = { "item.discount" = { from = "0", to = "10" } }, kind = "percent", rate = "0.02", of = "one_time", tax = "net" },
          { kind = "percent", rate = "0.01", of = "one_time", tax = "net" } ]
[base_group]
accessory = { kind = "per_unit", amount = 150, tax = "net" }
[base_any]
kind = "fixed"
amount = 500
tax = "net"
[[factor]]
id = "price-point"
scope = "pool"
when = { "item.price_point" = "online-special" }
value = "0.90"
[[factor]]
id = "autumn"
scope = "pool"
when = { "order.campaign" = "autumn" }
value = "1.10"
[[factor]]
id = "code"
scope = "share"
stage = "consultation"
when = { "touch.code" = { same_as = "order.code" } }
value = "1.5"
[[factor]]
id = "long-talk"
scope = "share"
stage = "consultation"
when = { "touch.minutes" = { above = 30 } }
value = "1.2"
[factor_limits]
pool = { min = "0.50", max = "1.50" }
share = { min = "0.25", max = "4.00" }
[stages]
tip = { weight = 10, pick = "first", lookback = "P90D", evidence_any = ["lead_with_consent", "code_issued"] }
consultation = { weight = 50, pick = "all", model = "time_decay", half_life = "P7D", max = 4, min_minutes = 10, lookback = "P60D" }
close = { weight = 40, pick = "last" }
if_absent = "redistribute"
[vest]
earned = "order.delivered"
payable = "settle"
[split]
default = { seller = 40, business = 60 }
online = { business = 100 }
[[tier]]
id = "month"
per = "seller"
period = "P1M"
measure = "earned"
mode = "marginal"
bands = [ { from = 100000, factor = "1.1" }, { from = 200000, factor = "1.25" } ]
[[cap]]
id = "year"
per = "seller"
period = "P1Y"
amount = 10000000
[[premium]]
id = "shop-for-online"
when = { "order.close_channel" = "online" }
pay = { among = "consultation", to = "business", amount = 800, cap_month = 2000000, clawback = "none" }
[[credit]]
to = { closing_unit = "1.0", consulting_units = "0.5" }
counting = "closing_unit"
[liability]
window = "P1M"
curve = "linear"
full_causes = ["withdrawal"]
never_causes = ["principal_fault"]
[settle]
period = "P1M"
due = "end_of_next_month"
rounding = "largest_remainder"
tie = "payee_id"
min_payout = 0
"""

ITEMS = (('"item":"tariff-l","recurring":3999,"term_months":24', 4),
         ('"item":"phone","one_time":49900,"list":54900', 3),
         ('"item":"case","group":"accessory","one_time":1900,"quantity":2', 2),
         ('"item":"insurance","recurring":499,"term_months":12', 1))
EVIDENCE = ("lead_with_consent", "consultation", "consultation", "consultation")


def touch(chance, evidence, day, code):
    shop = chance.randrange(20)
    minutes = chance.randrange(5, 50)
    issued = f',"code":"{code}"' if code and chance.random() < 0.5 else ""
    return (f'{{"evidence":"{evidence}","partner":"shop-{shop}","outlet":"shop-{shop}/mitte","channel":"shop",'
            f'"seller":"seller-{shop}-{chance.randrange(3)}","at":"{day.isoformat()}T{chance.randrange(8, 18):02}:15:00Z",'
            f'"minutes":{minutes}{issued}}}')


def order(chance, number, day):
    item = chance.choices([text for text, _ in ITEMS], [weight for _, weight in ITEMS])[0]
    point = "online-special" if chance.random() < 0.3 else "list"
    code = f"k{number}" if chance.random() < 0.3 else ""
    ages = sorted((chance.randrange(0, 70) for _ in EVIDENCE), reverse=True)
    touches = ",".join(touch(chance, evidence, day - datetime.timedelta(days=age), code)
                       for evidence, age in zip(EVIDENCE, ages))
    online = chance.random() < 0.5
    where = ('"channel":"online","outlet":"online/web","partner":"online"' if online else
             '"channel":"shop","outlet":"shop-1/mitte","partner":"shop-1","seller":"seller-1-1"')
    campaign = ',"campaign":"autumn"' if chance.random() < 0.25 else ""
    redeemed = f',"code":"{code}"' if code else ""
    return (f'{{"t":"order","order":"o{number}","closed":"{day.isoformat()}T18:30:00Z",{where}{campaign}{redeemed},'
            f'"items":[{{{item},"price_point":"{point}"}}],"touches":[{touches}]}}\n')


def events(chance, count):
    day = FIRST
    recent = []
    for number in range(count):
        if number and number % ITEMS_A_DAY == 0:
            tomorrow = day + datetime.timedelta(days=1)
            if tomorrow.month != day.month:
                yield f'{{"t":"settle","until":"{day.isoformat()}"}}\n'
            day = tomorrow
        yield order(chance, number, day)
        recent.append(number)
        if chance.random() < 0.03:
            back = recent.pop(chance.randrange(len(recent)))
            cause = "withdrawal" if chance.random() < 0.5 else "cancellation"
            yield f'{{"t":"return","order":"o{back}","cause":"{cause}","date":"{day.isoformat()}"}}\n'
        if len(recent) > 14 * ITEMS_A_DAY:
            del recent[:ITEMS_A_DAY]


def write(folder, count, seed=SEED):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    plan, lines = folder / "plan.toml", folder / f"events-{count}.jsonl"
    plan.write_text(PLAN, encoding="utf-8")
    with open(lines, "w", encoding="utf-8") as file:
        file.writelines(events(random.Random(seed), count))
    return plan, lines


def main():
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else SEED
    plan, lines = write(sys.argv[1], int(sys.argv[2]), seed)
    print(f"seed {seed}: {plan}, {lines}")


if __name__ == "__main__":
    main()
