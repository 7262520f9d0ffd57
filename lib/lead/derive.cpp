// SPDX-License-Identifier: Apache-2.0
#include "lib/lead/holding.h"
#include "lib/lead/operations.h"

namespace kontor::lead {

// A site releases without seeing grants or the history; HQ does the rest here.
void derive(Overlay& hq, const std::set<RecordKey>&, const Cause& cause) {
  if (!cause.operation || cause.operation->kind != "lead.release") return;
  const Record lead = hq.get("lead", cause.operation->on);
  if (!lead) return;
  take_back(hq, *lead);
  note(hq, "released", lead->str("scope"), cause);
}

}  // namespace kontor::lead
