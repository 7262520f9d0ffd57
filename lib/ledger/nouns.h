// SPDX-License-Identifier: Apache-2.0
// The registry: every noun's rows in one place, and look-ups over them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/change/noun.h"

namespace kontor {

// In the order in which derivations run.
std::span<const NounRow* const> all_nouns();

const OperationRow* find_operation(std::string_view kind);
const KindRow* find_kind(std::string_view kind);
const TimerRow* find_timer(std::string_view name);
const NounRow* find_noun(std::string_view name);
std::vector<std::string_view> operation_kinds();  // sorted

const Indexes& all_indexes();

// Kinds of `names` ("lead|pool_card").
std::vector<std::string_view> kind_list(std::string_view names);
bool is_view_kind(std::string_view kind);

}  // namespace kontor
