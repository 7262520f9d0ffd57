// SPDX-License-Identifier: Apache-2.0
#include "lib/lead/record.h"

#include <algorithm>
#include <array>

#include "lib/base/time.h"
#include "lib/consent/record.h"

namespace kontor::lead {
namespace {

// What a pool card shows. None of it may tell a person or a partner.
constexpr Field kShown[] = {
    {.name = "offer", .type = Type::kRef, .of = "offer", .doc = "offer of interest"},
    {.name = "campaign", .type = Type::kWord, .doc = "campaign that it came from (TMF671)"},
    {.name = "topic", .type = Type::kWord, .doc = "what it is about, in a word"},
    {.name = "revenue", .type = Type::kMoney, .doc = "estimated revenue (TMF699)"},
    {.name = "score", .type = Type::kInt, .doc = "score, 0 to 1000", .max = 1000},
    {.name = "rating", .type = Type::kEnum, .of = "hot|warm|cold", .doc = "rating (TMF699)"},
    {.name = "postcode_prefix",
     .type = Type::kWord,
     .doc = "first digits of the postcode: region for matching, never the whole address"}};

constexpr Field kHidden[] = {
    {.name = "customer", .type = Type::kRef, .of = "customer", .doc = "who wants it, if recorded"},
    {.name = "consent",
     .type = Type::kRef,
     .of = "consent",
     .doc = "consent under which it may be passed on and worked on (Sec. 7 UWG)"},
    {.name = "source", .type = Type::kWord, .doc = "system or file that it comes from"},
    {.name = "source_id",
     .type = Type::kWord,
     .doc = "key in its source; never a name, number or address of a person"},
    {.name = "close_by", .type = Type::kDate, .doc = "expected close (TMF699 validFor)"},
    {.name = "facts",
     .type = Type::kWord,
     .many = Many::kMap,
     .doc = "public enumerations and bands of an import, by column"},
    {.name = "imported", .type = Type::kFlag, .doc = "from a file: never earns a commission"},
    {.name = "note", .type = Type::kPrivate, .doc = "free text: the wish, not the person"},
    {.name = "name", .type = Type::kPrivate, .doc = "given and family name (TMF632 fullName)"},
    {.name = "email", .type = Type::kPrivate, .doc = "e-mail address (TMF632 contactMedium)"},
    {.name = "phone", .type = Type::kPrivate, .doc = "telephone number (TMF632 contactMedium)"},
    {.name = "street", .type = Type::kPrivate, .doc = "street and number (TMF632 street1)"},
    {.name = "city", .type = Type::kPrivate, .doc = "town (TMF632 city)"},
    {.name = "postcode", .type = Type::kPrivate, .doc = "whole postcode (TMF632 postCode)"},
    {.name = "company", .type = Type::kPrivate, .doc = "trading name (TMF632 tradingName)"},
    {.name = "web", .type = Type::kPrivate, .doc = "web address of the company"}};

constexpr Field kRest[] = {
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "acknowledged|inProgress|pending|accepted|rejected|cancelled",
     .doc = "state (TMF699 status)"},
    {.name = "assignment",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "none|pooled|offered|picked|assigned|released|expired|reassigned",
     .doc = "how the holder came by it"},
    {.name = "holder",
     .type = Type::kSlug,
     .doc = "scope that works on it; absent: another partner's than the lead's own"},
    {.name = "reason", .type = Type::kWord, .doc = "of the last release"}};

constexpr auto kAdd = join_fields(kShown, kHidden);
constexpr auto kRecord = join_fields(kShown, kHidden, kRest);

constexpr Field kAssign[] = {
    {.name = "to",
     .type = Type::kRef,
     .need = Need::kRequired,
     .of = "scope",
     .doc = "scope that shall work on it"},
    {.name = "reason", .type = Type::kWord, .need = Need::kRequired, .doc = "why this one"}};
constexpr Field kRelease[] = {{.name = "reason",
                               .type = Type::kWord,
                               .need = Need::kRequired,
                               .doc = "why it is given back"}};

constexpr Field kEntry[] = {
    {.name = "scope", .type = Type::kSlug, .need = Need::kRequired, .doc = "holder from then on"},
    {.name = "how",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "pooled|picked|assigned|released",
     .doc = "what happened"},
    {.name = "op", .type = Type::kOperation, .need = Need::kRequired, .doc = "operation"},
    {.name = "at", .type = Type::kInstant, .need = Need::kRequired, .doc = "rule time"},
    {.name = "reason", .type = Type::kWord, .doc = "as given"}};
constexpr Form kEntryForm{"lead_history.entry", kEntry};
constexpr Field kHistory[] = {{.name = "holder",
                               .type = Type::kSlug,
                               .need = Need::kRequired,
                               .doc = "scope that works on it"},
                              {.name = "entries",
                               .type = Type::kObject,
                               .need = Need::kRequired,
                               .many = Many::kList,
                               .form = &kEntryForm,
                               .doc = "in ledger order"}};

constexpr Field kCardParts[] = {
    {.name = "id", .type = Type::kId, .need = Need::kRequired, .doc = "of the lead"},
    {.name = "kind",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "pool_card",
     .doc = "a view: no operation changes it"}};
constexpr auto kCard = join_fields(kCardParts, kShown);

constexpr std::array<std::string_view, 6> kPersonal = {"customer", "consent", "name",
                                                       "email",    "phone",   "street"};

bool permits(const Json& consent, std::string_view partner, std::optional<Date> date) {
  return date ? consent::permits(consent, partner, *date) : consent::permits(consent, partner);
}

}  // namespace

constinit const Form add_form{"lead.add", kAdd};
constinit const Form pool_form{"lead.pool", {}};
constinit const Form pick_form{"lead.pick", {}};
constinit const Form assign_form{"lead.assign", kAssign};
constinit const Form release_form{"lead.release", kRelease};
constinit const Form record_form{"lead", kRecord};
constinit const Form history_form{"lead_history", kHistory};
constinit const Form card_form{"pool_card", kCard};

bool held_by(const Json& lead, std::string_view scope) {
  const Json* named = lead.find("holder");
  return named ? named->string() == scope : lead.str("scope") != scope;
}

void set_holder(Json& lead, std::string_view scope) {
  const std::string& own = lead.str("scope");
  if (scope == own || own == "hq") {
    lead.set("holder", scope);
  } else {
    lead.erase("holder");
  }
}

std::string holder(const State& hq, const Json& lead) {
  const std::string& assignment = lead.str("assignment");
  if (assignment != "picked" && assignment != "assigned") return lead.str("scope");
  const Record history = hq.get("lead_history", lead.str("id"));
  return history ? history->str("holder") : lead.str("scope");
}

bool is_personal(const Json& lead) {
  return std::any_of(kPersonal.begin(), kPersonal.end(),
                     [&lead](std::string_view field) { return lead.has(field); });
}

bool admits(const State& hq, const Json& lead, std::string_view partner, std::optional<Date> date) {
  if (!is_personal(lead)) return true;
  if (const Json* named = lead.find("consent")) {
    const Record consent = hq.get("consent", named->string());
    return consent && permits(*consent, partner, date);
  }
  const Json* customer = lead.find("customer");
  if (!customer) return false;
  const auto consents = hq.find("consent", "customer", customer->string());
  return std::any_of(consents.begin(), consents.end(), [&](const std::string& id) {
    const Record consent = hq.get("consent", id);
    return consent && permits(*consent, partner, date);
  });
}

Json pool_card(const std::string& id, const Json& lead) {
  Json card = Json::object({{"id", id}, {"kind", "pool_card"}});
  for (const Field& field : kShown) {
    if (const Json* value = lead.find(field.name)) card.set(field.name, *value);
  }
  return card;
}

bool only_imported(const State& state, std::string_view customer) {
  const auto leads = state.find("lead", "customer", customer);
  return !leads.empty() && std::all_of(leads.begin(), leads.end(), [&](const std::string& id) {
    const Record lead = state.get("lead", id);
    return lead && lead->flag_or("imported", false);
  });
}

}  // namespace kontor::lead
