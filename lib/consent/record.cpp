// SPDX-License-Identifier: Apache-2.0
#include "lib/consent/record.h"

#include <algorithm>

#include "lib/base/time.h"

namespace kontor::consent {
namespace {

constexpr Field kAdd[] = {
    {.name = "customer",
     .type = Type::kRef,
     .need = Need::kRequired,
     .of = "customer",
     .doc = "who gave it (Art. 4(11) GDPR: the person herself, not a tip giver)"},
    {.name = "medium",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "email|sms|phone|post|visit",
     .doc = "way of contact that it allows (Sec. 7 UWG)"},
    {.name = "purpose",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "what for (Art. 5(1)(b) GDPR), such as offers"},
    {.name = "permitted",
     .type = Type::kWord,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "partners that may use it, by slug; any: every partner"},
    {.name = "wording",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "text and version that was agreed to, such as w1/3 (Art. 7(1) GDPR)"},
    {.name = "obtained",
     .type = Type::kWord,
     .doc = "how, such as double-opt-in, paper, recorded-call"},
    {.name = "expires", .type = Type::kDate, .doc = "last day on which it may be used (UTC)"},
    {.name = "evidence", .type = Type::kPrivate, .doc = "proof in words or a reference to it"}};
constexpr Field kWithdraw[] = {
    {.name = "reason", .type = Type::kWord, .doc = "as stated; none is needed (Art. 7(3) GDPR)"}};
constexpr Field kRest[] = {
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "initialized|validated|rejected|withdrawn",
     .doc = "state (TMF644 status)"},
    {.name = "lapsed", .type = Type::kFlag, .doc = "its last day has passed"},
    {.name = "withdrawn", .type = Type::kInstant, .doc = "when it was withdrawn"},
    {.name = "reason", .type = Type::kWord, .doc = "of the withdrawal"}};
constexpr auto kRecord = join_fields(kAdd, kRest);

}  // namespace

constinit const Form add_form{"consent.add", kAdd};
constinit const Form withdraw_form{"consent.withdraw", kWithdraw};
constinit const Form record_form{"consent", kRecord};

bool live(const Json& consent) {
  return consent.str_or("state") == "validated" && !consent.flag_or("lapsed", false);
}

bool live(const Json& consent, Date date) {
  const Json* expires = consent.find("expires");
  return live(consent) && (!expires || date <= parse_date(expires->string()));
}

bool permits(const Json& consent, std::string_view partner) {
  const auto& permitted = consent.list("permitted");
  return live(consent) &&
         std::any_of(permitted.begin(), permitted.end(), [partner](const Json& name) {
           return name.string() == kAnyPartner || name.string() == partner;
         });
}

bool permits(const Json& consent, std::string_view partner, Date date) {
  return live(consent, date) && permits(consent, partner);
}

}  // namespace kontor::consent
