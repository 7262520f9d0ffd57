// SPDX-License-Identifier: Apache-2.0
// kontor-audit(1) and the JSON Schemas of what --json prints, from the table of verbs.
#pragma once

#include <string>

#include "lib/base/json.h"

namespace kontor::auditor {

std::string manual_page();
std::string proof_page();  // kontor-proof(5)
// All verbs under $defs: "audit.verify/1" and what it refers to.
Json schemas();

}  // namespace kontor::auditor
