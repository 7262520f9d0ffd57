// SPDX-License-Identifier: Apache-2.0
// What the credits of an order are for: its items, as lines of the same book. An item is sold once
// its claim has vested and comes back with the claim, so that revenue and products of a target
// follow the money, which the credits themselves are not.
#include "lib/claim/derive.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

// An item without commission is sold like any other; nothing of its claim can be outstanding.
bool came_back_for_nothing(const Json& claim) {
  for (const Json& row : claim.list("returns")) {
    const std::string& rule = row.str("rule");
    if (!row.has("restored") && (rule == "full_causes" || rule == "curve")) return true;
  }
  return false;
}

bool is_sold(const State& hq, const Json& claim) {
  if (!claim.has("plan") || claim.has("ended") || !claim.at("vest").has("at")) return false;
  if (claim.has("zero")) return !came_back_for_nothing(claim);
  return state_of(hq, claim) == "earned";
}

bool is_booked(const Json& credit, const std::string& item) {
  std::int64_t pieces = 0;
  for (const Json& row : credit.list("items")) {
    if (row.str("item") == item) pieces += row.str("kind") == "sold" ? 1 : -1;
  }
  return pieces > 0;
}

Json item_row(const Json& claim, bool sold, bool again, Date date, const Cause& cause) {
  const Json& sale = claim.at("sale");
  const std::int64_t value = commission::value_of(sale_of(claim)).round_half_away();
  // One that vested before the order had a credit counts from its own day.
  const Date day = sold && !again ? parse_instant(claim.at("vest").str("at")).date() : date;
  Json out = Json::object({{"kind", sold ? "sold" : "back"},
                           {"item", claim.str("item")},
                           {"amount", sold ? value : -value},
                           {"date", format_date(day)},
                           {"because", cause.id}});
  for (const char* key : {"product", "group"}) {
    if (const Json* word = sale.find(key)) out.set(key, *word);
  }
  return out;
}

bool was_booked(const Json& credit, const std::string& item) {
  for (const Json& row : credit.list("items")) {
    if (row.str("item") == item) return true;
  }
  return false;
}

}  // namespace

void post_items(Overlay& hq, const std::string& order, Date date, const Cause& cause) {
  const Record present = hq.get("credit", order);
  if (!present) return;
  Json record = *present;
  if (!record.has("items")) record.set("items", Json::array());
  for (const std::string& id : hq.find("claim", "order", order)) {
    const Record claim = hq.get("claim", id);
    const std::string& item = claim->str("item");
    const bool sold = is_sold(hq, *claim);
    if (sold == is_booked(record, item)) continue;
    record["items"].push(item_row(*claim, sold, was_booked(record, item), date, cause));
    if (claim->has("currency")) record.set("currency", claim->at("currency"));
  }
  if (record == *present) return;
  touch_derived(record, cause);
  hq.put("credit", order, std::move(record));
}

}  // namespace kontor::claim
