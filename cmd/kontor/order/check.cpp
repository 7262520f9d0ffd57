// SPDX-License-Identifier: Apache-2.0
// Runs the policy's checks where the plain values are; only the results leave the site.
#include "lib/policy/check.h"

#include "cmd/kontor/order/verbs.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/records.h"
#include "lib/base/error.h"
#include "lib/order/record.h"
#include "lib/policy/record.h"

namespace kontor::cli {
namespace {

// Plain text of a field; nothing while it is empty or its value is not here.
std::optional<std::string> plain(Workspace& site, const Json& order, const std::string& name) {
  const Json* leaf = order::field(order, name);
  if (!leaf) return std::nullopt;
  if (const Json* value = leaf->find("value")) return value->string();
  const auto row = site.store().private_value(leaf->at("c").str("c"));
  return row ? std::optional(row->value) : std::nullopt;
}

}  // namespace

int check_order(Call& call) {
  Workspace& site = call.workspace();
  const std::string id = target_of(call, "order");
  const StoreState state = site.live();
  const Record record = state.get("order", id);
  KONTOR_CHECK(record != nullptr);
  Json results = Json::array();
  bool blocked = false;
  for (const order::Rules& rules : order::rules_of(state, *record)) {
    if (!rules.body) continue;
    for (const Json& row : rules.body->list("checks")) {
      const std::string& field = row.str("field");
      const auto value = plain(site, *record, field);
      if (!value) continue;
      const policy::CheckResult said = policy::run_check(row, *value, site.now().date());
      Json result = Json::object({{"check", row.str("id")},
                                  {"version", rules.body->num("version")},
                                  {"field", field},
                                  {"of", order::setter_of(*record, field)},
                                  {"result", said.result}});
      if (!said.reason.empty()) result.set("reason", said.reason);
      blocked = blocked || said.result == "block";
      call.say("check " + row.str("id") + ": " + said.result +
               (said.reason.empty() ? "" : " (" + said.reason + ")"));
      results.push(std::move(result));
    }
  }
  if (results.items().empty()) {
    throw Error(Fault::kRefused, "nothing_to_check", "no field that a check reads is filled in",
                "kontor order resume " + id);
  }
  const int code = write_one(
      call, request_of(call, "order.check", id, Json::object({{"results", std::move(results)}})));
  return blocked ? 1 : code;
}

}  // namespace kontor::cli
