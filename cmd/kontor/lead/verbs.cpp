// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/lead/verbs.h"

#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kPoolFlag[] = {
    {.name = "pool", .type = Type::kFlag, .doc = "what may be picked, as far as it may be seen"}};

constexpr Field kFile[] = {{.name = "file",
                            .type = Type::kText,
                            .need = Need::kRequired,
                            .doc = "CSV with a header line"}};
constexpr Field kImport[] = {
    {.name = "map", .type = Type::kText, .doc = "what becomes of the columns (required)"},
    {.name = "keep_going",
     .type = Type::kFlag,
     .doc = "take the good rows of a file with bad ones"}};

int list_leads(Call& call) {
  if (!call.args.has("pool")) return list_records(call);
  return list_view(call,
                   {.view = "pool",
                    .kinds = "lead|pool_card",
                    .columns = "id,offer,topic,rating,score,revenue,currency,postcode_prefix"});
}

constexpr VerbRow kVerbs[] = {
    {.verb = "add",
     .summary = "record that someone may want something",
     .operation = "lead.add",
     .positionals = kAssignPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "lead",
     .run = write_record,
     .prepare = name_consent,
     .example = "kontor lead add --customer k7q --offer autumn"},
    {.verb = "list",
     .summary = "list leads, or the pool",
     .options = kPoolFlag,
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "lead|pool_card",
     .view = "leads",
     .columns = "id,state,assignment,holder,customer,offer,topic,rating,score,name,created",
     .run = list_leads,
     .example = "kontor lead list --where 'score>500' --sort -score --limit 20"},
    {.verb = "show",
     .summary = "show a lead, or its card in the pool",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "lead|pool_card",
     .run = show_record},
    {.verb = "pool",
     .summary = "at HQ: show a lead to all partners that its consent permits",
     .operation = "lead.pool",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "lead",
     .run = write_record},
    {.verb = "pick",
     .summary = "ask for a lead of the pool; the first in the ledger gets it",
     .operation = "lead.pick",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "lead|pool_card",
     .run = write_record},
    {.verb = "assign",
     .summary = "at HQ: give a lead to a partner's scope",
     .operation = "lead.assign",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "lead",
     .run = write_record,
     .example = "kontor lead assign k7q --to nord --reason region"},
    {.verb = "release",
     .summary = "give a lead back",
     .operation = "lead.release",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "lead",
     .run = write_record},
    {.verb = "import",
     .summary = "import leads and contacts from a CSV file, again without doubles",
     .positionals = kFile,
     .options = kImport,
     .shares = kReads | kActs,
     .shape = Shape::kItem,
     .result = import_form,
     .run = import_leads,
     .example = "kontor lead import contacts.csv --map contacts.toml --keep-going"},
};

}  // namespace

std::span<const VerbRow> lead_verbs() { return kVerbs; }

}  // namespace kontor::cli
