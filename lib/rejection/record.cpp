// SPDX-License-Identifier: Apache-2.0
#include "lib/rejection/record.h"

namespace kontor::rejection {
namespace {

constexpr Field kFields[] = {
    {.name = "op",
     .type = Type::kOperation,
     .need = Need::kRequired,
     .doc = "operation that was rejected"},
    {.name = "op_kind", .type = Type::kWord, .doc = "its kind; absent: the bytes made no sense"},
    {.name = "on", .type = Type::kWord, .doc = "record that it named"},
    {.name = "actor", .type = Type::kWord, .doc = "seller, or the replica"},
    {.name = "replica",
     .type = Type::kSlug,
     .need = Need::kRequired,
     .doc = "replica that signed it"},
    {.name = "reason",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "stable name of the rule that refused"},
    {.name = "detail", .type = Type::kText, .doc = "what the rule missed or met, ids only"},
    {.name = "at", .type = Type::kInstant, .need = Need::kRequired, .doc = "when it was judged"},
};

}  // namespace

constinit const Form dismiss_form{"op.dismiss", {}};
constinit const Form record_form{"rejection", kFields};

std::string scope_of(const State& state, const Json& record) {
  if (std::string scope = record.str_or("scope"); !scope.empty()) return scope;
  const Record replica = state.get("replica", record.str("replica"));
  return replica ? replica->str("scope") : std::string();
}

}  // namespace kontor::rejection
