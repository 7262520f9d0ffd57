// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/customer/verbs.h"

#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kCustomers[] = {{.name = "customer",
                                 .type = Type::kWord,
                                 .need = Need::kRequired,
                                 .many = Many::kList,
                                 .doc = "customers that are one person"}};
constexpr Field kReason[] = {
    {.name = "reason", .type = Type::kWord, .doc = "why, without any value"}};
constexpr Field kMember[] = {{.name = "member",
                              .type = Type::kWord,
                              .need = Need::kRequired,
                              .doc = "the customer that is someone else"}};

constexpr VerbRow kVerbs[] = {
    {.verb = "add",
     .summary = "record a customer",
     .operation = "customer.add",
     .positionals = kAssignPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "customer",
     .run = write_record,
     .prepare = assume_consumer,
     .example = "kontor customer add --email carla@example.org --name 'Carla Muster' -q"},
    {.verb = "set",
     .summary = "change fields of a customer",
     .operation = "customer.set",
     .positionals = kIdAssignPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "customer",
     .run = write_record,
     .example = "kontor customer set k7q phone=@phone.txt segment=family"},
    {.verb = "list",
     .summary = "list the customers that this site holds",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "customer",
     .view = "customers",
     .columns = "id,state,type,name,email,postcode_prefix,created",
     .run = list_records,
     .example = "kontor customer list --where email=carla@example.org"},
    {.verb = "show",
     .summary = "show a customer",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "customer",
     .run = show_record},
    {.verb = "assign",
     .summary = "at HQ: say which outlet's customer somebody is, for target credits",
     .operation = "customer.assign",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "customer",
     .run = write_record,
     .example = "kontor customer assign k7q --unit nord/mitte --from 2025-09-01 --reason moved"},
    {.verb = "link",
     .summary = "at HQ: say that customers of several scopes are one person",
     .operation = "customer.link",
     .positionals = kCustomers,
     .options = kReason,
     .shares = kReads | kWrites,
     .shape = Shape::kWritten,
     .kinds = "person",
     .run = link_customers},
    {.verb = "unlink",
     .summary = "at HQ: say that a customer is someone else than the person it was linked to",
     .operation = "customer.unlink",
     .positionals = kMember,
     .options = kReason,
     .shares = kReads | kWrites,
     .shape = Shape::kWritten,
     .kinds = "person",
     .run = unlink_customer},
};

}  // namespace

std::span<const VerbRow> customer_verbs() { return kVerbs; }

}  // namespace kontor::cli
