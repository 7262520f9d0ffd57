// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kAdd[] = {{.name = "order",
                           .type = Type::kWord,
                           .need = Need::kRequired,
                           .doc = "the order, by any unique prefix of its id"},
                          {.name = "code",
                           .type = Type::kWord,
                           .need = Need::kRequired,
                           .doc = "what it proves: SUM, PRE, WDN, ..."},
                          kAssignments};

constexpr VerbRow kVerbs[] = {
    {.verb = "add",
     .summary = "record a legal proof of an order",
     .operation = "evidence.add",
     .positionals = kAdd,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "evidence",
     .run = write_record,
     .example = "kontor evidence add k7q SUM --version 3"},
    {.verb = "list",
     .summary = "list proofs",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "evidence",
     .view = "evidences",
     .columns = "id,order,code,version,wording,date,channel",
     .run = list_records,
     .example = "kontor evidence list --where code=SUM"},
    {.verb = "show",
     .summary = "show a proof",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "evidence",
     .run = show_record},
};

}  // namespace

std::span<const VerbRow> evidence_verbs() { return kVerbs; }

}  // namespace kontor::cli
