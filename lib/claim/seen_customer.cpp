// SPDX-License-Identifier: Apache-2.0
// Whom a claim is about, in the words of one partner.
#include <algorithm>
#include <set>

#include "lib/claim/record.h"
#include "lib/customer/record.h"
#include "lib/scope/record.h"

namespace kontor::claim {
namespace {

// The customer of the record that a touch rests on ("interaction/7k2m...").
std::string customer_behind(const State& state, std::string_view touched) {
  const std::size_t slash = touched.find('/');
  if (slash == std::string_view::npos) return {};
  const Record record = state.get(touched.substr(0, slash), touched.substr(slash + 1));
  const std::string customer = record ? record->str_or("customer") : std::string();
  return state.has("customer", customer) ? customer : std::string();
}

bool is_seen_by(const State& hq, const std::string& customer, const std::string& partner) {
  const Record record = hq.get("customer", customer);
  const std::set<std::string> holders = customer::holders(hq, customer, *record);
  const std::vector<std::string> scopes = scope::of_partner(hq, partner);
  return std::any_of(scopes.begin(), scopes.end(),
                     [&](const std::string& scope) { return holders.contains(scope); });
}

}  // namespace

std::string customer_seen_by(const State& hq, const Json& claim, const std::string& partner) {
  for (const Json& touch : claim.list("touches")) {
    if (touch.str_or("partner") != partner) continue;
    const std::string customer = customer_behind(hq, touch.str_or("record"));
    if (!customer.empty() && is_seen_by(hq, customer, partner)) return customer;
  }
  return {};
}

}  // namespace kontor::claim
