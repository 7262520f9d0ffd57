// SPDX-License-Identifier: Apache-2.0
// JSON Schemas of what stands in a history beside operations and records: the trailers of the two
// signed commits (as an object of texts), lines of entry.jsonl and salts.jsonl, heads, genesis, the
// list of sequencers, grants and timers.
#pragma once

#include "lib/base/json.h"

namespace kontor::cli {

Json history_schema();

}  // namespace kontor::cli
