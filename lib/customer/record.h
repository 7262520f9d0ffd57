// SPDX-License-Identifier: Apache-2.0
// A customer as one scope knows it (TMF632 individual or organization). Names, addresses and free
// text are private; what rules need is public and coarse: type, adult, postcode prefix, segment.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "lib/change/noun.h"

namespace kontor::customer {

extern const Form add_form;
extern const Form set_form;
extern const Form record_form;

// Scopes that hold the customer whole: its own and those it is granted to.
std::set<std::string> holders(const State& state, const std::string& id, const Json& record);

// Counts a change of a record that two partners may hold. An operation of a partner's scope other
// than the record's own leaves its time alone, not its name: the other holder must not learn who it
// is.
void touch_shared(Json& record, const Operation& operation, const Context& context);

}  // namespace kontor::customer
