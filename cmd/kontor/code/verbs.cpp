// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/code/verbs.h"

#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kCode[] = {{.name = "id",
                            .type = Type::kWord,
                            .need = Need::kRequired,
                            .doc = "the code as it is written, or its id by prefix"}};

constexpr Field kIssueOptions[] = {
    {.name = "order", .type = Type::kRef, .of = "order", .doc = "the draft that it resumes"},
    {.name = "offer",
     .type = Type::kRef,
     .of = "offer",
     .doc = "the offer that was shown; the order's unless told"},
    {.name = "version",
     .type = Type::kInt,
     .doc = "of the offer; the order's, or the one on sale, unless told"},
    {.name = "customer",
     .type = Type::kRef,
     .of = "customer",
     .doc = "for whom it was made; the order's unless told"},
    {.name = "touch",
     .type = Type::kRef,
     .of = "interaction",
     .doc = "in which it was handed over; the seller's last with the customer of that day unless "
            "told"},
    {.name = "uses", .type = Type::kInt, .doc = "how many redemptions it allows; 1 unless told"},
    {.name = "valid_until",
     .type = Type::kInstant,
     .doc = "last moment of a redemption; the end of the 30th day unless told"}};

constexpr VerbRow kVerbs[] = {
    {.verb = "issue",
     .summary = "draw a code that the customer may go on with anywhere, and print it",
     .operation = "code.issue",
     .options = kIssueOptions,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "code",
     .run = issue_code,
     .example = "kontor code issue --order k7q -q"},
    {.verb = "list",
     .summary = "list the codes that were issued or redeemed here",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "code",
     .view = "codes",
     .columns = "id,state,order,offer,customer,uses,redeemed,valid_until",
     .run = list_records},
    {.verb = "show",
     .summary = "show a code",
     .positionals = kCode,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "code",
     .run = show_code},
    {.verb = "revoke",
     .summary = "make a code worthless",
     .operation = "code.revoke",
     .positionals = kCode,
     .shares = kReads | kWrites,
     .shape = Shape::kWritten,
     .kinds = "code",
     .run = revoke_code},
};

}  // namespace

std::span<const VerbRow> code_verbs() { return kVerbs; }

}  // namespace kontor::cli
