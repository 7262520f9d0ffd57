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

// Whether this program has the rules of an operation. To one of an unknown kind or of a later
// version it gives no verdict: a newer program will.
enum class Known { kYes, kUnknownKind, kUnknownVersion };
Known known_operation(const Operation& operation);

// Judges and, when accepted, writes the effect into `out`, which lies on the state to be judged by.
// At a site, and in the replay of one scope, a request passes the rules of every kind alone and has
// no effect: its own check and apply run at HQ.
Outcome judge(Overlay& out, const Operation& operation, const Context& context, Seat seat);

}  // namespace kontor
