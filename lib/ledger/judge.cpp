// SPDX-License-Identifier: Apache-2.0
#include "lib/ledger/judge.h"

#include "lib/base/error.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/overflow.h"
#include "lib/ledger/project.h"

namespace kontor {
namespace {

bool holds(const State& state, Seat seat, std::string_view scope, std::string_view kinds,
           std::string_view id) {
  if (seat == Seat::kHq) return visible(state, scope, kinds, id);
  for (std::string_view kind : kind_list(kinds)) {
    if (state.has(kind, id)) return true;
  }
  return false;
}

bool actor_known(const State& state, const Operation& operation, const Context& context,
                 Seat seat) {
  if (operation.actor == context.replica) return true;
  return holds(state, seat, context.scope, "seller", operation.actor);
}

// Rules of every kind. `state` is what the seat sees.
Outcome check_common(const State& state, const OperationRow& row, const Operation& operation,
                     const Context& context, Seat seat) {
  if ((row.roles & parse_role(context.role)) == 0) return reject("role", context.role);
  if (row.form) {
    const std::vector<Problem> problems = check_form(*row.form, operation.payload);
    if (!problems.empty()) {
      return reject("malformed", problems.front().path + ": " + problems.front().message);
    }
  } else if (!operation.payload.members().empty()) {
    return reject("malformed", "takes no fields");
  }
  if (!actor_known(state, operation, context, seat))
    return reject("actor_unknown", operation.actor);
  if (!row.blind && row.existence == Existence::kNeeds &&
      !holds(state, seat, context.scope, row.on, operation.on)) {
    return reject("not_visible", operation.on);
  }
  if (row.form) {
    for (const Reference& reference : references(*row.form, operation.payload)) {
      if (!holds(state, seat, context.scope, reference.kinds, reference.id)) {
        return reject("not_visible", reference.id);
      }
    }
  }
  return accept();
}

// A taken id is taken in the whole ledger, whether the scope may see its record or not.
bool taken(const State& state, const OperationRow& row, std::string_view id) {
  for (std::string_view kind : kind_list(row.on)) {
    if (!is_view_kind(kind) && state.has(kind, id)) return true;
  }
  return false;
}

}  // namespace

Known known_operation(const Operation& operation) {
  const OperationRow* row = find_operation(operation.kind);
  if (!row) return Known::kUnknownKind;
  return operation.version <= row->version ? Known::kYes : Known::kUnknownVersion;
}

namespace {

Outcome give_effect(Overlay& out, const Operation& operation, const Context& context, Seat seat) {
  const OperationRow* row = find_operation(operation.kind);
  KONTOR_CHECK(row != nullptr);
  if (Outcome outcome = check_common(out, *row, operation, context, seat); !outcome.accepted()) {
    return outcome;
  }
  if (row->existence == Existence::kCreates && taken(out, *row, operation.on)) {
    return reject("id_taken", operation.on);
  }
  if (row->cls == Class::kRequest && seat != Seat::kHq) return accept();
  if (seat == Seat::kHq && row->cls == Class::kLocal && context.scope != "hq") {
    const ScopedState seen(out, context.scope);
    // An id that another scope holds cannot be created or changed from here.
    if (row->existence == Existence::kEither && taken(out, *row, operation.on) &&
        !visible(out, context.scope, row->on, operation.on)) {
      return reject("id_taken", operation.on);
    }
    if (row->check) {
      if (Outcome outcome = row->check(seen, operation, context); !outcome.accepted())
        return outcome;
    }
    Overlay effect(seen, all_indexes());
    row->apply(effect, operation, context);
    for (const auto& [key, record] : effect.changes()) out.put(key.first, key.second, record);
    return accept();
  }
  if (row->check) {
    if (Outcome outcome = row->check(out, operation, context); !outcome.accepted()) return outcome;
  }
  row->apply(out, operation, context);
  return accept();
}

}  // namespace

Outcome judge(Overlay& out, const Operation& operation, const Context& context, Seat seat) {
  return unless_overflow([&] {
    Outcome outcome = give_effect(out, operation, context, seat);
    if (outcome.accepted()) check_integers(out);
    return outcome;
  });
}

}  // namespace kontor
