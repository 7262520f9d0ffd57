// SPDX-License-Identifier: Apache-2.0
// The one door of an operation: the rules that hold for every kind, then its own check and apply.
// The store's writer, the sequencer and the auditors all come through here.
#pragma once

#include "lib/change/noun.h"

namespace kontor {

enum class Seat {
  kSite,   // the state is the site's own; requests have no effect here
  kHq,     // the state is HQ's; local operations see their scope of it
  kScope,  // an auditor replays one scope's ledger: as at the site
};

// The present value of these says what the program knows; an unknown kind or version is no verdict.
enum class Known { kYes, kUnknownKind, kUnknownVersion };
Known known_operation(const Operation& operation);

// Judges and, when accepted, writes the effect into `out`, which lies on the state to be judged by.
// At a site a request is accepted when its form is good, without effect.
Outcome judge(Overlay& out, const Operation& operation, const Context& context, Seat seat);

}  // namespace kontor
