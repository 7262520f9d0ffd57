// SPDX-License-Identifier: Apache-2.0
#include "tests/next/reminder.h"

#include "lib/base/error.h"
#include "lib/interaction/noun.h"

namespace kontor {
namespace {

constexpr Field kAddFields[] = {
    {.name = "due", .type = Type::kDate, .need = Need::kRequired, .doc = "on which day"},
};
constexpr Form kAdd{"reminder.add", kAddFields};

void apply_add(Overlay& state, const Operation& operation, const Context& context) {
  state.put("reminder", operation.on,
            new_record("reminder", operation, context, operation.payload));
}

void audience(const State& hq, const std::string&, const Json&, Projection& out) {
  for (const std::string& scope : partner_scopes(hq)) out.whole.insert(scope);
}

}  // namespace

const NounRow& reminder_noun() {
  static const NounRow row{
      .name = "reminder",
      .kinds = {{.kind = "reminder", .form = &kAdd, .audience = audience, .indexes = {}}},
      .operations = {{.kind = "reminder.add",
                      .on = "reminder",
                      .existence = Existence::kCreates,
                      .form = &kAdd,
                      .apply = apply_add,
                      .doc = "think of something on a day"}},
      .sql =
          "CREATE VIEW reminders AS SELECT id, json_extract(json, '$.due') AS due FROM record "
          "WHERE kind = 'reminder' AND json IS NOT NULL;"};
  return row;
}

const NounRow& next_interaction_noun() {
  static const NounRow row = [] {
    NounRow out = interaction_noun();
    bool found = false;
    for (OperationRow& operation : out.operations) {
      if (operation.kind != "interaction.add") continue;
      operation.version = 2;
      found = true;
    }
    KONTOR_CHECK(found);
    return out;
  }();
  return row;
}

}  // namespace kontor
