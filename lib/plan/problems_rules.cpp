// SPDX-License-Identifier: Apache-2.0
// Rules of a plan that span items: overrides, and what counts over a period.
#include <algorithm>
#include <map>
#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/plan/problems.h"

namespace kontor::plan {
namespace {

class RuleExaminer {
 public:
  RuleExaminer(const Plan& plan, std::vector<BodyProblem>& out) : plan_(plan), out_(out) {}

  void examine() {
    overrides();
    for (std::size_t i = 0; i < plan_.tiers.size(); ++i) tier(plan_.tiers[i], i);
    ids("tier", plan_.tiers);
    period_amounts("cap", plan_.caps);
    period_amounts("floor", plan_.floors);
    period_amounts("draw", plan_.draws);
    ids("hold", plan_.holds);
    for (std::size_t i = 0; i < plan_.holds.size(); ++i) {
      check_conditions(plan_.holds[i].when, FactorScope::kPool, row_path("hold", i, "when"), out_);
    }
  }

 private:
  void add(std::string path, std::string message, std::string remedy = {}) {
    out_.push_back({{std::move(path), std::move(message)}, std::move(remedy)});
  }

  template <typename Row>
  void ids(std::string_view list, const std::vector<Row>& rows) {
    if (rows.size() > kMaxRules) add(std::string(list), "more than 32 rows");
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!known_.emplace(rows[i].id, list).second) {
        add(row_path(list, i, "id"), "a second rule of this id");
      }
    }
  }

  void overrides() {
    ids("override", plan_.overrides);
    for (std::size_t i = 0; i < plan_.overrides.size(); ++i) {
      const Override& row = plan_.overrides[i];
      if (!row.stage.empty() && !plan_.stage(row.stage)) {
        add(row_path("override", i, "stage"), "no stage \"" + row.stage + "\"",
            meant(row.stage, stage_names(plan_)));
      }
      if (row.rates.empty()) add(row_path("override", i, "rates"), "names no level");
      if (row.rates.size() > kMaxLevels)
        add(row_path("override", i, "rates"), "more than 8 levels");
      for (const Rational& rate : row.rates) {
        if (!is_part(rate))
          add(row_path("override", i, "rates"), "a rate is not within 0 to 1", "5 % is \"0.05\"");
      }
      cycle(row, i);
    }
  }

  void cycle(const Override& row, std::size_t i) {
    const std::map<std::string, std::string> above(row.above.begin(), row.above.end());
    for (const auto& [start, next] : above) {
      std::set<std::string> seen = {start};
      std::string way = start;
      for (auto up = above.find(start); up != above.end(); up = above.find(up->second)) {
        way += " below " + up->second;
        if (seen.insert(up->second).second) continue;
        return add(row_path("override", i, "above"), "a business stands above itself: " + way,
                   "remove one of them from above");
      }
    }
  }

  void tier(const Tier& row, std::size_t i) {
    check_conditions(row.when, FactorScope::kPool, row_path("tier", i, "when"), out_);
    if (row.charge_business && row.per != Per::kSeller) {
      add(row_path("tier", i, "charge"), "only a seller's tier is charged to its business",
          "per = \"seller\", or charge = \"principal\"");
    }
    if (row.bands.empty()) add(row_path("tier", i, "bands"), "no band");
    if (row.bands.size() > kMaxBands) add(row_path("tier", i, "bands"), "more than 32 bands");
    for (std::size_t k = 0; k < row.bands.size(); ++k) {
      const std::string path = row_path(row_path("tier", i, "bands"), k);
      band(row, row.bands[k], path);
      if (k > 0 && !(row.bands[k - 1].from < row.bands[k].from)) {
        add(path + ".from", "does not lie above the band before it",
            "bounds ascend, and a bound belongs to the higher band");
      }
    }
  }

  void band(const Tier& tier, const Band& row, const std::string& path) {
    const int ways =
        int{row.factor.has_value()} + int{row.rate.has_value()} + int{row.amount_minor.has_value()};
    if (ways != 1)
      add(path, "a band has exactly one of factor, rate and amount",
          "factor = \"1.5\" pays half as much again");
    if (row.factor && row.factor->sign() < 0) add(path + ".factor", "negative");
    if (row.rate && !is_part(*row.rate))
      add(path + ".rate", "not within 0 to 1", "2 % is \"0.02\"");
    const bool units = tier.measure == Measure::kUnits;
    if (row.rate && units)
      add(path + ".rate", "pieces have no rate", "amount = 500 is 5.00 a piece");
    if (row.amount_minor && !units) add(path + ".amount", "an amount a piece needs measure units");
    if (row.from.sign() < 0) add(path + ".from", "negative");
  }

  void period_amounts(std::string_view list, const std::vector<PeriodAmount>& rows) {
    ids(list, rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (list != "cap" && rows[i].amount_minor == 0) {
        add(row_path(list, i, "amount"), "guarantees nothing");
      }
    }
  }

  const Plan& plan_;
  std::vector<BodyProblem>& out_;
  std::map<std::string, std::string_view> known_;  // their facts name them by id
};

// How the bounds of a tier are spelled: from, or from_percent of a quota.
void bounds(const Json& tier, std::size_t i, std::vector<BodyProblem>& out) {
  const bool quota = tier.has("quota");
  for (std::size_t k = 0; k < tier.list("bands").size(); ++k) {
    const Json& band = tier.list("bands")[k];
    const std::string path = row_path(row_path("tier", i, "bands"), k);
    if (band.has("from") == band.has("from_percent")) {
      out.push_back({{path, "a band has either from or from_percent"}, "from = 0 is every sale"});
    } else if (band.has("from_percent") && !quota) {
      out.push_back({{path + ".from_percent", "there is no quota that it could be a part of"},
                     "quota = 40, or from = 50 in place of it"});
    }
  }
}

}  // namespace

std::string row_path(std::string_view list, std::size_t row, std::string_view member) {
  std::string out = std::string(list) + "[" + std::to_string(row) + "]";
  return member.empty() ? out : out + "." + std::string(member);
}

std::vector<std::string_view> stage_names(const Plan& plan) {
  std::vector<std::string_view> out;
  for (const Stage& stage : plan.stages) out.push_back(stage.name);
  return out;
}

std::string meant(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view near = nearest(word, known);
  if (!near.empty()) return "did you mean \"" + std::string(near) + "\"?";
  return "known here: " + join({known.begin(), known.end()}, ", ");
}

bool is_part(const Rational& value) { return value.sign() >= 0 && !(Rational(1) < value); }

void check_rules(const Plan& plan, std::vector<BodyProblem>& out) {
  RuleExaminer(plan, out).examine();
}

std::vector<BodyProblem> spelling_problems(const Json& body) {
  std::vector<BodyProblem> out;
  for (std::size_t i = 0; i < body.list("tier").size(); ++i) bounds(body.list("tier")[i], i, out);
  for (std::size_t i = 0; i < body.list("hold").size(); ++i) {
    const std::string& until = body.list("hold")[i].str("until");
    try {
      if (until != kUntilPaid) parse_period(until);
    } catch (const Error&) {
      out.push_back({{row_path("hold", i, "until"), "neither a period nor payment.received"},
                     "until = \"P30D\""});
    }
  }
  return out;
}

}  // namespace kontor::plan
