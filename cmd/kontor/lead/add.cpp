// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/lead/verbs.h"
#include "lib/consent/record.h"

namespace kontor::cli {

// A tip counts with the customer's consent: the newest live one that nobody named.
void name_consent(Call& call, Json& payload) {
  const Json* customer = payload.find("customer");
  if (!customer || payload.has("consent")) return;
  const StoreState state = call.workspace().live();
  std::string newest;
  std::string since;
  for (const std::string& id : state.find("consent", "customer", customer->string())) {
    const Record consent = state.get("consent", id);
    if (!consent || !consent::live(*consent)) continue;
    const std::string& when = consent->at("created").str("rule");
    if (newest.empty() || since < when) {
      newest = id;
      since = when;
    }
  }
  if (!newest.empty()) payload.set("consent", newest);
}

}  // namespace kontor::cli
