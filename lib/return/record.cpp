// SPDX-License-Identifier: Apache-2.0
#include "lib/return/record.h"

namespace kontor::returns {
namespace {

constexpr Field kAddFields[] = {
    {.name = "handle",
     .type = Type::kRef,
     .need = Need::kRequired,
     .of = "code|order|order_card",
     .doc = "a code of the order, or the order",
     .blind = true},
    {.name = "items",
     .type = Type::kSlug,
     .many = Many::kList,
     .doc = "items by offer; absent: all that the customer has"},
    {.name = "cause",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kCauses,
     .doc = "why; a withdrawal (BGB section 355) only within its period"},
    {.name = "date", .type = Type::kDate, .doc = "day that the customer states"},
};
constexpr std::string_view kWhy = "why it does not stand, told to who took it and who sold it";
constexpr Field kRejectFields[] = {
    {.name = "reason", .type = Type::kWord, .need = Need::kRequired, .doc = kWhy}};
constexpr Field kRecordFields[] = {
    {.name = "order", .type = Type::kRef, .need = Need::kRequired, .of = "order", .doc = "of what"},
    {.name = "items",
     .type = Type::kSlug,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "items that came back, by offer"},
    {.name = "cause", .type = Type::kEnum, .need = Need::kRequired, .of = kCauses, .doc = "why"},
    {.name = "closing", .type = Type::kWord, .need = Need::kRequired, .doc = "scope that sold"},
    {.name = "accepting",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "scope that took it"},
    {.name = "outlet", .type = Type::kSlug, .doc = "where it was taken"},
    {.name = "date", .type = Type::kDate, .need = Need::kRequired, .doc = "day, as judged"},
    {.name = "stated", .type = Type::kDate, .doc = "day that the customer states"},
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "requested|received|refunded|refused",
     .doc = "of the return"},
    {.name = "cancelled",
     .type = Type::kSlug,
     .many = Many::kList,
     .doc = "items that were cancelled with it, because they needed one of its own"},
    {.name = "refused", .type = Type::kDate, .doc = "day on which HQ rejected it"},
    {.name = "reason", .type = Type::kWord, .doc = kWhy},
};

}  // namespace

constinit const Form add_form{"return.add", kAddFields};
constinit const Form reject_form{"return.reject", kRejectFields};
constinit const Form record_form{"return", kRecordFields};

}  // namespace kontor::returns
