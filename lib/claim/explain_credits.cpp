// SPDX-License-Identifier: Apache-2.0
// Why a unit is credited: its part in the sale, and the records that show it. A payee's scope is
// told its own units' credits, and by its own records alone.
#include <set>

#include "lib/base/error.h"
#include "lib/claim/derive.h"
#include "lib/claim/explain.h"
#include "lib/claim/record.h"
#include "lib/person/record.h"

namespace kontor::claim {
namespace {

class CreditTree {
 public:
  CreditTree(const State& state, std::string order) : state_(state), order_(std::move(order)) {
    hq_ = !state.find("claim", "order", order_).empty();
    for (const std::string& id : state.find(hq_ ? "claim" : "earning", "order", order_)) {
      items_.push_back(state.get(hq_ ? "claim" : "earning", id));
    }
    if (items_.empty()) {
      throw Error(Fault::kNoInput, "no_record", "no claim of an order " + order_,
                  "kontor claim list");
    }
  }

  Json tree() {
    Json steps = Json::array();
    Rational credits;
    Rational counting;
    for (const Json& entry : entries()) {
      const Rational value = Rational::parse(entry.str("value"));
      credits = credits + value;
      if (entry.flag_or("counting", false)) counting = counting + value;
      steps.push(entry_node(entry));
    }
    if (steps.items().empty()) {
      for (const Record& item : items_) steps.push(nothing_node(*item));
    }
    Json result =
        Json::object({{"credits", credits.decimal(9)}, {"orders", counting.sign() > 0 ? 1 : 0}});
    Json out = Json::object({{"step", "credits"},
                             {"inputs", Json::object({{"order", order_}})},
                             {"result", std::move(result)}});
    if (items_.front()->has("plan")) {
      out.set("rule", items_.front()->str("plan") + " " +
                          std::to_string(items_.front()->num("plan_version")));
    }
    out.set("steps", std::move(steps));
    return out;
  }

 private:
  Json::Array entries() const {
    if (!hq_) return items_.front()->list("credits");
    const Record credit = state_.get("credit", order_);
    return credit ? credit->list("entries") : Json::Array();
  }

  Json entry_node(const Json& entry) const {
    Json inputs = Json::object({{"role", entry.str("unit")}, {"outlet", entry.str("outlet")}});
    if (const Json* product = entry.find("product")) inputs.set("product", *product);
    add_why(entry, inputs);
    Json out = Json::object({{"step", "credit"},
                             {"rule", "credit." + entry.str_or("credit")},
                             {"inputs", std::move(inputs)},
                             {"result", Json::object({{"value", entry.str("value")},
                                                      {"counting", entry.at("counting")},
                                                      {"date", entry.str("date")}})}});
    if (const Json* because = entry.find("because")) out.set("because", Json::array({*because}));
    return out;
  }

  void add_why(const Json& entry, Json& inputs) const {
    const std::string& role = entry.str("unit");
    if (role == "home_unit") return add_home(inputs);
    if (role == "closing_unit") {
      const Json& item = *items_.front();
      const Json* channel = (hq_ ? item.at("sale") : item).find("channel");
      if (channel) inputs.set("channel", *channel);
      return;
    }
    const std::set<std::string> records = role == "steering_unit"
                                              ? steering(entry.str("outlet"))
                                              : of_stage(role, entry.str("outlet"));
    if (!records.empty()) {
      inputs.set("records", Json::strings({records.begin(), records.end()}));
    }
  }

  // HQ alone knows who the human is.
  void add_home(Json& inputs) const {
    if (!hq_ || !items_.front()->has("customer")) return;
    const std::string& customer = items_.front()->str("customer");
    const Instant closed = parse_instant(items_.front()->at("sale").str("closed"));
    if (const auto home = person::home_at(state_, customer, closed)) {
      inputs.set("assigned", home->op);
      inputs.set("from", format_instant(home->from));
    } else {
      inputs.set("home", "outlet of the earliest customer record");
    }
  }

  bool is_own(const Json& touch, const std::string& outlet) const {
    return touch.has("record") && (!hq_ || touch.str_or("outlet") == outlet);
  }

  std::set<std::string> of_stage(const std::string& role, const std::string& outlet) const {
    std::set<std::string> out;
    const std::string_view wanted = role == "tip_unit" ? "tip" : "consultation";
    for (const Record& item : items_) {
      for (const Json& stage : item->list("stages")) {
        if (stage.str("stage") != wanted) continue;
        for (const Json& index : stage.list("touches")) {
          const Json& touch = item->list("touches").at(static_cast<std::size_t>(index.integer()));
          if (is_own(touch, outlet)) out.insert(touch.str("record"));
        }
      }
    }
    return out;
  }

  std::set<std::string> steering(const std::string& outlet) const {
    std::set<std::string> out;
    for (const Record& item : items_) {
      const std::string code = hq_ ? item->at("sale").str_or("code") : "";
      for (const Json& touch : item->list("touches")) {
        const bool used =
            hq_ ? !code.empty() && touch.str_or("code") == code : touch.has("code_used");
        if (used && is_own(touch, outlet)) out.insert(touch.str("record"));
      }
    }
    return out;
  }

  Json nothing_node(const Json& item) const {
    Json result = Json::object({{"state", item.str("state")}});
    for (const char* key : {"zero", "ended"}) {
      if (const Json* why = item.find(key)) result.set(key, *why);
    }
    if (item.str("state") == "provisional") result.set("zero", "not vested yet");
    Json out = Json::object({{"step", "claim"},
                             {"inputs", Json::object({{"item", item.str("item")}})},
                             {"result", std::move(result)}});
    const auto plan = hq_ ? plan_of(state_, item) : std::nullopt;
    if (!plan) return out;
    if (plan->credits.empty()) out["result"].set("zero", "the plan gives no credit");
    Json steps = Json::array();
    for (const commission::CreditResult& credit :
         commission::compute(*plan, sale_of(item)).credits) {
      if (credit.zero.empty()) continue;
      steps.push(Json::object({{"step", "credit"},
                               {"rule", "credit." + credit.id},
                               {"result", Json::object({{"zero", credit.zero}})}}));
    }
    if (!steps.items().empty()) out.set("steps", std::move(steps));
    return out;
  }

  const State& state_;
  const std::string order_;
  bool hq_ = false;
  std::vector<Record> items_;
};

}  // namespace

Json explain_credits(const State& state, const std::string& order) {
  return CreditTree(state, order).tree();
}

}  // namespace kontor::claim
