// SPDX-License-Identifier: Apache-2.0
#include "lib/code/record.h"

namespace kontor::code {
namespace {

// A code that everybody may use is a campaign, not a code.
constexpr std::int64_t kMostUses = 10'000;

constexpr Field kIssueFields[] = {
    {.name = "order", .type = Type::kRef, .of = "order", .doc = "the draft that it resumes"},
    {.name = "offer",
     .type = Type::kRef,
     .need = Need::kRequired,
     .of = "offer",
     .doc = "the offer that was shown (TMF620 ProductOffering)"},
    {.name = "version",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "version of the offer",
     .min = 1},
    {.name = "customer", .type = Type::kRef, .of = "customer", .doc = "for whom it was made"},
    {.name = "lead", .type = Type::kRef, .of = "lead", .doc = "the lead that it belongs to"},
    {.name = "touch",
     .type = Type::kRef,
     .of = "interaction",
     .doc = "the interaction in which it was handed over"},
    {.name = "uses",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "how many redemptions it allows",
     .min = 1,
     .max = kMostUses},
    {.name = "valid_until",
     .type = Type::kInstant,
     .need = Need::kRequired,
     .doc = "last moment of a redemption"},
    {.name = "price_point",
     .type = Type::kWord,
     .doc = "price point that the draft takes unless it names its own"},
};

constexpr Field kRedemptionFields[] = {
    {.name = "scope", .type = Type::kWord, .need = Need::kRequired, .doc = "who redeemed it"},
    {.name = "op", .type = Type::kOperation, .need = Need::kRequired, .doc = "the redemption"},
    {.name = "rule", .type = Type::kInstant, .need = Need::kRequired, .doc = "when, as judged"},
};
constexpr Form kRedemption{"code.redemption", kRedemptionFields};

constexpr Field kOwnFields[] = {
    {.name = "seller", .type = Type::kId, .doc = "who handed it over"},
    {.name = "outlet", .type = Type::kSlug, .doc = "where"},
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "issued|redeemed|expired|revoked|disputed",
     .doc = "redeemed: no use is left"},
    {.name = "redeemed",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kRedemption,
     .doc = "in ledger order"},
};

constexpr auto kRecordFields = join_fields(kIssueFields, kOwnFields);

}  // namespace

constinit const Form issue_form{"code.issue", kIssueFields};
constinit const Form revoke_form{"code.revoke", {}};
constinit const Form redeem_form{"code.redeem", {}};
constinit const Form record_form{"code", kRecordFields};

std::string state_at(const Json& code, Instant now) {
  const std::string& state = code.str("state");
  if (state == "issued" && parse_instant(code.str("valid_until")) < now) return "expired";
  return state;
}

const Json* redemption_by(const Json& code, std::string_view scope) {
  for (const Json& redemption : code.list("redeemed")) {
    if (redemption.str("scope") == scope) return &redemption;
  }
  return nullptr;
}

}  // namespace kontor::code
