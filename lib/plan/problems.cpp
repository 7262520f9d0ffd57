// SPDX-License-Identifier: Apache-2.0
// What a form cannot say about a plan's body: ranges, names that must exist, models that need a
// value. What spans several items is in problems_rules.cpp.
#include "lib/plan/problems.h"

#include <algorithm>
#include <set>

#include "lib/base/bounds.h"
#include "lib/base/error.h"
#include "lib/base/id.h"
#include "lib/base/money.h"

namespace kontor::plan {
namespace {

constexpr std::size_t kDecimalPlaces = 6;  // of rates and factors: products stay within 128 bits

class Examiner {
 public:
  explicit Examiner(const Plan& plan) : plan_(plan) {}

  std::vector<BodyProblem> examine(const Json& body) {
    head();
    base(body);
    factors();
    stages();
    split();
    premiums();
    credits();
    liability();
    check_rules(plan_, problems_);
    decimals(body, "");
    return std::move(problems_);
  }

 private:
  void add(std::string path, std::string message, std::string remedy = {}) {
    problems_.push_back({{std::move(path), std::move(message)}, std::move(remedy)});
  }
  static std::string at(std::string_view list, std::size_t i, std::string_view member = {}) {
    return row_path(list, i, member);
  }

  void head() {
    if (!is_currency(plan_.currency))
      add("plan.currency", "not an ISO 4217 currency", "three capital letters, such as \"EUR\"");
    if (plan_.to && *plan_.to < plan_.from) add("plan.valid.to", "earlier than from");
    if (plan_.base.empty()) add("base", "no item");
  }

  void base(const Json& body) {
    if (plan_.base.size() > kMaxBaseRows) add("base", "more than 4096 rows");
    std::set<std::pair<BaseFor, std::string>> closed;  // by a row without conditions
    for (std::size_t i = 0; i < plan_.base.size(); ++i) {
      const Base& row = plan_.base[i];
      if (row.of_what != BaseFor::kAny && row.name.empty())
        add(at("base", i, "name"), "is missing");
      if (closed.contains({row.of_what, row.name})) {
        add(at("base", i), "is never reached: the row before it holds always",
            "give the row before it a when, or let this one stand first");
      }
      if (row.when.empty()) closed.insert({row.of_what, row.name});
      check_conditions(row.when, FactorScope::kPool, at("base", i, "when"), problems_);
      base_amount(row, i, body.list("base")[i]);
    }
  }

  // Nothing may be meant, and is said then: a sale of such an item still counts for tiers.
  void base_amount(const Base& row, std::size_t i, const Json& said) {
    const bool by_rate = row.kind == BaseKind::kPercent || row.kind == BaseKind::kMargin;
    const bool by_amount = row.kind == BaseKind::kFixed || row.kind == BaseKind::kPerUnit;
    if (by_rate && !said.has("rate")) {
      add(at("base", i, "rate"), "a percent or margin base needs a rate", "rate = \"0.05\" is 5 %");
    }
    if (!is_part(row.rate)) add(at("base", i, "rate"), "not within 0 to 1", "5 % is \"0.05\"");
    if (by_amount && !said.has("amount") && row.points.empty()) {
      add(at("base", i, "amount"), "a fixed or per_unit base needs an amount",
          "an item without commission has kind \"none\"");
    }
    if (row.min_minor && row.max_minor && *row.max_minor < *row.min_minor) {
      add(at("base", i, "max"), "is below min");
    }
  }

  void factors() {
    if (plan_.factors.size() > kMaxFactors) add("factor", "more than 32 factors");
    std::set<std::string> ids;
    for (std::size_t i = 0; i < plan_.factors.size(); ++i) {
      const Factor& row = plan_.factors[i];
      if (!ids.insert(row.id).second) add(at("factor", i, "id"), "a second factor of this id");
      if (row.value.sign() < 0) add(at("factor", i, "value"), "negative");
      if (row.scope == FactorScope::kPool && !row.stage.empty()) {
        add(at("factor", i, "stage"), "a pool factor has no stage");
      }
      if (!row.stage.empty() && !plan_.stage(row.stage)) {
        add(at("factor", i, "stage"), "no stage \"" + row.stage + "\"",
            meant(row.stage, stage_names(plan_)));
      }
      check_conditions(row.when, row.scope, at("factor", i, "when"), problems_);
    }
    for (const Limits* limits : {&plan_.pool_limits, &plan_.share_limits}) {
      const std::string path =
          limits == &plan_.pool_limits ? "factor_limits.pool" : "factor_limits.share";
      if (limits->min.sign() < 0) add(path, "negative");
      if (limits->max < limits->min) add(path, "max is below min");
    }
  }

  void stages() {
    if (plan_.stages.empty()) return add("stages", "no stage");
    if (plan_.stages.size() > kMaxStages) add("stages", "more than 16 stages");
    std::set<std::string> names;
    std::int64_t weights = 0;
    constexpr auto kMost = static_cast<std::int64_t>(kMaxShares / 2);  // a party has two shares
    std::int64_t parties = 0;
    for (std::size_t i = 0; i < plan_.stages.size(); ++i) {
      const Stage& row = plan_.stages[i];
      if (!is_slug(row.name)) add(at("stages", i), "not a slug ([a-z0-9-]{1,40})");
      if (!names.insert(row.name).second) add(at("stages", i), "a second stage of this name");
      weights += row.weight;
      parties += row.pick == Pick::kAll ? std::min(row.max, kMost) : 1;
      stage(row, at("stages", i));
    }
    if (weights == 0) add("stages", "every weight is 0");
    if (parties > kMost) {
      add("stages", "more than " + std::to_string(kMost) + " touches together: lower max");
    }
    if (plan_.absent == Absent::kTo && !plan_.stage(plan_.absent_to)) {
      add("if_absent", "no stage \"" + plan_.absent_to + "\"",
          meant(plan_.absent_to, stage_names(plan_)));
    }
  }

  void stage(const Stage& row, const std::string& path) {
    if (row.evidence.empty())
      add(path + ".evidence_any", "must be named for a stage of one's own",
          "evidence_any = [\"visit\"] names the type of an interaction");
    const bool by_days = row.half_life_days > 0;
    const bool by_steps = row.half_life_steps > 0;
    if (row.model == Model::kTimeDecay && by_days == by_steps) {
      add(path, "time_decay needs either half_life in days or half_life_steps",
          "half_life = \"P7D\"");
    }
    if (row.model != Model::kTimeDecay && (by_days || by_steps)) {
      add(path, "a half-life belongs to model time_decay");
    }
    const bool weighed = row.model == Model::kRoles || row.model == Model::kManual;
    if (weighed == row.weights.empty()) {
      add(path + ".weights", weighed ? "this model needs weights" : "this model takes no weights");
    }
    for (const auto& [name, weight] : row.weights) {
      if (weight.sign() < 0) add(path + ".weights." + name, "negative");
    }
  }

  void split() {
    bool usual = false;
    for (std::size_t i = 0; i < plan_.split.size(); ++i) {
      const SplitRow& row = plan_.split[i];
      usual = usual || row.of == "default";
      if (row.seller + row.business == 0) add(at("split", i), "neither seller nor business");
    }
    if (!usual) add("split", "no row \"default\"", "default = { seller = 40, business = 60 }");
  }

  void premiums() {
    std::set<std::string> ids;
    for (std::size_t i = 0; i < plan_.premiums.size(); ++i) {
      const Premium& row = plan_.premiums[i];
      if (!is_slug(row.id)) add(at("premium", i, "id"), "not a slug ([a-z0-9-]{1,40})");
      if (!ids.insert(row.id).second) add(at("premium", i, "id"), "a second premium of this id");
      if (!plan_.stage(row.among)) {
        add(at("premium", i, "pay.among"), "no stage \"" + row.among + "\"",
            meant(row.among, stage_names(plan_)));
      }
      check_conditions(row.when, FactorScope::kPool, at("premium", i, "when"), problems_);
    }
  }

  void credits() {
    static const std::vector<std::string_view> units = {
        "closing_unit", "home_unit", "consulting_units", "tip_unit", "steering_unit"};
    std::set<std::string> ids;
    for (std::size_t i = 0; i < plan_.credits.size(); ++i) {
      const Credit& row = plan_.credits[i];
      if (!ids.insert(row.id).second) add(at("credit", i, "id"), "a second credit of this id");
      check_conditions(row.when, FactorScope::kPool, at("credit", i, "when"), problems_);
      bool counted = false;
      for (const auto& [unit, value] : row.to) {
        counted = counted || unit == row.counting;
        if (std::find(units.begin(), units.end(), unit) == units.end()) {
          add(at("credit", i, "to." + unit), "unknown unit \"" + unit + "\"", meant(unit, units));
        }
        if (value.sign() < 0) add(at("credit", i, "to." + unit), "negative");
      }
      if (!counted) {
        std::vector<std::string_view> own;
        for (const auto& [unit, value] : row.to) own.push_back(unit);
        add(at("credit", i, "counting"), "names no unit of this credit", meant(row.counting, own));
      }
    }
  }

  void liability() {
    const Liability& row = plan_.liability;
    if (row.curve != Curve::kFull && !row.window) {
      add("liability.window", "the curve needs a window", "in [liability]: window = \"P6M\"");
    }
    if (row.curve == Curve::kStep && row.steps.empty()) {
      add("liability.curve", "\"step\" has no steps to go down",
          "steps = [{ until = \"P3M\", reverse = \"1.0\" }, { until = \"P6M\", reverse = \"0.5\" "
          "}]");
    }
    if (row.curve != Curve::kStep && !row.steps.empty()) {
      add("liability.steps", "only curve \"step\" has steps", "curve = \"step\", or no steps");
    }
    if (row.window && row.window->days == 0 && row.window->months == 0) {
      add("liability.window", "is nothing");
    }
    if (!is_part(row.reserve_rate)) {
      add("liability.reserve.rate", "not within 0 to 1");
    }
    for (const CurveStep& step : row.steps) {
      if (!is_part(step.reverse)) {
        add("liability.steps", "a part is not within 0 to 1");
      }
    }
  }

  // Every decimal string of the body, wherever it stands: few places, so that products stay exact.
  void decimals(const Json& value, const std::string& path) {
    if (value.is_object()) {
      for (const auto& [key, member] : value.members()) {
        decimals(member, path.empty() ? key : path + "." + key);
      }
    } else if (value.is_array()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) {
        decimals(value.items()[i], at(path, i));
      }
    } else if (value.is_string() && !value.string().empty() &&
               value.string().find_first_not_of("-0123456789.") == std::string::npos) {
      const std::size_t dot = value.string().find('.');
      if (dot != std::string::npos && value.string().size() - dot - 1 > kDecimalPlaces) {
        add(path, "more than 6 decimal places", "round it: products must stay exact");
      }
    }
  }

  const Plan& plan_;
  std::vector<BodyProblem> problems_;
};

void check_amounts(const Json& value, const std::string& path, std::vector<BodyProblem>& out) {
  if (value.is_object()) {
    for (const auto& [key, member] : value.members()) {
      check_amounts(member, path.empty() ? key : path + "." + key, out);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      check_amounts(value.items()[i], path + "[" + std::to_string(i) + "]", out);
    }
  } else if (value.is_int() && value.integer() > kMostMinor) {
    out.push_back(
        {{path, "above " + std::to_string(kMostMinor)}, "sums of amounts must stay exact"});
  }
}

}  // namespace

std::vector<BodyProblem> amount_problems(const Json& body) {
  std::vector<BodyProblem> out;
  check_amounts(body, "", out);
  return out;
}

std::vector<BodyProblem> body_problems(const Json& body) {
  std::vector<BodyProblem> out;
  for (Problem& problem : check_form(body_form, body)) out.push_back({std::move(problem), {}});
  if (out.empty()) out = spelling_problems(body);
  if (!out.empty()) return out;
  const Plan plan = parse_plan(body);
  return Examiner(plan).examine(body);
}

}  // namespace kontor::plan
