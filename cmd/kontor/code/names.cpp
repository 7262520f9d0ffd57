// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/code/verbs.h"
#include "lib/crypto/hash.h"

namespace kontor::cli {

std::string code_setting(std::string_view id) { return "code/" + std::string(id); }

std::string code_target(Call& call, const std::string& typed) {
  const std::string normal = normal_code(typed);
  if (!normal.empty()) return code_id(call.workspace().ledger(), normal);
  return call.workspace().resolve("code", typed);
}

}  // namespace kontor::cli
