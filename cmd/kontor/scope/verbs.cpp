// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

// A scope is called as its partner, unless another one is named.
void name_partner(Call& call, Json& payload) {
  if (payload.has("partner")) return;
  payload.set("partner", call.workspace().resolve("partner", call.args.text("id")));
}

constexpr VerbRow kVerbs[] = {
    {.verb = "add",
     .summary = "give a partner a scope: two histories of its own on the hub",
     .operation = "scope.add",
     .positionals = kNewSlugPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "scope",
     .run = write_record,
     .prepare = name_partner,
     .example = "kontor scope add nord"},
    {.verb = "list",
     .summary = "list the scopes",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "scope",
     .view = "scopes",
     .columns = "id,partner,created_at",
     .run = list_records},
    {.verb = "show",
     .summary = "show a scope",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "scope",
     .run = show_record},
};

}  // namespace

std::span<const VerbRow> scope_verbs() { return kVerbs; }

}  // namespace kontor::cli
