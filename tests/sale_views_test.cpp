// SPDX-License-Identifier: Apache-2.0
// The views and the forms of code, order, evidence, contract and return, over records that a sale
// and its return made.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lib/store/store.h"
#include "tests/sale_world.h"
#include "tests/scratch.h"
#include "tests/views.h"

using namespace kontor;

namespace {

struct Told : SaleWorld {
  Told() {
    sell();
    deliver();
    nord().at("2025-09-10T10:00:00Z");
    must("return.add", "00000000000retrn",
         Json::object(
             {{"handle", kCode}, {"cause", "withdrawal"}, {"items", Json::array({"phone"})}}));
    state.put("order_card", kOrder, audience("order", kOrder).views.at("nord").front().second);
  }
};

std::vector<const NounRow*> rows() {
  return {&code_noun(), &order_noun(), &evidence_noun(), &contract_noun(), &return_noun()};
}

}  // namespace

TEST_CASE("a sale in views") {
  const Scratch folder;
  const Told world;
  const Store store = store_of(folder, rows(), world);
  const std::string order = SaleWorld::kOrder;
  CHECK(select(store, "SELECT id, state, \"order\", offer, uses, redeemed, scope FROM codes") ==
        Lines{std::string(SaleWorld::kCode) + "|redeemed|" + order + "|autumn|1|1|sued"});
  CHECK(
      select(store,
             "SELECT state, draft, step, offer, campaign, close_channel, close_outlet, closed_at, "
             "returned, contract_type, scope FROM orders") ==
      Lines{"completed|completed|closed|autumn|autumn|online|online/web|2025-08-28T10:20:00Z|"
            "partial|distance|sued"});
  CHECK(select(store,
               "SELECT id, state, recurring, one_time, currency, released_at, delivered_at "
               "FROM order_items ORDER BY id") ==
        Lines{order + ".phone|returned|-|100|EUR|-|2025-08-29T10:00:00Z",
              order + ".tariff-l|completed|3999|-|EUR|2025-08-28T12:00:00Z|-"});
  CHECK(select(store, "SELECT id, state, offer, closed, returned FROM order_cards") ==
        Lines{order + "|completed|autumn|2025-08-28|partial"});
  CHECK(select(store, "SELECT code, \"order\", date, channel FROM evidences ORDER BY code") ==
        Lines{"BTN|" + order + "|2025-08-28|online", "PRE|" + order + "|2025-08-28|online",
              "SUM|" + order + "|2025-08-28|online", "WDN|" + order + "|2025-08-28|online"});
  CHECK(select(store,
               "SELECT state, \"from\", term_months, withdrawal, withdrawal_until, items, scope "
               "FROM contracts") == Lines{"active|2025-09-01|24|set|2025-09-12|1|online"});
  CHECK(select(store,
               "SELECT state, \"order\", items, cause, closing, accepting, date FROM returns") ==
        Lines{"received|" + order + "|[\"phone\"]|withdrawal|online|nord|2025-09-10"});
}

TEST_CASE("every record of a sale is what its form says") {
  const Told world;
  for (const char* kind : {"code", "order", "evidence", "contract", "return"}) {
    const Form& form = *world.kind_row(kind).form;
    REQUIRE_FALSE(world.state.ids(kind).empty());
    for (const std::string& id : world.state.ids(kind)) {
      Json own = *world.state.get(kind, id);
      for (const char* key : {"id", "kind", "rev", "scope", "created", "changed"}) {
        CHECK(own.has(key));
        own.erase(key);
      }
      for (const Problem& problem : check_form(form, own)) {
        FAIL_CHECK(kind << ": " << problem.path << ": " << problem.message);
      }
      CHECK(parse_canonical(world.state.get(kind, id)->encode()) == *world.state.get(kind, id));
    }
  }
}
