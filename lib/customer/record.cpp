// SPDX-License-Identifier: Apache-2.0
#include "lib/customer/record.h"

namespace kontor::customer {
namespace {

constexpr std::string_view kTypes = "consumer|business";

constexpr Field kNewType[] = {
    {.name = "type",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kTypes,
     .doc = "consumer or business: consumer law (withdrawal, evidence) hangs on it"}};
constexpr Field kAnyType[] = {
    {.name = "type",
     .type = Type::kEnum,
     .of = kTypes,
     .doc = "consumer or business: consumer law (withdrawal, evidence) hangs on it"}};
constexpr Field kCommon[] = {
    {.name = "postcode_prefix",
     .type = Type::kWord,
     .doc = "first digits of the postcode: region for matching, never the whole address"},
    {.name = "segment", .type = Type::kWord, .doc = "market segment (TMF632 characteristic)"},
    {.name = "adult",
     .type = Type::kFlag,
     .doc = "of full age, as checked against the birth date where the birth date is"},
    {.name = "name", .type = Type::kPrivate, .doc = "given and family name (TMF632 fullName)"},
    {.name = "email", .type = Type::kPrivate, .doc = "e-mail address (TMF632 contactMedium)"},
    {.name = "phone", .type = Type::kPrivate, .doc = "telephone number (TMF632 contactMedium)"},
    {.name = "street", .type = Type::kPrivate, .doc = "street and number (TMF632 street1)"},
    {.name = "city", .type = Type::kPrivate, .doc = "town (TMF632 city)"},
    {.name = "postcode", .type = Type::kPrivate, .doc = "whole postcode (TMF632 postCode)"},
    {.name = "birth_date",
     .type = Type::kPrivate,
     .doc = "date of birth, 1980-05-17 (TMF632 birthDate)"},
    {.name = "company", .type = Type::kPrivate, .doc = "trading name (TMF632 tradingName)"},
    {.name = "note", .type = Type::kPrivate, .doc = "free text"},
    {.name = "source", .type = Type::kWord, .doc = "system or file that the record comes from"},
    {.name = "source_id",
     .type = Type::kWord,
     .doc = "key of the record in its source; never a name, number or address of a person"}};
constexpr Field kState[] = {{.name = "state",
                             .type = Type::kEnum,
                             .need = Need::kRequired,
                             .of = "initialized|validated|erased",
                             .doc = "state (TMF632 status)"}};

constexpr auto kAdd = join_fields(kNewType, kCommon);
constexpr auto kSet = join_fields(kAnyType, kCommon);
constexpr auto kRecord = join_fields(kNewType, kCommon, kState);

}  // namespace

constinit const Form add_form{"customer.add", kAdd};
constinit const Form set_form{"customer.set", kSet};
constinit const Form record_form{"customer", kRecord};

std::set<std::string> holders(const State& state, const std::string& id, const Json& record) {
  std::set<std::string> out = granted(state, id, "whole");
  out.insert(record.str("scope"));
  return out;
}

void touch_shared(Json& record, const Operation& operation, const Context& context) {
  touch_record(record, operation, context);
  if (context.scope == record.str("scope") || context.scope == "hq") return;
  const std::string when = format_instant(context.rule_time);
  record.set("changed", Json::object({{"at", when}, {"rule", when}}));
}

}  // namespace kontor::customer
