// SPDX-License-Identifier: Apache-2.0
// What the auditor's verbs say.
#pragma once

#include <string>

#include "lib/audit/verify.h"
#include "lib/base/json.h"

namespace kontor::auditor {

std::string report_text(const AuditReport& report);
Json report_json(const AuditReport& report);  // schema audit.verify/1
std::string explanation_text(const Json& found);
std::string entry_text(const Json& entry);

}  // namespace kontor::auditor
