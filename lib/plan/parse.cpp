// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "lib/base/error.h"
#include "lib/plan/record.h"

namespace kontor::plan {
namespace {

template <typename Enum>
struct Word {
  std::string_view word;
  Enum value;
};

// The form has refused every other word; the first row stands for an absent one.
template <typename Enum, std::size_t N>
Enum word(const std::array<Word<Enum>, N>& rows, const Json& object, std::string_view key) {
  const std::string have = object.str_or(key, rows[0].word);
  for (const Word<Enum>& row : rows) {
    if (row.word == have) return row.value;
  }
  throw Error(Fault::kData, "bad_plan", "unknown word \"" + have + "\"");
}

constexpr std::array<Word<BaseKind>, 4> kBaseKinds = {{{"fixed", BaseKind::kFixed},
                                                       {"percent", BaseKind::kPercent},
                                                       {"margin", BaseKind::kMargin},
                                                       {"per_unit", BaseKind::kPerUnit}}};
constexpr std::array<Word<Pick>, 3> kPicks = {
    {{"all", Pick::kAll}, {"first", Pick::kFirst}, {"last", Pick::kLast}}};
constexpr std::array<Word<Model>, 7> kModels = {{{"linear", Model::kLinear},
                                                 {"first", Model::kFirst},
                                                 {"last", Model::kLast},
                                                 {"position", Model::kPosition},
                                                 {"time_decay", Model::kTimeDecay},
                                                 {"roles", Model::kRoles},
                                                 {"manual", Model::kManual}}};
constexpr std::array<Word<Curve>, 3> kCurves = {
    {{"full", Curve::kFull}, {"linear", Curve::kLinear}, {"step", Curve::kStep}}};
constexpr std::array<Word<PremiumTo>, 3> kPremiumTo = {{{"business", PremiumTo::kBusiness},
                                                        {"seller", PremiumTo::kSeller},
                                                        {"split", PremiumTo::kSplit}}};

std::vector<std::string> words(const Json& object, std::string_view key) {
  std::vector<std::string> out;
  for (const Json& item : object.list(key)) out.push_back(item.string());
  return out;
}

std::vector<std::pair<std::string, Rational>> decimals(const Json& object, std::string_view key) {
  std::vector<std::pair<std::string, Rational>> out;
  for (const auto& [name, value] : object.map(key)) {
    out.emplace_back(name, Rational::parse(value.string()));
  }
  return out;
}

Conditions conditions(const Json& object) {
  Conditions out;
  for (const Json& row : object.list("when")) {
    out.push_back({row.str("field"), row.str("op"), row.at("value"), row.num_or("any", 0)});
  }
  return out;
}

Base base_row(const std::string& item, const Json& row) {
  Base out;
  out.item = item;
  out.kind = word(kBaseKinds, row, "kind");
  out.amount_minor = row.num_or("amount", 0);
  for (const auto& [point, amount] : row.map("points")) {
    out.points.emplace_back(point, amount.integer());
  }
  out.rate = Rational::parse(row.str_or("rate", "0"));
  out.of = row.str_or("of", "one_time");
  out.cost_minor = row.num_or("cost", 0);
  out.tax = row.str_or("tax");
  out.line = row.str_or("line");
  return out;
}

Factor factor(const Json& row) {
  Factor out;
  out.id = row.str("id");
  out.scope = row.str("scope") == "share" ? FactorScope::kShare : FactorScope::kPool;
  out.stage = row.str_or("stage");
  out.when = conditions(row);
  out.value = Rational::parse(row.str("value"));
  return out;
}

Limits limits(const Json& body, std::string_view scope) {
  Limits out;
  const Json* all = body.find("factor_limits");
  const Json* own = all ? all->find(scope) : nullptr;
  if (own) {
    out.min = Rational::parse(own->str("min"));
    out.max = Rational::parse(own->str("max"));
  }
  return out;
}

// Stages of the usual names say what proves them; any other stage must.
std::vector<std::string> usual_evidence(const std::string& stage) {
  if (stage == "tip") return {"lead_with_consent", "code_issued"};
  if (stage == "consultation") return {"consultation"};
  if (stage == "close") return {"close"};
  return {};
}

Stage stage(const Json& row) {
  Stage out;
  out.name = row.str("name");
  out.weight = row.num("weight");
  out.pick = word(kPicks, row, "pick");
  out.model = word(kModels, row, "model");
  if (row.has("half_life")) out.half_life_days = parse_period(row.str("half_life")).days;
  out.half_life_steps = row.num_or("half_life_steps", 0);
  out.max = row.num_or("max", kDefaultTouches);
  out.min_minutes = row.num_or("min_minutes", 0);
  if (row.has("lookback")) out.lookback = parse_period(row.str("lookback"));
  out.evidence = row.has("evidence_any") ? words(row, "evidence_any") : usual_evidence(out.name);
  out.weights = decimals(row, "weights");
  return out;
}

Premium premium(const Json& row) {
  Premium out;
  const Json& pay = row.at("pay");
  out.id = row.str("id");
  out.when = conditions(row);
  out.among = pay.str("among");
  out.to = word(kPremiumTo, pay, "to");
  out.amount_minor = pay.num("amount");
  out.cap_month_minor = pay.num_or("cap_month", 0);
  out.clawback = pay.str_or("clawback", "none") == "full";
  return out;
}

Liability liability(const Json& row) {
  Liability out;
  if (row.has("window")) out.window = parse_period(row.str("window"));
  out.curve = word(kCurves, row, "curve");
  for (const Json& step : row.list("steps")) {
    out.steps.push_back({parse_period(step.str("until")), Rational::parse(step.str("reverse"))});
  }
  out.full_causes = words(row, "full_causes");
  out.never_causes = words(row, "never_causes");
  if (const Json* reserve = row.find("reserve")) {
    out.reserve_rate = Rational::parse(reserve->str("rate"));
    out.release_linear = reserve->str_or("release", "end_of_window") == "linear";
  }
  out.notice = row.str_or("notice");
  return out;
}

void read_head(const Json& head, Plan& plan) {
  plan.id = head.str("id");
  plan.version = head.num("version");
  plan.from = parse_date(head.at("valid").str("from"));
  if (head.at("valid").has("to")) plan.to = parse_date(head.at("valid").str("to"));
  plan.currency = head.str("currency");
  plan.regime = head.str("regime");
  plan.acceptance = head.str("acceptance");
}

void read_absent(const std::string& text, Plan& plan) {
  plan.absent = text == "forfeit" ? Absent::kForfeit : Absent::kRedistribute;
  if (text.starts_with("to:")) {
    plan.absent = Absent::kTo;
    plan.absent_to = text.substr(3);
  }
}

void read_settle(const Json& settle, Plan& plan) {
  plan.settle_period = parse_period(settle.str("period"));
  plan.settle_due = settle.str("due");
  plan.approval = settle.str_or("approval", "explicit");
  plan.min_payout_minor = settle.num_or("min_payout", 0);
}

}  // namespace

Plan parse_plan(const Json& body) {
  const std::vector<Problem> form = check_form(body_form, body);
  if (!form.empty()) {
    throw Error(Fault::kData, "bad_plan", "plan: " + form[0].path + ": " + form[0].message);
  }
  Plan plan;
  read_head(body.at("plan"), plan);
  for (const auto& [item, row] : body.map("base")) plan.base.push_back(base_row(item, row));
  for (const Json& row : body.list("factor")) plan.factors.push_back(factor(row));
  plan.pool_limits = limits(body, "pool");
  plan.share_limits = limits(body, "share");
  for (const Json& row : body.list("stages")) plan.stages.push_back(stage(row));
  read_absent(body.str_or("if_absent", "redistribute"), plan);
  if (body.has("late_grace")) plan.late_grace = parse_period(body.str("late_grace"));
  plan.earned = body.at("vest").str("earned");
  plan.advance = body.at("vest").has("advance");
  for (const Json& row : body.list("split")) {
    plan.split.push_back({row.str("of"), row.num_or("seller", 0), row.num_or("business", 0)});
  }
  for (const Json& row : body.list("premium")) plan.premiums.push_back(premium(row));
  for (const Json& row : body.list("credit")) {
    plan.credits.push_back({conditions(row), decimals(row, "to"), row.str("counting")});
  }
  if (body.has("liability")) plan.liability = liability(body.at("liability"));
  read_settle(body.at("settle"), plan);
  return plan;
}

}  // namespace kontor::plan
