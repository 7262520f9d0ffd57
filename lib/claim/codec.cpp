// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/derive.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

// Absent members are empty texts and zeros: a record says only what it knows.
void put(Json& object, std::string_view key, const std::string& value) {
  if (!value.empty()) object.set(key, value);
}
void put(Json& object, std::string_view key, std::int64_t value) {
  if (value != 0) object.set(key, value);
}

Json indexes(const std::vector<std::size_t>& list) {
  Json out = Json::array();
  for (const std::size_t index : list) out.push(index);
  return out;
}

commission::Touch touch_of(const Json& row) {
  commission::Touch out;
  out.evidence = row.str("evidence");
  out.partner = row.str_or("partner");
  out.outlet = row.str_or("outlet");
  out.channel = row.str_or("channel");
  out.seller = row.str_or("seller");
  out.tier = row.str_or("tier");
  out.at = parse_instant(row.str("at"));
  out.minutes = row.num_or("minutes", 0);
  out.code = row.str_or("code");
  out.record = row.str("record");
  for (const Json& op : row.list("because")) out.because.push_back(op.string());
  if (const Json* split = row.find("split")) {
    out.split = commission::Split{split->num("seller"), split->num("business")};
  }
  return out;
}

Json touch_row(const commission::Touch& touch) {
  Json out = Json::object({{"evidence", touch.evidence},
                           {"at", format_instant(touch.at)},
                           {"record", touch.record},
                           {"because", Json::strings(touch.because)}});
  put(out, "partner", touch.partner);
  put(out, "outlet", touch.outlet);
  put(out, "channel", touch.channel);
  put(out, "seller", touch.seller);
  put(out, "tier", touch.tier);
  put(out, "minutes", touch.minutes);
  put(out, "code", touch.code);
  if (touch.split) {
    out.set("split",
            Json::object({{"seller", touch.split->seller}, {"business", touch.split->business}}));
  }
  return out;
}

Json stage_row(const commission::StageResult& stage) {
  Json out =
      Json::object({{"stage", stage.name}, {"weight", stage.weight}, {"amount", stage.amount}});
  put(out, "absent", stage.absent);
  if (!stage.touches.empty()) {
    Json weights = Json::array();
    for (const Rational& weight : stage.weights) weights.push(weight.text());
    Json amounts = Json::array();
    for (const std::int64_t amount : stage.amounts) amounts.push(amount);
    out.set("touches", indexes(stage.touches));
    out.set("weights", std::move(weights));
    out.set("amounts", std::move(amounts));
  }
  if (!stage.left_out.empty()) {
    Json rows = Json::array();
    for (const commission::LeftOut& row : stage.left_out) {
      rows.push(Json::object({{"touch", row.touch}, {"reason", row.reason}}));
    }
    out.set("left_out", std::move(rows));
  }
  return out;
}

Json share_row(const commission::Share& share) {
  Json out = Json::object({{"stage", share.stage},
                           {"payee", share.payee},
                           {"role", share.role},
                           {"partner", share.partner},
                           {"amount", share.amount},
                           {"touches", indexes(share.touches)}});
  put(out, "outlet", share.outlet);
  put(out, "value", share.value);
  put(out, "units", share.units);
  return out;
}

template <typename Item, typename Row>
Json rows(const std::vector<Item>& items, Row row) {
  Json out = Json::array();
  for (const Item& item : items) out.push(row(item));
  return out;
}

Json premium_row(const commission::PremiumResult& premium) {
  Json out = Json::object({{"id", premium.id}, {"amount", premium.amount}});
  put(out, "zero", premium.zero);
  if (!premium.cuts.empty()) out.set("cuts", Json::strings(premium.cuts));
  return out;
}

}  // namespace

commission::Sale sale_of(const Json& claim) {
  const Json& row = claim.at("sale");
  commission::Sale out;
  out.order = claim.str("order");
  out.item = claim.str("item");
  out.product = row.str_or("product");
  out.group = row.str_or("group");
  out.brand = row.str_or("brand");
  out.offer = row.str_or("offer");
  out.price_point = row.str_or("price_point");
  out.campaign = row.str_or("campaign");
  out.customer_type = row.str_or("customer_type");
  out.contract_type = row.str_or("contract_type");
  out.code = row.str_or("code");
  out.quantity = row.num_or("quantity", 1);
  out.recurring_minor = row.num_or("recurring", 0);
  out.one_time_minor = row.num_or("one_time", 0);
  out.term_months = row.num_or("term_months", 0);
  out.list_minor = row.num_or("list", 0);
  if (row.has("discount")) out.discount = Rational::parse(row.str("discount"));
  out.closed = parse_instant(row.str("closed"));
  out.channel = row.str_or("channel");
  out.outlet = row.str_or("outlet");
  out.partner = row.str_or("partner");
  out.seller = row.str_or("seller");
  out.tier = row.str_or("tier");
  out.home_unit = row.str_or("home_unit");
  for (const auto& [stage, weights] : row.map("manual")) {
    for (const auto& [partner, weight] : weights.members()) {
      out.manual[stage][partner] = weight.integer();
    }
  }
  for (const Json& touch : claim.list("touches")) out.touches.push_back(touch_of(touch));
  return out;
}

commission::Sale seen_sale(const Json& earning) {
  constexpr std::int64_t kNoon = 43200;  // it tells the day alone
  Json row = earning.map("sale").empty() ? Json() : earning.at("sale");
  for (const char* key : {"price_point", "campaign", "channel"}) {
    if (const Json* value = earning.find(key)) row.set(key, *value);
  }
  const Instant closed{start_of(parse_date(earning.str("closed"))).seconds + kNoon};
  row.set("closed", format_instant(closed));
  return sale_of(Json::object({{"order", earning.str("order")},
                               {"item", earning.str("item")},
                               {"sale", std::move(row)},
                               {"touches", Json::array()}}));
}

void put_sale(Json& claim, const commission::Sale& sale) {
  Json row = Json::object({{"closed", format_instant(sale.closed)}, {"quantity", sale.quantity}});
  put(row, "product", sale.product);
  put(row, "group", sale.group);
  put(row, "brand", sale.brand);
  put(row, "offer", sale.offer);
  put(row, "price_point", sale.price_point);
  put(row, "campaign", sale.campaign);
  put(row, "customer_type", sale.customer_type);
  put(row, "contract_type", sale.contract_type);
  put(row, "code", sale.code);
  put(row, "recurring", sale.recurring_minor);
  put(row, "one_time", sale.one_time_minor);
  put(row, "term_months", sale.term_months);
  put(row, "list", sale.list_minor);
  if (sale.discount) row.set("discount", sale.discount->text());
  put(row, "channel", sale.channel);
  put(row, "outlet", sale.outlet);
  put(row, "partner", sale.partner);
  put(row, "seller", sale.seller);
  put(row, "tier", sale.tier);
  put(row, "home_unit", sale.home_unit);
  Json manual;
  for (const auto& [stage, weights] : sale.manual) {
    for (const auto& [partner, weight] : weights) manual[stage].set(partner, weight);
  }
  if (!sale.manual.empty()) row.set("manual", std::move(manual));
  claim.set("sale", std::move(row));
  claim.set("touches", rows(sale.touches, touch_row));
}

void put_result(Json& claim, const commission::Result& result) {
  claim.erase("zero");
  put(claim, "zero", result.zero);
  claim.erase("failed");
  put(claim, "failed", result.failed);
  claim.set("base", result.base.amount.text());
  claim.set("pool", result.pool);
  claim.erase("forfeited");
  put(claim, "forfeited", result.forfeited);
  claim.set("stages", rows(result.stages, stage_row));
  claim.set("shares", rows(result.shares, share_row));
  claim.erase("overrides");
  if (!result.overrides.empty()) claim.set("overrides", rows(result.overrides, share_row));
  claim.set("premiums", rows(result.premiums, premium_row));
}

}  // namespace kontor::claim
