// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/replica/verbs.h"

#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kInvite[] = {
    {.name = "scope", .type = Type::kSlug, .doc = "scope that it will hold (required)"},
    {.name = "replica", .type = Type::kSlug, .doc = "its name, unique in the ledger (required)"},
    {.name = "role",
     .type = Type::kEnum,
     .of = "shop|phone|online|hq_admin|auditor",
     .doc = "what it may do (required)"},
    {.name = "outlet", .type = Type::kSlug, .doc = "outlet where it stands"}};
constexpr Field kReplica[] = {
    {.name = "replica", .type = Type::kSlug, .doc = "the replica that asked"}};
constexpr Field kAll[] = {{.name = "all", .type = Type::kFlag, .doc = "all that have asked"}};

constexpr VerbRow kVerbs[] = {
    {.verb = "invite",
     .summary = "at HQ: print a token with which a new site joins",
     .options = kInvite,
     .shares = kReads,
     .shape = Shape::kItem,
     .result = invitation_form,
     .run = invite_replica,
     .example = "kontor replica invite --scope nord --replica shop-nord-1 --role shop "
                "--outlet nord/mitte"},
    {.verb = "accept",
     .summary = "at HQ: let in the sites that have joined with a valid token",
     .positionals = kReplica,
     .options = kAll,
     .shares = kReads,
     .shape = Shape::kItems,
     .result = acceptance_form,
     .run = accept_requests,
     .example = "kontor replica accept --all"},
    {.verb = "retire",
     .summary = "at HQ: take no more sets of a replica",
     .operation = "replica.retire",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "replica",
     .run = write_record},
    {.verb = "list",
     .summary = "list the replicas",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "replica",
     .view = "replicas",
     .columns = "id,state,scope,role,outlet,created_at",
     .run = list_records},
    {.verb = "show",
     .summary = "show a replica and its public keys",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "replica",
     .run = show_record},
};

}  // namespace

std::span<const VerbRow> replica_verbs() { return kVerbs; }

}  // namespace kontor::cli
