// SPDX-License-Identifier: Apache-2.0
// From a sale and a plan to shares, in cents that sum to the pool. Pure: no state, no clock, exact
// rationals until a level is rounded. One function a step, each in the file of its name; explain.h
// prints what they return.
//
//   base -> pool factors -> stages -> touches -> attribution -> share factors -> split -> overrides
//        -> rounding -> premiums -> credits -> reserve
//
// Rounding: the pool half away from zero; then stages in plan order, touches by payee, business
// before seller, each level by largest remainder, so that every level sums to the one above it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/money.h"
#include "lib/base/time.h"
#include "lib/plan/record.h"

namespace kontor::commission {

struct Split {
  std::int64_t seller = 0;
  std::int64_t business = 0;
};

// Something that happened before the close and may have a part in it.
struct Touch {
  std::string evidence;  // lead_with_consent, code_issued, close, or the type of an interaction
  std::string partner;   // business: slug
  std::string outlet;
  std::string channel;  // of the outlet
  std::string seller;   // empty: the business alone
  std::string tier;     // of the business
  Instant at;           // rule time
  std::int64_t minutes = 0;
  std::string code;                  // issued in it
  std::string record;                // "interaction/7k2m...": what it rests on
  std::vector<std::string> because;  // operations
  std::optional<Split> split;        // the outlet's own
};

// What a premium has paid before.
struct PremiumSpent {
  std::int64_t month_minor = 0;
  std::int64_t version_minor = 0;                         // since the plan's version began
  std::map<std::string, std::int64_t> payee_month_minor;  // payee -> this month
};

// One item of a submitted order.
struct Sale {
  std::string order;
  std::string item;     // offer of the item
  std::string product;  // of that offer, may be empty, as group and brand
  std::string group;
  std::string brand;
  std::string offer;  // that was ordered: the bundle or the item itself
  std::string price_point;
  std::string campaign;
  std::string customer_type;
  std::string contract_type;
  std::string code;  // redeemed
  std::int64_t quantity = 1;
  std::int64_t recurring_minor = 0;  // a month and piece
  std::int64_t one_time_minor = 0;   // a piece
  std::int64_t term_months = 0;
  std::int64_t list_minor = 0;       // list price of a piece over the term; 0: not known
  std::optional<Rational> discount;  // percent off the list, where it was told outright
  Instant closed;
  std::string channel;  // of the close
  std::string outlet;
  std::string partner;
  std::string seller;
  std::string tier;       // of the business of the close
  std::string home_unit;  // outlet
  std::vector<Touch> touches;
  // Weights by hand: stage -> partner -> weight, in place of the stage's model.
  std::map<std::string, std::map<std::string, std::int64_t>> manual;
  std::map<std::string, PremiumSpent> premium_spent;
};

// --- what the steps return

struct TriedBase {  // points into the plan
  const plan::Base* row = nullptr;
  const plan::Condition* failed = nullptr;  // nullptr: decided
};
struct BaseResult {
  Rational amount;
  std::string rule;  // "base.tariff-l"
  std::string zero;  // why there is none: base_missing, commission_free, base_zero
  std::vector<TriedBase> tried;
};

struct Tried {  // points into the plan
  const plan::Factor* factor = nullptr;
  const plan::Condition* failed = nullptr;  // nullptr: applied
};
struct FactorResult {
  std::vector<Tried> tried;
  Rational product{1};
  Rational value{1};  // clamped
};

struct LeftOut {
  std::size_t touch = 0;
  std::string_view reason;  // literal: no_party after_close lookback min_minutes same_day pick max
                            // parties
};

struct StageResult {
  std::string name;
  std::int64_t weight = 0;
  std::string absent;  // why nobody has a part: no_touch, no_weight; empty: present
  bool forfeited = false;
  std::int64_t amount = 0;
  std::vector<LeftOut> left_out;
  std::vector<std::size_t> touches;  // in payee order; the vectors below run along
  std::vector<Rational> attribution;
  std::vector<FactorResult> factors;
  std::vector<Rational> weights;  // attribution x factor
  std::vector<std::int64_t> amounts;
  std::vector<std::int64_t> values;  // of the sale, in minor units
  std::vector<std::int64_t> units;   // of the sale, in thousandths of a piece
};

struct Share {
  std::string stage;
  std::string payee;  // partner for the business, seller id for a seller
  std::string role;   // business | seller
  std::string partner;
  std::string outlet;
  std::int64_t amount = 0;
  std::vector<std::size_t> touches;
  // What of the sale the touches are credited with, for periods: the whole of it to the seller and
  // to the business alike. Sums over the touches to the item's net value and pieces.
  std::int64_t value = 0;  // minor units
  std::int64_t units = 0;  // thousandths of a piece
};

// What one business above another gets of it.
struct OverrideStep {
  std::string id;         // of the override
  std::size_t level = 0;  // from 1
  std::string below;      // business whose shares count
  std::string payee;      // business above
  std::int64_t of_minor = 0;
  Rational rate;
  std::int64_t amount = 0;
};

struct PremiumResult {
  std::string id;
  std::string zero;               // why nothing is paid
  std::vector<std::string> cuts;  // what made it less: cap_month, budget, cap_payee_month PAYEE
  std::int64_t amount = 0;
  std::vector<Share> shares;
};

struct CreditResult {  // a target credit: no money
  std::string id;
  std::string zero;  // why there is none; the rest is empty then
  std::string unit;  // closing_unit, home_unit, consulting_units, tip_unit, steering_unit
  std::string outlet;
  Rational value;
  bool counting = false;
};

struct Result {
  bool is_computed = true;  // false: not exactly, for the reason in `zero`; the rest is empty
  std::string zero;         // why the claim earns nothing, empty otherwise
  std::string failed;       // beside it: the conditions that failed, in words
  BaseResult base;
  FactorResult pool_factors;
  Rational exact;  // pool before rounding
  std::int64_t pool = 0;
  std::int64_t forfeited = 0;
  std::vector<StageResult> stages;
  std::vector<Share> shares;  // one per (stage, payee, role)
  std::vector<OverrideStep> override_steps;
  std::vector<Share> overrides;  // stage "override.ID"
  std::vector<PremiumResult> premiums;
  std::vector<CreditResult> credits;
};

// --- the steps

BaseResult base_of(const plan::Plan& plan, const Sale& sale);
FactorResult pool_factors(const plan::Plan& plan, const Sale& sale);
// Which touches have a part in the stage, in payee order, and why the others have none.
StageResult select_touches(const plan::Stage& stage, const Sale& sale);
// Fills attribution, factors and weights of a stage.
void attribute(const plan::Stage& stage, const Sale& sale, StageResult& result);
void share_factors(const plan::Plan& plan, const Sale& sale, StageResult& result);
// Weights of the stages with the absent ones' parts moved as the plan says.
std::vector<Rational> stage_weights(const plan::Plan& plan, const std::vector<StageResult>& stages);
// Divides the pool among the stages, and each stage among its touches; value and pieces likewise.
void divide_pool(const plan::Plan& plan, const Sale& sale, Result& result);
// With shares of 0 for those whom the split gives nothing and a tier counts.
std::vector<Share> split_shares(const plan::Plan& plan, const Sale& sale,
                                const std::vector<StageResult>& stages);
// One share per payee and role of `amounts`, each divided by the split at its place; `counted`: the
// roles that have a share of 0 where the split gives them nothing.
struct Counted {
  bool seller = false;
  bool business = false;
};
std::vector<Share> share_stage(const Sale& sale, const StageResult& stage,
                               const std::vector<std::int64_t>& amounts,
                               const std::vector<Split>& splits, Counted counted);
// Payments outside the pool to the businesses above those that have shares, each rounded half away
// from zero.
std::vector<OverrideStep> override_steps(const plan::Plan& plan, const std::vector<Share>& shares);
std::vector<Share> override_shares(const std::vector<OverrideStep>& steps,
                                   const std::vector<Share>& shares);
std::vector<PremiumResult> premiums(const plan::Plan& plan, const Sale& sale,
                                    const std::vector<StageResult>& stages);
std::vector<CreditResult> credits(const plan::Plan& plan, const Sale& sale,
                                  const std::vector<StageResult>& stages);
// How much of each outstanding amount comes back: the total is rounded half away from zero and
// divided by largest remainder, never more than an amount; part 1 is each amount itself.
std::vector<std::int64_t> reversal_parts(const std::vector<std::int64_t>& outstanding,
                                         const Rational& part);
// Held back of what a payee earned with an order.
std::int64_t reserve_of(std::int64_t total, const Rational& rate);

// All steps, for a ledger. Never throws for odd figures: what cannot be computed exactly, or comes
// to more than kMostMinor, is a zero with its reason.
Result compute(const plan::Plan& plan, const Sale& sale);
// The same in two, without that bound: all that the sale alone decides, then the premiums, which
// depend on what was paid before.
Result compute_alone(const plan::Plan& plan, const Sale& sale);
void add_premiums(const plan::Plan& plan, const Sale& sale, Result& result);

// --- shared by the steps

// 2^(-delta/half) in 40-bit fixed point (attribution.cpp documents the routine).
std::int64_t decay_weight(std::int64_t delta, std::int64_t half);
inline constexpr std::int64_t kDecayOne = std::int64_t{1} << 40;
inline constexpr std::int64_t kUnit = 1000;  // a piece, in the thousandths of Share.units

// Value of all pieces: the one-time price and every month.
Rational value_of(const Sale& sale);
std::optional<Rational> discount_of(const Sale& sale);  // percent; nothing: no list price is known
std::int64_t age_days(const Sale& sale, const Touch& touch);
// What conditions may ask: of the sale, and of one touch if given.
plan::Lookup lookup(const Sale& sale, const Touch* touch = nullptr);
// Clamped product of the factors that apply.
FactorResult apply_factors(const std::vector<const plan::Factor*>& factors,
                           const plan::Limits& limits, const plan::Lookup& lookup);
Split split_of(const plan::Plan& plan, const Touch& touch);
// Partner slug, business before seller, seller id.
bool payee_before(const Share& a, const Share& b);

}  // namespace kontor::commission
