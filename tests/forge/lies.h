// SPDX-License-Identifier: Apache-2.0
// What a forger may have an entry say.
#pragma once

#include <string>

#include "tests/forge/forger.h"

namespace kontor::forge {

// The replica is judged as if it had this role: verdicts are wrong, either way.
Lie other_role(const std::string& replica, const std::string& role);
// One cent of each claim of this item goes from one share to another, in HQ's record and in what
// every scope is told of it.
Lie shifted_cent(const std::string& item);
// A cent more in the first fact of each book, in HQ's record and in the card of it.
Lie shifted_period();
// The replica's first waiting set is passed over; those after it are taken.
Lie left_out(const std::string& replica);
// A record of HQ's state is given to a scope that its audience does not name.
Lie foreign_record(const State& hq, const std::string& kind, const std::string& id,
                   const std::string& scope);
// A record that comes to the scope with this entry does not come.
Lie missing_record(const std::string& kind, const std::string& id, const std::string& scope);
// The scope gets no entry at all.
Lie missing_entry(const std::string& scope);
// No timer fires.
Lie silent_timers();

}  // namespace kontor::forge
