// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "lib/offer/operations.h"
#include "lib/offer/record.h"
#include "lib/partner/record.h"
#include "lib/scope/record.h"

namespace kontor::offer {
namespace {

bool admits(const State& hq, const Json& record, std::string_view tier) {
  const Json& content = current(record);
  if (!admits_tier(content, tier)) return false;
  const auto& items = content.list("items");
  // A scope that holds a bundle can always make an order of it, so it holds the parts.
  return std::all_of(items.begin(), items.end(), [&](const Json& item) {
    const Record part = hq.get("offer", item.str("offer"));
    return part && admits_tier(current(*part), tier);
  });
}

}  // namespace

// Shipped before the launch too, so that HQ knows which shops have it when it launches.
void audience(const State& hq, const std::string&, const Json& record, Projection& out) {
  for (std::string& scope : partner_scopes(hq)) {
    const Record partner = hq.get("partner", scope::partner_of(hq, scope));
    if (!partner || !partner::is_engaged(*partner)) continue;
    if (admits(hq, record, partner->str("tier"))) out.whole.insert(std::move(scope));
  }
}

void dependents(const State& hq, const std::string& id, const Json& record,
                std::set<RecordKey>& out) {
  if (is_bundle(current(record))) return;  // no part of another
  for (std::string& bundle : bundles_with(hq, id)) out.emplace("offer", std::move(bundle));
}

}  // namespace kontor::offer
