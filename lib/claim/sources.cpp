// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/sources.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/claim/record.h"
#include "lib/order/record.h"
#include "lib/person/record.h"
#include "lib/plan/record.h"
#include "lib/scope/record.h"

namespace kontor::claim {
namespace {

class Collector {
 public:
  explicit Collector(const State& state) : state_(state) {}

  std::vector<Source> take() && { return {out_.begin(), out_.end()}; }

  void add(std::string_view what, std::string_view kind, const std::string& id,
           const std::string& cause) {
    if (!cause.empty()) out_.insert({std::string(what), std::string(kind) + "/" + id, cause});
  }
  // What made the record.
  void made(std::string_view what, std::string_view kind, const std::string& id) {
    const Record record = state_.get(kind, id);
    const Json* created = record ? record->find("created") : nullptr;
    if (created) add(what, kind, id, created->str_or("op"));
  }

  void plan(const Json& claim) {
    if (!claim.has("plan")) return;
    const std::string& id = claim.str("plan");
    const std::int64_t version = claim.num("plan_version");
    const Record record = state_.get("plan", id);
    const Json* ops = record ? record->find("ops") : nullptr;
    if (ops) add("plan", "plan", id, ops->str_or(std::to_string(version)));
    for (const Json& share : claim.list("shares")) {
      const std::string partner =
          share.str_or("partner", share.str("payee"));  // at a site: its own
      for (const std::string& scope : scope::of_partner(state_, partner)) {
        made("acceptance", "acceptance", plan::acceptance_id(id, version, scope));
      }
    }
  }

  // The order itself, what set its price, the close, and what the back end said of the item.
  void order(const std::string& id, const std::string& item) {
    const Record order = state_.get("order", id);
    if (!order) return;
    made("order", "order", id);
    for (const char* field : {"price_point", "campaign"}) {
      add("field", "order", id, order::setter_of(*order, field));
    }
    if (const Json* close = order->find("close")) add("close", "order", id, close->str_or("op"));
    const Json* row = order->map("items").empty() ? nullptr : order->at("items").find(item);
    if (!row) return;
    for (const auto& [event, operation] : row->map("confirmed")) {
      add("confirmation", "order", id, operation.string());
    }
  }

  void codes(const std::string& order) {
    for (const std::string& id : state_.find("code", "order", order)) {
      made("code", "code", id);
      const Record code = state_.get("code", id);
      for (const Json& redemption : code->list("redeemed")) {
        add("redemption", "code", id, redemption.str("op"));
      }
    }
  }

  void returns(const std::string& order, const std::string& item) {
    for (const std::string& id : state_.find("return", "order", order)) {
      const Record record = state_.get("return", id);
      const Json::Array& items = record->list("items");
      const auto concerns = [&](const Json& one) { return one.string() == item; };
      if (items.empty() || std::any_of(items.begin(), items.end(), concerns))
        made("return", "return", id);
    }
  }

  void links(const std::string& customer) {
    const std::string id = person::person_of(state_, customer);
    const Record person = id.empty() ? nullptr : state_.get("person", id);
    if (!person) return;
    for (const Json& link : person->list("links"))
      add("customer_link", "person", id, link.str("op"));
    for (const std::string& member : person::same_human(state_, customer)) {
      const Record row = state_.get("membership", member);
      if (row) add("customer_link", "membership", member, row->at("changed").str_or("op"));
    }
  }

  // The consents beside a lead; of several those that the touch names.
  void consents(const std::string& lead, const Json* because) {
    const Record record = state_.get("lead", lead);
    if (!record) return;
    std::vector<std::string> ids = state_.find("consent", "customer", record->str_or("customer"));
    if (record->has("consent")) ids = {record->str("consent")};
    for (const std::string& id : ids) {
      const Record consent = state_.get("consent", id);
      const Json operation = consent ? consent->at("created").str_or("op") : "";
      const bool named =
          !because || std::count(because->items().begin(), because->items().end(), operation) > 0;
      if (named) made("consent", "consent", id);
    }
  }

  const State& state_;

 private:
  std::set<Source> out_;
};

// A touch rests on its own record, and a tip on the consent that stood beside it. Codes are listed
// with the order, and the close with it.
void touch(Collector& out, const Json& row) {
  const std::vector<std::string> name = split(row.str_or("record"), '/');
  if (name.size() != 2 || name[0] == "order") return;
  out.made(name[0] == "code" ? "code" : "touch", name[0], name[1]);
  if (name[0] == "lead") out.consents(name[1], row.find("because"));
}

}  // namespace

std::vector<Source> sources(const State& hq, const std::string& id) {
  const Record claim = hq.get("claim", id);
  if (!claim) throw Error(Fault::kNoInput, "not_found", "claim " + id + " is not here");
  Collector out(hq);
  const std::string order = claim->str("order");
  for (const Json& row : claim->list("touches")) touch(out, row);
  out.plan(*claim);
  out.order(order, claim->str("item"));
  out.codes(order);
  out.returns(order, claim->str("item"));
  if (claim->has("customer")) out.links(claim->str("customer"));
  for (const Json& fact : facts(hq, "claim", id)) {
    out.add("fact", "claim", id, fact.str("because"));
    const std::vector<std::string> cause = split(fact.str_or("record"), '/');
    if (cause.size() == 2 && cause[0] == "dispute") out.made("dispute", "dispute", cause[1]);
  }
  for (const Json& back : claim->list("returns")) {
    out.add("return", "claim", id, back.str_or("because"));
    out.add("return", "claim", id, back.str_or("restored"));
  }
  if (const Json* hold = claim->find("hold")) out.add("hold", "claim", id, hold->str("because"));
  for (const std::string& account : hq.find("account", "order", order)) {
    for (const Json& fact : facts(hq, "account", account))
      out.add("account", "account", account, fact.str("because"));
  }
  std::vector<Source> found = std::move(out).take();
  // What the claim itself calls its reason, and nothing above did: decisions by hand.
  std::set<std::string> known;
  for (const Source& source : found) known.insert(source.cause);
  for (const Json& cause : claim->list("because")) {
    if (known.insert(cause.string()).second)
      found.push_back({"decision", "claim/" + id, cause.string()});
  }
  return found;
}

std::vector<Source> earning_sources(const State& site, const std::string& id) {
  const Record earning = site.get("earning", id);
  if (!earning) throw Error(Fault::kNoInput, "not_found", "earning " + id + " is not here");
  Collector out(site);
  const std::string order = earning->str("order");
  for (const Json& row : earning->list("touches")) touch(out, row);
  out.plan(*earning);
  out.order(order, earning->str("item"));
  out.codes(order);
  out.returns(order, earning->str("item"));
  for (const Json& fact : earning->list("facts")) {
    if (fact.str("kind") == "adjust") out.add("fact", "earning", id, fact.str_or("because"));
  }
  return std::move(out).take();
}

std::set<RecordKey> records_of(const std::vector<Source>& sources) {
  std::set<RecordKey> out;
  for (const Source& source : sources) {
    const std::size_t slash = source.record.find('/');
    out.emplace(source.record.substr(0, slash), source.record.substr(slash + 1));
  }
  return out;
}

}  // namespace kontor::claim
