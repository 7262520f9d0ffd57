// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/interaction/verbs.h"

namespace kontor::cli {
namespace {

bool is_open(const Json& lead) {
  const std::string& state = lead.str("state");
  return state == "acknowledged" || state == "inProgress" || state == "pending";
}

}  // namespace

// Advice belongs to the customer's open lead, where there is exactly one.
void name_lead(Call& call, Json& payload) {
  const Json* customer = payload.find("customer");
  if (!customer || payload.has("lead")) return;
  const StoreState state = call.workspace().live();
  std::string open;
  for (const std::string& id : state.find("lead", "customer", customer->string())) {
    const Record lead = state.get("lead", id);
    if (!lead || !is_open(*lead)) continue;
    if (!open.empty()) return;
    open = id;
  }
  if (!open.empty()) payload.set("lead", open);
}

}  // namespace kontor::cli
