// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor-audit/run.h"

#include <algorithm>

#include "cmd/console/failure.h"
#include "cmd/kontor-audit/table.h"
#include "lib/base/error.h"

namespace kontor::auditor {
namespace {

int run_words(cli::Env& env, std::vector<std::string> words, std::string& command) {
  if (words.empty()) {
    env.talk(program_help());
    return static_cast<int>(Fault::kUsage);
  }
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    env.put(words.size() == 1 ? program_help() : verb_help(find_verb(words[1])));
    return 0;
  }
  if (words[0] == "--version") {
    env.put("kontor-audit " + std::string(program_version()) + "\n");
    return 0;
  }
  const VerbRow& row = find_verb(words[0]);
  command = row.verb;
  words.erase(words.begin());
  const auto asks = [](const std::string& word) { return word == "--help" || word == "-h"; };
  if (std::any_of(words.begin(), words.end(), asks)) {
    env.put(verb_help(row));
    return 0;
  }
  std::vector<cli::Argument> known;
  for (const OptionRow& option : row.options) known.push_back(option.argument);
  Call call{env, row.verb, cli::parse_args(known, std::move(words))};
  return row.run(call);
}

}  // namespace

int run(cli::Env& env, std::vector<std::string> words) {
  const bool json = std::find(words.begin(), words.end(), "--json") != words.end();
  std::string command;
  int code = 0;
  try {
    code = run_words(env, std::move(words), command);
  } catch (...) {
    const Error error = cli::caught();
    std::fflush(env.out);
    cli::tell(env, "kontor-audit", command, error, json);
    code = static_cast<int>(error.fault());
  }
  const bool written = std::fflush(env.out) == 0 && std::ferror(env.out) == 0;
  return written || code != 0 ? code : static_cast<int>(Fault::kIo);
}

}  // namespace kontor::auditor
