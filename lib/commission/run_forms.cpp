// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "lib/base/bounds.h"
#include "lib/commission/liability.h"
#include "lib/commission/run_line.h"

namespace kontor::commission {
namespace {

constexpr Need kMust = Need::kRequired;
constexpr std::int64_t kMost = kMostMinor;
constexpr std::int64_t kLeast = -9007199254740991;

constexpr Field kVested{
    .name = "vested", .type = Type::kDate, .doc = "when it is earned; absent: the close"};
constexpr Field kPaid{
    .name = "paid", .type = Type::kDate, .doc = "by the customer; for holds until then"};
constexpr Field kSomeItems{
    .name = "items", .type = Type::kWord, .many = Many::kList, .doc = "absent: all"};
constexpr Field kWhen{.name = "date", .type = Type::kDate, .need = kMust, .doc = "when"};

constexpr std::array kItem = {
    Field{.name = "item", .type = Type::kWord, .need = kMust, .doc = "offer that was sold"},
    Field{.name = "product", .type = Type::kWord, .doc = "of the offer"},
    Field{.name = "group", .type = Type::kWord, .doc = "of the offer"},
    Field{.name = "brand", .type = Type::kWord, .doc = "of the offer"},
    Field{.name = "price_point", .type = Type::kWord, .doc = "absent: list"},
    Field{.name = "quantity", .type = Type::kInt, .doc = "pieces; absent: 1", .max = 1000000},
    Field{
        .name = "recurring", .type = Type::kInt, .doc = "price a month, minor units", .max = kMost},
    Field{.name = "one_time", .type = Type::kInt, .doc = "price once, minor units", .max = kMost},
    Field{.name = "list", .type = Type::kInt, .doc = "one-time list price", .max = kMost},
    Field{.name = "discount",
          .type = Type::kDecimal,
          .doc = "percent off the list price; absent: from list and one_time"},
    Field{.name = "term_months", .type = Type::kInt, .doc = "of the contract", .max = 1200},
    kVested,
    kPaid,
};
constexpr Form kItemForm{"plan.run.item", kItem};

constexpr std::array kSplit = {
    Field{.name = "seller", .type = Type::kInt, .need = kMust, .max = 1000000},
    Field{.name = "business", .type = Type::kInt, .need = kMust, .max = 1000000},
};
constexpr Form kSplitForm{"plan.run.split", kSplit};

constexpr std::array kTouch = {
    Field{.name = "evidence",
          .type = Type::kWord,
          .need = kMust,
          .doc = "lead_with_consent, code_issued, close, or the type of an interaction"},
    Field{.name = "partner", .type = Type::kWord, .need = kMust, .doc = "business"},
    Field{.name = "at", .type = Type::kInstant, .need = kMust, .doc = "when"},
    Field{.name = "outlet", .type = Type::kWord, .doc = "where"},
    Field{.name = "channel", .type = Type::kWord, .doc = "of the outlet"},
    Field{.name = "seller", .type = Type::kWord, .doc = "absent: the business alone"},
    Field{.name = "tier", .type = Type::kWord, .doc = "of the partner"},
    Field{.name = "minutes", .type = Type::kInt, .doc = "how long it took", .max = 100000},
    Field{.name = "code", .type = Type::kWord, .doc = "issued in it"},
    Field{.name = "split", .type = Type::kObject, .form = &kSplitForm, .doc = "outlet's own"},
};
constexpr Form kTouchForm{"plan.run.touch", kTouch};

constexpr std::array kOrder = {
    Field{.name = "t", .type = Type::kEnum, .need = kMust, .of = "order"},
    Field{.name = "order", .type = Type::kWord, .need = kMust, .doc = "name of the order"},
    Field{.name = "closed", .type = Type::kInstant, .need = kMust, .doc = "when it was closed"},
    Field{.name = "channel", .type = Type::kWord, .need = kMust, .doc = "of the close"},
    Field{.name = "partner", .type = Type::kWord, .need = kMust, .doc = "that closed it"},
    Field{.name = "outlet", .type = Type::kWord, .doc = "that closed it"},
    Field{.name = "seller", .type = Type::kWord, .doc = "who closed it"},
    Field{.name = "tier", .type = Type::kWord, .doc = "of the partner"},
    Field{.name = "offer", .type = Type::kWord, .doc = "ordered bundle; absent: the item"},
    Field{.name = "campaign", .type = Type::kWord, .doc = "of the order"},
    Field{.name = "code", .type = Type::kWord, .doc = "redeemed"},
    Field{.name = "customer_type", .type = Type::kWord, .doc = "consumer, business"},
    Field{.name = "contract_type", .type = Type::kWord, .doc = "distance, on_premises, ..."},
    Field{.name = "home_unit", .type = Type::kWord, .doc = "outlet whose customer it is"},
    kVested,
    kPaid,
    Field{.name = "items",
          .type = Type::kObject,
          .need = kMust,
          .many = Many::kList,
          .form = &kItemForm,
          .doc = "what was sold"},
    Field{.name = "touches",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kTouchForm,
          .doc = "what came before; the close is added unless it is among them"},
    Field{.name = "manual",
          .type = Type::kAny,
          .doc = "stage: partner: weight, in place of the stage's model"},
};
constexpr Form kOrderForm{"plan.run.order", kOrder};

constexpr std::array kReturn = {
    Field{.name = "t", .type = Type::kEnum, .need = kMust, .of = "return"},
    Field{.name = "order", .type = Type::kWord, .need = kMust, .doc = "an order of a line before"},
    kSomeItems,
    Field{.name = "cause", .type = Type::kEnum, .need = kMust, .of = kCauses, .doc = "why"},
    kWhen,
    Field{.name = "id", .type = Type::kWord, .doc = "names it, for restoring this one"},
};
constexpr Form kReturnForm{"plan.run.return", kReturn};

constexpr std::array kRestore = {
    Field{.name = "t", .type = Type::kEnum, .need = kMust, .of = "restore"},
    Field{.name = "order", .type = Type::kWord, .need = kMust, .doc = "of the return"},
    kSomeItems,
    kWhen,
    Field{.name = "id",
          .type = Type::kWord,
          .doc = "of the return; absent: each item's last that stands"},
};
constexpr Form kRestoreForm{"plan.run.restore", kRestore};

constexpr std::array kSettle = {
    Field{.name = "t", .type = Type::kEnum, .need = kMust, .of = "settle"},
    Field{.name = "until", .type = Type::kDate, .need = kMust, .doc = "last day that counts"},
};
constexpr Form kSettleForm{"plan.run.settle", kSettle};

// --- what goes out

constexpr Field kOrderName{.name = "order", .type = Type::kWord, .need = kMust};
constexpr Field kItemName{.name = "item", .type = Type::kWord, .need = kMust};
constexpr Field kPayee{
    .name = "payee", .type = Type::kWord, .need = kMust, .doc = "partner or seller"};
constexpr Field kRole{.name = "role", .type = Type::kEnum, .need = kMust, .of = "business|seller"};
constexpr Field kPartner{
    .name = "partner", .type = Type::kWord, .need = kMust, .doc = "business of the payee"};
constexpr Field kCurrency{.name = "currency", .type = Type::kWord, .need = kMust};
constexpr Field kAmount{
    .name = "amount", .type = Type::kInt, .need = kMust, .doc = "minor units", .min = kLeast};

constexpr std::array kShare = {
    Field{.name = "stage", .type = Type::kWord, .need = kMust, .doc = "override.ID: above a payee"},
    kPayee,
    kRole,
    kPartner,
    Field{.name = "outlet", .type = Type::kWord, .doc = "of the first touch"},
    kAmount,
};
constexpr Form kShareForm{"plan.run.share", kShare};
constexpr Field kShares{.name = "shares",
                        .type = Type::kObject,
                        .need = kMust,
                        .many = Many::kList,
                        .form = &kShareForm,
                        .doc = "who gets what"};

constexpr std::array kPremium = {
    Field{.name = "id", .type = Type::kWord, .need = kMust, .doc = "of the plan's premium"},
    kAmount,
    kShares,
};
constexpr Form kPremiumForm{"plan.run.premium", kPremium};

constexpr std::array kCredit = {
    Field{.name = "id", .type = Type::kWord, .doc = "of the plan's credit"},
    Field{
        .name = "unit", .type = Type::kWord, .need = kMust, .doc = "closing_unit, home_unit, ..."},
    Field{.name = "outlet", .type = Type::kWord, .need = kMust, .doc = "that is credited"},
    Field{.name = "value", .type = Type::kText, .need = kMust, .doc = "exact: 1, 1/2"},
    Field{.name = "counting", .type = Type::kFlag, .need = kMust, .doc = "counts towards targets"},
};
constexpr Form kCreditForm{"plan.run.credit", kCredit};

constexpr std::array kWeight = {
    Field{.name = "stage", .type = Type::kWord, .need = kMust},
    Field{.name = "touch", .type = Type::kInt, .need = kMust, .doc = "place in the line, from 1"},
    Field{.name = "evidence", .type = Type::kWord, .need = kMust},
    Field{.name = "partner", .type = Type::kWord, .need = kMust},
    Field{.name = "seller", .type = Type::kWord},
    Field{.name = "weight", .type = Type::kText, .doc = "part of the stage, exact: 4/7"},
    Field{.name = "exact", .type = Type::kText, .doc = "minor units before rounding: 2500/7"},
    Field{.name = "amount", .type = Type::kInt, .doc = "minor units", .min = kLeast},
    Field{.name = "left_out", .type = Type::kWord, .doc = "why it has no part in the stage"},
};
constexpr Form kWeightForm{"plan.run.weight", kWeight};

constexpr std::array kClaim = {
    Field{.name = "t", .type = Type::kEnum, .need = kMust, .of = "claim"},
    kOrderName,
    kItemName,
    Field{.name = "plan", .type = Type::kWord, .need = kMust},
    Field{.name = "version", .type = Type::kInt, .need = kMust},
    kCurrency,
    Field{.name = "date", .type = Type::kDate, .need = kMust, .doc = "when it is earned"},
    Field{.name = "pool", .type = Type::kInt, .need = kMust, .doc = "minor units", .min = kLeast},
    Field{.name = "zero", .type = Type::kText, .doc = "why it earns nothing"},
    Field{.name = "zero_failed", .type = Type::kText, .doc = "the conditions that failed"},
    Field{.name = "forfeited", .type = Type::kInt, .doc = "part of the pool that nobody gets"},
    kShares,
    Field{.name = "premiums",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kPremiumForm,
          .doc = "beside the pool"},
    Field{.name = "credits",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kCreditForm,
          .doc = "targets, no money"},
    Field{.name = "touches",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kWeightForm,
          .doc = "with --explain: each touch of each stage"},
    Field{.name = "explain", .type = Type::kAny, .doc = "with --explain: the steps as a tree"},
};
constexpr Form kClaimForm{"plan.run.claim", kClaim};

constexpr std::array kReversal = {
    Field{.name = "t", .type = Type::kEnum, .need = kMust, .of = "reversal"},
    kOrderName,
    kItemName,
    Field{.name = "cause", .type = Type::kWord, .need = kMust},
    Field{.name = "rule",
          .type = Type::kEnum,
          .need = kMust,
          .of = "full_causes|never_causes|curve|window_over|before_vesting",
          .doc = "of the plan's liability"},
    Field{.name = "date", .type = Type::kDate, .need = kMust},
    kAmount,
    kShares,
    Field{.name = "premiums",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kPremiumForm,
          .doc = "clawed back with the order's last item"},
    Field{.name = "credits",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kCreditForm,
          .doc = "mirrored with the order's last item"},
};
constexpr Form kReversalForm{"plan.run.reversal", kReversal};

constexpr std::array kRestored = {
    Field{.name = "t", .type = Type::kEnum, .need = kMust, .of = "restored"},
    kOrderName,
    kItemName,
    Field{.name = "date", .type = Type::kDate, .need = kMust},
    kAmount,
    kShares,
    Field{.name = "premiums",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kPremiumForm,
          .doc = "paid again with the order's first item that is restored"},
    Field{.name = "credits",
          .type = Type::kObject,
          .many = Many::kList,
          .form = &kCreditForm,
          .doc = "that stand again with it"},
};
constexpr Form kRestoredForm{"plan.run.restored", kRestored};

constexpr std::array kPeriod = {
    Field{.name = "t", .type = Type::kEnum, .need = kMust, .of = "period"},
    kPayee,
    kRole,
    kPartner,
    Field{.name = "kind", .type = Type::kEnum, .need = kMust, .of = "tier|cap|floor|draw|recover"},
    Field{.name = "rule", .type = Type::kWord, .need = kMust, .doc = "id in the plan"},
    Field{.name = "from", .type = Type::kDate, .need = kMust, .doc = "first day of the period"},
    Field{.name = "to", .type = Type::kDate, .need = kMust, .doc = "last day of the period"},
    Field{.name = "until", .type = Type::kDate, .need = kMust, .doc = "last day counted so far"},
    Field{.name = "attainment", .type = Type::kInt, .need = kMust, .min = kLeast},
    Field{.name = "band", .type = Type::kInt, .need = kMust, .doc = "reached; 0: none"},
    kAmount,
    Field{.name = "charged_for", .type = Type::kWord, .doc = "seller whose gain this pays"},
    Field{.name = "reason", .type = Type::kText, .doc = "why it is nothing"},
};
constexpr Form kPeriodForm{"plan.run.period", kPeriod};

constexpr std::array kSettled = {
    Field{.name = "t", .type = Type::kEnum, .need = kMust, .of = "settled"},
    Field{.name = "until", .type = Type::kDate, .need = kMust},
    kPayee,
    kRole,
    kPartner,
    kCurrency,
    Field{.name = "settled", .type = Type::kInt, .need = kMust, .doc = "paid out", .min = kLeast},
    Field{.name = "carried", .type = Type::kInt, .need = kMust, .doc = "left open", .min = kLeast},
    Field{.name = "premium", .type = Type::kInt, .need = kMust, .doc = "of it new", .min = kLeast},
    Field{.name = "period",
          .type = Type::kInt,
          .need = kMust,
          .doc = "new by tiers, caps, floors and draws",
          .min = kLeast},
    Field{.name = "reserve", .type = Type::kInt, .need = kMust, .doc = "held back now"},
    Field{.name = "release",
          .type = Type::kInt,
          .need = kMust,
          .doc = "let go since the last one, by returns too"},
};
constexpr Form kSettledForm{"plan.run.settled", kSettled};

constexpr std::array<RunForm, 4> kInputs = {{
    {"order", &kOrderForm, "a closed order"},
    {"return", &kReturnForm, "items come back"},
    {"restore", &kRestoreForm, "a return was refused after all"},
    {"settle", &kSettleForm, "pay out what is earned and not held back"},
}};
constexpr std::array<RunForm, 5> kOutputs = {{
    {"claim", &kClaimForm, "what an item earns, one for each"},
    {"reversal", &kReversalForm, "what comes back, one for each item of a return"},
    {"restored", &kRestoredForm, "what comes again, one for each item"},
    {"period", &kPeriodForm, "what a rule of a period comes to, when it is new or has changed"},
    {"settled", &kSettledForm, "what a payee is paid"},
}};

}  // namespace

std::span<const RunForm> run_inputs() { return kInputs; }
std::span<const RunForm> run_outputs() { return kOutputs; }

}  // namespace kontor::commission
