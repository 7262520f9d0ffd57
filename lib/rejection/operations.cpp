// SPDX-License-Identifier: Apache-2.0
#include "lib/rejection/operations.h"

#include "lib/rejection/record.h"

namespace kontor::rejection {

Outcome check_dismiss(const State& state, const Operation& operation, const Context& context) {
  const Record record = state.get("rejection", operation.on);
  return scope_of(state, *record) == context.scope ? accept() : reject("not_yours", operation.on);
}

void apply_dismiss(Overlay& state, const Operation& operation, const Context&) {
  state.remove("rejection", operation.on);
}

}  // namespace kontor::rejection
