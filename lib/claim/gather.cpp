// SPDX-License-Identifier: Apache-2.0
// Which touches an order has: HQ walks from the order's customer to the human, to all her customer
// records in all scopes, to what was done with them before the close.
//   lead with consent          lead_with_consent (a tip)
//   interaction                its type: consultation, visit, call, ...
//   code of the order          part of the interaction in which it was issued; without one a tip of
//                              its own: code_issued
//   the close itself           close
// What was imported from files is never a touch.
#include <algorithm>
#include <tuple>

#include "lib/claim/derive.h"
#include "lib/claim/record.h"
#include "lib/consent/record.h"
#include "lib/person/record.h"
#include "lib/scope/record.h"

namespace kontor::claim {
namespace {

Instant rule_of(const Json& record) { return parse_instant(record.at("created").str("rule")); }

class Gatherer {
 public:
  Gatherer(const State& hq, const Json& order, const plan::Plan& plan)
      : hq_(hq), order_(order), plan_(plan) {}

  std::vector<commission::Touch> run() {
    for (const std::string& customer : customers()) {
      for (const std::string& id : hq_.find("lead", "customer", customer)) lead(id);
      for (const std::string& id : hq_.find("interaction", "customer", customer))
        interactions_.insert(id);
    }
    if (order_.has("lead")) lead(order_.str("lead"));
    for (const std::string& id : hq_.find("interaction", "order", order_.str("id"))) {
      interactions_.insert(id);
    }
    codes();
    for (const std::string& id : interactions_) interaction(id);
    close();
    return bounded();
  }

 private:
  std::vector<std::string> customers() const {
    if (!order_.has("customer")) return {};
    return person::same_human(hq_, order_.str("customer"));
  }

  bool wanted(std::string_view evidence) const {
    return std::any_of(plan_.stages.begin(), plan_.stages.end(), [&](const plan::Stage& stage) {
      return std::find(stage.evidence.begin(), stage.evidence.end(), evidence) !=
             stage.evidence.end();
    });
  }

  void party(commission::Touch& touch, const std::string& scope, const std::string& outlet,
             const std::string& seller) const {
    touch.partner = scope::partner_of(hq_, scope);
    touch.outlet = outlet;
    if (const Record record = hq_.get("outlet", outlet)) {
      touch.partner = record->str("partner");
      touch.channel = record->str("channel");
      if (const Json* split = record->find("split")) {
        touch.split = commission::Split{split->num("seller"), split->num("business")};
      }
    }
    touch.tier = tier_of(hq_, touch.partner);
    // The actor is the site itself where nobody signed in.
    if (hq_.has("seller", seller)) touch.seller = seller;
  }

  void add(std::string_view kind, const Json& record, std::string evidence,
           commission::Touch touch) {
    touch.evidence = std::move(evidence);
    touch.at = rule_of(record);
    if (touch.at > closed_ || record.flag_or("imported", false) || !wanted(touch.evidence)) return;
    const Json& created = record.at("created");
    party(touch, record.str("scope"), created.str_or("outlet"), created.str_or("by"));
    if (touch.partner.empty()) return;  // HQ's own work earns nothing
    touch.record = std::string(kind) + "/" + record.str("id");
    touch.because.insert(touch.because.begin(), created.str("op"));
    out_.push_back(std::move(touch));
  }

  // Consent of the customer that stood when the lead was recorded.
  std::string consent_for(const Json& lead) const {
    const Instant at = rule_of(lead);
    const auto stood = [&](const std::string& id) {
      const Record consent = hq_.get("consent", id);
      if (!consent || rule_of(*consent) > at) return std::string();
      const Json* withdrawn = consent->find("withdrawn");
      if (withdrawn && parse_instant(withdrawn->string()) <= at) return std::string();
      const Json* expires = consent->find("expires");
      if (expires && parse_date(expires->string()) < at.date()) return std::string();
      return consent->at("created").str("op");
    };
    if (lead.has("consent")) return stood(lead.str("consent"));
    if (!lead.has("customer")) return {};
    for (const std::string& id : hq_.find("consent", "customer", lead.str("customer"))) {
      if (std::string op = stood(id); !op.empty()) return op;
    }
    return {};
  }

  void lead(const std::string& id) {
    const Record record = hq_.get("lead", id);
    if (!record || !leads_.insert(id).second) return;
    for (const std::string& talk : hq_.find("interaction", "lead", id)) interactions_.insert(talk);
    const std::string consent = consent_for(*record);
    if (consent.empty()) return;
    commission::Touch touch;
    touch.because.push_back(consent);
    add("lead", *record, "lead_with_consent", std::move(touch));
  }

  void interaction(const std::string& id) {
    const Record record = hq_.get("interaction", id);
    if (!record) return;
    commission::Touch touch;
    touch.minutes = record->num_or("minutes", 0);
    const auto [first, last] = issued_in_.equal_range(id);
    for (auto code = first; code != last; ++code) {
      const bool better = touch.code.empty() || code->second == order_.str_or("code");
      if (better) touch.code = code->second;
      touch.because.push_back(hq_.get("code", code->second)->at("created").str("op"));
    }
    add("interaction", *record, record->str("type"), std::move(touch));
  }

  void codes() {
    std::set<std::string> ids;
    for (const std::string& id : hq_.find("code", "order", order_.str("id"))) ids.insert(id);
    if (order_.has("code")) ids.insert(order_.str("code"));
    for (const std::string& id : ids) {
      const Record code = hq_.get("code", id);
      if (!code) continue;
      if (code->has("touch")) {
        issued_in_.emplace(code->str("touch"), id);
        interactions_.insert(code->str("touch"));
      } else {
        commission::Touch touch;
        touch.code = id;
        add("code", *code, "code_issued", std::move(touch));
      }
    }
  }

  void close() {
    const Json& row = order_.at("close");
    commission::Touch touch;
    touch.evidence = "close";
    touch.at = closed_;
    touch.record = "order/" + order_.str("id");
    party(touch, row.str("scope"), row.str("outlet"), row.str_or("seller"));
    if (touch.channel.empty()) touch.channel = row.str_or("channel");
    if (row.has("op")) touch.because.push_back(row.str("op"));
    if (!touch.partner.empty() && wanted("close")) out_.push_back(std::move(touch));
  }

  std::vector<commission::Touch> bounded() {
    std::sort(out_.begin(), out_.end(), [](const commission::Touch& a, const commission::Touch& b) {
      return std::tie(a.at, a.record, a.evidence) < std::tie(b.at, b.record, b.evidence);
    });
    if (out_.size() > kMaxTouches) {
      out_.erase(out_.begin(), out_.end() - static_cast<std::ptrdiff_t>(kMaxTouches));
    }
    return std::move(out_);
  }

  const State& hq_;
  const Json& order_;
  const plan::Plan& plan_;
  const Instant closed_ = parse_instant(order_.at("close").str("at"));
  std::set<std::string> leads_;
  std::set<std::string> interactions_;
  std::multimap<std::string, std::string> issued_in_;  // interaction -> code
  std::vector<commission::Touch> out_;
};

void claims_of_customer(const State& hq, const std::string& customer, std::set<std::string>& out) {
  for (const std::string& one : person::same_human(hq, customer)) {
    for (const std::string& claim : hq.find("claim", "customer", one)) out.insert(claim);
  }
}

void claims_of_order(const State& hq, const std::string& order, std::set<std::string>& out) {
  for (const std::string& claim : hq.find("claim", "order", order)) out.insert(claim);
}

}  // namespace

std::vector<commission::Touch> gather(const State& hq, const Json& order, const plan::Plan& plan) {
  return Gatherer(hq, order, plan).run();
}

std::string tier_of(const State& hq, const std::string& partner) {
  const Record record = hq.get("partner", partner);
  return record ? record->str_or("tier") : std::string();
}

std::string home_unit(const State& hq, const Json& order) {
  if (!order.has("customer")) return {};
  const Instant closed = parse_instant(order.at("close").str("at"));
  if (const auto home = person::home_at(hq, order.str("customer"), closed)) return home->outlet;
  std::pair<Instant, std::string> earliest;
  std::string out;
  for (const std::string& id : person::same_human(hq, order.str("customer"))) {
    const Record record = hq.get("customer", id);
    if (!record || !record->at("created").has("outlet")) continue;
    const std::pair<Instant, std::string> key(rule_of(*record), id);
    if (!out.empty() && earliest < key) continue;
    earliest = key;
    out = record->at("created").str("outlet");
  }
  return out;
}

std::set<std::string> concerned(const State& hq, std::string_view kind, const std::string& id) {
  std::set<std::string> out;
  const Record record = hq.get(kind, id);
  if (kind == "membership" || kind == "home") claims_of_customer(hq, id, out);
  if (!record) return out;
  if (kind == "person") {
    for (const Json& member : record->list("members")) claims_of_customer(hq, member.string(), out);
  }
  if (record->has("customer")) claims_of_customer(hq, record->str("customer"), out);
  if (kind != "order" && record->has("order")) claims_of_order(hq, record->str("order"), out);
  if (record->has("lead")) {
    const Record lead = hq.get("lead", record->str("lead"));
    if (lead && lead->has("customer")) claims_of_customer(hq, lead->str("customer"), out);
  }
  return out;
}

}  // namespace kontor::claim
