// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>

#include "lib/base/error.h"
#include "lib/config/toml.h"
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

constexpr std::array<Word<BaseFor>, 4> kBaseFor = {{{"item", BaseFor::kItem},
                                                    {"group", BaseFor::kGroup},
                                                    {"brand", BaseFor::kBrand},
                                                    {"any", BaseFor::kAny}}};
constexpr std::array<Word<BaseKind>, 5> kBaseKinds = {{{"fixed", BaseKind::kFixed},
                                                       {"percent", BaseKind::kPercent},
                                                       {"margin", BaseKind::kMargin},
                                                       {"per_unit", BaseKind::kPerUnit},
                                                       {"none", BaseKind::kNone}}};
constexpr std::array<Word<Per>, 2> kPers = {
    {{"seller", Per::kSeller}, {"business", Per::kBusiness}}};
constexpr std::array<Word<Measure>, 3> kMeasures = {
    {{"earned", Measure::kEarned}, {"value", Measure::kValue}, {"units", Measure::kUnits}}};
constexpr std::array<Word<TierMode>, 4> kTierModes = {{{"marginal", TierMode::kMarginal},
                                                       {"retroactive", TierMode::kRetroactive},
                                                       {"overage", TierMode::kOverage},
                                                       {"standing", TierMode::kStanding}}};
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

std::optional<std::int64_t> whole(const Json& object, std::string_view key) {
  return object.has(key) ? std::optional(object.num(key)) : std::nullopt;
}
std::optional<Rational> decimal(const Json& object, std::string_view key) {
  return object.has(key) ? std::optional(Rational::parse(object.str(key))) : std::nullopt;
}

Base base_row(const Json& row) {
  Base out;
  out.of_what = word(kBaseFor, row, "for");
  out.name = row.str_or("name");
  out.when = conditions(row);
  out.kind = word(kBaseKinds, row, "kind");
  out.amount_minor = row.num_or("amount", 0);
  for (const auto& [point, amount] : row.map("points")) {
    out.points.emplace_back(point, amount.integer());
  }
  out.rate = Rational::parse(row.str_or("rate", "0"));
  out.of = row.str_or("of", "one_time");
  out.cost_minor = row.num_or("cost", 0);
  out.min_minor = whole(row, "min");
  out.max_minor = whole(row, "max");
  out.tax = row.str_or("tax");
  out.line = row.str_or("line");
  return out;
}

// The rows' names, as paths of the file: of several rows for one thing each with its number.
void name_base(std::vector<Base>& rows) {
  std::map<std::string, std::size_t> count;
  std::map<std::string, std::size_t> seen;
  for (Base& row : rows) {
    const std::string table = base_table(row.of_what);
    row.rule = row.of_what == BaseFor::kAny ? table : key_path(table, row.name);
    ++count[row.rule];
  }
  for (Base& row : rows) {
    const std::string place = row.rule;
    if (count[place] > 1) row.rule = item_path(place, seen[place]++);
  }
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
  out.cap_payee_month_minor = pay.num_or("cap_payee_month", 0);
  out.budget_minor = pay.num_or("budget", 0);
  out.clawback = pay.str_or("clawback", "none") == "full";
  return out;
}

Credit credit(const Json& row, std::size_t number) {
  Credit out;
  out.id = row.str_or("id", "credit-" + std::to_string(number));
  out.product = row.str_or("product");
  out.when = conditions(row);
  out.to = decimals(row, "to");
  out.counting = row.str("counting");
  return out;
}

Override override_row(const Json& row) {
  Override out;
  out.id = row.str("id");
  out.stage = row.str_or("stage");
  for (const Json& rate : row.list("rates")) out.rates.push_back(Rational::parse(rate.string()));
  for (const auto& [below, above] : row.map("above")) out.above.emplace_back(below, above.string());
  return out;
}

Band band(const Json& row, const std::optional<std::int64_t>& quota) {
  Band out;
  out.from = Rational(row.num_or("from", 0));
  if (quota && row.has("from_percent")) {
    out.from = Rational(*quota) * Rational::parse(row.str("from_percent")) / Rational(100);
  }
  out.factor = decimal(row, "factor");
  out.rate = decimal(row, "rate");
  out.amount_minor = whole(row, "amount");
  return out;
}

Tier tier(const Json& row) {
  Tier out;
  out.id = row.str("id");
  out.when = conditions(row);
  out.per = word(kPers, row, "per");
  out.period = parse_period(row.str("period"));
  out.measure = word(kMeasures, row, "measure");
  out.mode = word(kTierModes, row, "mode");
  out.quota = whole(row, "quota");
  for (const Json& one : row.list("bands")) out.bands.push_back(band(one, out.quota));
  out.charge_business = row.str_or("charge", "principal") == "business";
  return out;
}

std::vector<PeriodAmount> period_amounts(const Json& body, std::string_view list) {
  std::vector<PeriodAmount> out;
  for (const Json& row : body.list(list)) {
    out.push_back({row.str("id"), word(kPers, row, "per"), parse_period(row.str("period")),
                   row.num("amount"), row.flag_or("recoverable", false)});
  }
  return out;
}

Hold hold(const Json& row) {
  Hold out;
  out.id = row.str("id");
  out.when = conditions(row);
  const std::string& until = row.str("until");
  if (until != kUntilPaid) out.period = parse_period(until);
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
    out.release_stated = reserve->has("release");
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
  plan.agreement = head.str_or("agreement");
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

// Rules that work across items: over periods, or beside the pool.
void read_rules(const Json& body, Plan& plan) {
  for (const Json& row : body.list("premium")) plan.premiums.push_back(premium(row));
  for (const Json& row : body.list("credit")) {
    plan.credits.push_back(credit(row, plan.credits.size() + 1));
  }
  for (const Json& row : body.list("override")) plan.overrides.push_back(override_row(row));
  for (const Json& row : body.list("tier")) plan.tiers.push_back(tier(row));
  plan.caps = period_amounts(body, "cap");
  plan.floors = period_amounts(body, "floor");
  plan.draws = period_amounts(body, "draw");
  for (const Json& row : body.list("hold")) plan.holds.push_back(hold(row));
}

}  // namespace

std::string base_table(BaseFor of_what) {
  for (const Word<BaseFor>& row : kBaseFor) {
    if (row.value == of_what && of_what != BaseFor::kItem) return "base_" + std::string(row.word);
  }
  return "base";
}

Plan parse_plan(const Json& body) {
  const std::vector<Problem> form = check_form(body_form, body);
  if (!form.empty()) {
    throw Error(Fault::kData, "bad_plan", "plan: " + form[0].path + ": " + form[0].message);
  }
  Plan plan;
  read_head(body.at("plan"), plan);
  for (const Json& row : body.list("base")) plan.base.push_back(base_row(row));
  name_base(plan.base);
  for (const Json& row : body.list("factor")) plan.factors.push_back(factor(row));
  plan.pool_limits = limits(body, "pool");
  plan.share_limits = limits(body, "share");
  for (const Json& row : body.list("stages")) plan.stages.push_back(stage(row));
  read_absent(body.str_or("if_absent", "redistribute"), plan);
  if (body.has("late_grace")) plan.late_grace = parse_period(body.str("late_grace"));
  plan.earned = body.at("vest").str("earned");
  for (const Json& row : body.list("split")) {
    plan.split.push_back({row.str("of"), row.num_or("seller", 0), row.num_or("business", 0)});
  }
  read_rules(body, plan);
  if (body.has("liability")) plan.liability = liability(body.at("liability"));
  read_settle(body.at("settle"), plan);
  return plan;
}

}  // namespace kontor::plan
