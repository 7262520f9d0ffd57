// SPDX-License-Identifier: Apache-2.0
// A payee's part explained from what its own scope holds: the steps as the earning tells them, the
// other parties under their pseudonyms, own operations alone.
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/claim/explain.h"
#include "lib/commission/liability.h"

namespace kontor::claim {
namespace {

// The operation behind an own touch.
std::string operation_of(const State& site, const Json& row) {
  const std::vector<std::string> name = split(row.str_or("record"), '/');
  const Record record = name.size() == 2 ? site.get(name[0], name[1]) : nullptr;
  if (!record) return {};
  const bool order = name[0] == "order";
  const Json* stamp = record->find(order ? "close" : "created");
  return stamp ? stamp->str_or("op") : "";
}

}  // namespace

Json explain_earning(const State& site, const std::string& id) {
  const Record earning = site.get("earning", id);
  if (!earning) throw Error(Fault::kNoInput, "not_found", "earning " + id + " is not here");
  Json inputs = Json::object({{"order", earning->str("order")}, {"item", earning->str("item")}});
  for (const char* name :
       {"plan", "plan_version", "price_point", "campaign", "channel", "closed", "base"}) {
    if (const Json* value = earning->find(name)) inputs.set(name, *value);
  }
  Json steps = Json::array();
  const auto add = [&](const char* step, const char* list) {
    for (const Json& row : earning->list(list)) {
      Json node = Json::object({{"step", step}, {"result", row}});
      if (row.has("rule")) node["result"].set("why", commission::why_back(row.str("rule")));
      const std::string operation = operation_of(site, row);
      if (!operation.empty()) node.set("because", Json::array({operation}));
      steps.push(std::move(node));
    }
  };
  add("stage", "stages");
  add("touch", "touches");
  add("share", "shares");
  add("fact", "facts");
  add("account", "account");
  add("return", "returns");
  if (const Json* hold = earning->find("hold")) {
    steps.push(Json::object({{"step", "hold"}, {"rule", "claim.hold"}, {"result", *hold}}));
  }
  Json result = Json::object({{"state", earning->str("state")}});
  for (const char* name : {"pool", "currency", "zero", "ended", "vested"}) {
    if (const Json* value = earning->find(name)) result.set(name, *value);
  }
  Json out = Json::object({{"step", "earning"}, {"inputs", inputs}, {"result", result}});
  out.set("steps", std::move(steps));
  return out;
}

}  // namespace kontor::claim
