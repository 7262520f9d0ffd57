// SPDX-License-Identifier: Apache-2.0
#include "lib/offer/record.h"

#include <doctest/doctest.h>

#include "tests/offers.h"

using namespace kontor;
using namespace kontor::test;

namespace {

Json price(const char* point, std::int64_t one_time) {
  return Json::object({{"point", point}, {"one_time", eur(one_time)}});
}

Json price_when(const char* point, std::int64_t one_time, const char* item,
                const char* campaign = nullptr) {
  Json out = price(point, one_time);
  Json when = Json::object({{"item", item}});
  if (campaign) when.set("campaign", campaign);
  out.set("when", when);
  return out;
}

std::int64_t amount(const std::optional<Json>& price) {
  return price ? price->at("one_time").num("amount") : -1;
}

Json rule(const char* id, const char* effect, std::initializer_list<Json> channels,
          const char* from = nullptr, const char* to = nullptr) {
  Json out = Json::object({{"id", id}, {"effect", effect}, {"channel", Json::array(channels)}});
  if (from) out.set("from", from);
  if (to) out.set("to", to);
  return out;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a price is exact: point, company and campaign") {
  Json phone = content("Phone");
  phone.set("price", Json::array({price("list", 79900), price_when("list", 9900, "tariff-l"),
                                  price_when("list", 4900, "tariff-l", "autumn"),
                                  price_when("special", 2900, "tariff-l", "autumn")}));
  CHECK(amount(offer::price_of(phone, "list", {}, "")) == 79900);
  CHECK(amount(offer::price_of(phone, "list", {"phone"}, "autumn")) == 79900);
  CHECK(amount(offer::price_of(phone, "list", {"phone", "tariff-l"}, "")) == 9900);
  CHECK(amount(offer::price_of(phone, "list", {"tariff-l"}, "spring")) == 9900);
  CHECK(amount(offer::price_of(phone, "list", {"tariff-l"}, "autumn")) == 4900);
  CHECK(amount(offer::price_of(phone, "special", {"tariff-l"}, "autumn")) == 2900);
  // No fallback from one point to another, nor to a row whose condition does not hold.
  CHECK_FALSE(offer::price_of(phone, "special", {"tariff-l"}, "").has_value());
  CHECK_FALSE(offer::price_of(phone, "special", {}, "autumn").has_value());
  CHECK_FALSE(offer::price_of(phone, "none", {"tariff-l"}, "autumn").has_value());
  CHECK(offer::price_points(phone) == Words{"list", "special"});
}

TEST_CASE("of two conditions that ask for as much the earlier row wins") {
  Json phone = content("Phone");
  phone.set("price", Json::array({price_when("list", 100, "a"), price_when("list", 200, "b")}));
  CHECK(amount(offer::price_of(phone, "list", {"a", "b"}, "")) == 100);
  CHECK(amount(offer::price_of(phone, "list", {"b"}, "")) == 200);
}

TEST_CASE("a price has the parts that its row has") {
  Json tariff = content("Tariff");
  tariff.set("price", Json::array({Json::object({{"point", "list"}, {"recurring", eur(3995)}})}));
  const auto found = offer::price_of(tariff, "list", {}, "");
  REQUIRE(found.has_value());
  CHECK(*found == Json::object({{"recurring", eur(3995)}}));
}

TEST_CASE("without a rule every channel is open; the refusal names the rule") {
  const Date day = parse_date("2025-09-15");
  Json content = simple("Tariff", 100);
  CHECK(offer::channel_refusal(content, "online", day).empty());

  content.set(
      "channels",
      Json::array({rule("no-web", "deny", {"online", "phone"}, "2025-09-01", "2025-09-30")}));
  CHECK(offer::channel_refusal(content, "online", day) == "no-web");
  CHECK(offer::channel_refusal(content, "shop", day).empty());
  CHECK(offer::channel_refusal(content, "online", parse_date("2025-09-01")) == "no-web");
  CHECK(offer::channel_refusal(content, "online", parse_date("2025-09-30")) == "no-web");
  CHECK(offer::channel_refusal(content, "online", parse_date("2025-08-31")).empty());
  CHECK(offer::channel_refusal(content, "online", parse_date("2025-10-01")).empty());
}

TEST_CASE("allow rules in force close every channel that none of them names") {
  Json content = simple("Tariff", 100);
  content.set("channels",
              Json::array({rule("shops-first", "allow", {"shop"}, nullptr, "2025-09-30"),
                           rule("hotline", "allow", {"phone"}),
                           rule("no-hotline", "deny", {"phone"}, "2025-09-20")}));
  CHECK(offer::channel_refusal(content, "shop", parse_date("2025-09-15")).empty());
  CHECK(offer::channel_refusal(content, "phone", parse_date("2025-09-15")).empty());
  CHECK(offer::channel_refusal(content, "online", parse_date("2025-09-15")) == "shops-first");
  CHECK(offer::channel_refusal(content, "phone", parse_date("2025-09-20")) == "no-hotline");
  CHECK(offer::channel_refusal(content, "shop", parse_date("2025-10-01")) == "hotline");
}

TEST_CASE("a list of tiers admits its tiers alone") {
  Json content = simple("Tariff", 100);
  CHECK(offer::admits_tier(content, "gold"));
  content.set("tiers", Json::strings({"gold", "silver"}));
  CHECK(offer::admits_tier(content, "silver"));
  CHECK_FALSE(offer::admits_tier(content, "bronze"));
}

TEST_CASE("items stand after what they need, else as in the file") {
  const auto edge = [](const char* item, const char* needs) {
    return offer::Gate{item, needs, "released", "ask"};
  };
  CHECK(offer::topological({"c", "a", "b"}, {}) == Words{"c", "a", "b"});
  CHECK(offer::topological({"c", "a", "b"}, {edge("c", "b")}) == Words{"a", "b", "c"});
  CHECK(offer::topological({"a", "b", "c"}, {edge("a", "b"), edge("b", "c")}) ==
        Words{"c", "b", "a"});
  CHECK(offer::topological({"a"}, {edge("a", "z")}) == Words{"a"});  // z is not sold
  CHECK_FALSE(offer::topological({"a", "b"}, {edge("a", "b"), edge("b", "a")}).has_value());
  CHECK_FALSE(offer::topological({"a"}, {edge("a", "a")}).has_value());
}

TEST_CASE("the current version is the launched one, before the launch the newest") {
  Json record =
      Json::object({{"version", 2},
                    {"versions", Json::object({{"1", content("one")}, {"2", content("two", 2)}})}});
  CHECK(offer::launched_version(record) == 0);
  CHECK(offer::current(record).str("name") == "two");
  record.set("launched", 1);
  record.set("launches", Json::object({{"1", "2025-08-13T10:00:00Z"}}));
  CHECK(offer::current_version(record) == 1);
  CHECK(offer::current(record).str("name") == "one");
  CHECK(offer::was_launched(record, 1));
  CHECK_FALSE(offer::was_launched(record, 2));
  CHECK(offer::version_of(record, 3) == nullptr);
}
