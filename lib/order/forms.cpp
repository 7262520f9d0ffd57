// SPDX-License-Identifier: Apache-2.0
// The tables of the order's operations and records; the rules that read them are next door.
#include "lib/order/record.h"

namespace kontor::order {
namespace {

constexpr std::int64_t kMostQuantity = 1000;

constexpr Field kOffer{.name = "offer",
                       .type = Type::kRef,
                       .need = Need::kRequired,
                       .of = "offer",
                       .doc = "what is bought (TMF622 productOffering)"};
constexpr Field kVersion{.name = "version",
                         .type = Type::kInt,
                         .need = Need::kRequired,
                         .doc = "launched version of the offer",
                         .min = 1};
constexpr Field kCustomer{.name = "customer",
                          .type = Type::kRef,
                          .of = "customer",
                          .doc = "who buys (TMF622 relatedParty)"};
constexpr Field kCampaign{
    .name = "campaign", .type = Type::kWord, .doc = "campaign that prices and plans may name"};
constexpr Field kLead{
    .name = "lead", .type = Type::kRef, .of = "lead", .doc = "where it came from"};
constexpr Field kPricePoint{
    .name = "price_point", .type = Type::kWord, .doc = "price point of the items; absent: list"};
constexpr Field kNote{
    .name = "note", .type = Type::kPrivate, .doc = "free text for whoever goes on with the draft"};

constexpr Field kAddFields[] = {kOffer, kVersion, kCustomer, kCampaign, kLead, kPricePoint, kNote};

constexpr Field kSetFields[] = {
    {.name = "field",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "field of the draft as its policy names it (delivery.name)"},
    {.name = "value",
     .type = Type::kText,
     .doc = "public value; only where the policy says public"},
    {.name = "c", .type = Type::kPrivate, .doc = "private value"},
    {.name = "was",
     .type = Type::kOperation,
     .doc = "operation that set the field, as the author saw it; absent: empty"},
    {.name = "source",
     .type = Type::kEnum,
     .of = "customer|seller|import",
     .doc = "who knows it; absent: seller"},
};

constexpr Field kResultFields[] = {
    {.name = "check", .type = Type::kWord, .need = Need::kRequired, .doc = "check of the policy"},
    {.name = "version",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "version of the policy that was used",
     .min = 1},
    {.name = "field", .type = Type::kWord, .doc = "field that was checked; absent: as the policy"},
    {.name = "of",
     .type = Type::kOperation,
     .doc = "operation that set the checked value; absent: the present one"},
    {.name = "result",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "pass|warn|block",
     .doc = "outcome"},
    {.name = "reason", .type = Type::kWord, .doc = "why, as a code"},
};
constexpr Form kResult{"order.check.result", kResultFields};

constexpr Field kCheckFields[] = {
    {.name = "results",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kResult,
     .doc = "what the checks said where the plain values are"},
};

constexpr Field kConfirmFields[] = {
    {.name = "item", .type = Type::kSlug, .need = Need::kRequired, .doc = "item, by its offer"},
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "released|delivered|failed|paid",
     .doc = "what the back end says (TMF622 item state follows; none from paid)"},
    {.name = "at", .type = Type::kInstant, .doc = "when it happened, if earlier than stated"},
};

constexpr Field kCancelFields[] = {
    {.name = "reason", .type = Type::kWord, .need = Need::kRequired, .doc = "why, as a code"},
};

constexpr Field kGateFields[] = {
    {.name = "needs", .type = Type::kSlug, .need = Need::kRequired, .doc = "item that comes first"},
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "released|delivered",
     .doc = "what it must have reached"},
    {.name = "on_fail",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "cancel|reprice|ask",
     .doc = "what happens to this item when the other one fails"},
};
constexpr Form kGate{"order.gate", kGateFields};

constexpr Field kPriceFields[] = {
    {.name = "recurring", .type = Type::kMoney, .doc = "each month"},
    {.name = "one_time", .type = Type::kMoney, .doc = "once"},
};
constexpr Form kPrice{"order.price", kPriceFields};

constexpr Field kItemFields[] = {
    kOffer,
    kVersion,
    {.name = "quantity",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "pieces",
     .min = 1,
     .max = kMostQuantity},
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "draft|acknowledged|held|inProgress|completed|failed|cancelled|returned",
     .doc = "TMF622 item state; draft before the submit, returned after a return"},
    {.name = "gates",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &kGate,
     .doc = "what the offer makes it wait for"},
    {.name = "gate", .type = Type::kSlug, .doc = "the item that it waits for now"},
    {.name = "ask", .type = Type::kFlag, .doc = "what it waited for failed; a person decides"},
    kPricePoint,
    {.name = "price", .type = Type::kObject, .form = &kPrice, .doc = "per piece"},
    {.name = "released", .type = Type::kInstant, .doc = "the back end released it"},
    {.name = "delivered", .type = Type::kInstant, .doc = "the customer has it"},
    {.name = "failed", .type = Type::kInstant, .doc = "the back end gave up"},
    {.name = "paid", .type = Type::kInstant, .doc = "the customer has paid for it"},
    {.name = "confirmed",
     .type = Type::kOperation,
     .many = Many::kMap,
     .doc = "what reported it, by event"},
};
constexpr Form kItem{"order.item", kItemFields};

constexpr Field kCheckedFields[] = {
    {.name = "result",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "pass|warn|block",
     .doc = "outcome"},
    {.name = "version", .type = Type::kInt, .need = Need::kRequired, .doc = "of the policy"},
    {.name = "field", .type = Type::kWord, .doc = "field that was checked"},
    {.name = "of", .type = Type::kOperation, .doc = "operation that had set the value"},
    {.name = "by", .type = Type::kOperation, .need = Need::kRequired, .doc = "the check"},
    {.name = "reason", .type = Type::kWord, .doc = "why, as a code"},
};
constexpr Form kChecked{"order.checked", kCheckedFields};

constexpr Field kHolderFields[] = {
    {.name = "scope", .type = Type::kWord, .need = Need::kRequired, .doc = "who may edit"},
    {.name = "op",
     .type = Type::kOperation,
     .need = Need::kRequired,
     .doc = "since which operation"},
    {.name = "rule", .type = Type::kInstant, .need = Need::kRequired, .doc = "when, as judged"},
};
constexpr Form kHolder{"order.holder", kHolderFields};

constexpr Field kCloseFields[] = {
    {.name = "at", .type = Type::kInstant, .need = Need::kRequired, .doc = "when, as judged"},
    {.name = "channel",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "channel of the outlet"},
    {.name = "op", .type = Type::kOperation, .doc = "the submit itself"},
    {.name = "outlet", .type = Type::kSlug, .need = Need::kRequired, .doc = "where"},
    {.name = "scope", .type = Type::kWord, .need = Need::kRequired, .doc = "whose business it is"},
    {.name = "seller", .type = Type::kId, .doc = "who closed; absent: the site itself"},
};
constexpr Form kClose{"order.close", kCloseFields};

constexpr Field kState{.name = "state",
                       .type = Type::kEnum,
                       .need = Need::kRequired,
                       .of =
                           "draft|acknowledged|inProgress|pending|held|completed|partial|failed|"
                           "rejected|cancelled",
                       .doc = "draft, then TMF622 state"};
constexpr Field kReturned{.name = "returned",
                          .type = Type::kEnum,
                          .of = "partial|all",
                          .doc = "how much of what the customer had came back"};

constexpr Field kOwnFields[] = {
    kState,
    {.name = "draft",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "active|hold|completed|cancelled",
     .doc = "TMF701 state of the draft"},
    {.name = "step",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "first step of the policy with something open; ready, closed"},
    {.name = "code", .type = Type::kRef, .of = "code", .doc = "the code that it was resumed by"},
    {.name = "fields",
     .type = Type::kAny,
     .need = Need::kRequired,
     .doc = "\"a.b\" as {a:{b:{value or c, by, actor, at, source}}}"},
    {.name = "items",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kMap,
     .form = &kItem,
     .doc = "by offer (TMF622 productOrderItem)"},
    {.name = "checks",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kMap,
     .form = &kChecked,
     .doc = "last result of each check"},
    {.name = "holders",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kHolder,
     .doc = "who held the draft, in ledger order"},
    {.name = "close", .type = Type::kObject, .form = &kClose, .doc = "the submit"},
    {.name = "contract_type",
     .type = Type::kEnum,
     .of = "distance|on_premises|off_premises",
     .doc = "how it came about, from the timeline (BGB sections 312b, 312c)"},
    {.name = "contract_type_channel",
     .type = Type::kWord,
     .doc = "closing channel that contract_type was derived for"},
    {.name = "contract_type_reason", .type = Type::kWord, .doc = "why, as a code"},
    {.name = "cancel_reason", .type = Type::kWord, .doc = "why, as a code"},
    kReturned,
};

constexpr auto kRecordFields = join_fields(kAddFields, kOwnFields);

constexpr Field kCardFields[] = {
    {.name = "id", .type = Type::kId, .need = Need::kRequired, .doc = "of the order"},
    {.name = "kind", .type = Type::kWord, .need = Need::kRequired, .doc = "order_card"},
    kState,
    {.name = "offer", .type = Type::kSlug, .need = Need::kRequired, .doc = "what was bought"},
    kVersion,
    {.name = "items",
     .type = Type::kWord,
     .need = Need::kRequired,
     .many = Many::kMap,
     .doc = "state by offer"},
    {.name = "closed", .type = Type::kDate, .doc = "day of the submit"},
    kReturned,
};

}  // namespace

constinit const Form add_form{"order.add", kAddFields};
constinit const Form set_form{"order.set", kSetFields};
constinit const Form check_form{"order.check", kCheckFields};
constinit const Form submit_form{"order.submit", {}};
constinit const Form confirm_form{"order.confirm", kConfirmFields};
constinit const Form cancel_form{"order.cancel", kCancelFields};
constinit const Form hold_form{"order.hold", {}};
constinit const Form resume_form{"order.resume", {}};
constinit const Form record_form{"order", kRecordFields};
constinit const Form card_form{"order_card", kCardFields};

}  // namespace kontor::order
