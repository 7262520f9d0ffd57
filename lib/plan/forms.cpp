// SPDX-License-Identifier: Apache-2.0
// The tables of a plan's body: each key, its type and what it means. kontor-plan(5) prints them.
#include <array>

#include "lib/plan/record.h"

namespace kontor::plan {
namespace {

constexpr Need kMust = Need::kRequired;
constexpr Need kMay = Need::kOptional;

constexpr std::array kCondition = {
    Field{.name = "field", .type = Type::kWord, .need = kMust, .doc = "what is compared"},
    Field{.name = "op", .type = Type::kEnum, .need = kMust, .of = "eq|ne|in|lt|gt|range|same_as"},
    Field{.name = "value", .type = Type::kAny, .need = kMust, .doc = "literal, list or field"},
    Field{.name = "any",
          .type = Type::kInt,
          .doc = "group of which one must hold",
          .min = 1,
          .max = 16},
};
constexpr Form kConditionForm{"plan.condition", kCondition};

constexpr std::array kValid = {
    Field{.name = "from", .type = Type::kDate, .need = kMust, .doc = "first day"},
    Field{.name = "to", .type = Type::kDate, .doc = "last day; absent: open"},
    Field{.name = "chosen_by",
          .type = Type::kEnum,
          .need = kMust,
          .of = "order.closed",
          .doc = "day that picks the version"},
};
constexpr Form kValidForm{"plan.valid", kValid};

constexpr std::array kHead = {
    Field{.name = "id", .type = Type::kSlug, .need = kMust, .doc = "name that offers pay by"},
    Field{.name = "version",
          .type = Type::kInt,
          .need = kMust,
          .doc = "one above the last",
          .min = 1,
          .max = 100000},
    Field{.name = "valid",
          .type = Type::kObject,
          .need = kMust,
          .form = &kValidForm,
          .doc = "days of the version"},
    Field{.name = "currency", .type = Type::kWord, .need = kMust, .doc = "ISO 4217"},
    Field{.name = "regime",
          .type = Type::kEnum,
          .need = kMust,
          .of = "hgb_agent|hgb_insurance_agent|employee|dealer",
          .doc = "law that the linter applies"},
    Field{.name = "acceptance",
          .type = Type::kEnum,
          .need = kMust,
          .of = "framework_agreement|named_payees",
          .doc = "how the payees agreed to the split"},
    Field{.name = "agreement",
          .type = Type::kWord,
          .doc = "framework agreement that contains this split, as the papers name it (L9)"},
};
constexpr Form kHeadForm{"plan.plan", kHead};

constexpr std::array kBaseRow = {
    Field{.name = "for",
          .type = Type::kEnum,
          .need = kMust,
          .of = "item|group|brand|any",
          .doc = "table of the file: base, base_group, base_brand, base_any"},
    Field{.name = "name", .type = Type::kWord, .doc = "item or product, group, brand; any: none"},
    Field{.name = "when",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kConditionForm,
          .doc = "conditions; of several rows for one name the first that holds"},
    Field{.name = "kind",
          .type = Type::kEnum,
          .need = kMust,
          .of = "fixed|percent|margin|per_unit|none",
          .doc =
              "an amount an item, a rate of its price or of its margin, an amount a piece; none: "
              "commission-free, and counted for no tier, as one of amount 0 or rate 0 still is"},
    Field{.name = "amount", .type = Type::kInt, .doc = "minor units; fixed, per_unit"},
    Field{.name = "points",
          .type = Type::kInt,
          .many = Many::kMap,
          .doc = "price point: amount in place of the usual one"},
    Field{.name = "rate", .type = Type::kDecimal, .doc = "0.05 is 5 %; percent, margin"},
    Field{.name = "of",
          .type = Type::kEnum,
          .of = "recurring|one_time|term|value",
          .doc = "base of percent: one month, the one-time price, or the whole term with it (term "
                 "and value)"},
    Field{.name = "cost", .type = Type::kInt, .doc = "minor units a piece; margin"},
    Field{.name = "min", .type = Type::kInt, .doc = "minor units: no less an item"},
    Field{.name = "max", .type = Type::kInt, .doc = "minor units: no more an item"},
    Field{.name = "tax",
          .type = Type::kEnum,
          .of = "net|gross",
          .doc = "whether the base holds the tax (L8)"},
    Field{.name = "line", .type = Type::kEnum, .of = "life|health", .doc = "insurance line (L10)"},
};
constexpr Form kBaseForm{"plan.base", kBaseRow};

constexpr std::array kFactorRow = {
    Field{.name = "id", .type = Type::kSlug, .need = kMust, .doc = "name in explanations"},
    Field{.name = "scope",
          .type = Type::kEnum,
          .need = kMust,
          .of = "pool|share",
          .doc = "pool: changes the money; share: who gets how much of it"},
    Field{.name = "stage", .type = Type::kSlug, .doc = "of a share factor; absent: every stage"},
    Field{.name = "when",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kConditionForm,
          .doc = "conditions; absent: always"},
    Field{.name = "value", .type = Type::kDecimal, .need = kMust, .doc = "what is multiplied by"},
};
constexpr Form kFactorForm{"plan.factor", kFactorRow};

constexpr std::array kLimit = {
    Field{.name = "min",
          .type = Type::kDecimal,
          .need = kMust,
          .doc = "least product of the factors"},
    Field{.name = "max",
          .type = Type::kDecimal,
          .need = kMust,
          .doc = "greatest product of the factors"},
};
constexpr Form kLimitForm{"plan.limit", kLimit};
constexpr std::array kLimits = {
    Field{.name = "pool", .type = Type::kObject, .form = &kLimitForm, .doc = "of the pool factors"},
    Field{.name = "share",
          .type = Type::kObject,
          .form = &kLimitForm,
          .doc = "of the share factors of a touch"},
};
constexpr Form kLimitsForm{"plan.factor_limits", kLimits};

constexpr std::array kStageRow = {
    Field{.name = "name",
          .type = Type::kSlug,
          .need = kMust,
          .doc = "tip, consultation, close, or one of one's own"},
    Field{.name = "weight",
          .type = Type::kInt,
          .need = kMust,
          .doc = "part of the pool, beside the other stages' weights",
          .max = 1000000},
    Field{.name = "pick",
          .type = Type::kEnum,
          .of = "first|last|all",
          .doc = "touches that count; all unless told"},
    Field{.name = "model",
          .type = Type::kEnum,
          .of = "first|last|linear|position|time_decay|roles|manual",
          .doc = "how touches share the stage"},
    Field{.name = "half_life", .type = Type::kPeriod, .doc = "time_decay by days"},
    Field{.name = "half_life_steps",
          .type = Type::kInt,
          .doc = "time_decay by step",
          .min = 1,
          .max = 1000},
    Field{.name = "max",
          .type = Type::kInt,
          .doc = "youngest touches kept",
          .min = 1,
          .max = kMaxTouches},
    Field{.name = "min_minutes",
          .type = Type::kInt,
          .doc = "shortest touch that counts",
          .max = 1440},
    Field{.name = "lookback", .type = Type::kPeriod, .doc = "oldest touch before the close"},
    Field{.name = "evidence_any",
          .type = Type::kWord,
          .many = Many::kList,
          .doc = "kinds of touch that prove the stage; required for one of one's own"},
    Field{.name = "weights",
          .type = Type::kDecimal,
          .many = Many::kMap,
          .doc = "roles: per evidence; manual: per partner"},
};
constexpr Form kStageForm{"plan.stage", kStageRow};

constexpr std::array kVest = {
    Field{.name = "earned",
          .type = Type::kEnum,
          .need = kMust,
          .of = "order.delivered|contract.active|payment.received",
          .doc = "what must have happened"},
    Field{
        .name = "payable", .type = Type::kEnum, .of = "settle", .doc = "with the next settlement"},
};
constexpr Form kVestForm{"plan.vest", kVest};

constexpr std::array kSplitFields = {
    Field{.name = "of", .type = Type::kWord, .need = kMust, .doc = "default, channel or outlet"},
    Field{.name = "seller", .type = Type::kInt, .doc = "weight of the seller", .max = 1000000},
    Field{.name = "business", .type = Type::kInt, .doc = "weight of the business", .max = 1000000},
};
constexpr Form kSplitForm{"plan.split", kSplitFields};

constexpr std::array kPay = {
    Field{
        .name = "among", .type = Type::kSlug, .need = kMust, .doc = "stage whose touches share it"},
    Field{.name = "to",
          .type = Type::kEnum,
          .need = kMust,
          .of = "business|seller|split",
          .doc = "who of them is paid"},
    Field{.name = "amount", .type = Type::kInt, .need = kMust, .doc = "minor units an order"},
    Field{.name = "cap_month", .type = Type::kInt, .doc = "budget a month, minor units"},
    Field{.name = "cap_payee_month",
          .type = Type::kInt,
          .doc = "most that one payee gets of it a month, minor units"},
    Field{.name = "budget",
          .type = Type::kInt,
          .doc = "over the life of the plan's version, minor units"},
    Field{.name = "clawback",
          .type = Type::kEnum,
          .of = "none|full",
          .doc = "full: taken back with the order's last claim"},
};
constexpr Form kPayForm{"plan.pay", kPay};
constexpr std::array kPremiumRow = {
    Field{.name = "id", .type = Type::kSlug, .need = kMust, .doc = "name in explanations"},
    Field{.name = "when",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kConditionForm,
          .doc = "conditions; absent: always"},
    Field{.name = "pay",
          .type = Type::kObject,
          .need = kMust,
          .form = &kPayForm,
          .doc = "what is paid, to whom"},
};
constexpr Form kPremiumForm{"plan.premium", kPremiumRow};

constexpr std::array kCreditRow = {
    Field{.name = "id",
          .type = Type::kSlug,
          .doc = "name in explanations; absent: credit-1, credit-2, ..."},
    Field{.name = "product", .type = Type::kWord, .doc = "item or product; absent: every item"},
    Field{.name = "when",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kConditionForm,
          .doc = "conditions; absent: always"},
    Field{.name = "to",
          .type = Type::kDecimal,
          .need = kMust,
          .many = Many::kMap,
          .doc = "closing_unit, home_unit, consulting_units, tip_unit, steering_unit: how much of "
                 "a sale "
                 "each counts"},
    Field{.name = "counting",
          .type = Type::kWord,
          .need = kMust,
          .doc = "the one that totals add up"},
};
constexpr Form kCreditForm{"plan.credit", kCreditRow};

constexpr std::array kOverrideRow = {
    Field{
        .name = "id", .type = Type::kSlug, .need = kMust, .doc = "name in explanations and facts"},
    Field{.name = "stage", .type = Type::kSlug, .doc = "whose shares count; absent: all"},
    Field{.name = "rates",
          .type = Type::kDecimal,
          .need = kMust,
          .many = Many::kList,
          .doc = "one a level: 0.05 is 5 % of what the business below and its sellers get"},
    Field{.name = "above",
          .type = Type::kSlug,
          .need = kMust,
          .many = Many::kMap,
          .doc = "business: the one above it"},
};
constexpr Form kOverrideForm{"plan.override", kOverrideRow};

constexpr Field kPer{.name = "per",
                     .type = Type::kEnum,
                     .need = kMust,
                     .of = "seller|business",
                     .doc = "role of the payee"};
constexpr Field kPeriodField{.name = "period",
                             .type = Type::kEnum,
                             .need = kMust,
                             .of = "P1M|P3M|P1Y",
                             .doc = "month, quarter or year of the calendar"};
constexpr Field kIdField{
    .name = "id", .type = Type::kSlug, .need = kMust, .doc = "name in explanations and facts"};
constexpr Field kWhen{.name = "when",
                      .type = Type::kObject,
                      .many = Many::kList,
                      .form = &kConditionForm,
                      .doc = "conditions of the sale; absent: always"};

constexpr std::array kBand = {
    Field{.name = "from",
          .type = Type::kInt,
          .doc = "lower bound, belongs to this band: minor units, or pieces"},
    Field{.name = "from_percent", .type = Type::kDecimal, .doc = "of the quota, in place of from"},
    Field{.name = "factor", .type = Type::kDecimal, .doc = "times what was earned"},
    Field{.name = "rate", .type = Type::kDecimal, .doc = "of the measure: 0.02 is 2 %"},
    Field{.name = "amount", .type = Type::kInt, .doc = "minor units a piece; measure units"},
};
constexpr Form kBandForm{"plan.band", kBand};
constexpr std::array kTierRow = {
    kIdField,
    kWhen,
    kPer,
    kPeriodField,
    Field{.name = "measure",
          .type = Type::kEnum,
          .need = kMust,
          .of = "earned|value|units",
          .doc = "what reaches the bands: money earned; value or pieces sold, which count for the "
                 "seller and for the business of a touch whatever they earn of them"},
    Field{.name = "mode",
          .type = Type::kEnum,
          .need = kMust,
          .of = "marginal|retroactive|overage|standing",
          .doc = "which part of the period a band pays"},
    Field{.name = "quota",
          .type = Type::kInt,
          .doc = "target of the period: minor units, or pieces",
          .min = 1},
    Field{.name = "bands",
          .type = Type::kObject,
          .need = kMust,
          .many = Many::kList,
          .form = &kBandForm,
          .doc = "bounds ascending"},
    Field{.name = "charge",
          .type = Type::kEnum,
          .of = "principal|business",
          .doc = "who pays; business: what the seller gains is taken from its business"},
};
constexpr Form kTierForm{"plan.tier", kTierRow};

constexpr Field kPeriodAmount{
    .name = "amount", .type = Type::kInt, .need = kMust, .doc = "minor units a period"};
constexpr std::array kPeriodRow = {kIdField, kPer, kPeriodField, kPeriodAmount};
constexpr Form kCapForm{"plan.cap", kPeriodRow};
constexpr Form kFloorForm{"plan.floor", kPeriodRow};
constexpr std::array kDrawRow = {
    kIdField,
    kPer,
    kPeriodField,
    kPeriodAmount,
    Field{.name = "recoverable",
          .type = Type::kFlag,
          .need = kMust,
          .doc = "true: recovered from what later periods earn above the amount"},
};
constexpr Form kDrawForm{"plan.draw", kDrawRow};

constexpr std::array kHoldRow = {
    kIdField,
    kWhen,
    Field{.name = "until",
          .type = Type::kWord,
          .need = kMust,
          .doc = "a period after vesting (P30D), or payment.received"},
};
constexpr Form kHoldForm{"plan.hold", kHoldRow};

constexpr std::array kCurveStep = {
    Field{.name = "until", .type = Type::kPeriod, .need = kMust, .doc = "end of the step"},
    Field{.name = "reverse",
          .type = Type::kDecimal,
          .need = kMust,
          .doc = "part that is reversed up to then"},
};
constexpr Form kCurveStepForm{"plan.curve_step", kCurveStep};
constexpr std::array kReserve = {
    Field{.name = "rate",
          .type = Type::kDecimal,
          .need = kMust,
          .doc = "part of a payment that is kept back"},
    Field{.name = "release",
          .type = Type::kEnum,
          .of = "linear|end_of_window",
          .doc = "when it is paid out"},
};
constexpr Form kReserveForm{"plan.reserve", kReserve};
constexpr std::array kLiability = {
    Field{
        .name = "window", .type = Type::kPeriod, .doc = "time in which a failed sale is reversed"},
    Field{.name = "curve",
          .type = Type::kEnum,
          .of = "full|linear|step",
          .doc = "how much of it, as time passes; full unless told"},
    Field{.name = "steps",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kCurveStepForm,
          .doc = "of curve step"},
    Field{.name = "full_causes",
          .type = Type::kWord,
          .many = Many::kList,
          .doc = "causes that reverse all (L2)"},
    Field{.name = "never_causes",
          .type = Type::kWord,
          .many = Many::kList,
          .doc = "causes that reverse nothing (L3)"},
    Field{.name = "reserve",
          .type = Type::kObject,
          .form = &kReserveForm,
          .doc = "kept back against reversals (L7)"},
    Field{.name = "notice",
          .type = Type::kEnum,
          .of = "cancellation_risk|follow_up",
          .doc = "insurance: what saves a contract before a reversal (L4)"},
};
constexpr Form kLiabilityForm{"plan.liability", kLiability};

constexpr std::array kSettle = {
    Field{.name = "period", .type = Type::kPeriod, .need = kMust, .doc = "of a statement (L5)"},
    Field{.name = "due",
          .type = Type::kEnum,
          .need = kMust,
          .of = "end_of_next_month|end_of_month|days_60",
          .doc = "when a statement is due (L5)"},
    Field{.name = "rounding",
          .type = Type::kEnum,
          .of = "largest_remainder",
          .doc = "how minor units are shared out"},
    Field{.name = "tie",
          .type = Type::kEnum,
          .of = "payee_id",
          .doc = "whose remainder goes first among equal ones"},
    Field{.name = "min_payout",
          .type = Type::kInt,
          .doc = "minor units; less waits for the next statement"},
    Field{.name = "approval",
          .type = Type::kEnum,
          .of = "explicit|silence",
          .doc = "how a statement is accepted; explicit unless told (L6)"},
};
constexpr Form kSettleForm{"plan.settle", kSettle};

constexpr std::array kBody = {
    Field{
        .name = "schema", .type = Type::kEnum, .need = kMust, .of = "plan/1", .doc = "the format"},
    Field{.name = "plan",
          .type = Type::kObject,
          .need = kMust,
          .form = &kHeadForm,
          .doc = "the version's head"},
    Field{.name = "base",
          .type = Type::kObject,
          .need = kMust,
          .many = Many::kList,
          .form = &kBaseForm,
          .doc = "what a sold item puts into its pool"},
    Field{.name = "factor",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kFactorForm,
          .doc = "what changes pools and shares"},
    Field{.name = "factor_limits",
          .type = Type::kObject,
          .form = &kLimitsForm,
          .doc = "bounds of what factors do together"},
    Field{.name = "stages",
          .type = Type::kObject,
          .need = kMust,
          .many = Many::kList,
          .form = &kStageForm,
          .doc = "who takes part, in this order"},
    Field{.name = "if_absent",
          .type = Type::kWord,
          .doc = "redistribute (unless told), forfeit or to:STAGE"},
    Field{.name = "late_grace", .type = Type::kPeriod, .doc = "late touches still count"},
    Field{.name = "vest",
          .type = Type::kObject,
          .need = kMust,
          .form = &kVestForm,
          .doc = "when commission is earned and paid"},
    Field{.name = "split",
          .type = Type::kObject,
          .need = kMust,
          .many = Many::kList,
          .form = &kSplitForm,
          .doc = "between seller and business; an outlet's own split goes before"},
    Field{.name = "premium",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kPremiumForm,
          .doc = "paid beside the pool"},
    Field{.name = "credit",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kCreditForm,
          .doc = "targets, not money"},
    Field{.name = "override",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kOverrideForm,
          .doc = "for businesses above, beside the pool"},
    Field{.name = "tier",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kTierForm,
          .doc = "what a period pays more, by what was reached"},
    Field{.name = "cap",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kCapForm,
          .doc = "most that a payee earns in a period"},
    Field{.name = "floor",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kFloorForm,
          .doc = "least that a payee earns in a finished period"},
    Field{.name = "draw",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kDrawForm,
          .doc = "a finished period filled up, as an advance or for good"},
    Field{.name = "hold",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kHoldForm,
          .doc = "what waits before it is settled"},
    Field{.name = "liability",
          .type = Type::kObject,
          .form = &kLiabilityForm,
          .doc = "what a failed sale reverses"},
    Field{.name = "settle",
          .type = Type::kObject,
          .need = kMust,
          .form = &kSettleForm,
          .doc = "statements"},
};

constexpr std::array kRetired = {
    Field{.name = "version", .type = Type::kInt, .need = kMust, .doc = "the newest of that day"},
    Field{.name = "from", .type = Type::kDate, .need = kMust, .doc = "first day without claims"},
};
constexpr Form kRetiredForm{"plan.retired", kRetired};
constexpr std::array kRecord = {
    Field{.name = "version", .type = Type::kInt, .need = kMust, .doc = "the newest"},
    Field{.name = "versions", .type = Type::kAny, .need = kMust, .many = Many::kMap},
    Field{.name = "ops", .type = Type::kOperation, .need = kMust, .many = Many::kMap},
    Field{.name = "warnings",
          .type = Type::kText,
          .many = Many::kList,
          .doc = "of the newest version"},
    Field{.name = "retired",
          .type = Type::kObject,
          .form = &kRetiredForm,
          .doc = "versions that judge no new sale"},
};

constexpr std::array kAcceptance = {
    Field{.name = "plan", .type = Type::kRef, .need = kMust, .of = "plan"},
    Field{.name = "version", .type = Type::kInt, .need = kMust},
    Field{.name = "partner", .type = Type::kSlug, .need = kMust, .doc = "business that accepted"},
    Field{.name = "sellers",
          .type = Type::kRef,
          .need = kMust,
          .many = Many::kList,
          .of = "seller",
          .doc = "for whom it accepted too"},
    Field{.name = "state", .type = Type::kEnum, .of = "accepted|rejected", .doc = "else accepted"},
    Field{.name = "reason", .type = Type::kWord, .doc = "of a rejection"},
};

}  // namespace

constinit const Form body_form{"plan.body", kBody};
constinit const Form record_form{"plan", kRecord};
constinit const Form acceptance_form{"acceptance", kAcceptance};

}  // namespace kontor::plan
