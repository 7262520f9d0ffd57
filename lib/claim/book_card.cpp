// SPDX-License-Identifier: Apache-2.0
// The forms of a book, and what the payee's scope sees of it: every line, by no operation's name.
#include "lib/claim/derive.h"
#include "lib/claim/record.h"
#include "lib/scope/record.h"

namespace kontor::claim {
namespace {

constexpr Need kMust = Need::kRequired;

constexpr Field kLine[] = {
    {.name = "n",
     .type = Type::kInt,
     .need = kMust,
     .doc = "number in the record's chain",
     .min = 1},
    {.name = "kind",
     .type = Type::kEnum,
     .need = kMust,
     .of = "tier|cap|floor|draw|recover|settle"},
    {.name = "rule", .type = Type::kSlug, .doc = "of the plan; absent in a settle"},
    {.name = "seller", .type = Type::kWord, .doc = "whose gain the business pays"},
    {.name = "from", .type = Type::kDate, .doc = "first day of the period"},
    {.name = "to", .type = Type::kDate, .doc = "last day of the period"},
    {.name = "version", .type = Type::kInt, .doc = "of the plan"},
    kAttainmentField,
    kBandField,
    {.name = "amount", .type = Type::kInt, .need = kMust, .doc = "minor units", .min = kLeastMinor},
    {.name = "date",
     .type = Type::kDate,
     .need = kMust,
     .doc = "day up to which it was worked out"},
};
constexpr Field kCause[] = {
    {.name = "because", .type = Type::kWord, .need = kMust, .doc = "operation"}};
constexpr auto kFactFields = join_fields(kLine, kCause);
constexpr Form kFactForm{"book.fact", kFactFields};
constexpr Form kLineForm{"book_card.fact", kLine};

constexpr Field kWhose[] = {
    {.name = "plan", .type = Type::kSlug, .doc = "absent in a continuation"},
    {.name = "partner", .type = Type::kSlug, .doc = "business of the payee"},
    {.name = "role", .type = Type::kEnum, .of = "business|seller"},
    {.name = "payee", .type = Type::kWord, .doc = "partner, or seller id"},
    {.name = "currency", .type = Type::kWord, .doc = "ISO 4217"},
    {.name = "year", .type = Type::kWord, .doc = "that its periods begin in"},
    {.name = "since", .type = Type::kDate, .doc = "first earned by the plan"},
    {.name = "left", .type = Type::kDate, .doc = "left the business, or the business ended"},
};
constexpr Field kKept[] = {
    {.name = "plan_version", .type = Type::kInt, .doc = "of the newest line"},
    {.name = "standing",
     .type = Type::kEnum,
     .of = "open|closed",
     .doc = "closed: nothing open, no floor or draw to come"},
    {.name = "stated",
     .type = Type::kObject,
     .form = &stated_form,
     .doc = "what the payee's statements hold so far"},
    {.name = "facts",
     .type = Type::kObject,
     .need = kMust,
     .many = Many::kList,
     .form = &kFactForm},
    {.name = "continues",
     .type = Type::kRef,
     .of = "book",
     .doc = "record whose facts these are too"},
};
constexpr auto kBook = join_fields(kWhose, kKept);

constexpr Field kSeen[] = {
    {.name = "id", .type = Type::kWord, .need = kMust},
    {.name = "kind", .type = Type::kEnum, .need = kMust, .of = "book_card"},
    {.name = "facts",
     .type = Type::kObject,
     .need = kMust,
     .many = Many::kList,
     .form = &kLineForm},
};
constexpr auto kCard = join_fields(kWhose, kSeen);

Json card_of(const State& hq, const std::string& id, const Json& book) {
  Json out = Json::object({{"id", id}, {"kind", "book_card"}});
  for (const Field& field : kWhose) {
    if (const Json* value = book.find(field.name)) out.set(field.name, *value);
  }
  Json rows = Json::array();
  each_fact(hq, "book", id, [&](const Json& fact) {
    Json row = fact;
    row.erase("because");
    rows.push(std::move(row));
  });
  out.set("facts", std::move(rows));
  return out;
}

}  // namespace

constinit const Form book_form{"book", kBook};
constinit const Form book_card_form{"book_card", kCard};

void book_audience(const State& hq, const std::string& id, const Json& record, Projection& out) {
  if (record.has("continues")) return;
  for (const std::string& scope : scope::of_partner(hq, record.str("partner"))) {
    out.views[scope].emplace_back("book_card", card_of(hq, id, record));
  }
}

void books_of_partner(const State& hq, const std::string& partner, std::set<RecordKey>& out) {
  for (std::string& id : hq.find("book", "partner", partner)) out.emplace("book", std::move(id));
}

void book_dependents(const State&, const std::string&, const Json& record,
                     std::set<RecordKey>& out) {
  if (record.has("continues")) out.emplace("book", record.str("continues"));
}

}  // namespace kontor::claim
