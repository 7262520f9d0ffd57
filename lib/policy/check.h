// SPDX-License-Identifier: Apache-2.0
// Checks on plaintext. They run where the plaintext is (a site's command, HQ's job), never in
// `apply`: the operation carries check, version, result and reason. The version is that of the
// policy whose row asked for the check. A reason is a stable name and tells nothing of the value.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/json.h"
#include "lib/base/time.h"

namespace kontor::policy {

struct CheckResult {
  std::string result;  // "pass", "warn", "block"
  std::string reason;  // "iban_checksum"; empty when passed
};

// By a row of a policy's `checks`: its on_fail says what a failure means, its `min` moves the
// bound. Error(kData, "unknown_check") of a rule that is not one of kCheckRules.
CheckResult run_check(const Json& row, std::string_view value, Date today);

}  // namespace kontor::policy
