// SPDX-License-Identifier: Apache-2.0
// HQ's jobs: what HQ concludes from plaintext enters the ledger as operations of an HQ replica.
#pragma once

#include <cstddef>

#include "lib/workspace/workspace.h"

namespace kontor {

// Links customer records of one person (keyed hash of e-mail and phone). Returns operations
// written.
std::size_t run_jobs(Workspace& hq);

}  // namespace kontor
