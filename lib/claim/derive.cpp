// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/derive.h"

#include <array>

#include "lib/claim/record.h"
#include "lib/order/record.h"

namespace kontor::claim {
namespace {

// Records that may bring a touch, or take one to another human.
constexpr std::array<std::string_view, 7> kSources = {"code", "consent",    "home",  "interaction",
                                                      "lead", "membership", "person"};

bool is_source(std::string_view kind) {
  for (const std::string_view source : kSources) {
    if (source == kind) return true;
  }
  return false;
}

// Items that failed or were cancelled will not be paid for, unless the return is refused with which
// they were cancelled; those that came back are their return's.
void follow_items(Overlay& hq, const Json& order, const Cause& cause) {
  const std::string& order_id = order.str("id");
  for (const auto& [slug, item] : order.map("items")) {
    const std::string id = claim_id(order_id, slug);
    const Record claim = hq.get("claim", id);
    if (!claim) continue;
    const std::string& state = item.str("state");
    const bool is_lost = state == "failed" || state == "cancelled";
    if (claim->has("ended")) {
      if (!is_lost && claim->str("ended").starts_with("item_")) reopen_claim(hq, id, cause);
    } else if (!is_lost) {
      try_vest(hq, id, cause);
    } else if (!claim->at("vest").has("at")) {
      end_claim(hq, id, "item_" + state, cause);
    }
  }
}

void on_order(Overlay& hq, const std::string& id, const Cause& cause) {
  open_claims(hq, id, cause);
  const Record order = hq.get("order", id);
  if (order && order::is_closed(*order)) follow_items(hq, *order, cause);
}

}  // namespace

void derive(Overlay& hq, const std::set<RecordKey>& changed, const Cause& cause) {
  std::set<std::string> claims;
  for (const auto& [kind, id] : changed) {
    if (is_source(kind)) claims.merge(concerned(hq, kind, id));
  }
  for (const std::string& claim : claims) refresh(hq, claim, cause);
  for (const auto& [kind, id] : changed) {
    if (kind == "order") on_order(hq, id, cause);
    if (kind == "contract") on_order(hq, id, cause);  // has its order's id
  }
  for (const auto& [kind, id] : changed) {
    if (kind != "return") continue;
    on_return(hq, id, cause);
    const Record back = hq.get("return", id);
    if (back) on_order(hq, back->str("order"), cause);  // what was restored is its item's again
  }
}

void fire_vest(Overlay& hq, const Json& timer, const Cause& cause) {
  try_vest(hq, timer.str("on"), cause);
}

}  // namespace kontor::claim
