// SPDX-License-Identifier: Apache-2.0
#include "lib/person/record.h"

#include <algorithm>

namespace kontor::person {
namespace {

constexpr Field kMembers[] = {{.name = "members",
                               .type = Type::kRef,
                               .need = Need::kRequired,
                               .many = Many::kList,
                               .of = "customer",
                               .doc = "customers that are one human"}};
constexpr Field kWhy[] = {
    {.name = "rule",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "rule and version that found it, such as email/1; manual: a person decided"},
    {.name = "reason",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "why, without any value"}};
constexpr Field kOp[] = {
    {.name = "op", .type = Type::kOperation, .need = Need::kRequired, .doc = "the link"}};
constexpr auto kLink = join_fields(kMembers, kWhy);
constexpr auto kLinkEntry = join_fields(kMembers, kWhy, kOp);
constexpr Form kLinkForm{"person.link", kLinkEntry};

constexpr Field kUnlink[] = {{.name = "member",
                              .type = Type::kRef,
                              .need = Need::kRequired,
                              .of = "customer",
                              .doc = "customer that is someone else"},
                             {.name = "reason",
                              .type = Type::kWord,
                              .need = Need::kRequired,
                              .doc = "why, without any value"}};

constexpr Field kLinks[] = {{.name = "links",
                             .type = Type::kObject,
                             .need = Need::kRequired,
                             .many = Many::kList,
                             .form = &kLinkForm,
                             .doc = "what joined them, in ledger order"}};
constexpr auto kPerson = join_fields(kMembers, kLinks);
constexpr Field kMembership[] = {{.name = "person",
                                  .type = Type::kRef,
                                  .need = Need::kRequired,
                                  .of = "person",
                                  .doc = "the human that the customer is"}};
constexpr Field kApart[] = {{.name = "from",
                             .type = Type::kRef,
                             .need = Need::kRequired,
                             .many = Many::kList,
                             .of = "customer",
                             .doc = "customers that are someone else"}};

constexpr Field kAssigned[] = {{.name = "unit",
                                .type = Type::kRef,
                                .need = Need::kRequired,
                                .of = "outlet",
                                .doc = "home unit: what the customer buys elsewhere is credited to "
                                       "it too, where the plan says so"}};
constexpr Field kHomeOutlet[] = {{.name = "outlet",
                                  .type = Type::kRef,
                                  .need = Need::kRequired,
                                  .of = "outlet",
                                  .doc = "home unit"}};
constexpr Field kHomeReason[] = {{.name = "reason",
                                  .type = Type::kWord,
                                  .need = Need::kRequired,
                                  .doc = "why, without any value"}};
constexpr Field kHomeFrom[] = {{.name = "from",
                                .type = Type::kDate,
                                .doc = "for orders closed from this day on; else from now"}};
constexpr Field kHomeSince[] = {
    {.name = "from", .type = Type::kInstant, .need = Need::kRequired, .doc = "for later orders"},
    {.name = "op", .type = Type::kOperation, .need = Need::kRequired, .doc = "the assignment"}};
constexpr auto kAssign = join_fields(kAssigned, kHomeFrom, kHomeReason);
constexpr auto kHomeEntry = join_fields(kHomeOutlet, kHomeReason, kHomeSince);
constexpr Form kHomeForm{"home.entry", kHomeEntry};
constexpr Field kHome[] = {{.name = "homes",
                            .type = Type::kObject,
                            .need = Need::kRequired,
                            .many = Many::kList,
                            .form = &kHomeForm,
                            .doc = "in ledger order"}};

void insert_members(const State& hq, std::string_view person, std::set<std::string>& out) {
  const Record record = hq.get("person", person);
  if (!record) return;
  for (const Json& member : record->list("members")) out.insert(member.string());
}

}  // namespace

constinit const Form link_form{"customer.link", kLink};
constinit const Form unlink_form{"customer.unlink", kUnlink};
constinit const Form person_form{"person", kPerson};
constinit const Form membership_form{"membership", kMembership};
constinit const Form apart_form{"apart", kApart};
constinit const Form assign_form{"customer.assign", kAssign};
constinit const Form home_form{"home", kHome};

std::string person_of(const State& hq, std::string_view customer) {
  const Record membership = hq.get("membership", customer);
  return membership ? membership->str("person") : std::string();
}

std::vector<std::string> same_human(const State& hq, const std::string& customer) {
  std::set<std::string> out{customer};
  insert_members(hq, person_of(hq, customer), out);
  return {out.begin(), out.end()};
}

std::set<std::string> joined(const State& hq, std::string_view person, const Json& members) {
  std::set<std::string> out;
  insert_members(hq, person, out);
  for (const Json& member : members.items()) {
    out.insert(member.string());
    insert_members(hq, person_of(hq, member.string()), out);
  }
  return out;
}

std::string link_target(const State& hq, const std::vector<std::string>& members) {
  for (const std::string& member : members) {
    if (std::string person = person_of(hq, member); !person.empty()) return person;
  }
  return {};
}

std::optional<Home> home_at(const State& hq, const std::string& customer, Instant at) {
  std::optional<Home> out;
  for (const std::string& one : same_human(hq, customer)) {
    const Record record = hq.get("home", one);
    if (!record) continue;
    for (const Json& row : record->list("homes")) {
      const Instant from = parse_instant(row.str("from"));
      if (from > at || (out && from < out->from)) continue;
      out = Home{row.str("outlet"), from, row.str("op")};
    }
  }
  return out;
}

Pairs kept_apart(const State& hq) {
  Pairs out;
  for (const std::string& one : hq.ids("apart")) {
    const Record apart = hq.get("apart", one);
    for (const Json& other : apart->list("from")) {
      out.insert(std::minmax(one, other.string()));
    }
  }
  return out;
}

}  // namespace kontor::person
