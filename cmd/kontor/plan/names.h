// SPDX-License-Identifier: Apache-2.0
// Plans as a command line names them: ID (by any unique prefix) or ID:VERSION.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cmd/kontor/call.h"

namespace kontor::cli {

// Body of the version, of the newest where none is named. Error(kNoInput, kUsage) says what there
// is.
Json plan_version(Call& call, const std::string& typed);
const Json& plan_version(const Json& record, std::int64_t version);
Record plan_record(Call& call, const std::string& id);

// As a hint: the known word that was meant, else all of them.
std::string near_or_all(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace kontor::cli
