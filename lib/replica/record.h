// SPDX-License-Identifier: Apache-2.0
// replica/{slug} = {scope, role, outlet, sign_key, vault_key, request, state}. `scope` is the scope
// that the replica belongs to (the standard part of that name would say who accepted it: always
// hq).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/change/noun.h"

namespace kontor::replica {

inline constexpr std::string_view kRoles = "hq_admin|shop|phone|online|auditor";
inline constexpr std::string_view kStates = "active|retired";

extern const Form accept_form;  // replica.accept
extern const Form retire_form;  // replica.retire
extern const Form record_form;

bool is_active(const Json& record);
// Active replicas of a scope, sorted.
std::vector<std::string> active_in(const State& state, std::string_view scope);

}  // namespace kontor::replica
