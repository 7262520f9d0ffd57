// SPDX-License-Identifier: Apache-2.0
// A person: customers of several scopes that are one human, so that the advice of one partner
// counts for a sale of another. HQ alone holds it: no partner learns of the others.
//   person/{id}            {members, links: list{members, rule, reason, op}}
//   membership/{customer}  {person}
//   apart/{customer}       {from: list}   customers that somebody took it apart from: no rule joins
//   them again
//   home/{customer}        {homes: list{outlet, from, reason, op}}   whose customer she is, over
//   time
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/change/noun.h"

namespace kontor::person {

// Rule id of a link that a human made. It alone joins what was taken apart.
inline constexpr std::string_view kManual = "manual";

extern const Form link_form;
extern const Form unlink_form;
extern const Form person_form;
extern const Form membership_form;
extern const Form apart_form;
extern const Form assign_form;
extern const Form home_form;

// The customer's person; empty: none.
std::string person_of(const State& hq, std::string_view customer);
// Every customer of the same human, sorted; the customer alone when it is linked to none.
std::vector<std::string> same_human(const State& hq, const std::string& customer);

// All that a link of `members` on `person` joins: them, the person's and those of their persons.
std::set<std::string> joined(const State& hq, std::string_view person, const Json& members);
// The person that a link of `members` should name: the first that one of them has; empty: a new
// one.
std::string link_target(const State& hq, const std::vector<std::string>& members);

// Pairs (lower id first) that no rule may join.
using Pairs = std::set<std::pair<std::string, std::string>>;
Pairs kept_apart(const State& hq);

// The outlet that the human was assigned to at that time, and by what; nothing: to none.
struct Home {
  std::string outlet;
  Instant from;
  std::string op;
};
std::optional<Home> home_at(const State& hq, const std::string& customer, Instant at);

// No scope sees any of it: to show a link is to show that another partner knows the customer.
void hq_alone(const State& hq, const std::string& id, const Json& record, Projection& out);

}  // namespace kontor::person
