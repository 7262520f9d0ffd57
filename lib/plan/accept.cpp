// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "lib/plan/operations.h"
#include "lib/plan/record.h"
#include "lib/scope/record.h"

namespace kontor::plan {
namespace {

constexpr Field kAcceptFields[] = {
    {.name = "version",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "version of the plan",
     .min = 1},
    {.name = "sellers",
     .type = Type::kRef,
     .many = Many::kList,
     .of = "seller",
     .doc = "sellers for whom the business accepts too"},
};

constexpr Field kRejectFields[] = {
    {.name = "version",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "version of the plan",
     .min = 1},
    {.name = "reason",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "what the business does not agree to, for HQ; public, so no personal data"},
};

std::set<std::string> sellers_of(const Json& object) {
  std::set<std::string> out;
  for (const Json& seller : object.list("sellers")) out.insert(seller.string());
  return out;
}

std::string id_of(const Operation& operation, const Context& context) {
  return acceptance_id(operation.on, operation.payload.num("version"), context.scope);
}

}  // namespace

constinit const Form accept_form{"plan.accept", kAcceptFields};
constinit const Form reject_form{"plan.reject", kRejectFields};

namespace {

// Whether the scope has something to answer, and may.
Outcome check_answer(const State& state, const Operation& operation, const Context& context) {
  const Record plan = state.get("plan", operation.on);
  const std::string version = std::to_string(operation.payload.num("version"));
  const Json* body = plan ? plan->at("versions").find(version) : nullptr;
  if (!body) return reject("version_unknown", version);
  if (body->at("plan").str("acceptance") != "named_payees") return reject("acceptance_not_needed");
  if (scope::partner_of(state, context.scope).empty()) return reject("no_partner", context.scope);
  return accept();
}

bool is_rejected(const Json& answer) { return answer.str_or("state") == kRejected; }

}  // namespace

Outcome check_accept(const State& state, const Operation& operation, const Context& context) {
  if (Outcome outcome = check_answer(state, operation, context); !outcome.accepted())
    return outcome;
  const Record before = state.get("acceptance", id_of(operation, context));
  if (before && !is_rejected(*before)) {
    const std::set<std::string> known = sellers_of(*before);
    bool fresh = false;
    for (const std::string& seller : sellers_of(operation.payload)) {
      fresh = fresh || !known.contains(seller);
    }
    if (!fresh) return reject("nothing_to_do");
  }
  return accept();
}

void apply_accept(Overlay& state, const Operation& operation, const Context& context) {
  const std::string id = id_of(operation, context);
  const Record before = state.get("acceptance", id);
  Json record = before ? *before : new_record("acceptance", operation, context, Json());
  std::set<std::string> sellers = sellers_of(operation.payload);
  if (before) {
    sellers.merge(sellers_of(*before));
    touch_record(record, operation, context);
    if (is_rejected(*before)) record.set("state", "accepted");
    record.erase("reason");
  }
  record.set("id", id);
  record.set("plan", operation.on);
  record.set("version", operation.payload.at("version"));
  record.set("partner", scope::partner_of(state, context.scope));
  record.set("sellers", Json::strings({sellers.begin(), sellers.end()}));
  state.put("acceptance", id, std::move(record));
}

Outcome check_reject(const State& state, const Operation& operation, const Context& context) {
  if (Outcome outcome = check_answer(state, operation, context); !outcome.accepted())
    return outcome;
  const Record before = state.get("acceptance", id_of(operation, context));
  if (!before) return accept();
  if (!is_rejected(*before)) return reject("already_accepted", before->at("created").str("op"));
  const bool same = before->str("reason") == operation.payload.str("reason");
  return same ? reject("nothing_to_do") : accept();
}

void apply_reject(Overlay& state, const Operation& operation, const Context& context) {
  const std::string id = id_of(operation, context);
  const Record before = state.get("acceptance", id);
  Json record = before ? *before : new_record("acceptance", operation, context, Json());
  if (before) touch_record(record, operation, context);
  record.set("id", id);
  record.set("plan", operation.on);
  record.set("version", operation.payload.at("version"));
  record.set("partner", scope::partner_of(state, context.scope));
  record.set("sellers", Json::array());
  record.set("state", kRejected);
  record.set("reason", operation.payload.at("reason"));
  state.put("acceptance", id, std::move(record));
}

}  // namespace kontor::plan
