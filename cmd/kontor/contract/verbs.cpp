// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr VerbRow kVerbs[] = {
    {.verb = "list",
     .summary = "list contracts",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "contract",
     .view = "contracts",
     .columns = "id,state,customer,offer,contract_type,from,withdrawal_until",
     .run = list_records},
    {.verb = "show",
     .summary = "show a contract; its id is the order's",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "contract",
     .run = show_record},
};

}  // namespace

std::span<const VerbRow> contract_verbs() { return kVerbs; }

}  // namespace kontor::cli
