// SPDX-License-Identifier: Apache-2.0
// What a payee's scope sees of a claim: its own shares and facts, and the whole calculation with
// the other parties under pseudonyms: enough to recompute its cents, nothing to learn who else
// knows the customer. Pseudonyms are numbered in payee order, so that ties of a cent come out
// alike. No operation of another scope is named: its id would tell the replica.
#include <algorithm>

#include "lib/claim/derive.h"
#include "lib/claim/record.h"
#include "lib/scope/record.h"

namespace kontor::claim {
namespace {

class Earning {
 public:
  Earning(const State& hq, const Json& claim, std::string partner)
      : hq_(hq), claim_(claim), partner_(std::move(partner)), sale_(sale_of(claim)) {
    const auto plan = plan_of(hq, claim);
    if (plan) plan_ = *plan;
    for (const commission::Touch& touch : sale_.touches) meet(touch.partner, touch.seller);
    for (const char* list : {"shares", "overrides"}) {
      for (const Json& share : claim.list(list)) {
        const bool seller = share.str("role") == "seller";
        meet(share.str("partner"), seller ? share.str("payee") : "");
      }
    }
  }

  Json record() {
    out_ = Json::object({{"id", claim_.str("id")},
                         {"kind", "earning"},
                         {"order", claim_.str("order")},
                         {"item", claim_.str("item")},
                         {"closed", format_date(sale_.closed.date())}});
    for (const char* key : {"plan", "plan_version", "currency", "zero", "failed", "ended", "base",
                            "pool", "stages"}) {
      if (const Json* value = claim_.find(key)) out_.set(key, *value);
    }
    for (const char* key : {"price_point", "campaign", "channel"}) {
      if (const Json* value = claim_.at("sale").find(key)) out_.set(key, *value);
    }
    if (const Json* at = claim_.at("vest").find("at")) {
      out_.set("vested", format_date(parse_instant(at->string()).date()));
    }
    out_.set("sale", sale());
    out_.set("touches", touches());
    out_.set("shares", shares("shares"));
    if (claim_.has("overrides")) out_.set("overrides", shares("overrides"));
    out_.set("facts", own_facts());
    out_.set("account", account());
    out_.set("returns", returns());
    out_.set("credits", credits());
    if (!out_.list("credits").empty()) out_.set("sold", sold());
    out_.set("state", paid_ ? "settled" : claim_.str("state"));
    for (const Json& partner : claim_.list("disputed")) {
      if (partner.string() == partner_) out_.set("disputed", true);
    }
    if (const Json* hold = claim_.find("hold")) {
      out_.set("hold",
               Json::object({{"reason", hold->at("reason")}, {"since", hold->at("since")}}));
    }
    return std::move(out_);
  }

 private:
  void meet(const std::string& partner, const std::string& seller) {
    if (!partner.empty()) businesses_.insert(partner);
    if (!seller.empty()) sellers_.insert({partner, seller});
  }

  std::string business(const std::string& partner) const {
    if (partner == partner_) return partner;
    const auto place = std::distance(businesses_.begin(), businesses_.find(partner));
    return "business " + std::to_string(place + 1);
  }
  std::string seller(const std::string& partner, const std::string& id) const {
    if (partner == partner_) return id;
    const auto place = std::distance(sellers_.begin(), sellers_.find({partner, id}));
    return "seller " + std::to_string(place + 1);
  }

  // What the pool is computed from; whatever names a party stays out.
  Json sale() {
    Json out;
    const Json& row = claim_.at("sale");
    for (const char* key : {"product", "group", "brand", "quantity", "recurring", "one_time",
                            "term_months", "list", "discount", "customer_type", "contract_type"}) {
      if (const Json* value = row.find(key)) out.set(key, *value);
    }
    std::vector<std::string> by_hand;
    for (const auto& [stage, weights] : row.map("manual")) by_hand.push_back(stage);
    if (!by_hand.empty()) out_.set("by_hand", Json::strings(by_hand));
    return out;
  }

  Json touches() const {
    Json out = Json::array();
    for (const commission::Touch& touch : sale_.touches) {
      const commission::Split split = commission::split_of(plan_, touch);
      Json row = Json::object(
          {{"evidence", touch.evidence},
           {"business", business(touch.partner)},
           {"age_days", commission::age_days(sale_, touch)},
           {"split", Json::object({{"seller", split.seller}, {"business", split.business}})}});
      if (!touch.channel.empty()) row.set("channel", touch.channel);
      if (!touch.seller.empty()) row.set("seller", seller(touch.partner, touch.seller));
      if (touch.minutes > 0) row.set("minutes", touch.minutes);
      if (!sale_.code.empty() && touch.code == sale_.code) row.set("code_used", true);
      if (touch.partner == partner_) {
        row.set("at", format_instant(touch.at));
        row.set("record", touch.record);
      }
      out.push(std::move(row));
    }
    return out;
  }

  Json shares(std::string_view list) const {
    Json out = Json::array();
    for (const Json& share : claim_.list(list)) {
      const std::string& partner = share.str("partner");
      const bool is_seller = share.str("role") == "seller";
      Json row = Json::object(
          {{"stage", share.str("stage")},
           {"payee", is_seller ? seller(partner, share.str("payee")) : business(partner)},
           {"role", share.str("role")},
           {"amount", share.num("amount")}});
      for (const char* key : {"touches", "value", "units"}) {
        if (const Json* value = share.find(key)) row.set(key, *value);
      }
      if (partner == partner_) row.set("own", true);
      out.push(std::move(row));
    }
    return out;
  }

  static Json seen_fact(const Json& fact, const std::string& payee) {
    Json row = Json::object({{"n", fact.num("n")},
                             {"kind", fact.str("kind")},
                             {"payee", payee},
                             {"amount", fact.num("amount")},
                             {"date", fact.str("date")}});
    for (const char* key : {"stage", "premium"}) {
      if (const Json* value = fact.find(key)) row.set(key, *value);
    }
    return row;
  }

  Json own_facts() const {
    Json out = Json::array();
    for (const Json& fact : facts(hq_, "claim", claim_.str("id"))) {
      if (fact.str_or("partner") != partner_) continue;
      Json row = seen_fact(fact, fact.str("payee"));
      if (const std::string cause = cause_of(claim_, fact); !cause.empty()) row.set("cause", cause);
      if (fact.str("kind") == "adjust") row.set("because", fact.at("because"));
      out.push(std::move(row));
    }
    return out;
  }

  Json account() {
    Json out = Json::array();
    bool open = false;
    bool settled = false;
    for (const std::string& id : hq_.find("account", "order", claim_.str("order"))) {
      const Record record = hq_.get("account", id);
      if (record->str("partner") != partner_) continue;
      for (const Json& fact : facts(hq_, "account", id)) {
        out.push(seen_fact(fact, record->str("payee")));
        settled = settled || fact.str("kind") == "settle";
      }
      open = open || balance(hq_, *record).open() != 0;
    }
    paid_ = settled && !open && claim_.str("state") == "earned";
    return out;
  }

  Json returns() const {
    Json out = Json::array();
    for (const Json& row : claim_.list("returns")) {
      out.push(Json::object(
          {{"cause", row.str("cause")}, {"rule", row.str("rule")}, {"date", row.str("date")}}));
      if (const Json* day = row.find("restored_on")) out.items().back().set("restored_on", *day);
    }
    return out;
  }

  Json credits() const {
    Json out = Json::array();
    const Record record = hq_.get("credit", claim_.str("order"));
    if (!record) return out;
    for (const Json& entry : record->list("entries")) {
      const Record outlet = hq_.get("outlet", entry.str("outlet"));
      if (!outlet || outlet->str("partner") != partner_) continue;
      Json row = entry;
      row.erase("because");
      out.push(std::move(row));
    }
    return out;
  }

  Json sold() const {
    Json out = Json::array();
    const Record record = hq_.get("credit", claim_.str("order"));
    for (const Json& line : record->list("items")) {
      if (line.str("item") != claim_.str("item")) continue;
      Json row = line;
      row.erase("because");
      row.erase("item");
      out.push(std::move(row));
    }
    return out;
  }

  const State& hq_;
  const Json& claim_;
  const std::string partner_;
  const commission::Sale sale_;
  plan::Plan plan_;
  std::set<std::string> businesses_;
  std::set<std::pair<std::string, std::string>> sellers_;
  Json out_;
  bool paid_ = false;
};

// Businesses that are paid, by this claim or by the order beside it, and those whose unit is
// credited.
std::set<std::string> payees(const State& hq, const Json& claim) {
  std::set<std::string> out;
  for (const char* list : {"shares", "overrides"}) {
    for (const Json& share : claim.list(list)) out.insert(share.str("partner"));
  }
  for (const Json& fact : facts(hq, "claim", claim.str("id"))) out.insert(fact.str_or("partner"));
  for (const std::string& id : hq.find("account", "order", claim.str("order"))) {
    out.insert(hq.get("account", id)->str("partner"));
  }
  if (const Record credit = hq.get("credit", claim.str("order"))) {
    for (const Json& entry : credit->list("entries")) {
      const Record outlet = hq.get("outlet", entry.str("outlet"));
      if (outlet) out.insert(outlet->str("partner"));
    }
  }
  out.erase("");
  return out;
}

bool has_share(const Json& claim, const std::string& partner) {
  for (const char* list : {"shares", "overrides"}) {
    for (const Json& share : claim.list(list)) {
      if (share.str("partner") == partner) return true;
    }
  }
  return false;
}

void touch_claims(const State& hq, const std::string& order, std::set<RecordKey>& out) {
  for (std::string& claim : hq.find("claim", "order", order)) {
    out.emplace("claim", std::move(claim));
  }
}

}  // namespace

std::optional<Json> earning_for(const State& hq, const std::string& id,
                                const std::string& partner) {
  const Record claim = hq.get("claim", id);
  if (!claim || claim->has("continues") || !payees(hq, *claim).contains(partner))
    return std::nullopt;
  return Earning(hq, *claim, partner).record();
}

std::string cause_of(const Json& claim, const Json& fact) {
  const std::string record = fact.str_or("record");
  if (record.starts_with("dispute/")) return "dispute";
  for (const Json& row : claim.list("returns")) {
    if (!record.empty() && row.str_or("record") == record) return row.str("cause");
  }
  return {};
}

void audience(const State& hq, const std::string&, const Json& record, Projection& out) {
  if (record.has("continues")) return;
  for (const std::string& partner : payees(hq, record)) {
    for (const std::string& scope : scope::of_partner(hq, partner)) {
      out.views[scope].emplace_back("earning", Earning(hq, record, partner).record());
    }
  }
}

void account_dependents(const State& hq, const std::string& id, const Json& record,
                        std::set<RecordKey>& out) {
  const Record first =
      record.has("continues") ? hq.get("account", record.str("continues")) : nullptr;
  touch_claims(hq, (first ? *first : record).str_or("order", id), out);
}

// An account is of all the order's claims: whether it is settled stands in the earning of each.
void claim_dependents(const State& hq, const std::string&, const Json& record,
                      std::set<RecordKey>& out) {
  const Record first = record.has("continues") ? hq.get("claim", record.str("continues")) : nullptr;
  touch_claims(hq, (first ? *first : record).str("order"), out);
}

void claims_of_partner(const State& hq, const std::string& partner, std::set<RecordKey>& out) {
  std::vector<std::string> payees = hq.find("seller", "partner", partner);
  payees.push_back(partner);
  for (const std::string& payee : payees) {
    for (const std::string& id : hq.find("account", "payee", payee)) {
      const Record account = hq.get("account", id);
      if (account->str("partner") == partner) touch_claims(hq, account->str("order"), out);
    }
  }
  for (const std::string& order : hq.ids("credit")) {
    const Record credit = hq.get("credit", order);
    for (const Json& entry : credit->list("entries")) {
      const Record outlet = hq.get("outlet", entry.str("outlet"));
      if (outlet && outlet->str("partner") == partner) touch_claims(hq, order, out);
    }
  }
  for (std::string& id : hq.ids("claim")) {  // one that earned nothing yet has no account
    const Record claim = hq.get("claim", id);
    if (!claim->has("continues") && has_share(*claim, partner)) out.emplace("claim", std::move(id));
  }
}

}  // namespace kontor::claim
