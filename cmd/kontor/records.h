// SPDX-License-Identifier: Apache-2.0
// Runners shared by the nouns: one operation on one record, and what came of a write.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cmd/kontor/call.h"
#include "lib/change/noun.h"

namespace kontor::cli {

inline constexpr Field kIdPositional[] = {{.name = "id",
                                           .type = Type::kWord,
                                           .need = Need::kRequired,
                                           .doc = "the record, by any unique prefix of its id"}};
inline constexpr Field kNewSlugPositional[] = {
    {.name = "id", .type = Type::kSlug, .need = Need::kRequired, .doc = "its new name"}};
// Behind the other positionals of `add` and `set`: so that private values can come from files.
inline constexpr Field kAssignments{.name = "assignment",
                                    .type = Type::kText,
                                    .many = Many::kList,
                                    .doc = "field=value, or field=@FILE for the text of a file"};
inline constexpr Field kAssignPositional[] = {kAssignments};
inline constexpr Field kIdAssignPositional[] = {kIdPositional[0], kAssignments};

inline constexpr Shares kWriteShares = kReads | kWrites | kFills | kPrivacy;

// The verb's operation. One that creates mints the id, unless a positional `id` gives it.
int write_record(Call& call);

// Who may not do the operation at all is told so, whatever of it is there to be found.
// Error(kPermission, "role")
void require_role(Call& call, const OperationRow& row);

// A field that must be there is an option that was left out, not a fault of the record.
// Error(kUsage)
void require_options(const Call& call, const Json& payload);

// The request of the verb's operation or of `kind`, with actor, time and key as typed.
WriteRequest request_of(Call& call, std::string_view kind, std::string on, Json payload);

// Writes, or tries with --dry-run; waits with --wait; prints. The exit code.
int write_all(Call& call, std::vector<WriteRequest> requests);
// The same for one. `shown`: what --quiet prints in place of the new id (a code).
using Shown = std::function<std::string(const Written&)>;
int write_one(Call& call, WriteRequest request, const Shown& shown = {});

// {"id","kind","on","fate","reason"?}
Json written_json(const Written& written);
// "lead.add k7q...: pending"
std::string written_text(const Written& written);
// The record that an operation was about, as it stands now: {} when it is not here.
Json item_of(Call& call, std::string_view kinds, std::string_view id);

}  // namespace kontor::cli
