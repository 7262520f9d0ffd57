// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/explain.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/config/toml.h"

namespace kontor::plan {
namespace {

Json node(std::string_view step, std::string rule, std::string words) {
  Json out = Json::object({{"step", step}, {"result", std::move(words)}});
  if (!rule.empty()) out.set("rule", std::move(rule));
  return out;
}

// "if ...: so much"
std::string with(std::string words, const Conditions& when) {
  const std::string condition = in_words(when);
  return condition.empty() ? words : condition + ": " + words;
}

std::string role(Per per) { return per == Per::kSeller ? "seller" : "business"; }

std::string month_of(const Period& period) {
  if (period.months == 1) return "month";
  return period.months == 3 ? "quarter" : "year";
}

class Teller {
 public:
  explicit Teller(const Plan& plan) : plan_(plan) {}

  Json tell() {
    Json out = node("plan", plan_.id + ":" + std::to_string(plan_.version), head());
    chapter("base", "What a sold item puts into its pool", &Teller::base);
    chapter("pool_factor", "What changes the pool", &Teller::pool_factors);
    chapter("stage", "Who takes part in the pool", &Teller::stages);
    chapter("share_factor", "What changes the weight of a touch", &Teller::share_factors);
    chapter("split", "How a touch's part is divided", &Teller::split);
    chapter("beside", "What is paid beside the pool", &Teller::beside);
    chapter("period", "What a month, quarter or year adds or limits", &Teller::periods);
    chapter("vest", "When it is earned and paid", &Teller::payment);
    chapter("liability", "What comes back", &Teller::liability);
    out.set("steps", std::move(chapters_));
    return out;
  }

 private:
  void chapter(std::string_view step, std::string title, void (Teller::*rows)()) {
    rows_ = Json::array();
    (this->*rows)();
    if (rows_.items().empty()) return;
    Json out = node(step, {}, std::move(title));
    out.set("steps", std::move(rows_));
    chapters_.push(std::move(out));
  }
  void say(std::string_view step, std::string rule, std::string words) {
    rows_.push(node(step, std::move(rule), std::move(words)));
  }
  std::string money(std::int64_t minor) const {
    return format_amount(minor, plan_.currency) + " " + plan_.currency;
  }

  std::string head() const {
    if (plan_.to && *plan_.to < plan_.from) return "for no sale: retired before its first day";
    std::string out = "for sales closed from " + format_date(plan_.from);
    return out + (plan_.to ? " to " + format_date(*plan_.to) : " on, without an end");
  }

  std::string amount_of(const Base& row) const {
    std::string out;
    switch (row.kind) {
      case BaseKind::kFixed:
      case BaseKind::kPerUnit: {
        const std::string each = row.kind == BaseKind::kFixed ? " a sale" : " a piece";
        out = money(row.amount_minor) + each;
        for (const auto& [point, amount] : row.points) {
          out += ", at price point " + point + " " + money(amount) + each;
        }
        break;
      }
      case BaseKind::kPercent:
        out = percent(row.rate) + " of " +
              (row.of == "recurring"  ? "one month's price"
               : row.of == "one_time" ? "the one-time price"
                                      : "the price over the whole term");
        break;
      case BaseKind::kMargin:
        out = percent(row.rate) + " of what the one-time price is above " + money(row.cost_minor);
        break;
      case BaseKind::kNone:
        return "nothing: free of commission";
    }
    if (row.min_minor) out += ", at least " + money(*row.min_minor);
    if (row.max_minor) out += ", at most " + money(*row.max_minor);
    return out + (row.tax.empty() ? "" : " (" + row.tax + ")");
  }

  void base() {
    bool any = false;
    for (const Base& row : plan_.base) {
      any = any || (row.of_what == BaseFor::kAny && row.when.empty());
      const std::string what = row.of_what == BaseFor::kItem    ? row.name
                               : row.of_what == BaseFor::kGroup ? "group " + row.name
                               : row.of_what == BaseFor::kBrand ? "brand " + row.name
                                                                : "any other item";
      const std::string condition = in_words(row.when);
      say("base", row.rule,
          what + (condition.empty() ? "" : ", " + condition) + ": " + amount_of(row));
    }
    if (!any) say("base", "base", "anything else: nothing");
  }

  void limits(const Limits& limits, std::string_view scope) {
    const bool bounded = limits.max < Limits().max || Limits().min < limits.min;
    if (!bounded || rows_.items().empty()) return;
    say("limit", "factor_limits." + std::string(scope),
        "all of them together: no less than times " + limits.min.decimal(6) +
            " and no more than times " + limits.max.decimal(6));
  }

  void factors(FactorScope scope) {
    for (const Factor& row : plan_.factors) {
      if (row.scope != scope) continue;
      std::string words = "times " + row.value.decimal(6);
      if (scope == FactorScope::kShare) {
        words += row.stage.empty() ? " in every stage" : " in " + row.stage;
      }
      say("factor", "factor." + row.id, with(words, row.when));
    }
  }
  void pool_factors() {
    factors(FactorScope::kPool);
    limits(plan_.pool_limits, "pool");
  }
  void share_factors() {
    factors(FactorScope::kShare);
    limits(plan_.share_limits, "share");
  }

  std::string model_of(const Stage& row) const {
    switch (row.model) {
      case Model::kLinear:
        return "all alike";
      case Model::kFirst:
        return "the first takes all";
      case Model::kLast:
        return "the last takes all";
      case Model::kPosition:
        return "the first and the last 40 each, those between them 20";
      case Model::kTimeDecay:
        return row.half_life_days > 0
                   ? "half as much for each " + in_words(Period{row.half_life_days, 0}) + " earlier"
                   : "half as much for every " + std::to_string(row.half_life_steps) +
                         " touches earlier";
      case Model::kRoles:
      case Model::kManual: {
        std::vector<std::string> weights;
        for (const auto& [name, weight] : row.weights) {
          weights.push_back(name + " " + weight.decimal(6));
        }
        return "weighed " + join(weights, ", ");
      }
    }
    return {};
  }

  std::string stage_of(const Stage& row, const Rational& part) const {
    std::string out = row.name + ": " + percent(part) + " of the pool, to ";
    if (row.pick == Pick::kAll) {
      out += "up to " + std::to_string(row.max) + " touches (" + model_of(row) + ")";
    } else {
      out += row.pick == Pick::kFirst ? "the first touch" : "the last touch";
    }
    out += ": " + join(row.evidence, ", ");
    if (row.min_minutes > 0) out += ", " + std::to_string(row.min_minutes) + " minutes or more";
    if (row.lookback) out += ", no more than " + in_words(*row.lookback) + " before the close";
    return out;
  }

  void stages() {
    std::int64_t weights = 0;
    for (const Stage& row : plan_.stages) weights += row.weight;
    for (const Stage& row : plan_.stages) {
      const Rational part = Rational(row.weight) / Rational(std::max<std::int64_t>(weights, 1));
      say("stage", key_path("stages", row.name), stage_of(row, part));
    }
    const std::string absent =
        plan_.absent == Absent::kForfeit
            ? "the part of a stage that nobody took part in is not paid"
        : plan_.absent == Absent::kTo
            ? "the part of a stage that nobody took part in goes to " + plan_.absent_to
            : "the part of a stage that nobody took part in goes to the others, by their parts";
    say("absent", "stages.if_absent", absent);
    if (plan_.late_grace.days > 0 || plan_.late_grace.months > 0) {
      say("late", "stages.late_grace",
          "what a site sends within " + in_words(plan_.late_grace) +
              " of the close still counts; later it is looked at by hand");
    }
  }

  void split() {
    for (const SplitRow& row : plan_.split) {
      const std::int64_t sum = std::max<std::int64_t>(row.seller + row.business, 1);
      const bool outlet = row.of.find('/') != std::string::npos;
      say("split", key_path("split", row.of),
          (row.of == "default" ? "usually"
           : outlet            ? "at " + row.of
                               : "by channel " + row.of) +
              ": " + percent(Rational(row.seller) / Rational(sum)) + " to the seller, " +
              percent(Rational(row.business) / Rational(sum)) + " to the business");
    }
    say("split", "split",
        "where no seller signed in, the business has all; an outlet's own split "
        "goes before");
  }

  std::string premium_of(const Premium& row) const {
    std::string out = money(row.amount_minor) + " an order, shared by the touches of " + row.among +
                      ", to " +
                      (row.to == PremiumTo::kBusiness ? "the business"
                       : row.to == PremiumTo::kSeller ? "the seller"
                                                      : "both, as split");
    if (row.cap_month_minor > 0) out += "; " + money(row.cap_month_minor) + " a month in all";
    if (row.cap_payee_month_minor > 0) {
      out += "; " + money(row.cap_payee_month_minor) + " a month each";
    }
    if (row.budget_minor > 0) out += "; until " + money(row.budget_minor) + " are spent";
    return out + (row.clawback ? "; comes back with the order" : "; does not come back");
  }

  void beside() {
    for (const Premium& row : plan_.premiums) {
      say("premium", "premium." + row.id, with(premium_of(row), row.when));
    }
    for (const Override& row : plan_.overrides) {
      std::vector<std::string> rates;
      for (const Rational& rate : row.rates) rates.push_back(percent(rate));
      std::vector<std::string> above;
      for (const auto& [below, over] : row.above) above.push_back(over + " above " + below);
      say("override", "override." + row.id,
          "a business above another gets " + join(rates, ", then ") + " of what that one gets" +
              (row.stage.empty() ? "" : " for " + row.stage) + ": " + join(above, ", "));
    }
    for (const Credit& row : plan_.credits) {
      std::vector<std::string> units;
      for (const auto& [unit, value] : row.to) units.push_back(unit + " " + value.decimal(6));
      const std::string what = row.product.empty() ? "a sale" : "a sale of " + row.product;
      say("credit", "credit." + row.id,
          with(what + " counts for targets, which is no money: " + join(units, ", "), row.when));
    }
  }

  std::string band_of(const Tier& tier, const Band& band) const {
    const std::string from = tier.measure == Measure::kUnits ? band.from.decimal(3) + " pieces"
                                                             : money(band.from.round_half_away());
    if (band.factor) return "from " + from + " times " + band.factor->decimal(6);
    if (band.rate) return "from " + from + " " + percent(*band.rate) + " of it";
    return "from " + from + " " + money(band.amount_minor.value_or(0)) + " a piece";
  }

  std::string tier_of(const Tier& row) const {
    std::vector<std::string> bands;
    for (const Band& band : row.bands) bands.push_back(band_of(row, band));
    const std::string measured = row.measure == Measure::kEarned  ? "earned"
                                 : row.measure == Measure::kValue ? "sold"
                                                                  : "sold in pieces";
    const std::string part =
        row.mode == TierMode::kMarginal      ? "each band for the part that lies in it"
        : row.mode == TierMode::kRetroactive ? "the band that is reached for all of it"
        : row.mode == TierMode::kOverage ? "the band that is reached for what lies above the first"
                                         : "each sale by the band that stood before it";
    return "by what a " + role(row.per) + " " + measured + " in a " + month_of(row.period) + ": " +
           join(bands, ", ") + "; " + part +
           (row.charge_business ? "; taken from its business" : "");
  }

  void amounts(std::string_view list, const std::vector<PeriodAmount>& rows) {
    for (const PeriodAmount& row : rows) {
      const std::string who = "a " + role(row.per);
      const std::string much = money(row.amount_minor) + " a " + month_of(row.period);
      const std::string over = ", once the " + month_of(row.period) + " is over";
      const std::string words =
          list == "cap"     ? who + " earns " + much + " at the most"
          : list == "floor" ? who + " gets " + much + " at least" + over
                            : who + " is filled up to " + much + over +
                                  (row.recoverable ? "; what later ones earn above it pays it back"
                                                   : "; for good");
      say(list, std::string(list) + "." + row.id, words);
    }
  }

  void periods() {
    for (const Tier& row : plan_.tiers) say("tier", "tier." + row.id, with(tier_of(row), row.when));
    amounts("cap", plan_.caps);
    amounts("floor", plan_.floors);
    amounts("draw", plan_.draws);
  }

  void payment() {
    const std::string earned = plan_.earned == "order.delivered"   ? "the item is delivered"
                               : plan_.earned == "contract.active" ? "the contract runs"
                                                                   : "the customer has paid";
    say("earned", "vest.earned", "earned once " + earned);
    for (const Hold& row : plan_.holds) {
      const std::string until =
          row.period ? in_words(*row.period) + " after that" : "the customer has paid";
      say("hold", "hold." + row.id, with("settled only when " + until, row.when));
    }
    const bool monthly = plan_.settle_period.months == 1;
    std::string settled =
        "a statement every " + (monthly ? std::string("month") : in_words(plan_.settle_period));
    settled += plan_.settle_due == "end_of_month"        ? ", due at the end of the month"
               : plan_.settle_due == "end_of_next_month" ? ", due at the end of the next month"
                                                         : ", due within 60 days";
    if (plan_.min_payout_minor > 0) {
      settled += "; less than " + money(plan_.min_payout_minor) + " waits for the next";
    }
    say("settle", "settle", settled);
    say("acceptance", "plan.acceptance",
        plan_.acceptance == "named_payees"
            ? "a business and its sellers are paid once they accepted this version"
            : "agreed in the framework agreement" +
                  (plan_.agreement.empty() ? "" : ": " + plan_.agreement));
  }

  std::string curve() const {
    const Liability& row = plan_.liability;
    const std::string any = "for any other cause ";
    if (!row.window) return any + "nothing";
    const std::string within = any + "within " + in_words(*row.window) + " of the earning: ";
    if (row.curve == Curve::kFull) return within + "all";
    if (row.curve == Curve::kLinear) {
      return within + "what is left of that time, so half of it after half of the time";
    }
    std::vector<std::string> steps;
    for (const CurveStep& step : row.steps) {
      steps.push_back(percent(step.reverse) + " up to " + in_words(step.until));
    }
    return within + join(steps, ", ") + ", then nothing";
  }

  void liability() {
    const Liability& row = plan_.liability;
    if (!row.full_causes.empty()) {
      say("full", "liability.full_causes",
          "all, whenever it happens: " + join(row.full_causes, ", "));
    }
    if (!row.never_causes.empty()) {
      say("never", "liability.never_causes", "nothing: " + join(row.never_causes, ", "));
    }
    say("curve", row.curve == Curve::kStep ? "liability.steps" : "liability.window", curve());
    if (!row.notice.empty()) {
      say("notice", "liability.notice",
          row.notice == "follow_up"
              ? "promised before anything comes back: to ask the customer once more"
              : "promised before anything comes back: timely word that the customer may cancel");
    }
    if (!row.reserve_rate.zero()) {
      say("reserve", "liability.reserve",
          percent(row.reserve_rate) + " of what is paid is kept back for it, and let go " +
              (row.release_linear ? "evenly over that time" : "at the end of that time"));
    }
  }

  const Plan& plan_;
  Json chapters_ = Json::array();
  Json rows_ = Json::array();
};

}  // namespace

Json explain_plan(const Plan& plan) { return Teller(plan).tell(); }

namespace {

Json answer_of(const Json& acceptance) {
  const std::string& partner = acceptance.str("partner");
  if (acceptance.str_or("state") == kRejected) {
    return node("answer", partner, partner + " rejected it: " + acceptance.str("reason"));
  }
  std::vector<std::string> sellers;
  for (const Json& seller : acceptance.list("sellers")) sellers.push_back(seller.string());
  return node("answer", partner,
              partner + " accepted it" +
                  (sellers.empty() ? ", for no seller" : ", and for " + join(sellers, ", ")));
}

}  // namespace

Json explain_version(const State& state, const Json& record, std::int64_t version) {
  Json out = explain_plan(version_of(record, version));
  const std::string& id = record.str("id");
  out.set("because", Json::array({record.at("ops").str(std::to_string(version))}));
  if (const std::optional<Date> retired = retired_from(record, version)) {
    out["steps"].push(node("retired", id,
                           "Retired: sales closed on " + format_date(*retired) +
                               " or later are not judged by it, what was earned before stays"));
  }
  Json answers = Json::array();
  for (const std::string& answer : state.ids("acceptance")) {
    const Record record_of = state.get("acceptance", answer);
    const bool same = record_of->str("plan") == id && record_of->num("version") == version;
    if (same) answers.push(answer_of(*record_of));
  }
  if (!answers.items().empty()) {
    Json chapter = node("answers", {}, "What the businesses said to it");
    chapter.set("steps", std::move(answers));
    out["steps"].push(std::move(chapter));
  }
  return out;
}

}  // namespace kontor::plan
