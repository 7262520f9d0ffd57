// SPDX-License-Identifier: Apache-2.0
// The commission plan: what a sold item earns, who takes part, how it is shared. A version's body
// is canonical JSON in the shape of the TOML file (reader.h) with a few differences, because keys
// of canonical JSON hold no dots or slashes and tables have no order: `when` is a list of
// conditions; `stages`, `split` and `base` are lists in the order of the file, the latter of all
// rows of base, base_group, base_brand and base_any.
//
// record plan/{slug}: {version (newest), versions: {"3": body}, ops: {"3": operation}, warnings,
//   retired?: {version, from}}: versions up to that one judge no sale closed on that day or later
// record acceptance/{plan}.{version}.{scope}: {plan, version, partner, sellers, state?, reason?}:
//   accepted unless the state is "rejected", which has a reason and names no seller
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/base/money.h"
#include "lib/base/time.h"
#include "lib/change/form.h"
#include "lib/change/state.h"

namespace kontor::plan {

inline constexpr std::size_t kMaxStages = 16;       // far above any sale
inline constexpr std::size_t kMaxShares = 64;       // shares of one claim: two a party
inline constexpr std::size_t kMaxFactors = 32;      // keeps the product of factors within 128 bits
inline constexpr std::int64_t kMaxTouches = 128;    // of a stage: a long journey online
inline constexpr std::int64_t kDefaultTouches = 8;  // of a stage that picks all and names no max
inline constexpr std::size_t kMaxBaseRows = 4096;   // a large catalogue's items in one plan
inline constexpr std::size_t kMaxRules = 32;  // of overrides, tiers, caps, floors, draws, holds
inline constexpr std::size_t kMaxLevels = 8;  // of an override
inline constexpr std::size_t kMaxBands = 32;  // of a tier

// One comparison. Conditions of a list hold together; those that share a group (any > 0) hold when
// one of the group does.
struct Condition {
  std::string field;  // one of condition_fields()
  std::string op;     // eq ne in lt gt range same_as
  Json value;  // text, number or flag; list of them (in); two bounds (range); field (same_as)
  std::int64_t any = 0;
  std::string text() const;  // item.price_point eq "online-special"
};
using Conditions = std::vector<Condition>;
using Lookup = std::function<std::optional<Json>(std::string_view field)>;

// Every field that a condition may compare; touch.* in factors of scope share alone. Numbers are
// integers or decimal strings, compared exactly; a range includes both its limits.
enum class Measured { kText, kNumber, kDate };
struct ConditionField {
  std::string_view name;
  Measured measured = Measured::kText;
  std::string_view doc;
};
std::span<const ConditionField> condition_fields();
const ConditionField* condition_field(std::string_view name);  // nullptr: unknown
// The first condition that fails, nullptr when all hold. An absent field fails every op but ne.
const Condition* first_failed(const Conditions& conditions, const Lookup& lookup);

enum class BaseFor { kItem, kGroup, kBrand, kAny };
enum class BaseKind { kFixed, kPercent, kMargin, kPerUnit, kNone };
// Of the rows for an item's slug, else its product, its group, its brand, else any, the first whose
// conditions hold.
struct Base {
  std::string rule;  // as the file spells its place: base.phone, base_group.tariff[1], base_any
  BaseFor of_what = BaseFor::kItem;
  std::string name;  // item or product, group, brand
  Conditions when;
  BaseKind kind = BaseKind::kFixed;
  std::int64_t amount_minor = 0;                             // fixed, per unit
  std::vector<std::pair<std::string, std::int64_t>> points;  // price point -> amount instead
  Rational rate;                                             // percent, margin: "0.05" is 5 %
  std::string of = "one_time";  // percent: recurring | one_time | term, value (all months and
                                // one_time); each for all pieces
  std::int64_t cost_minor = 0;  // margin: of the one-time price
  std::optional<std::int64_t> min_minor;
  std::optional<std::int64_t> max_minor;
  std::string tax;   // net | gross
  std::string line;  // life | health where a law treats the product on its own (L10)
};

enum class FactorScope { kPool, kShare };
struct Factor {
  std::string id;
  FactorScope scope = FactorScope::kPool;
  std::string stage;  // share: of this stage; empty: of all
  Conditions when;
  Rational value;
};
struct Limits {
  Rational min{0};
  Rational max{1000000};
};

enum class Pick { kFirst, kLast, kAll };
enum class Model { kFirst, kLast, kLinear, kPosition, kTimeDecay, kRoles, kManual };
struct Stage {
  std::string name;
  std::int64_t weight = 0;
  Pick pick = Pick::kAll;
  Model model = Model::kLinear;
  std::int64_t half_life_days = 0;  // time decay by days; 0: by step
  std::int64_t half_life_steps = 0;
  std::int64_t max = kDefaultTouches;
  std::int64_t min_minutes = 0;
  std::optional<Period> lookback;
  std::vector<std::string> evidence;
  std::vector<std::pair<std::string, Rational>> weights;  // roles: evidence; manual: partner
};
enum class Absent { kRedistribute, kForfeit, kTo };

struct SplitRow {
  std::string of;  // "default", a channel, or an outlet
  std::int64_t seller = 0;
  std::int64_t business = 0;
};

enum class PremiumTo { kBusiness, kSeller, kSplit };
struct Premium {
  std::string id;
  Conditions when;
  std::string among;  // stage
  PremiumTo to = PremiumTo::kBusiness;
  std::int64_t amount_minor = 0;
  std::int64_t cap_month_minor = 0;        // 0: none
  std::int64_t cap_payee_month_minor = 0;  // 0: none
  std::int64_t budget_minor = 0;           // of the plan's version; 0: none
  bool clawback = false;                   // reversed with the order's last claim
};
struct Credit {
  std::string id;
  std::string product;  // item or product; empty: every item
  Conditions when;
  // closing_unit, home_unit, consulting_units, tip_unit, steering_unit
  std::vector<std::pair<std::string, Rational>> to;
  std::string counting;
};

// Climbs from the business of each share: the k-th business above it gets rates[k] of what that
// business and its sellers get of the item, outside the pool.
struct Override {
  std::string id;
  std::string stage;  // empty: all
  std::vector<Rational> rates;
  std::vector<std::pair<std::string, std::string>> above;  // business -> the one above it
};

enum class Per { kSeller, kBusiness };  // role of the payee
enum class Measure { kEarned, kValue, kUnits };
enum class TierMode {
  kMarginal,     // each slice at its own band
  kRetroactive,  // all at the band reached
  kOverage,      // what lies above the first bound all at the band reached
  kStanding,     // each sale whole at the band that stood before it
};
struct Band {
  Rational from;  // minor units, or pieces; belongs to this band
  // One of the three.
  std::optional<Rational> factor;            // times what was earned
  std::optional<Rational> rate;              // of the measure
  std::optional<std::int64_t> amount_minor;  // a piece; measure units
};
struct Tier {
  std::string id;
  Conditions when;
  Per per = Per::kSeller;
  Period period;  // P1M, P3M, P1Y of the calendar
  Measure measure = Measure::kEarned;
  TierMode mode = TierMode::kMarginal;
  std::optional<std::int64_t> quota;  // bands' from is already computed from it
  std::vector<Band> bands;            // below the first nothing changes
  bool charge_business = false;       // what the seller gains is taken from its business
};
// cap: a payee's earned and tiers of a period are no more. floor: a finished period is no less.
// draw: a finished period is filled up; what is recoverable comes back from what later periods earn
// above the amount.
struct PeriodAmount {
  std::string id;
  Per per = Per::kSeller;
  Period period;
  std::int64_t amount_minor = 0;
  bool recoverable = false;  // draw
};
inline constexpr std::string_view kUntilPaid = "payment.received";
// Facts of matching claims are settled only after the vesting and the period, or once paid.
struct Hold {
  std::string id;
  Conditions when;
  std::optional<Period> period;  // nothing: until payment.received
};

enum class Curve { kFull, kLinear, kStep };
struct CurveStep {
  Period until;
  Rational reverse;  // part that is reversed up to then
};
struct Liability {
  std::optional<Period> window;
  Curve curve = Curve::kFull;
  std::vector<CurveStep> steps;
  std::vector<std::string> full_causes;
  std::vector<std::string> never_causes;
  Rational reserve_rate;
  bool release_linear = false;  // else at the end of the window
  bool release_stated = false;  // the plan names one of them (L7)
  std::string notice;           // insurance: cancellation_risk | follow_up
};

struct Plan {
  std::string id;
  std::int64_t version = 0;
  Date from;
  std::optional<Date> to;
  std::string currency;
  std::string regime;
  std::string acceptance;  // framework_agreement | named_payees
  std::string agreement;   // reference of the framework agreement
  std::vector<Base> base;
  std::vector<Factor> factors;
  Limits pool_limits;
  Limits share_limits;
  std::vector<Stage> stages;
  Absent absent = Absent::kRedistribute;
  std::string absent_to;
  Period late_grace;
  std::string earned;  // order.delivered | contract.active | payment.received
  std::vector<SplitRow> split;
  std::vector<Premium> premiums;
  std::vector<Credit> credits;
  std::vector<Override> overrides;
  std::vector<Tier> tiers;
  std::vector<PeriodAmount> caps;
  std::vector<PeriodAmount> floors;
  std::vector<PeriodAmount> draws;
  std::vector<Hold> holds;
  Liability liability;
  Period settle_period;
  std::string settle_due;
  std::string approval;
  std::int64_t min_payout_minor = 0;

  const Stage* stage(std::string_view name) const;
};

// "base", "base_group", "base_brand", "base_any": the table of the file.
std::string base_table(BaseFor of_what);

extern const Form body_form;    // of a version's body
extern const Form record_form;  // of the record
extern const Form acceptance_form;

// A problem of a body, and what to do about it.
struct BodyProblem : Problem {
  std::string remedy = {};
};
// Everything wrong with a body: its form, then what a form cannot say. Empty is good.
std::vector<BodyProblem> body_problems(const Json& body);
// Whole numbers above kMostMinor: a ledger takes none, a back-test may reckon in smaller units.
std::vector<BodyProblem> amount_problems(const Json& body);
// Error(kData, "bad_plan") names the first problem.
Plan parse_plan(const Json& body);

// The day from which a version judges no sale, by plan.retire, or nothing.
std::optional<Date> retired_from(const Json& record, std::int64_t version);
// A version as it holds: its end is no later than its retirement, and may lie before its beginning.
Plan version_of(const Json& record, std::int64_t version);
// The version that is valid on `closed` (the newest, where several are), or nothing.
std::optional<std::int64_t> version_for(const Json& record, Date closed);
const Json& body_of(const Json& record, std::int64_t version);  // Error(kData) when there is none

inline constexpr std::string_view kRejected = "rejected";  // state of an acceptance
std::string acceptance_id(std::string_view plan, std::int64_t version, std::string_view scope);
// Whether a payee may be paid by the plan: under a framework agreement always; else when a scope of
// its business accepted this version, and named the seller (empty: the business itself is meant).
bool is_accepted(const State& state, const Plan& plan, std::string_view partner,
                 std::string_view seller);

}  // namespace kontor::plan
