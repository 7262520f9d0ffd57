// SPDX-License-Identifier: Apache-2.0
#include "lib/replica/operations.h"

#include "lib/base/id.h"
#include "lib/replica/record.h"
#include "lib/scope/record.h"

namespace kontor::replica {
namespace {

bool stands_in_an_outlet(std::string_view role) {
  return role == "shop" || role == "phone" || role == "online";
}

Outcome check_place(const State& state, const Json& payload) {
  const std::string& scope = payload.str("scope");
  const std::string outlet = payload.str_or("outlet");
  if (outlet.empty()) {
    return stands_in_an_outlet(payload.str("role")) ? reject("outlet_missing") : accept();
  }
  const Record record = state.get("outlet", outlet);
  if (!record || record->str_or("partner") != scope::partner_of(state, scope)) {
    return reject("outlet_foreign", outlet);
  }
  return accept();
}

// One key, one replica: a signature must name its site, and a cloned machine must not pass for two.
Outcome check_keys(const State& state, const Json& payload) {
  for (const std::string& id : state.ids("replica")) {
    const Record other = state.get("replica", id);
    for (const char* key : {"sign_key", "vault_key"}) {
      if (other->str_or(key) == payload.str(key)) return reject("key_taken", id);
    }
  }
  return accept();
}

}  // namespace

Outcome check_accept(const State& state, const Operation& operation, const Context&) {
  // A slash would break the operation ids and the branch name replica/{replica}.
  if (!is_slug(operation.on)) return reject("not_a_slug", operation.on);
  const Json& payload = operation.payload;
  const std::string& scope = payload.str("scope");
  const bool at_hq = scope == scope::kHq;
  if (!at_hq && !state.has("scope", scope)) return reject("scope_unknown", scope);
  const std::string& role = payload.str("role");
  if (role != "auditor" && (role == "hq_admin") != at_hq) {
    return reject("role_scope", role + " in " + scope);
  }
  if (const Outcome outcome = check_place(state, payload); !outcome.accepted()) return outcome;
  return check_keys(state, payload);
}

void apply_accept(Overlay& state, const Operation& operation, const Context& context) {
  Json record = new_record("replica", operation, context, operation.payload);
  record.set("scope", operation.payload.at("scope"));
  record.set("state", "active");
  state.put("replica", operation.on, std::move(record));
}

Outcome check_retire(const State& state, const Operation& operation, const Context&) {
  const Record record = state.get("replica", operation.on);
  if (!is_active(*record)) return reject("already_retired", operation.on);
  if (record->str("role") == "hq_admin") {
    int desks = 0;
    for (const std::string& id : active_in(state, scope::kHq)) {
      if (state.get("replica", id)->str("role") == "hq_admin") ++desks;
    }
    if (desks < 2) return reject("last_hq_replica", operation.on);
  }
  return accept();
}

void apply_retire(Overlay& state, const Operation& operation, const Context& context) {
  Json record = *state.get("replica", operation.on);
  record.set("state", "retired");
  touch_record(record, operation, context);
  state.put("replica", operation.on, std::move(record));
}

}  // namespace kontor::replica
