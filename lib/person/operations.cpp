// SPDX-License-Identifier: Apache-2.0
#include "lib/person/operations.h"

#include <algorithm>

#include "lib/person/record.h"

namespace kontor::person {
namespace {

// More records than any human leaves; a group above it is a rule gone wrong, and 64 KiB hold it.
constexpr std::size_t kMostMembers = 1000;
// Newest reasons kept in the record; the ledger has them all.
constexpr std::size_t kMostLinks = 64;
// Newest homes kept; a claim knows the one that it was closed under.
constexpr std::size_t kMostHomes = 64;

Json as_list(const std::set<std::string>& ids) { return Json::strings({ids.begin(), ids.end()}); }

bool apart_within(const State& hq, const std::set<std::string>& members) {
  return std::any_of(members.begin(), members.end(), [&](const std::string& member) {
    const Record apart = hq.get("apart", member);
    if (!apart) return false;
    const auto& from = apart->list("from");
    return std::any_of(from.begin(), from.end(),
                       [&](const Json& other) { return members.contains(other.string()); });
  });
}

void put_membership(Overlay& hq, const std::string& customer, std::string_view person,
                    const Operation& operation, const Context& context) {
  const Record present = hq.get("membership", customer);
  if (present && present->str("person") == person) return;
  Json record = present ? *present : new_record("membership", operation, context, Json());
  record.set("id", customer);
  record.set("person", person);
  if (present) touch_record(record, operation, context);
  hq.put("membership", customer, std::move(record));
}

void put_apart(Overlay& hq, const std::string& customer, const std::set<std::string>& from,
               const Operation& operation, const Context& context) {
  if (from.empty()) return hq.remove("apart", customer);
  const Record present = hq.get("apart", customer);
  Json record = present ? *present : new_record("apart", operation, context, Json());
  record.set("id", customer);
  record.set("from", as_list(from));
  if (present) touch_record(record, operation, context);
  hq.put("apart", customer, std::move(record));
}

std::set<std::string> apart_from(const State& hq, const std::string& customer) {
  std::set<std::string> out;
  if (const Record present = hq.get("apart", customer)) {
    for (const Json& other : present->list("from")) out.insert(other.string());
  }
  return out;
}

// A human's word joins for good what was taken apart.
void forget_apart(Overlay& hq, const std::set<std::string>& members, const Operation& operation,
                  const Context& context) {
  for (const std::string& member : members) {
    std::set<std::string> from = apart_from(hq, member);
    if (std::erase_if(from, [&](const std::string& other) { return members.contains(other); })) {
      put_apart(hq, member, from, operation, context);
    }
  }
}

// Reasons of the person and of those merged into it, oldest first as far as each knows.
Json links_of(const State& hq, const std::string& person, const Json& members) {
  std::set<std::string> others;
  for (const Json& member : members.items()) others.insert(person_of(hq, member.string()));
  others.erase(person);
  Json out = Json::array();
  others.erase(std::string());
  const auto append = [&](const std::string& id) {
    if (const Record record = hq.get("person", id)) {
      for (const Json& link : record->list("links")) out.push(link);
    }
  };
  append(person);
  for (const std::string& other : others) append(other);
  return out;
}

void remove_merged(Overlay& hq, const std::set<std::string>& members, const std::string& into) {
  for (const std::string& member : members) {
    const std::string person = person_of(hq, member);
    if (!person.empty() && person != into) hq.remove("person", person);
  }
}

Instant home_from(const Operation& operation, const Context& context) {
  const Json* from = operation.payload.find("from");
  return from ? start_of(parse_date(from->string())) : context.rule_time;
}

}  // namespace

Outcome check_link(const State& hq, const Operation& operation, const Context&) {
  const Json& members = operation.payload.at("members");
  const std::set<std::string> all = joined(hq, operation.on, members);
  if (members.items().empty() || all.size() < 2) return reject("too_few_members");
  if (all.size() > kMostMembers) return reject("too_many_members");
  if (std::all_of(all.begin(), all.end(), [&](const std::string& member) {
        return person_of(hq, member) == operation.on;
      })) {
    return reject("nothing_to_do");
  }
  if (operation.payload.str("rule") != kManual && apart_within(hq, all)) {
    return reject("kept_apart");
  }
  return accept();
}

void apply_link(Overlay& hq, const Operation& operation, const Context& context) {
  const Json& members = operation.payload.at("members");
  const std::set<std::string> all = joined(hq, operation.on, members);
  Json links = links_of(hq, operation.on, members);
  Json link = operation.payload;
  link.set("op", operation.id.text());
  links.push(std::move(link));
  auto& kept = links.items();
  if (kept.size() > kMostLinks) {
    kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(kMostLinks));
  }

  const Record present = hq.get("person", operation.on);
  Json record = present ? *present : new_record("person", operation, context, Json());
  if (present) touch_record(record, operation, context);
  record.set("members", as_list(all));
  record.set("links", std::move(links));
  forget_apart(hq, all, operation, context);
  remove_merged(hq, all, operation.on);
  for (const std::string& member : all) {
    put_membership(hq, member, operation.on, operation, context);
  }
  hq.put("person", operation.on, std::move(record));
}

Outcome check_unlink(const State& hq, const Operation& operation, const Context&) {
  if (person_of(hq, operation.payload.str("member")) != operation.on) return reject("not_member");
  return accept();
}

void apply_unlink(Overlay& hq, const Operation& operation, const Context& context) {
  const std::string& member = operation.payload.str("member");
  Json record = *hq.get("person", operation.on);
  std::set<std::string> rest = joined(hq, operation.on, Json::array());
  rest.erase(member);

  std::set<std::string> from = apart_from(hq, member);
  from.insert(rest.begin(), rest.end());
  put_apart(hq, member, from, operation, context);
  hq.remove("membership", member);
  if (rest.size() < 2) {
    for (const std::string& other : rest) hq.remove("membership", other);
    hq.remove("person", operation.on);
    return;
  }
  touch_record(record, operation, context);
  record.set("members", as_list(rest));
  hq.put("person", operation.on, std::move(record));
}

Outcome check_assign(const State& hq, const Operation& operation, const Context& context) {
  const auto home = home_at(hq, operation.on, home_from(operation, context));
  const bool same = home && home->outlet == operation.payload.str("unit");
  return same ? reject("nothing_to_do") : accept();
}

void apply_assign(Overlay& hq, const Operation& operation, const Context& context) {
  const Record present = hq.get("home", operation.on);
  Json record = present ? *present : new_record("home", operation, context, Json());
  if (present) touch_record(record, operation, context);
  if (!present) record.set("homes", Json::array());
  record["homes"].push(Json::object({{"outlet", operation.payload.at("unit")},
                                     {"reason", operation.payload.at("reason")},
                                     {"from", format_instant(home_from(operation, context))},
                                     {"op", operation.id.text()}}));
  auto& kept = record["homes"].items();
  if (kept.size() > kMostHomes) {
    kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(kMostHomes));
  }
  hq.put("home", operation.on, std::move(record));
}

}  // namespace kontor::person
