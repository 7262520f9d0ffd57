// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/advice.h"

#include <doctest/doctest.h>

#include "lib/plan/example_test.h"

namespace kontor::plan {
namespace {

Vocabulary known() {
  Vocabulary out;
  out.causes = {"withdrawal", "non_payment", "principal_fault", "defect"};
  out.channels = {"shop", "phone", "online"};
  out.evidence = {"lead_with_consent", "code_issued", "close", "consultation", "visit"};
  out.contract_types = {"distance", "on_premises", "off_premises"};
  out.customers = {"consumer", "business"};
  return out;
}

// The only piece of advice, or how many there are.
std::string advice(const Json& body, const Vocabulary& words = known()) {
  const std::vector<Advice> all = word_advice(parse_plan(body), words);
  if (all.size() != 1) return std::to_string(all.size());
  const std::string weight = all[0].weight == Weight::kError ? "error " : "warning ";
  return weight + all[0].path + ": " + all[0].message + "; " + all[0].remedy;
}

std::string with(void (*change)(Json&), const Vocabulary& words = known()) {
  Json body = example::plan_body();
  change(body);
  return advice(body, words);
}

Json factor(const char* field, const char* op, Json value) {
  const Json condition = Json::object({{"field", field}, {"op", op}, {"value", std::move(value)}});
  return Json::object(
      {{"id", "x"}, {"scope", "pool"}, {"value", "1.1"}, {"when", Json::array({condition})}});
}

TEST_CASE("words of a closed list: what looks like one is an error, another a warning") {
  CHECK(advice(example::plan_body()) == "0");
  CHECK(with([](Json& body) { body["liability"]["full_causes"].push("defekt"); }) ==
        "error liability.full_causes[2]: no cause of a return \"defekt\"; did you mean "
        "\"defect\"?");
  CHECK(with([](Json& body) { body["liability"]["never_causes"].push("fraud"); }) ==
        "warning liability.never_causes[1]: no cause of a return \"fraud\"; known here: "
        "withdrawal, non_payment, principal_fault, defect");
  CHECK(with([](Json& body) {
          body["factor"].push(factor("order.close_channel", "eq", "onlin"));
        }).starts_with("error factor[3].when[0]: no channel \"onlin\""));
  CHECK(with([](Json& body) {
          body["factor"].push(
              factor("order.close_channel", "in", Json::array({"shop", "terminal"})));
        }).starts_with("warning factor[3].when[0]: no channel \"terminal\""));
  CHECK(with([](Json& body) {
          body["factor"].push(factor("order.contract_type", "ne", "distanz"));
        }).starts_with("error factor[3].when[0]: no contract type"));
  CHECK(with([](Json& body) {
          body["split"].items()[1].set("of", "onlin");
        }).starts_with("error split[1]: no channel \"onlin\"; did you mean \"online\"?"));
  CHECK(with([](Json& body) {
          body["split"].items()[1].set("of", "Nord/Mitte");
        }).starts_with("error split[1]: \"Nord/Mitte\" is no name of an outlet"));
  CHECK(with([](Json& body) {
          body["stages"].items()[1].set("evidence_any", Json::array({"consultaton"}));
        }).starts_with("error stages[1].evidence_any[0]: no kind of touch"));
}

TEST_CASE("a role must be among what the stage takes") {
  CHECK(with([](Json& body) {
          Json& stage = body["stages"].items()[1];
          stage.erase("half_life");
          stage.set("model", "roles");
          stage.set("weights", Json::object({{"visit", "1"}}));
        }) ==
        "error stages[1].weights.visit: the stage takes no touch \"visit\"; known here: "
        "consultation");
}

TEST_CASE("the businesses of an override have names of businesses") {
  const auto above = [](Json table, const Vocabulary& words) {
    Json body = example::plan_body();
    body.set(
        "override",
        Json::array({Json::object(
            {{"id", "team"}, {"rates", Json::array({"0.05"})}, {"above", std::move(table)}})}));
    return advice(body, words);
  };
  CHECK(above(Json::object({{"nord", "verbund/1"}}), known())
            .starts_with("error override[0].above.nord: \"verbund/1\" is no name of a partner"));
  CHECK(above(Json::object({{"nord", "verbund"}}), known()) == "0");
  Vocabulary store = known();
  store.partners = {"nord", "verbund"};
  CHECK(above(Json::object({{"nord", "verbund"}}), store) == "0");
  CHECK(above(Json::object({{"nrod", "verbund"}}), store) ==
        "warning override[0].above.nrod: this site knows no partner \"nrod\"; did you mean "
        "\"nord\"?");
}

TEST_CASE("names of a store are asked where one is there") {
  Vocabulary store = known();
  store.offers = {"tariff-l", "watch"};
  CHECK(advice(example::plan_body(), store) ==
        "warning base[1]: this site knows no offer or product \"phone\"; kontor offer list");
  store.products = {"phone"};
  CHECK(advice(example::plan_body(), store) == "0");
  store.outlets = {"nord/mitte"};
  CHECK(with([](Json& body) { body["split"].items()[1].set("of", "nord/mite"); }, store)
            .starts_with("warning split[1]: this site knows no outlet \"nord/mite\"; did you"));
}

std::size_t overflows(const char* scope, int count, const char* value, bool distinct) {
  Json body = example::plan_body();
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    Json row = Json::object({{"id", "f" + number}, {"scope", scope}, {"value", value}});
    if (distinct) {
      row.set("when", Json::array({Json::object(
                          {{"field", "order.campaign"}, {"op", "eq"}, {"value", "c" + number}})}));
    }
    body["factor"].push(std::move(row));
  }
  return exact_advice(parse_plan(body)).size();
}

TEST_CASE("factors that are too fine together") {
  CHECK(exact_advice(example::sample_plan()).empty());
  CHECK(overflows("pool", 3, "1.000001", false) == 0);
  CHECK(overflows("pool", 5, "1.000001", false) == 1);
  CHECK(overflows("share", 2, "1.000001", false) == 0);  // beside the decay of the example
  CHECK(overflows("share", 3, "1.000001", false) == 1);
  CHECK(overflows("pool", 20, "1.5", false) == 0);
  // One campaign an order: they never hold together.
  CHECK(overflows("pool", 20, "1.000001", true) == 0);
}

}  // namespace
}  // namespace kontor::plan
