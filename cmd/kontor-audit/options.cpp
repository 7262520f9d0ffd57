// SPDX-License-Identifier: Apache-2.0
// What several verbs ask of their command line.
#include <algorithm>

#include "cmd/kontor-audit/table.h"
#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor::auditor {

std::string format_option(const Call& call, std::string_view known) {
  if (!call.args.has("format")) return call.json() ? "json" : "table";
  std::string typed = call.args.text("format");
  const std::vector<std::string> words = split(known, '|');
  if (std::find(words.begin(), words.end(), typed) != words.end()) return typed;
  throw Error(Fault::kUsage, "bad_usage", "--format: " + printable(typed) + " is none of these",
              "--format " + join(words, ", "));
}

const Clone& best_of(const std::vector<Clone>& clones) {
  const auto master = std::find_if(clones.begin(), clones.end(),
                                   [](const Clone& clone) { return clone.scope == "hq"; });
  return master == clones.end() ? clones.front() : *master;
}

}  // namespace kontor::auditor
