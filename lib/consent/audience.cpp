// SPDX-License-Identifier: Apache-2.0
#include "lib/consent/operations.h"
#include "lib/consent/record.h"
#include "lib/customer/record.h"

namespace kontor::consent {
namespace {

void add_pooled(const State& hq, std::string_view field, std::string_view value,
                std::set<RecordKey>& out) {
  for (std::string& id : hq.find("lead", field, value)) {
    const Record lead = hq.get("lead", id);
    if (lead && lead->str_or("assignment") == "pooled") out.emplace("lead", std::move(id));
  }
}

}  // namespace

// What the customer's own scope obtained follows the customer's grants. What a grantee obtained
// stays with it: to show it to the others would show them the grantee.
void audience(const State& hq, const std::string& id, const Json& record, Projection& out) {
  out.whole = granted(hq, id, "whole");
  out.whole.insert(record.str("scope"));
  const std::string& customer_id = record.str("customer");
  const Record customer = hq.get("customer", customer_id);
  if (!customer || customer->str("scope") != record.str("scope")) return;
  out.whole.merge(customer::holders(hq, customer_id, *customer));
}

void dependents(const State& hq, const std::string& id, const Json& record,
                std::set<RecordKey>& out) {
  add_pooled(hq, "consent", id, out);
  add_pooled(hq, "customer", record.str("customer"), out);
}

}  // namespace kontor::consent
