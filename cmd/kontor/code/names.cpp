// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cmd/kontor/call.h"
#include "cmd/kontor/code/verbs.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/crypto/hash.h"

namespace kontor::cli {

std::string code_setting(std::string_view id) { return "code/" + std::string(id); }

std::string typed_code(Call& call, const std::string& typed) {
  constexpr std::size_t kSymbols = 13;
  const std::string normal = normal_code(typed);
  if (!normal.empty()) return code_id(call.workspace().ledger(), normal);
  const auto symbols =
      std::count_if(typed.begin(), typed.end(), [](char c) { return c != '-' && c != ' '; });
  const bool slug = typed.find('/') != std::string::npos || typed.find('.') != std::string::npos;
  if (symbols == kSymbols && !slug) {
    throw Error(Fault::kUsage, "bad_code",
                "\"" + printable(typed) + "\" is no code: its check symbol does not fit",
                "compare it with what the customer shows, symbol by symbol");
  }
  return "";
}

std::string code_target(Call& call, const std::string& typed) {
  const std::string id = typed_code(call, typed);
  return id.empty() ? call.workspace().resolve("code", typed) : id;
}

}  // namespace kontor::cli
