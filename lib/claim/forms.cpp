// SPDX-License-Identifier: Apache-2.0
// Tables of the records. Nobody types them: they are checked in tests, printed in schemas.
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

constexpr Need kMust = Need::kRequired;

constexpr Field kOrder{
    .name = "order", .type = Type::kRef, .need = kMust, .of = "order", .doc = "order sold"};
constexpr Field kCurrency{.name = "currency", .type = Type::kWord, .doc = "ISO 4217"};
constexpr Field kAmount{
    .name = "amount", .type = Type::kInt, .need = kMust, .doc = "minor units", .min = kLeastMinor};
constexpr Field kPayee{
    .name = "payee", .type = Type::kWord, .need = kMust, .doc = "partner, or seller id"};
constexpr Field kRole{.name = "role", .type = Type::kEnum, .need = kMust, .of = "business|seller"};
constexpr Field kPartner{.name = "partner", .type = Type::kSlug, .doc = "business of the payee"};
constexpr Field kStage{
    .name = "stage", .type = Type::kWord, .need = kMust, .doc = "stage, or override.ID"};

constexpr Field kValue{.name = "value",
                       .type = Type::kInt,
                       .doc = "minor units of the sale that the touches are credited with",
                       .min = kLeastMinor};
constexpr Field kUnits{
    .name = "units", .type = Type::kInt, .doc = "thousandths of a piece, likewise"};

constexpr Field kSale[] = {
    {.name = "product", .type = Type::kWord},
    {.name = "group", .type = Type::kWord},
    {.name = "brand", .type = Type::kWord},
    {.name = "offer", .type = Type::kSlug, .doc = "as ordered: the bundle or the item"},
    {.name = "price_point", .type = Type::kWord},
    {.name = "campaign", .type = Type::kWord},
    {.name = "customer_type", .type = Type::kWord},
    {.name = "contract_type", .type = Type::kWord},
    {.name = "code", .type = Type::kId, .doc = "redeemed"},
    {.name = "quantity", .type = Type::kInt},
    {.name = "recurring", .type = Type::kInt, .doc = "minor units a month, per piece"},
    {.name = "one_time", .type = Type::kInt, .doc = "minor units, per piece"},
    {.name = "term_months", .type = Type::kInt},
    {.name = "list", .type = Type::kInt, .doc = "minor units: list price of a piece over the term"},
    {.name = "discount", .type = Type::kWord, .doc = "percent off the list, exact"},
    {.name = "closed", .type = Type::kInstant, .need = kMust},
    {.name = "channel", .type = Type::kWord, .doc = "of the close"},
    {.name = "outlet", .type = Type::kSlug, .doc = "of the close"},
    {.name = "partner", .type = Type::kSlug, .doc = "of the close"},
    {.name = "seller", .type = Type::kId, .doc = "who closed"},
    {.name = "tier", .type = Type::kWord, .doc = "of the partner of the close"},
    {.name = "home_unit", .type = Type::kSlug, .doc = "outlet that the customer belongs to"},
    {.name = "manual", .type = Type::kAny, .doc = "weights by hand: stage, partner, weight"},
};
constexpr Form kSaleForm{"claim.sale", kSale};

constexpr Field kSplit[] = {
    {.name = "seller", .type = Type::kInt, .need = kMust},
    {.name = "business", .type = Type::kInt, .need = kMust},
};
constexpr Form kSplitForm{"claim.split", kSplit};

constexpr Field kTouch[] = {
    {.name = "evidence", .type = Type::kWord, .need = kMust},
    {.name = "partner", .type = Type::kSlug},
    {.name = "outlet", .type = Type::kSlug},
    {.name = "channel", .type = Type::kWord},
    {.name = "seller", .type = Type::kId},
    {.name = "tier", .type = Type::kWord, .doc = "of the partner"},
    {.name = "at", .type = Type::kInstant, .need = kMust, .doc = "rule time"},
    {.name = "minutes", .type = Type::kInt},
    {.name = "code", .type = Type::kId, .doc = "issued in it"},
    {.name = "record", .type = Type::kWord, .need = kMust, .doc = "kind/id that it rests on"},
    {.name = "because", .type = Type::kOperation, .many = Many::kList},
    {.name = "split", .type = Type::kObject, .form = &kSplitForm, .doc = "the outlet's own"},
};
constexpr Form kTouchForm{"claim.touch", kTouch};

constexpr Field kLeftOut[] = {
    {.name = "touch", .type = Type::kInt, .need = kMust},
    {.name = "reason", .type = Type::kWord, .need = kMust},
};
constexpr Form kLeftOutForm{"claim.left_out", kLeftOut};

constexpr Field kStageRow[] = {
    kStage,
    {.name = "weight", .type = Type::kInt, .need = kMust},
    kAmount,
    {.name = "absent", .type = Type::kWord, .doc = "why nobody has a part"},
    {.name = "touches", .type = Type::kInt, .many = Many::kList},
    {.name = "weights", .type = Type::kWord, .many = Many::kList, .doc = "exact, beside touches"},
    {.name = "amounts", .type = Type::kInt, .many = Many::kList, .doc = "beside touches"},
    {.name = "left_out", .type = Type::kObject, .many = Many::kList, .form = &kLeftOutForm},
};
constexpr Form kStageForm{"claim.stage", kStageRow};

constexpr Field kShare[] = {
    kStage,
    kPayee,
    kRole,
    kPartner,
    {.name = "outlet", .type = Type::kSlug},
    kAmount,
    kValue,
    kUnits,
    {.name = "touches", .type = Type::kInt, .many = Many::kList},
};
constexpr Form kShareForm{"claim.share", kShare};

constexpr Field kPremium[] = {
    {.name = "id", .type = Type::kSlug, .need = kMust},
    kAmount,
    {.name = "zero", .type = Type::kText, .doc = "why nothing is paid"},
    {.name = "cuts", .type = Type::kWord, .many = Many::kList, .doc = "limits that made it less"},
};
constexpr Form kPremiumForm{"claim.premium", kPremium};

constexpr Field kVestFields[] = {
    {.name = "grace",
     .type = Type::kInstant,
     .need = kMust,
     .doc = "late touches count until then"},
    {.name = "at", .type = Type::kInstant, .doc = "vested"},
};
constexpr Form kVestForm{"claim.vest", kVestFields};

constexpr Field kReturn[] = {
    {.name = "cause", .type = Type::kWord, .need = kMust},
    {.name = "record", .type = Type::kWord, .doc = "kind/id"},
    {.name = "rule",
     .type = Type::kWord,
     .need = kMust,
     .doc = "full_causes, never_causes, curve, window_over, before_vesting"},
    kAmount,
    {.name = "date", .type = Type::kDate, .need = kMust},
    {.name = "because", .type = Type::kWord, .need = kMust, .doc = "operation or timer"},
    {.name = "restored", .type = Type::kWord, .doc = "operation that took it back"},
    {.name = "restored_on", .type = Type::kDate, .doc = "day from which it does not count"},
};
constexpr Form kReturnForm{"claim.return", kReturn};

constexpr Field kReview[] = {
    {.name = "record", .type = Type::kWord, .need = kMust, .doc = "late touch: kind/id"},
    {.name = "evidence", .type = Type::kWord, .need = kMust},
    {.name = "because", .type = Type::kWord, .need = kMust},
    {.name = "decided", .type = Type::kEnum, .of = "include|exclude"},
};
constexpr Form kReviewForm{"claim.review", kReview};

constexpr Field kFact[] = {
    {.name = "n",
     .type = Type::kInt,
     .need = kMust,
     .doc = "number in the record's chain",
     .min = 1},
    {.name = "kind",
     .type = Type::kEnum,
     .need = kMust,
     .of = "earn|reverse|restore|adjust|premium|reserve|release|settle"},
    {.name = "payee", .type = Type::kWord},
    {.name = "role", .type = Type::kEnum, .of = "business|seller"},
    {.name = "partner", .type = Type::kSlug},
    {.name = "stage", .type = Type::kWord, .doc = "stage, or override.ID"},
    kAmount,
    {.name = "date", .type = Type::kDate, .need = kMust, .doc = "of the vesting or the cause"},
    {.name = "because", .type = Type::kWord, .need = kMust, .doc = "operation or timer"},
    {.name = "reverses", .type = Type::kInt, .doc = "number of the fact"},
    {.name = "record", .type = Type::kWord, .doc = "kind/id of the cause"},
    {.name = "premium", .type = Type::kSlug},
    {.name = "items",
     .type = Type::kInt,
     .many = Many::kMap,
     .doc = "of a reserve: base by item",
     .min = kLeastMinor},
};
constexpr Form kFactForm{"claim.fact", kFact};
constexpr Field kFacts{
    .name = "facts", .type = Type::kObject, .need = kMust, .many = Many::kList, .form = &kFactForm};
constexpr Field kContinues{.name = "continues",
                           .type = Type::kRef,
                           .of = "claim|account",
                           .doc = "record whose facts these are too"};

constexpr Field kHold[] = {
    {.name = "reason", .type = Type::kWord, .need = kMust, .doc = "as HQ tells the payees"},
    {.name = "since", .type = Type::kDate, .need = kMust},
    {.name = "because", .type = Type::kWord, .need = kMust, .doc = "operation of HQ"},
};
constexpr Form kHoldForm{"claim.held", kHold};

constexpr Field kClaim[] = {
    {.name = "order", .type = Type::kRef, .of = "order", .doc = "absent in a continuation"},
    {.name = "item", .type = Type::kSlug},
    {.name = "customer", .type = Type::kRef, .of = "customer"},
    {.name = "version", .type = Type::kInt, .doc = "of the item's offer"},
    {.name = "plan", .type = Type::kSlug},
    {.name = "plan_version", .type = Type::kInt},
    kCurrency,
    {.name = "state",
     .type = Type::kEnum,
     .of = "provisional|earned|reversed|rejected",
     .doc = "follows from the facts"},
    {.name = "zero", .type = Type::kWord, .doc = "why it earns nothing"},
    {.name = "failed", .type = Type::kText, .doc = "beside zero: the conditions that failed"},
    {.name = "ended", .type = Type::kWord, .doc = "why it will never vest"},
    {.name = "discharged", .type = Type::kFlag, .doc = "no liability is left"},
    {.name = "sale", .type = Type::kObject, .form = &kSaleForm},
    {.name = "touches", .type = Type::kObject, .many = Many::kList, .form = &kTouchForm},
    {.name = "base", .type = Type::kWord, .doc = "exact"},
    {.name = "pool", .type = Type::kInt},
    {.name = "forfeited", .type = Type::kInt},
    {.name = "stages", .type = Type::kObject, .many = Many::kList, .form = &kStageForm},
    {.name = "shares", .type = Type::kObject, .many = Many::kList, .form = &kShareForm},
    {.name = "overrides",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &kShareForm,
     .doc = "of businesses above, beside the pool"},
    {.name = "premiums", .type = Type::kObject, .many = Many::kList, .form = &kPremiumForm},
    {.name = "vest", .type = Type::kObject, .form = &kVestForm},
    {.name = "returns", .type = Type::kObject, .many = Many::kList, .form = &kReturnForm},
    {.name = "review", .type = Type::kObject, .many = Many::kList, .form = &kReviewForm},
    {.name = "disputed",
     .type = Type::kSlug,
     .many = Many::kList,
     .doc = "businesses whose dispute is open"},
    {.name = "hold",
     .type = Type::kObject,
     .form = &kHoldForm,
     .doc = "HQ keeps it from being settled"},
    {.name = "because",
     .type = Type::kWord,
     .many = Many::kList,
     .doc = "operations that it rests on"},
    kFacts,
    kContinues,
};

constexpr Field kStated[] = {
    {.name = "until", .type = Type::kDate, .need = kMust, .doc = "of the last statement"},
    {.name = "own", .type = Type::kInt, .need = kMust, .doc = "facts of the account it knew"},
    {.name = "items",
     .type = Type::kInt,
     .need = kMust,
     .many = Many::kMap,
     .doc = "facts of each vested item's claim it knew"},
    {.name = "returns", .type = Type::kInt, .many = Many::kMap, .doc = "and returns of them"},
    {.name = "again",
     .type = Type::kFlag,
     .doc = "it was not the first of its day: what the first measured may be another figure"},
    {.name = "value",
     .type = Type::kInt,
     .many = Many::kMap,
     .doc = "of items shared anew since: value that was the payee's"},
    {.name = "units", .type = Type::kInt, .many = Many::kMap, .doc = "and thousandths of a piece"},
};

constexpr Field kAccount[] = {
    {.name = "order", .type = Type::kRef, .of = "order"},
    {.name = "payee", .type = Type::kWord},
    {.name = "role", .type = Type::kEnum, .of = "business|seller"},
    kPartner,
    kCurrency,
    {.name = "standing",
     .type = Type::kEnum,
     .of = "open|closed",
     .doc = "closed: nothing open, nothing held"},
    {.name = "stated",
     .type = Type::kObject,
     .form = &stated_form,
     .doc = "what the payee's statements hold so far"},
    kFacts,
    kContinues,
};

constexpr Field kCreditEntry[] = {
    {.name = "credit", .type = Type::kSlug, .doc = "of the plan"},
    {.name = "product", .type = Type::kWord, .doc = "for this item alone"},
    {.name = "unit", .type = Type::kWord, .need = kMust},
    {.name = "outlet", .type = Type::kSlug, .need = kMust},
    {.name = "value", .type = Type::kWord, .need = kMust, .doc = "exact"},
    {.name = "counting", .type = Type::kFlag, .need = kMust, .doc = "totals add these alone"},
    {.name = "date", .type = Type::kDate, .need = kMust},
    {.name = "because", .type = Type::kWord, .need = kMust},
};
constexpr Form kCreditForm{"credit.entry", kCreditEntry};
// What a credit is for, with the sign of what came back.
constexpr Field kSoldKind = {.name = "kind", .type = Type::kEnum, .need = kMust, .of = "sold|back"};
constexpr Field kSoldWhat[] = {
    {.name = "product", .type = Type::kWord},
    {.name = "group", .type = Type::kWord},
    {.name = "amount",
     .type = Type::kInt,
     .need = kMust,
     .doc = "net value of the item, minor units",
     .min = kLeastMinor},
    {.name = "date", .type = Type::kDate, .need = kMust},
};
constexpr Field kItemHead[] = {kSoldKind, {.name = "item", .type = Type::kSlug, .need = kMust}};
constexpr Field kBecause[] = {{.name = "because", .type = Type::kWord, .need = kMust}};
constexpr auto kCreditItem = join_fields(kItemHead, kSoldWhat, kBecause);
constexpr Form kCreditItemForm{"credit.item", kCreditItem};
constexpr Field kCredit[] = {
    kOrder,
    {.name = "plan", .type = Type::kSlug, .need = kMust},
    {.name = "entries",
     .type = Type::kObject,
     .need = kMust,
     .many = Many::kList,
     .form = &kCreditForm},
    kCurrency,
    {.name = "items",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &kCreditItemForm,
     .doc = "what the credits are for"},
};

constexpr Field kBudget[] = {
    {.name = "plan", .type = Type::kSlug, .need = kMust},
    {.name = "premium", .type = Type::kSlug, .need = kMust},
    {.name = "month", .type = Type::kWord, .doc = "absent: of a version's whole life"},
    {.name = "plan_version", .type = Type::kInt, .doc = "of a version's whole life"},
    {.name = "spent", .type = Type::kInt, .need = kMust, .doc = "minor units"},
    {.name = "payees",
     .type = Type::kInt,
     .many = Many::kMap,
     .doc = "of a month: spent by payee",
     .min = kLeastMinor},
};

constexpr Field kSeenSale[] = {
    {.name = "product", .type = Type::kWord},
    {.name = "group", .type = Type::kWord},
    {.name = "brand", .type = Type::kWord},
    {.name = "quantity", .type = Type::kInt},
    {.name = "recurring", .type = Type::kInt, .doc = "minor units a month, per piece"},
    {.name = "one_time", .type = Type::kInt, .doc = "minor units, per piece"},
    {.name = "term_months", .type = Type::kInt},
    {.name = "list", .type = Type::kInt, .doc = "minor units, list price of a piece"},
    {.name = "discount", .type = Type::kWord, .doc = "percent off the list"},
    {.name = "customer_type", .type = Type::kWord},
    {.name = "contract_type", .type = Type::kWord},
};
constexpr Form kSeenSaleForm{"earning.sale", kSeenSale};

constexpr Field kSeenTouch[] = {
    {.name = "evidence", .type = Type::kWord, .need = kMust},
    {.name = "business", .type = Type::kWord, .doc = "own slug, or business N"},
    {.name = "seller", .type = Type::kWord, .doc = "own id, or seller N"},
    {.name = "channel", .type = Type::kWord},
    {.name = "at", .type = Type::kInstant, .doc = "own touches alone"},
    {.name = "age_days", .type = Type::kInt, .need = kMust, .min = -1000000},
    {.name = "minutes", .type = Type::kInt},
    {.name = "code_used", .type = Type::kFlag},
    {.name = "record", .type = Type::kWord, .doc = "own touches alone"},
    {.name = "split", .type = Type::kObject, .form = &kSplitForm},
};
constexpr Form kSeenTouchForm{"earning.touch", kSeenTouch};
constexpr Field kSeenShare[] = {
    kStage,
    kPayee,
    kRole,
    kAmount,
    {.name = "own", .type = Type::kFlag},
    kValue,
    kUnits,
    {.name = "touches", .type = Type::kInt, .many = Many::kList},
};
constexpr Form kSeenShareForm{"earning.share", kSeenShare};
constexpr Field kSeenFact[] = {
    {.name = "n", .type = Type::kInt, .need = kMust},
    {.name = "kind", .type = Type::kWord, .need = kMust},
    kPayee,
    {.name = "stage", .type = Type::kWord},
    {.name = "premium", .type = Type::kSlug},
    kAmount,
    {.name = "date", .type = Type::kDate, .need = kMust},
    {.name = "cause", .type = Type::kWord, .doc = "of the return, or dispute"},
    {.name = "because", .type = Type::kOperation, .doc = "of an adjustment: HQ's operation"},
};
constexpr Form kSeenFactForm{"earning.fact", kSeenFact};
constexpr Field kSeenReturn[] = {
    {.name = "cause", .type = Type::kWord, .need = kMust},
    {.name = "rule", .type = Type::kWord, .need = kMust},
    {.name = "date", .type = Type::kDate, .need = kMust},
    {.name = "restored_on",
     .type = Type::kDate,
     .doc = "day on which it was taken back: what it had reversed stands again"},
};
constexpr Form kSeenReturnForm{"earning.return", kSeenReturn};
constexpr Field kSeenCredit[] = {
    {.name = "credit", .type = Type::kSlug},
    {.name = "product", .type = Type::kWord, .doc = "for this item alone"},
    {.name = "unit", .type = Type::kWord, .need = kMust},
    {.name = "outlet", .type = Type::kSlug, .need = kMust},
    {.name = "value", .type = Type::kWord, .need = kMust},
    {.name = "counting", .type = Type::kFlag, .need = kMust},
    {.name = "date", .type = Type::kDate, .need = kMust},
};
constexpr Form kSeenCreditForm{"earning.credit", kSeenCredit};
constexpr Field kSeenHead[] = {kSoldKind};
constexpr auto kSeenSold = join_fields(kSeenHead, kSoldWhat);
constexpr Form kSeenSoldForm{"earning.sold", kSeenSold};

constexpr Field kSeenHold[] = {
    {.name = "reason", .type = Type::kWord, .need = kMust, .doc = "as HQ tells the payees"},
    {.name = "since", .type = Type::kDate, .need = kMust},
};
constexpr Form kSeenHoldForm{"earning.held", kSeenHold};

constexpr Field kEarning[] = {
    {.name = "id", .type = Type::kWord, .need = kMust},
    {.name = "kind", .type = Type::kEnum, .need = kMust, .of = "earning"},
    kOrder,
    {.name = "item", .type = Type::kSlug, .need = kMust},
    {.name = "plan", .type = Type::kSlug},
    {.name = "plan_version", .type = Type::kInt},
    kCurrency,
    {.name = "state",
     .type = Type::kWord,
     .need = kMust,
     .doc = "of the claim; settled once paid out"},
    {.name = "zero", .type = Type::kWord},
    {.name = "failed", .type = Type::kText, .doc = "beside zero: the conditions that failed"},
    {.name = "ended", .type = Type::kWord, .doc = "why it will never vest"},
    {.name = "disputed", .type = Type::kFlag, .doc = "a dispute of this scope is open"},
    {.name = "hold",
     .type = Type::kObject,
     .form = &kSeenHoldForm,
     .doc = "HQ keeps it from being settled"},
    {.name = "closed", .type = Type::kDate, .need = kMust},
    {.name = "vested", .type = Type::kDate},
    {.name = "price_point", .type = Type::kWord},
    {.name = "campaign", .type = Type::kWord},
    {.name = "channel", .type = Type::kWord, .doc = "of the close"},
    {.name = "sale",
     .type = Type::kObject,
     .form = &kSeenSaleForm,
     .doc = "what the base and the factors ask for"},
    {.name = "by_hand",
     .type = Type::kSlug,
     .many = Many::kList,
     .doc = "stages that HQ shared by hand"},
    {.name = "base", .type = Type::kWord, .doc = "exact"},
    {.name = "pool", .type = Type::kInt},
    {.name = "stages", .type = Type::kObject, .many = Many::kList, .form = &kStageForm},
    {.name = "touches", .type = Type::kObject, .many = Many::kList, .form = &kSeenTouchForm},
    {.name = "shares", .type = Type::kObject, .many = Many::kList, .form = &kSeenShareForm},
    {.name = "overrides", .type = Type::kObject, .many = Many::kList, .form = &kSeenShareForm},
    {.name = "facts", .type = Type::kObject, .many = Many::kList, .form = &kSeenFactForm},
    {.name = "account",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &kSeenFactForm,
     .doc = "facts of the whole order, repeated in each item's earning"},
    {.name = "returns", .type = Type::kObject, .many = Many::kList, .form = &kSeenReturnForm},
    {.name = "credits", .type = Type::kObject, .many = Many::kList, .form = &kSeenCreditForm},
    {.name = "sold",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &kSeenSoldForm,
     .doc = "the item in the order's credit book, where an own outlet is credited"},
};

}  // namespace

constinit const Form claim_form{"claim", kClaim};
constinit const Form stated_form{"account.stated", kStated};
constinit const Form account_form{"account", kAccount};
constinit const Form credit_form{"credit", kCredit};
constinit const Form budget_form{"budget", kBudget};
constinit const Form earning_form{"earning", kEarning};

}  // namespace kontor::claim
