// SPDX-License-Identifier: Apache-2.0
// A submitted order item becomes a claim, provisional until it vests.
#include <algorithm>

#include "lib/claim/derive.h"
#include "lib/claim/record.h"
#include "lib/offer/record.h"
#include "lib/order/record.h"
#include "lib/person/record.h"

namespace kontor::claim {
namespace {

// Timer ordinals of this noun, apart from those of other nouns for the same cause.
constexpr std::int64_t kGraceOrdinal = 100;

Json content_of(const State& hq, const std::string& slug, std::int64_t version) {
  const Record offer = hq.get("offer", slug);
  const Json* content = offer ? offer::version_of(*offer, version) : nullptr;
  return content ? *content : Json();
}

struct Choice {
  std::string plan;
  std::int64_t version = 0;
  std::string zero;  // no_plan, plan_not_valid, plan_ambiguous
};

Choice choose(const State& hq, const std::string& slug, Date closed) {
  const Record record = hq.get("plan", slug);
  if (!record) return {.plan = {}, .zero = "no_plan"};
  const auto version = plan::version_for(*record, closed);
  if (!version) return {.plan = {}, .zero = "plan_not_valid"};
  return {.plan = slug, .version = *version, .zero = {}};
}

// Whether a base row is meant for the item: a row for any names nothing.
bool names_item(const Json& body, const std::string& item, const Json& content) {
  const std::string product = content.str_or("product");
  for (const Json& row : body.list("base")) {
    const std::string& of_what = row.str("for");
    const std::string name = row.str_or("name");
    if (of_what == "item" && (name == item || (!product.empty() && name == product))) return true;
    if (of_what != "any" && of_what != "item" && content.str_or(of_what) == name) return true;
  }
  return false;
}

// The plan that the item's offer names, else the ordered one's, else the only valid plan whose base
// names the item, its group or its brand.
Choice choose_plan(const State& hq, const Json& content, const Json& ordered,
                   const std::string& item, Date closed) {
  for (const Json* offer : {&content, &ordered}) {
    if (offer->has("plan")) return choose(hq, offer->str("plan"), closed);
  }
  Choice out{.plan = {}, .zero = "no_plan"};
  for (const std::string& slug : hq.ids("plan")) {
    Choice found = choose(hq, slug, closed);
    if (!found.zero.empty()) continue;
    if (!names_item(plan::body_of(*hq.get("plan", slug), found.version), item, content)) continue;
    if (!out.plan.empty()) return {.plan = {}, .zero = "plan_ambiguous"};
    out = std::move(found);
  }
  return out;
}

std::int64_t money(const Json& item, std::string_view which) {
  const Json* price = item.find("price");
  const Json* amount = price ? price->find(which) : nullptr;
  return amount ? amount->num("amount") : 0;
}

// What a piece costs over its term at the point "list", without any company that makes it cheaper.
std::int64_t list_price(const Json& content, std::int64_t term_months) {
  const auto price = offer::price_of(content, "list", {}, "");
  if (!price) return 0;
  const Json item = Json::object({{"price", *price}});
  const std::int64_t months = std::max<std::int64_t>(term_months, 1);
  return checked_add(checked_mul(money(item, "recurring"), months), money(item, "one_time"));
}

commission::Sale make_sale(const State& hq, const Json& order, const std::string& slug,
                           const Json& content, const Json& ordered) {
  const Json& item = order.at("items").at(slug);
  const Json& close = order.at("close");
  commission::Sale out;
  out.order = order.str("id");
  out.item = slug;
  out.product = content.str_or("product");
  out.group = content.str_or("group");
  out.brand = content.str_or("brand");
  out.offer = order.str("offer");
  out.price_point = item.str_or("price_point", order.str_or("price_point", "list"));
  out.campaign = order.str_or("campaign", ordered.str_or("campaign"));
  out.contract_type = order.str_or("contract_type");
  out.code = order.str_or("code");
  out.quantity = item.num_or("quantity", 1);
  out.recurring_minor = money(item, "recurring");
  out.one_time_minor = money(item, "one_time");
  out.term_months = content.num_or("term_months", ordered.num_or("term_months", 0));
  out.list_minor = list_price(content, out.term_months);
  out.closed = parse_instant(close.str("at"));
  out.channel = close.str("channel");
  out.outlet = close.str_or("outlet");
  out.home_unit = home_unit(hq, order);
  if (const Record outlet = hq.get("outlet", out.outlet)) out.partner = outlet->str("partner");
  if (hq.has("seller", close.str_or("seller"))) out.seller = close.str("seller");
  out.tier = tier_of(hq, out.partner);
  const Record customer =
      order.has("customer") ? hq.get("customer", order.str("customer")) : nullptr;
  if (customer) out.customer_type = customer->str_or("type");
  return out;
}

Instant grace_end(const plan::Plan& plan, Instant closed) {
  const Period& grace = plan.late_grace;
  if (grace.days == 0 && grace.months == 0) return closed;
  return end_of(add(closed.date(), grace));
}

void put_because(const State& hq, Json& claim, const std::string& submit) {
  std::set<std::string> ops = {submit};
  if (const Record record = claim.has("plan") ? hq.get("plan", claim.str("plan")) : nullptr) {
    ops.insert(record->at("ops").str(std::to_string(claim.num("plan_version"))));
  }
  for (const Json& touch : claim.list("touches")) {
    for (const Json& op : touch.list("because")) ops.insert(op.string());
  }
  if (claim.has("customer")) {  // the link is why another scope's touch counts
    if (const Record link = hq.get("membership", claim.str("customer"))) {
      ops.insert(link->at("changed").str("op"));
    }
    const Instant closed = parse_instant(claim.at("sale").str("closed"));
    if (const auto home = person::home_at(hq, claim.str("customer"), closed)) ops.insert(home->op);
  }
  if (const Record code = hq.get("code", claim.at("sale").str_or("code"))) {
    for (const Json& redemption : code->list("redeemed")) ops.insert(redemption.str("op"));
  }
  claim.set("because", Json::strings({ops.begin(), ops.end()}));
}

Json new_claim(const State& hq, const Json& order, const std::string& slug, const Cause& cause) {
  const std::string& id = order.str("id");
  const Json& item = order.at("items").at(slug);
  Json claim = derived_record("claim", claim_id(id, slug), "hq", cause);
  const Json content = content_of(hq, slug, item.num("version"));
  const Json ordered = content_of(hq, order.str("offer"), order.num("version"));
  commission::Sale sale = make_sale(hq, order, slug, content, ordered);
  const Choice choice = choose_plan(hq, content, ordered, slug, sale.closed.date());
  claim.set("order", id);
  claim.set("item", slug);
  claim.set("version", item.at("version"));
  claim.set("facts", Json::array());
  if (order.has("customer")) claim.set("customer", order.at("customer"));
  Instant grace = sale.closed;
  if (choice.zero.empty()) {
    claim.set("plan", choice.plan);
    claim.set("plan_version", choice.version);
    const plan::Plan plan = *plan_of(hq, claim);
    claim.set("currency", plan.currency);
    sale.touches = gather(hq, order, plan);
    grace = grace_end(plan, sale.closed);
  }
  put_sale(claim, sale);
  claim.set("vest", Json::object({{"grace", format_instant(grace)}}));
  if (choice.zero.empty()) {
    recompute(hq, claim);
  } else {
    commission::Result nothing;
    nothing.zero = choice.zero;
    put_result(claim, nothing);
    claim.set("ended", choice.zero);
  }
  claim.set("state", state_of(hq, claim));
  put_because(hq, claim, cause.id);
  return claim;
}

bool is_late(const Json& claim, const Cause& cause) {
  return cause.time > parse_instant(claim.at("vest").str("grace"));
}

// What the claim does not know yet and nobody has been asked about.
std::vector<commission::Touch> unknown(const Json& claim,
                                       const std::vector<commission::Touch>& touches) {
  std::vector<commission::Touch> out;
  const auto listed = [](const Json::Array& rows, const commission::Touch& touch) {
    return std::any_of(rows.begin(), rows.end(), [&](const Json& row) {
      return row.str("record") == touch.record && row.str("evidence") == touch.evidence;
    });
  };
  for (const commission::Touch& touch : touches) {
    if (listed(claim.list("touches"), touch) || listed(claim.list("review"), touch)) continue;
    out.push_back(touch);
  }
  return out;
}

void to_review(Overlay& hq, Json claim, const std::vector<commission::Touch>& touches,
               const Cause& cause) {
  Json rows = Json(claim.list("review"));
  for (const commission::Touch& touch : touches) {
    rows.push(Json::object(
        {{"record", touch.record}, {"evidence", touch.evidence}, {"because", cause.id}}));
  }
  claim.set("review", std::move(rows));
  touch_derived(claim, cause);
  const std::string id = claim.str("id");
  hq.put("claim", id, std::move(claim));
}

}  // namespace

void recompute(const State& hq, Json& claim) {
  const auto plan = plan_of(hq, claim);
  if (plan) put_result(claim, commission::compute(*plan, sale_of(claim)));
}

Json preview_claim(const State& state, const Json& order, const std::string& item,
                   const Cause& cause) {
  return new_claim(state, order, item, cause);
}

void open_claims(Overlay& hq, const std::string& order_id, const Cause& cause) {
  const Record order = hq.get("order", order_id);
  if (!order || !order::is_closed(*order)) return;
  std::int64_t ordinal = kGraceOrdinal;
  for (const auto& [slug, item] : order->map("items")) {
    const std::string id = claim_id(order_id, slug);
    if (hq.has("claim", id)) continue;
    Json claim = new_claim(hq, *order, slug, cause);
    const bool waits = !claim.has("ended");
    const Instant grace = parse_instant(claim.at("vest").str("grace"));
    hq.put("claim", id, std::move(claim));
    if (waits) set_timer(hq, cause, ordinal++, kVest, id, grace);
  }
}

void refresh(Overlay& hq, const std::string& id, const Cause& cause) {
  const Record present = hq.get("claim", id);
  if (!present || !present->has("plan") || present->has("ended")) return;
  const Record order = hq.get("order", present->str("order"));
  const auto plan = plan_of(hq, *present);
  if (!order || !plan) return;
  std::vector<commission::Touch> touches = gather(hq, *order, *plan);
  if (is_late(*present, cause) || present->at("vest").has("at")) {
    const std::vector<commission::Touch> late = unknown(*present, touches);
    if (!late.empty()) to_review(hq, *present, late, cause);
    return;
  }
  Json claim = *present;
  commission::Sale sale = sale_of(claim);
  sale.touches = std::move(touches);
  sale.home_unit = home_unit(hq, *order);
  put_sale(claim, sale);
  if (claim.at("touches") == present->at("touches") && claim.at("sale") == present->at("sale"))
    return;
  recompute(hq, claim);
  put_because(hq, claim, claim.at("created").str("op"));
  touch_derived(claim, cause);
  hq.put("claim", id, std::move(claim));
}

}  // namespace kontor::claim
