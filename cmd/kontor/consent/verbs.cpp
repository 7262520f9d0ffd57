// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kCustomer[] = {{.name = "customer",
                                .type = Type::kWord,
                                .need = Need::kRequired,
                                .doc = "the customer who gave it"},
                               kAssignments};

// What is not said is as narrow as a consent can be: the own business alone.
void narrow(Call& call, Json& payload) {
  if (payload.has("permitted")) return;
  Workspace& site = call.workspace();
  const Record scope = site.live().get("scope", site.scope());
  payload.set("permitted", Json::array({scope ? scope->str("partner") : site.scope()}));
}

constexpr VerbRow kVerbs[] = {
    {.verb = "add",
     .summary = "record a consent as the customer gave it",
     .operation = "consent.add",
     .positionals = kCustomer,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "consent",
     .run = write_record,
     .prepare = narrow,
     .example = "kontor consent add k7q --medium email --purpose offers --wording w1/3"},
    {.verb = "list",
     .summary = "list consents",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "consent",
     .view = "consents",
     .columns = "id,state,customer,medium,purpose,permitted,expires",
     .run = list_records},
    {.verb = "show",
     .summary = "show a consent",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "consent",
     .run = show_record},
    {.verb = "withdraw",
     .summary = "record that a customer took a consent back",
     .operation = "consent.withdraw",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "consent",
     .run = write_record},
};

}  // namespace

std::span<const VerbRow> consent_verbs() { return kVerbs; }

}  // namespace kontor::cli
