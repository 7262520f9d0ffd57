// SPDX-License-Identifier: Apache-2.0
// A book explained: the sales that count, month by month, then every rule of the plan in every
// period of the book's year, what it comes to and what stands posted of it, the zeros too.
#include <algorithm>
#include <array>
#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/claim/explain.h"
#include "lib/claim/recheck.h"
#include "lib/claim/sources.h"
#include "lib/commission/explain.h"

namespace kontor::claim {
namespace {

struct Why {
  std::string_view word;
  std::string_view text;
};
constexpr std::array kWhys = {
    Why{"nothing_sold", "no sale counts into it"},
    Why{"below_bands", "below the first band"},
    Why{"no_change", "the band reached changes nothing"},
    Why{"below_cap", "not above the most that the period pays"},
    Why{"not_over", "the period is not over"},
    Why{"plan_ended", "the plan had ended before the period began"},
    Why{"no_member", "nothing earned by the plan until its end, or the payee had left"},
    Why{"reached", "the period has as much without it"},
};
std::string text_of(std::string_view word) {
  const auto row =
      std::find_if(kWhys.begin(), kWhys.end(), [&](const Why& why) { return why.word == word; });
  return std::string(row == kWhys.end() ? word : row->text);
}

std::string days(const commission::Span& span) {
  return format_date(span.first) + " to " + format_date(span.last);
}

Json node(std::string_view step, const std::string& rule, Json inputs, Json result) {
  Json out = Json::object({{"step", step}});
  if (!rule.empty()) out.set("rule", rule);
  if (inputs.is_object()) out.set("inputs", std::move(inputs));
  out.set("result", std::move(result));
  return out;
}

// What the entries come to.
struct Sums {
  std::size_t count = 0;
  std::int64_t earned = 0;
  std::int64_t value = 0;
  std::int64_t units = 0;
  void add(const commission::Entry& entry) {
    ++count;
    earned = checked_add(earned, entry.amount);
    value = checked_add(value, entry.value);
    units = checked_add(units, entry.units);
  }
  Json json() const {
    return Json::object(
        {{"entries", count}, {"earned", earned}, {"value", value}, {"units", units}});
  }
};

Json band_node(const plan::Tier& tier, std::size_t i, std::int64_t reached) {
  const plan::Band& band = tier.bands[i];
  Json inputs = Json::object({{"from", band.from.text()}});
  if (band.factor) inputs.set("factor", band.factor->text());
  if (band.rate) inputs.set("rate", band.rate->text());
  if (band.amount_minor) inputs.set("amount", *band.amount_minor);
  return node("band", "tier." + tier.id + "[" + std::to_string(i + 1) + "]", std::move(inputs),
              Json::object({{"reached", static_cast<std::int64_t>(i) < reached}}));
}

constexpr std::array<std::string_view, 3> kMeasures = {"earned", "value", "units"};
constexpr std::array<std::string_view, 4> kModes = {"marginal", "retroactive", "overage",
                                                    "standing"};

class BookExplainer {
 public:
  BookExplainer(const State& state, Seat seat, const Json& book)
      : state_(state),
        seat_(seat),
        book_(book),
        member_(member_of(book)),
        reckoning_(state, seat, reckoned_until(state, seat, book)),
        reckoned_(reckoning_.reckon_whole(member_)),
        posted_(lines_of(state, book_kind(seat), book.str("id"))) {}

  Json tree() {
    std::vector<Json> steps = plans();
    steps.push_back(sales());
    for (const LinePair& pair :
         pair_lines(reckoned_.result.lines, posted_.lines, book_.str("year"))) {
      steps.push_back(line(pair));
    }
    steps.push_back(settled());
    Json inputs = Json::object({{"payee", member_.payee},
                                {"role", member_.role},
                                {"partner", member_.partner},
                                {"year", book_.str("year")},
                                {"until", format_date(reckoning_.until())}});
    for (const char* key : {"since", "left"}) {
      if (const Json* value = book_.find(key)) inputs.set(key, *value);
    }
    Json out = node("book", member_.plan, std::move(inputs),
                    Json::object({{"posted", posted_.posted},
                                  {"settled", posted_.settled},
                                  {"open", posted_.posted - posted_.settled},
                                  {"currency", book_.str("currency")}}));
    if (seat_ == Seat::kSite) {
      out["result"].set("basis", "what this scope holds");
      const std::vector<std::string> unsure = unsure_of(state_, member_, reckoned_);
      if (!unsure.empty()) out["result"].set("unsure", Json::strings(unsure));
    }
    commission::below(out, std::move(steps));
    return out;
  }

 private:
  // The versions whose rules the lines follow.
  std::vector<Json> plans() {
    std::set<std::int64_t> used;
    for (const commission::Line& line : reckoned_.result.lines) {
      if (in_year(line.span.first)) used.insert(line.version);
    }
    for (const BookLine& line : posted_.lines) used.insert(line.version);
    const Record record = state_.get("plan", member_.plan);
    std::vector<Json> out;
    for (const plan::Plan& plan : reckoning_.versions().of(member_.plan)) {
      if (!used.contains(plan.version)) continue;
      Json inputs = Json::object({{"from", format_date(plan.from)}});
      if (plan.to) inputs.set("to", format_date(*plan.to));
      Json row = node("plan", plan.id + " " + std::to_string(plan.version), std::move(inputs),
                      Json::object({{"currency", plan.currency}}));
      const Json* ops = record->find("ops");
      const std::string op = ops ? ops->str_or(std::to_string(plan.version)) : "";
      if (!op.empty()) row.set("because", Json::array({op}));
      out.push_back(std::move(row));
    }
    return out;
  }

  bool in_year(Date day) const { return year_of(day) == book_.str("year"); }

  Json sales() const {
    std::vector<Json> months;
    Sums all;
    for (auto entry = reckoned_.input.entries.begin(); entry != reckoned_.input.entries.end();) {
      const commission::Span month = commission::span_of(entry->date, Period{.months = 1});
      std::vector<Json> rows;
      Sums sums;
      for (; entry != reckoned_.input.entries.end() && entry->date <= month.last; ++entry) {
        sums.add(*entry);
        if (in_year(month.first)) rows.push_back(entry_node(*entry));
      }
      if (!in_year(month.first)) continue;
      all.count += sums.count;
      all.earned = checked_add(all.earned, sums.earned);
      all.value = checked_add(all.value, sums.value);
      all.units = checked_add(all.units, sums.units);
      Json row = node("month", days(month), Json(), sums.json());
      commission::below(row, std::move(rows));
      months.push_back(std::move(row));
    }
    Json out = node("sales", "", Json(), all.json());
    commission::below(out, std::move(months));
    return out;
  }

  Json entry_node(const commission::Entry& entry) const {
    Json out = node(
        "sale", entry.claim, Json::object({{"date", format_date(entry.date)}}),
        Json::object({{"earned", entry.amount}, {"value", entry.value}, {"units", entry.units}}));
    if (seat_ == Seat::kSite) {
      // The scope's own steps towards the sale.
      std::set<std::string> own;
      for (const Source& source : earning_sources(state_, entry.claim)) {
        const bool step = source.what == "touch" || source.what == "code" || source.what == "close";
        if (step) own.insert(source.cause);
      }
      if (!own.empty()) out.set("because", Json::strings({own.begin(), own.end()}));
      return out;
    }
    // The payee's own facts of the day; where it has none, what moved the whole claim.
    std::set<std::string> own;
    std::set<std::string> all;
    each_fact(state_, "claim", entry.claim, [&](const Json& fact) {
      if (fact.str("date") != format_date(entry.date)) return;
      all.insert(fact.str("because"));
      const bool is_own = fact.str("payee") == member_.payee && fact.str("role") == member_.role;
      if (is_own) own.insert(fact.str("because"));
    });
    const std::set<std::string>& causes = own.empty() ? all : own;
    if (!causes.empty()) out.set("because", Json::strings({causes.begin(), causes.end()}));
    return out;
  }

  const plan::Plan* version(std::int64_t number) {
    for (const plan::Plan& plan : reckoning_.versions().of(member_.plan)) {
      if (plan.version == number) return &plan;
    }
    return nullptr;
  }

  Json line(const LinePair& pair) {
    const std::string kind =
        pair.posted ? pair.posted->kind : std::string(commission::line_word(pair.reckoned->kind));
    const std::string& rule = pair.posted ? pair.posted->rule : pair.reckoned->rule;
    const std::string& seller = pair.posted ? pair.posted->seller : pair.reckoned->seller;
    const commission::Span& span = pair.posted ? pair.posted->span : pair.reckoned->span;
    Json inputs = Json::object({{"period", days(span)}});
    Json result =
        Json::object({{"amount", pair.reckoned_minor()}, {"posted", pair.posted_minor()}});
    std::vector<Json> steps;
    if (!seller.empty()) {
      inputs.set("seller", seller);
      inputs.set("see", book_id(member_.plan, seller, span.first));
    } else if (pair.reckoned) {
      result.set("attainment", pair.reckoned->attainment);
      if (pair.reckoned->band > 0) result.set("band", pair.reckoned->band);
    }
    if (!pair.reckoned) {
      result.set("zero", "nothing counts into it any more");
    } else if (!pair.reckoned->reason.empty()) {
      result.set("zero", text_of(pair.reckoned->reason));
    }
    if (pair.reckoned_minor() != pair.posted_minor())
      result.set("next", pair.reckoned_minor() - pair.posted_minor());
    const plan::Plan* plan = version(pair.reckoned ? pair.reckoned->version : pair.posted->version);
    if (plan && seller.empty()) add_rule(*plan, kind, rule, pair.reckoned, inputs, steps);
    if (pair.posted) {
      for (const Json& fact : pair.posted->facts) steps.push_back(posted_node("posted", fact));
    }
    const std::string table = kind == "recover" ? "draw" : kind;
    Json out = node(kind, table + "." + rule, std::move(inputs), std::move(result));
    commission::below(out, std::move(steps));
    return out;
  }

  void add_rule(const plan::Plan& plan, const std::string& kind, const std::string& rule,
                const std::optional<commission::Line>& line, Json& inputs,
                std::vector<Json>& steps) const {
    for (const plan::Tier& tier : plan.tiers) {
      if (kind != "tier" || tier.id != rule) continue;
      inputs.set("measure", kMeasures[static_cast<std::size_t>(tier.measure)]);
      inputs.set("mode", kModes[static_cast<std::size_t>(tier.mode)]);
      if (tier.quota) inputs.set("quota", *tier.quota);
      if (tier.charge_business) inputs.set("charge", "business");
      const std::int64_t reached = line ? line->band : 0;
      for (std::size_t i = 0; i < tier.bands.size(); ++i) {
        steps.push_back(band_node(tier, i, reached));
      }
      if (line) add_left_out(tier, line->span, inputs, steps);
    }
    const auto limit = [&](const char* word, const std::vector<plan::PeriodAmount>& rules) {
      for (const plan::PeriodAmount& row : rules) {
        if (kind != word || row.id != rule) continue;
        inputs.set("limit", row.amount_minor);
        if (row.recoverable) inputs.set("recoverable", true);
      }
    };
    limit("cap", plan.caps);
    limit("floor", plan.floors);
    limit("draw", plan.draws);
    limit("recover", plan.draws);
  }

  // What of the period's sales does not count, and the condition that leaves it out.
  void add_left_out(const plan::Tier& tier, const commission::Span& span, Json& inputs,
                    std::vector<Json>& steps) const {
    Sums counted;
    for (const commission::Entry& entry : reckoned_.input.entries) {
      if (entry.date < span.first || span.last < entry.date) continue;
      const plan::Condition* failed =
          tier.when.empty() ? nullptr : plan::first_failed(tier.when, entry.lookup);
      if (!failed) {
        counted.add(entry);
        continue;
      }
      steps.push_back(node("sale", entry.claim, Json::object({{"date", format_date(entry.date)}}),
                           Json::object({{"left_out", failed->text()}})));
    }
    inputs.set("counted", counted.json());
  }

  static Json posted_node(std::string_view step, const Json& fact) {
    Json result = Json::object({{"amount", fact.num("amount")}});
    for (const char* key : {"attainment", "band", "version"}) {
      if (const Json* value = fact.find(key)) result.set(key, *value);
    }
    Json out = node(step, "", Json::object({{"n", fact.num("n")}, {"date", fact.str("date")}}),
                    std::move(result));
    if (fact.has("because")) out.set("because", Json::array({fact.str("because")}));
    return out;
  }

  Json settled() const {
    std::vector<Json> rows;
    for (const Json& fact : posted_.settles) rows.push_back(posted_node("settle", fact));
    Json out = node("settled", "", Json(), Json::object({{"amount", posted_.settled}}));
    commission::below(out, std::move(rows));
    return out;
  }

  const State& state_;
  const Seat seat_;
  const Json& book_;
  const Member member_;
  Reckoning reckoning_;
  const Reckoned reckoned_;
  const BookLines posted_;
};

}  // namespace

Json explain_book(const State& state, const std::string& id) {
  const Record book = book_of(state, id);
  if (!book) {
    throw Error(Fault::kNoInput, "not_found", "no plan, payee and year " + printable(id) + " here",
                "PLAN.PAYEE.YEAR: kontor settlement books");
  }
  return BookExplainer(state, seat_of(state), *book).tree();
}

}  // namespace kontor::claim
