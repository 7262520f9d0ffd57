// SPDX-License-Identifier: Apache-2.0
// A year of random sales, returns, disputes by hand and monthly runs, and then the journal of it in
// the hands of two programs that know nothing of ours: hledger and ledger. What they find payable
// and reserved is what our statements leave open and our accounts hold.
#include "lib/settlement/journal.h"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <random>
#include <string>

#include "lib/base/text.h"
#include "lib/settlement/story_test.h"
#include "lib/statement/noun.h"
#include "lib/statement/record.h"
#include "tests/scratch.h"

namespace kontor {
namespace {

using claim::example::kAnna;
using claim::example::kBen;

using Balances = std::map<std::string, std::string>;  // account -> "12.34 EUR"

struct Shop {
  const char* name;
  const char* outlet;
  const char* seller;  // empty: none
};
constexpr Shop kShops[] = {
    {"nord", "nord/shop", "0000000000000san"},
    {"sued", "sued/shop", "0000000000000sbe"},
    {"online", "online/web", ""},
};

class Year : public settlement::example::Story {
 public:
  explicit Year(std::uint64_t seed) : random_(seed) {
    Json body = claim::example::plan_body();
    body["plan"].set("valid", parse_json(R"({"from":"2025-01-01","to":"2025-12-31",
                                             "chosen_by":"order.closed"})"));
    plan(body);
    for (int day = 0; day < 365; ++day) {
      if (draw(0, 1) == 1) sell(Date{first_.days + day});
    }
    for (int month = 1; month <= 14; ++month) {
      const Date next = add_months(first_, month);
      at(next, "08:00:00", [this, next] { settle(Date{next.days - 1}); });
    }
    while (!agenda_.empty()) {
      const auto event = agenda_.begin();
      const std::function<void()> act = event->second;
      now_ = event->first;
      agenda_.erase(event);
      act();
    }
  }

  // What our own records say of the accounts that the journal has.
  Balances expected() const {
    std::map<std::string, std::int64_t> sums;
    for (const std::string& id : state.ids("statement")) {
      const Record record = state.get("statement", id);
      if (record->has("continues")) continue;
      sums["assets:payout"] -= record->num("settled");
      // The last statement of each payee stands.
      const Record series = state.get("statement_series", record->str("payee"));
      if (series->num("number") != record->num("number")) continue;
      sums["liabilities:payable:" + record->str("partner") + ":" + record->str("payee")] =
          -(record->num("carried") + record->num("waiting") + record->num_or("on_hold", 0));
    }
    for (const std::string& id : state.ids("account")) {
      const Record account = state.get("account", id);
      if (account->has("continues")) continue;
      sums["liabilities:reserve:" + account->str("partner") + ":" + account->str("payee")] -=
          claim::balance(state, *account, last).held;
    }
    Balances out;
    for (const auto& [account, sum] : sums) {
      if (sum != 0) out[account] = format_amount(sum, "EUR") + " EUR";
    }
    return out;
  }

  Date last;  // day of the last run
  int sales = 0;
  int returns = 0;

 private:
  std::int64_t draw(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
  }
  void at(Date day, const char* time, std::function<void()> act) {
    agenda_.emplace(format_date(day) + "T" + time + "Z", std::move(act));
  }
  std::string id(char letter) {
    std::string number = std::to_string(++ids_);
    return std::string(1, letter) + std::string(15 - number.size(), '0') + number;
  }

  void advise(const std::string& customer, const Shop& shop, Date day) {
    consult(id('a'), shop.name, *shop.seller ? shop.seller : "online-1", customer,
            (format_date(day) + "T10:00:00Z").c_str(), draw(5, 45));
  }

  void sell(Date day) {
    const std::string order = id('r');
    const std::string customer = id('c');
    const Shop& close = kShops[draw(0, 2)];
    std::vector<std::string> items;
    for (const char* item : {"tariff-l", "phone"}) {
      if (draw(0, 2) > 0) items.emplace_back(item);
    }
    if (items.empty()) items.emplace_back("phone");
    ++sales;
    at(day, "12:00:00", [this, order, customer, close, items, day] {
      const Shop& home = kShops[draw(0, 2)];
      put("customer", customer, home.name, home.outlet, "x", now_.c_str(),
          Json::object({{"type", "consumer"}}));
      for (std::int64_t n = draw(0, 4); n > 0; --n) {
        advise(customer, kShops[draw(0, 1)], Date{day.days - draw(1, 40)});
      }
      submit_order(order, customer, close, items);
      for (const std::string& slug : items) {
        at(Date{day.days + draw(0, 9)}, "15:00:00", [this, order, slug] { deliver(order, slug); });
      }
      if (draw(0, 3) == 0) {
        const std::string back = items[static_cast<std::size_t>(draw(0, 1)) % items.size()];
        at(Date{day.days + draw(10, 200)}, "16:00:00", [this, order, back] { take(order, back); });
      }
    });
  }

  void submit_order(const std::string& order, const std::string& customer, const Shop& close,
                    const std::vector<std::string>& items) {
    Json record = Json::object(
        {{"state", "acknowledged"},
         {"offer", "autumn"},
         {"version", 1},
         {"customer", customer},
         {"price_point", draw(0, 1) ? "list" : "online-special"},
         {"close",
          Json::object({{"at", now_},
                        {"channel", std::string(close.name) == "online" ? "online" : "shop"},
                        {"outlet", close.outlet},
                        {"scope", close.name}})}});
    if (*close.seller) record["close"].set("seller", close.seller);
    for (const std::string& slug : items) {
      record["items"].set(
          slug, Json::object(
                    {{"offer", slug}, {"version", 1}, {"quantity", 1}, {"state", "acknowledged"}}));
    }
    change(now_.c_str(),
           [&] { put("order", order, close.name, close.outlet, "x", now_.c_str(), record); },
           {{"order", order}});
  }

  void deliver(const std::string& order, const std::string& slug) {
    change(now_.c_str(),
           [&] {
             edit("order", order, [&](Json& record) {
               Json& row = record["items"][slug];
               row.set(slug == "phone" ? "delivered" : "released", now_);
               row.set("state", "completed");
             });
           },
           {{"order", order}});
  }

  void take(const std::string& order, const std::string& slug) {
    constexpr const char* kCauses[] = {"withdrawal", "non_payment", "principal_fault", "goodwill"};
    const std::string back = id('b');
    ++returns;
    change(now_.c_str(),
           [&] {
             put("return", back, "nord", "nord/shop", kAnna, now_.c_str(),
                 Json::object({{"order", order},
                               {"cause", kCauses[draw(0, 3)]},
                               {"items", Json::strings({slug})},
                               {"date", now_.substr(0, 10)},
                               {"state", "received"}}));
             edit("order", order,
                  [&](Json& record) { record["items"][slug].set("state", "returned"); });
           },
           {{"return", back}, {"order", order}});
  }

  void settle(Date until) {
    const settlement::example::Ran ran = run(id('s'), format_date(until), now_);
    REQUIRE(ran.reason == "");
    statement_noun().derive(state, ran.changed, ran.cause());
    last = until;
  }

  const Date first_ = parse_date("2025-01-01");
  std::mt19937_64 random_;
  std::multimap<std::string, std::function<void()>> agenda_;  // by time
  std::string now_;
  std::int64_t ids_ = 0;
};

// Lines "account,12.34 EUR", with or without quotes; nothing of what comes to nothing.
Balances balances(const std::string& csv) {
  Balances out;
  for (std::string line : split(csv, '\n')) {
    std::erase(line, '"');
    const std::size_t comma = line.find(',');
    if (comma == std::string::npos || line.starts_with("account")) continue;
    const std::string amount(trim(std::string_view(line).substr(comma + 1)));
    if (amount != "0") out[line.substr(0, comma)] = amount;
  }
  return out;
}

std::string text(const Balances& balances) {
  std::string out;
  for (const auto& [account, amount] : balances) out += account + "  " + amount + "\n";
  return out;
}

TEST_CASE("hledger and ledger find in a year's journal what the statements say") {
  const std::uint64_t seed = std::random_device{}();
  CAPTURE(seed);
  const Year year(seed);
  MESSAGE("seed " << seed << ": " << year.sales << " sales, " << year.returns << " returns, "
                  << year.state.ids("statement").size() << " statements");
  Scratch folder;
  folder.write("year.journal", settlement::journal(year.state, {}, year.last));
  const Balances expected = year.expected();
  REQUIRE(expected.size() > 5);

  REQUIRE_MESSAGE(folder.run("hledger -f year.journal check --strict ordereddates") == 0,
                  folder.output);
  REQUIRE_MESSAGE(
      folder.run("hledger -f year.journal balance assets liabilities --flat -N -O csv") == 0,
      folder.output);
  CHECK(text(balances(folder.output)) == text(expected));
  REQUIRE_MESSAGE(folder.run("hledger -f year.journal balance -N --depth 1 -O csv") == 0,
                  folder.output);
  CHECK(balances(folder.output).size() == 3);

  REQUIRE_MESSAGE(
      folder.run("ledger -f year.journal --pedantic balance assets liabilities --flat --no-total "
                 "--balance-format '%(account),%(display_total)\\n'") == 0,
      folder.output);
  CHECK(text(balances(folder.output)) == text(expected));
  REQUIRE(folder.run("ledger -f year.journal balance | tail -n 1") == 0);
  CHECK(trim(folder.output) == "0");  // debits are credits
}

}  // namespace
}  // namespace kontor
