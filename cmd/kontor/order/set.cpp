// SPDX-License-Identifier: Apache-2.0
// Each `field=value` is an operation of its own: two sites that edit different fields both win.
#include <algorithm>

#include "cmd/kontor/order/verbs.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/records.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/order/record.h"
#include "lib/policy/record.h"

namespace kontor::cli {
namespace {

// Fields of the order itself, public in every sector.
bool is_own_field(const std::string& name) {
  return name == "price_point" || name == "campaign" || name == "contract.start";
}

bool is_public(const std::vector<order::Rules>& rules, const std::string& name) {
  if (is_own_field(name)) return true;
  for (const order::Rules& one : rules) {
    if (one.body && policy::is_public_field(*one.body, name)) return true;
  }
  return false;
}

// A field that no step asks for is kept, but it may be a slip.
void warn_unknown(const Call& call, const std::vector<order::Rules>& rules,
                  const std::string& name) {
  if (rules.empty() || is_own_field(name)) return;
  std::vector<std::string_view> known;
  for (const order::Rules& one : rules) {
    if (!one.body) continue;
    for (const Json& row : one.body->list("fields")) known.push_back(row.str("name"));
  }
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  const std::string_view near = nearest(name, known);
  call.warn("no step asks for " + printable(name) +
            (near.empty() ? "" : "; did you mean " + std::string(near) + "?"));
}

}  // namespace

int set_fields(Call& call) {
  const std::string id = target_of(call, "order");
  const StoreState state = call.workspace().live();
  const Record record = state.get("order", id);
  KONTOR_CHECK(record != nullptr);
  const std::vector<order::Rules> rules = order::rules_of(state, *record);

  std::vector<Assignment> typed;
  for (const std::string& word : call.args.all("assignment")) {
    typed.push_back(parse_assignment(call, word));
  }
  if (call.args.has("from")) {
    const Json from = parse_json(read_source(call, call.args.text("from")), {.any_key = true});
    for (const auto& [field, value] : from.members()) typed.push_back({field, value.string()});
  }
  if (typed.empty()) {
    throw Error(Fault::kUsage, "bad_usage", "no field is named",
                "kontor order set " + id + " field=value");
  }
  std::vector<WriteRequest> requests;
  for (Assignment& one : typed) {
    warn_unknown(call, rules, one.key);
    Json payload = Json::object({{"field", one.key}});
    payload.set(is_public(rules, one.key) ? "value" : "c", std::move(one.value));
    const std::string was = order::setter_of(*record, one.key);
    if (!was.empty()) payload.set("was", was);
    if (call.args.has("source")) payload.set("source", call.args.text("source"));
    requests.push_back(request_of(call, "order.set", id, std::move(payload)));
    if (requests.size() > 1) requests.back().key.clear();  // the key stands for the whole command
  }
  return write_all(call, std::move(requests));
}

}  // namespace kontor::cli
