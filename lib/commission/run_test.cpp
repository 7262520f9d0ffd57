// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/run.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"
#include "lib/commission/run_line.h"
#include "lib/plan/example_test.h"

namespace kontor::commission {
namespace {

constexpr std::string_view kOrder =
    R"({"t":"order","order":"o1","closed":"2025-08-28T10:20:00Z","channel":"online",)"
    R"("outlet":"online/web","partner":"online","campaign":"autumn","code":"k7q","offer":"autumn",)"
    R"("home_unit":"nord/shop","vested":"2025-08-29","items":[)"
    R"({"item":"tariff-l","price_point":"online-special","recurring":3999,"term_months":24},)"
    R"({"item":"phone","price_point":"online-special","one_time":10000}],"touches":[)"
    R"({"evidence":"lead_with_consent","partner":"nord","seller":"anna","channel":"shop",)"
    R"("outlet":"nord/shop","at":"2025-08-14T10:00:00Z"},)"
    R"({"evidence":"consultation","partner":"nord","seller":"anna","channel":"shop",)"
    R"("outlet":"nord/shop","at":"2025-08-18T10:00:00Z","minutes":25},)"
    R"({"evidence":"consultation","partner":"sued","seller":"ben","channel":"shop","code":"k7q",)"
    R"("outlet":"sued/shop","at":"2025-08-25T10:00:00Z","minutes":30}]})";

// A run and what it wrote.
struct Bench {
  explicit Bench(plan::Plan of = plan::example::sample_plan(),
                 RunDetail detail = RunDetail::kShares)
      : plan(std::move(of)), run(plan, detail) {}

  std::vector<Json> take(std::string_view line) {
    std::string out;
    run.take(parse_json(line), out);
    return parsed(out);
  }
  static std::vector<Json> parsed(std::string_view text) {
    std::vector<Json> out;
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      out.push_back(parse_canonical(text.substr(0, end), {.depth = 32}));
      text.remove_prefix(end + 1);
    }
    return out;
  }
  // What a settlement pays each payee, or leaves open.
  std::map<std::string, std::int64_t> settle(const std::string& until) {
    std::map<std::string, std::int64_t> out;
    for (const Json& row : take(R"({"t":"settle","until":")" + until + "\"}")) {
      out[row.str("payee")] = row.num("settled") + row.num("carried");
    }
    return out;
  }
  std::string refused(std::string_view line) {
    try {
      take(line);
      return "taken";
    } catch (const Error& error) {
      CHECK(error.fault() == Fault::kData);
      return error.what();
    }
  }

  plan::Plan plan;
  Run run;
};

using Sums = std::map<std::string, std::int64_t>;

TEST_CASE("the sale of two shops and a web shop, settled, taken back, restored") {
  Bench bench;
  const std::vector<Json> claims = bench.take(kOrder);
  REQUIRE(claims.size() == 2);
  CHECK(claims[0].num("pool") == 11880);
  CHECK(claims[0].str("date") == "2025-08-29");
  CHECK(claims[0].list("premiums")[0].num("amount") == 800);
  CHECK_FALSE(claims[1].has("premiums"));  // once an order
  CHECK(claims[0].list("credits").size() == 4);
  CHECK(bench.settle("2025-08-31") ==
        Sums{{"anna", 1043}, {"ben", 1737}, {"nord", 1763}, {"online", 4633}, {"sued", 3206}});
  const std::vector<Json> back =
      bench.take(R"({"t":"return","order":"o1","cause":"withdrawal","date":"2025-09-10"})");
  REQUIRE(back.size() == 2);
  CHECK(back[0].num("amount") == -11880);
  CHECK(back[1].num("amount") == -990);
  CHECK(back[1].list("credits").size() == 4);  // mirrored with the last item
  CHECK(back[1].str("rule") == "full_causes");
  CHECK(bench.settle("2025-09-30") ==
        Sums{{"anna", -1043}, {"ben", -1737}, {"nord", -1563}, {"online", -4633}, {"sued", -2606}});
  const std::vector<Json> again = bench.take(R"({"t":"restore","order":"o1","date":"2025-10-02"})");
  CHECK(again[0].num("amount") == 11880);
  CHECK(again[0].list("credits") == claims[0].list("credits"));  // with the first item
  CHECK_FALSE(again[1].has("credits"));
  CHECK_FALSE(again[0].has("premiums"));  // was never taken back
  CHECK(
      bench.take(R"({"t":"return","order":"o1","cause":"withdrawal","date":"2025-10-03"})")[0].num(
          "amount") == -11880);
}

TEST_CASE("a premium and the credits follow the order there and back, as often as it goes") {
  plan::Plan plan = plan::example::sample_plan();
  plan.premiums[0].clawback = true;
  Bench bench(plan);
  bench.take(kOrder);
  const auto sum = [](const std::vector<Json>& lines) {
    std::int64_t premium = 0;
    Rational credit;
    for (const Json& line : lines) {
      for (const Json& row : line.list("premiums")) premium += row.num("amount");
      for (const Json& row : line.list("credits")) {
        credit = credit + Rational::parse(row.str("value"));
      }
    }
    return std::pair(premium, credit.text());
  };
  for (const char* month : {"09", "10"}) {
    const std::string on = std::string(R"(","order":"o1","date":"2025-)") + month;
    const std::string items = R"(,"items":["phone"]})";
    CHECK(sum(bench.take(R"({"cause":"withdrawal","t":"return)" + on + "-10\"" + items)) ==
          std::pair(std::int64_t{0}, std::string("0")));
    CHECK(sum(bench.take(R"({"cause":"withdrawal","t":"return)" + on +
                         R"(-11","items":["tariff-l"]})")) ==
          std::pair(std::int64_t{-800}, std::string("-3")));
    CHECK(sum(bench.take(R"({"t":"restore)" + on + "-12\"" + items)) ==
          std::pair(std::int64_t{800}, std::string("3")));
    CHECK(sum(bench.take(R"({"t":"restore)" + on + R"(-13","items":["tariff-l"]})")) ==
          std::pair(std::int64_t{0}, std::string("0")));
  }
  Bench quiet(plan);
  quiet.take(kOrder);
  CHECK(bench.settle("2025-10-31") == quiet.settle("2025-10-31"));
}

TEST_CASE("a return and its restoring come in the order of time, for a cause that there is") {
  Bench bench;
  bench.take(kOrder);
  const auto no = [&](const char* line, const char* why) {
    const std::string what = bench.refused(line);
    CHECK_MESSAGE(what.find(why) != std::string::npos, what);
  };
  no(R"({"t":"return","order":"o1","cause":"withdrawal","date":"2025-08-27"})",
     "date: before the close");
  no(R"({"t":"return","order":"o1","cause":"withdrawl","date":"2025-09-10"})", "cause");
  no(R"({"t":"restore","order":"o1","date":"2025-09-10"})", "nothing is to be restored");
  bench.take(
      R"({"t":"return","order":"o1","items":["phone"],"cause":"withdrawal","date":"2025-09-10","id":"r1"})");
  no(R"({"t":"restore","order":"o1","id":"r2","date":"2025-09-11"})",
     "id: nothing is to be restored");
  no(R"({"t":"restore","order":"o1","id":"r1","date":"2025-09-09"})", "date: before the return");
  const auto restored = bench.take(R"({"t":"restore","order":"o1","id":"r1","date":"2025-09-11"})");
  REQUIRE(restored.size() == 1);  // what came back with that return, and no more
  CHECK(restored[0].str("item") == "phone");
}

TEST_CASE("one item back leaves the other, and the principal's fault takes nothing") {
  Bench bench;
  bench.take(kOrder);
  const auto back = bench.take(
      R"({"t":"return","order":"o1","items":["phone"],"cause":"withdrawal","date":"2025-09-10"})");
  REQUIRE(back.size() == 1);
  Sums amounts;
  for (const Json& share : back[0].list("shares"))
    amounts[share.str("payee")] += share.num("amount");
  CHECK(amounts ==
        Sums{{"anna", -90}, {"ben", -148}, {"nord", -133}, {"online", -396}, {"sued", -223}});
  const auto fault = bench.take(
      R"({"t":"return","order":"o1","items":["tariff-l"],"cause":"principal_fault","date":"2025-09-11"})");
  CHECK(fault[0].num("amount") == 0);
  CHECK(fault[0].str("rule") == "never_causes");
}

TEST_CASE("an order is kept as long as something of it can come back") {
  Bench bench;
  bench.take(kOrder);
  CHECK(bench.run.open_orders() == 1);
  std::string later(kOrder);
  later.replace(later.find("\"o1\""), 4, "\"o2\"");
  later.replace(later.find("2025-08-28"), 10, "2026-03-28");
  later.replace(later.find("2025-08-29"), 10, "2026-03-29");
  const auto outside = bench.take(later);
  CHECK(outside[0].str("zero") == "plan_not_valid");
  CHECK(bench.run.open_orders() ==
        1);  // the later one: it has nothing, but its day moved the clock
  CHECK(bench.refused(R"({"t":"return","order":"o1","cause":"withdrawal","date":"2026-03-30"})")
            .starts_with("order: no open order \"o1\""));
}

TEST_CASE("explain has the exact weight of each touch") {
  Bench bench(plan::example::sample_plan(), RunDetail::kExplain);
  const Json claim = bench.take(kOrder)[0];
  std::map<std::string, std::string> weights;
  for (const Json& row : claim.list("touches")) {
    weights[row.str("stage") + " " + row.str("partner")] = row.str("weight");
  }
  CHECK(weights["consultation nord"] == "1/4");
  CHECK(weights["consultation sued"] == "3/4");
  CHECK(claim.at("explain").str("step") == "claim");
}

TEST_CASE("a bad line names the field and changes nothing") {
  Bench bench;
  const auto with = [](std::string_view what, std::string_view by) {
    std::string line(kOrder);
    return line.replace(line.find(what), what.size(), by);
  };
  CHECK(bench.refused("{}") == "t: missing");
  CHECK(bench.refused(R"({"t":"sale"})") == "t: is none of: order return restore settle");
  CHECK(bench.refused(with("\"partner\":\"online\",", "")) == "partner: missing");
  CHECK(bench.refused(with("\"one_time\":10000", "\"one_time\":\"x\"")) ==
        "items[1].one_time: not a whole number");
  CHECK(bench.refused(with("\"minutes\":25", "\"minuets\":25")) ==
        "touches[1].minuets: unknown field");
  CHECK(bench.refused(with("2025-08-14T10", "2025-08-14X10")) ==
        "touches[0].at: \"2025-08-14X10:00:00Z\" is not a time such as 2025-08-31T10:15:00+02:00");
  CHECK(bench.refused(with("\"item\":\"phone\"", "\"item\":\"tariff-l\"")) ==
        "items[1].item: a second \"tariff-l\"");
  CHECK(bench.refused(with("\"vested\":\"2025-08-29\"", "\"vested\":\"2025-08-27\"")) ==
        "items[0].vested: before the close");
  CHECK(bench.refused(R"({"t":"return","order":"o1","date":"2025-09-10"})") == "cause: missing");
  CHECK(bench.run.open_orders() == 0);
  bench.take(kOrder);
  CHECK(bench.refused(kOrder) == "order: \"o1\" came before");
  CHECK(
      bench.refused(
          R"({"t":"return","order":"o1","items":["cap"],"cause":"defect","date":"2025-09-10"})") ==
      "items: order has no item \"cap\"");
  CHECK(bench.refused(R"({"t":"restore","order":"o1","date":"2025-09-10"})") ==
        "order: nothing is to be restored");
  bench.settle("2025-08-31");
  CHECK(bench.refused(R"({"t":"settle","until":"2025-08-30"})") ==
        "until: before the last settlement, 2025-08-31");
}

// What the tables of the reader take, the forms name, and the other way round: a line with every
// member is taken.
TEST_CASE("every member of the forms is read") {
  const auto sample = [](const Field& field) -> Json {
    if (field.type == Type::kInt) return 1;
    if (field.type == Type::kDate) return "2025-08-30";
    if (field.type == Type::kInstant) return "2025-08-20T10:00:00+02:00";
    if (field.type == Type::kDecimal) return "12.5";
    if (field.name == "split") return Json::object({{"seller", 1}, {"business", 2}});
    if (field.name == "manual") {
      return Json::object({{"close", Json::object({{"online", 1}})}});
    }
    return "x";
  };
  const std::function<Json(const Form&)> whole = [&](const Form& form) {
    Json out;
    for (const Field& field : form.fields) {
      Json value = field.form && field.name != "split" ? whole(*field.form) : sample(field);
      if (field.type == Type::kEnum) value = field.of.substr(0, field.of.find('|'));
      out.set(field.name, field.many == Many::kList ? Json::array({value}) : value);
    }
    return out;
  };
  CHECK(run_order(whole(*run_inputs()[0].form)).items.size() == 1);
  CHECK(run_return(whole(*run_inputs()[1].form)).items.size() == 1);
  CHECK(run_restore(whole(*run_inputs()[2].form)).id == "x");
}

TEST_CASE("what is written answers to its form") {
  Bench bench;
  std::string out;
  bench.run.take(parse_json(kOrder), out);
  bench.run.take(parse_json(R"({"t":"settle","until":"2025-08-31"})"), out);
  bench.run.take(
      parse_json(R"({"t":"return","order":"o1","cause":"withdrawal","date":"2025-09-10"})"), out);
  bench.run.take(parse_json(R"({"t":"restore","order":"o1","date":"2025-09-11"})"), out);
  for (const Json& line : Bench::parsed(out)) {
    for (const RunForm& row : run_outputs()) {
      if (row.word != line.str("t")) continue;
      const auto problems = check_form(*row.form, line);
      CHECK_MESSAGE(problems.empty(), problems.front().path, problems.front().message);
    }
  }
}

}  // namespace
}  // namespace kontor::commission
