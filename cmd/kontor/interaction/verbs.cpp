// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

bool is_open(const Json& lead) {
  const std::string& state = lead.str("state");
  return state == "acknowledged" || state == "inProgress" || state == "pending";
}

// Advice belongs to the customer's open lead, where there is exactly one.
void name_lead(Call& call, Json& payload) {
  const Json* customer = payload.find("customer");
  if (!customer || payload.has("lead")) return;
  const StoreState state = call.workspace().live();
  std::string open;
  for (const std::string& id : state.find("lead", "customer", customer->string())) {
    const Record lead = state.get("lead", id);
    if (!lead || !is_open(*lead)) continue;
    if (!open.empty()) return;
    open = id;
  }
  if (!open.empty()) payload.set("lead", open);
}

constexpr VerbRow kVerbs[] = {
    {.verb = "add",
     .summary = "record an entry of the customer's timeline",
     .operation = "interaction.add",
     .positionals = kAssignPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "interaction",
     .run = write_record,
     .prepare = name_lead,
     .example = "kontor interaction add --customer k7q --type consultation --minutes 25"},
    {.verb = "list",
     .summary = "list interactions",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "interaction",
     .view = "interactions",
     .columns = "id,state,type,customer,lead,offer,minutes,result,created",
     .run = list_records,
     .example = "kontor interaction list --where customer=k7qx2m4p9zw4c1vd"},
    {.verb = "show",
     .summary = "show an interaction",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "interaction",
     .run = show_record},
};

}  // namespace

std::span<const VerbRow> interaction_verbs() { return kVerbs; }

}  // namespace kontor::cli
