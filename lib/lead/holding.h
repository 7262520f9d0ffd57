// SPDX-License-Identifier: Apache-2.0
// What follows from a change of holder: grants on the lead, its customer and its consent, and the
// entry in lead_history. All of it is HQ's alone.
#pragma once

#include <string>
#include <string_view>

#include "lib/change/noun.h"

namespace kontor::lead {

// Grants the lead and what it names to `scope`, unless it is the lead's own scope or HQ.
void give(Overlay& hq, const Json& lead, const std::string& scope, const Operation& operation,
          const Context& context);
// Takes back what the last pick or assignment gave. What the same scope was given otherwise (a
// redeemed code) stays.
void take_back(Overlay& hq, const Json& lead);

// Adds to lead_history of the lead that the operation names.
void note(Overlay& hq, std::string_view how, std::string_view holder, const Operation& operation,
          const Context& context);
void note(Overlay& hq, std::string_view how, std::string_view holder, const Cause& cause);

}  // namespace kontor::lead
