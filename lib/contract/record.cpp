// SPDX-License-Identifier: Apache-2.0
#include "lib/contract/record.h"

namespace kontor::contract {
namespace {

constexpr Field kFields[] = {
    {.name = "order",
     .type = Type::kRef,
     .need = Need::kRequired,
     .of = "order",
     .doc = "order that it came from, and its own id"},
    {.name = "customer", .type = Type::kRef, .of = "customer", .doc = "who holds it"},
    {.name = "offer", .type = Type::kRef, .need = Need::kRequired, .of = "offer", .doc = "what"},
    {.name = "version", .type = Type::kInt, .need = Need::kRequired, .doc = "of the offer"},
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "pendingActive|active|terminated",
     .doc = "TMF637 product status"},
    {.name = "contract_type",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "distance|on_premises|off_premises",
     .doc = "how it came about (BGB sections 312b, 312c)"},
    {.name = "items",
     .type = Type::kSlug,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "items still held, by offer"},
    {.name = "from", .type = Type::kDate, .need = Need::kRequired, .doc = "first day"},
    {.name = "term_months", .type = Type::kInt, .doc = "shortest term, the longest of its items"},
    {.name = "withdrawal",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "none|pending|set",
     .doc = "pending: an item that starts a period is still to be delivered"},
    {.name = "withdrawal_until",
     .type = Type::kDate,
     .doc = "last day, as far as known; of a bundle the latest end"},
    {.name = "ended", .type = Type::kDate, .doc = "day on which nothing was left of it"},
};

}  // namespace

constinit const Form record_form{"contract", kFields};

std::string withdrawal_on(const Json& contract, Date day) {
  const std::string& withdrawal = contract.str("withdrawal");
  if (withdrawal != "set") return withdrawal;
  return day <= parse_date(contract.str("withdrawal_until")) ? "open" : "over";
}

}  // namespace kontor::contract
