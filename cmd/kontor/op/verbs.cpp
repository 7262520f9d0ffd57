// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/op/verbs.h"

#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kOp[] = {{.name = "id",
                          .type = Type::kWord,
                          .need = Need::kRequired,
                          .doc = "the operation; a bare number is one of this site"}};
constexpr Field kWhich[] = {
    {.name = "rejected", .type = Type::kFlag, .doc = "only what HQ rejected, of every till"},
    {.name = "all", .type = Type::kFlag, .doc = "also what was accepted"}};

constexpr VerbRow kVerbs[] = {
    {.verb = "list",
     .summary = "list what HQ has not decided, or has rejected",
     .options = kWhich,
     .shares = kReads | kLists,
     .shape = Shape::kItems,
     .result = op_form,
     .run = list_ops,
     .example = "kontor op list --all --where kind=dispute.add --sort -at --limit 10"},
    {.verb = "show",
     .summary = "show an operation and its fate",
     .positionals = kOp,
     .shares = kReads,
     .shape = Shape::kItem,
     .result = op_detail_form,
     .run = show_op},
    {.verb = "retry",
     .summary = "write a rejected operation of this site once more",
     .positionals = kOp,
     .shares = kReads | kWrites | kPrivacy,
     .shape = Shape::kWritten,
     .run = retry_op},
    {.verb = "dismiss",
     .summary = "take a rejection off the list",
     .operation = "op.dismiss",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .run = write_record},
};

}  // namespace

std::span<const VerbRow> op_verbs() { return kVerbs; }

}  // namespace kontor::cli
