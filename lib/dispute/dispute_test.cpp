// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/base/bounds.h"
#include "lib/claim/story_test.h"
#include "lib/dispute/noun.h"

namespace kontor::dispute {
namespace {

using claim::example::kAnna;
using claim::example::kBen;
using claim::example::kOrder;

constexpr const char* kOne = "000000000000d1s1";
constexpr const char* kTwo = "000000000000d1s2";

struct Story : claim::example::Story {
  Story() {
    indexes_["dispute"] = {"claim"};
    for (const char* name : {"nord", "sued", "online"}) {
      state.put("partner", name, Json::object({{"id", name}}));
    }
    for (const auto& [id, partner] : {std::pair{kAnna, "nord"}, std::pair{kBen, "sued"}}) {
      edit("seller", id, [&](Json& seller) { seller.set("partner", partner); });
    }
  }
  std::string run(std::size_t place, const char* scope_id, const char* on, Json payload,
                  const char* time) {
    const OperationRow& row = dispute_noun().operations[place];
    Operation operation;
    operation.id = {std::string("shop-") + scope_id, 0, ++ops_};
    operation.kind = row.kind;
    operation.on = on;
    operation.actor = operation.id.replica;
    operation.at = time;
    operation.payload = std::move(payload);
    Context context;
    context.scope = scope_id;
    context.replica = operation.actor;
    context.time = context.rule_time = parse_instant(time);
    if (!check_form(*row.form, operation.payload).empty()) return "bad_form";
    const Outcome outcome = row.check(state, operation, context);
    if (outcome.accepted()) row.apply(state, operation, context);
    detail = outcome.detail;
    return outcome.reason;
  }
  std::string add(const char* scope_id, const char* on, const char* item,
                  std::initializer_list<std::pair<const std::string, Json>> more = {}) {
    Json payload = Json::object({{"claim", claim::claim_id(kOrder, item)}, {"reason", "missing"}});
    for (const auto& [key, value] : more) payload.set(key, value);
    return run(0, scope_id, on, std::move(payload), "2025-09-02T08:00:00Z");
  }
  std::string answer(const char* on, const char* decision, Json adjustments = Json::array()) {
    Json payload = Json::object({{"decision", decision}});
    if (!adjustments.items().empty()) payload.set("adjustments", std::move(adjustments));
    return run(1, "hq", on, std::move(payload), "2025-09-03T08:00:00Z");
  }
  std::string close(const char* scope_id, const char* on) {
    return run(2, scope_id, on, Json(), "2025-09-04T08:00:00Z");
  }
  std::string detail;  // of the last verdict
};

Json adjustment(const char* payee, const char* role, const char* stage, std::int64_t amount) {
  return Json::object({{"payee", payee}, {"role", role}, {"stage", stage}, {"amount", amount}});
}

TEST_CASE("a dispute stands beside the claim's state until it is answered") {
  Story story;
  story.earn();
  CHECK(story.add("nord", kOne, "phone", {{"stage", "consultation"}}) == "");
  CHECK(story.claim("phone").str("state") == "earned");
  CHECK(story.claim("phone").list("disputed").size() == 1);
  CHECK(story.add("nord", kTwo, "phone", {{"payee", kAnna}}) == "");
  CHECK(story.state.get("dispute", kTwo)->str("role") == "seller");
  CHECK(story.answer(kOne, "dismissed") == "");
  CHECK(story.claim("phone").list("disputed").size() == 1);  // the seller's is open still
  CHECK(story.answer(kTwo, "upheld") == "");
  CHECK_FALSE(story.claim("phone").has("disputed"));
  CHECK(story.state.get("dispute", kOne)->str("decided") == "2025-09-03");
  CHECK(story.answer(kTwo, "dismissed") == "wrong_state");
}

TEST_CASE("the own scope sees that its dispute is open, no other does") {
  Story story;
  story.earn();
  CHECK(story.add("nord", kOne, "phone") == "");
  const std::string id = claim::claim_id(kOrder, "phone");
  Projection claim;
  claim_noun().kinds[0].audience(story.state, id, *story.state.get("claim", id), claim);
  CHECK(claim.views.at("nord").at(0).second.flag_or("disputed", false));
  CHECK_FALSE(claim.views.at("sued").at(0).second.has("disputed"));
  Projection dispute;
  dispute_noun().kinds[0].audience(story.state, kOne, *story.state.get("dispute", kOne), dispute);
  CHECK(dispute.whole == std::set<std::string>{"nord"});
}

TEST_CASE("what is refused of a dispute") {
  Story story;
  story.earn();
  CHECK(story.add("nord", "short", "phone") == "not_an_id");
  CHECK(story.add("nord", kOne, "fridge") == "claim_unknown");
  CHECK(story.add("nord", kOne, "phone", {{"payee", "nobody"}}) == "payee_unknown");
  CHECK(story.add("nord", kOne, "phone", {{"payee", kBen}}) == "not_your_payee");
  CHECK(story.add("nord", kOne, "phone", {{"stage", "consultatiom"}}) == "stage_unknown");
  CHECK(story.detail == "consultatiom; there are tip, consultation, close");
  CHECK(story.add("hq", kOne, "phone", {{"payee", kBen}}) == "");  // by letter
  CHECK(story.add("sued", kTwo, "phone", {{"payee", kBen}}) == "already_disputed");
}

TEST_CASE("an answer adds facts and changes none") {
  Story story;
  story.earn();
  const std::string id = claim::claim_id(kOrder, "phone");
  const std::vector<Json> before = claim::facts(story.state, "claim", id);
  CHECK(story.add("nord", kOne, "phone") == "");
  CHECK(story.answer(kOne, "upheld",
                     Json::array({adjustment("nord", "business", "consultation", 150),
                                  adjustment("sued", "business", "consultation", -50)})) == "");
  const std::vector<Json> after = claim::facts(story.state, "claim", id);
  REQUIRE(after.size() == before.size() + 2);
  for (std::size_t i = 0; i < before.size(); ++i) CHECK(after[i] == before[i]);
  CHECK(after[before.size()].str("kind") == "adjust");
  CHECK(after[before.size()].str("record") == std::string("dispute/") + kOne);
  CHECK(claim::cause_of(story.claim("phone"), after.back()) == "dispute");
  CHECK(claim::outstanding_of(story.state, id, "nord") == 133 + 150);
  CHECK(claim::outstanding_of(story.state, id, "sued") == 223 - 50);
  // Nord is not told whose loss it was.
  REQUIRE(story.state.get("dispute", kOne)->list("adjustments").size() == 1);
  // To share the claim by hand afterwards does not take the answer back.
  CHECK(story.act("claim.split", id,
                  Json::object({{"stage", "consultation"},
                                {"weights", Json::object({{"nord", 1}, {"sued", 1}})},
                                {"reason", "agreed"}}),
                  "2025-09-04T08:00:00Z") == "");
  std::int64_t sum = 0;
  for (const claim::Part& part : claim::outstanding(story.state, id)) sum += part.amount;
  CHECK(sum == 990 + 150 - 50);
  // A withdrawal takes all of it back.
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"phone"});
  CHECK(claim::outstanding_of(story.state, id, "nord") == 0);
  CHECK(claim::outstanding_of(story.state, id, "sued") == 0);
}

TEST_CASE("an answered dispute is closed by either side and keeps its answer") {
  Story story;
  story.earn();
  CHECK(story.add("nord", kOne, "phone") == "");
  CHECK(story.close("hq", kOne) == "not_answered");  // whoever owes the answer
  CHECK(story.close("sued", kOne) == "not_your_payee");
  CHECK(story.answer(kOne, "upheld") == "");
  CHECK(story.close("nord", kOne) == "");
  const Record closed = story.state.get("dispute", kOne);
  CHECK(closed->str("state") == "closed");
  CHECK(closed->str("decision") == "upheld");
  CHECK(closed->str("closed") == "2025-09-04");
  CHECK(story.close("nord", kOne) == "wrong_state");
  CHECK(story.answer(kOne, "dismissed") == "wrong_state");
  CHECK(story.add("nord", kTwo, "phone") == "");  // a new doubt is not barred by an old one
  CHECK(story.answer(kTwo, "dismissed") == "");
  CHECK(story.close("hq", kTwo) == "");
}

TEST_CASE("an open dispute is taken back by whose it is") {
  Story story;
  story.earn();
  CHECK(story.add("nord", kOne, "phone") == "");
  CHECK(story.claim("phone").list("disputed").size() == 1);
  CHECK(story.close("nord", kOne) == "");
  CHECK_FALSE(story.claim("phone").has("disputed"));
  CHECK_FALSE(story.state.get("dispute", kOne)->has("decision"));
  CHECK(story.add("hq", kTwo, "phone", {{"payee", kBen}}) == "");  // by letter
  CHECK(story.claim("phone").list("disputed").size() == 1);
  CHECK(story.close("hq", kTwo) == "");
  CHECK_FALSE(story.claim("phone").has("disputed"));
}

TEST_CASE("what is refused of an answer") {
  Story story;
  story.before().submit();
  CHECK(story.add("nord", kOne, "phone") == "");
  const Json more = Json::array({adjustment("nord", "business", "consultation", 150)});
  CHECK(story.answer(kOne, "dismissed", more) == "adjusts_dismissed");
  CHECK(story.answer(kOne, "upheld", more) == "claim_provisional");
  story.deliver().fire_due(parse_instant("2025-09-01T08:00:00Z"));
  CHECK(story.answer(kOne, "upheld",
                     Json::array({adjustment("west", "business", "consultation", 150)})) ==
        "payee_unknown");
  CHECK(story.answer(kOne, "upheld",
                     Json::array({adjustment("nord", "business", "delivery", 150)})) ==
        "stage_unknown");
  CHECK(story.answer(kOne, "upheld",
                     Json::array({adjustment("nord", "business", "consultation", -75)})) ==
        "below_zero");
  const auto upheld = [&](std::initializer_list<Json> rows) {
    return story.answer(kOne, "upheld", Json::array(rows));
  };
  CHECK(upheld({adjustment("nord", "business", "consultation", kMostMinor + 1)}) == "above_bound");
  CHECK(upheld({adjustment("nord", "business", "consultation", kMostMinor)}) == "above_bound");
  CHECK(upheld({adjustment("nord", "business", "tip", kMostMinor / 2 + 1),
                adjustment("nord", "business", "tip", kMostMinor / 2 + 1)}) == "above_bound");
  CHECK(upheld({adjustment("nord", "business", "tip", 9007199254740991),
                adjustment("nord", "business", "tip", -9007199254740991)}) == "above_bound");
  CHECK(upheld({adjustment("nord", "business", "consultation", -74)}) == "");
}

}  // namespace
}  // namespace kontor::dispute
