// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/help.h"

#include "cmd/kontor/call.h"
#include "cmd/kontor/site/verbs.h"
#include "lib/base/error.h"

namespace kontor::cli {
namespace {

std::string help_of(const std::vector<std::string>& words) {
  if (words.empty()) return program_help();
  const CommandNoun& single = command_table().front();
  if (const VerbRow* verb = find_verb(single, words[0])) return verb_help(single, *verb);
  const CommandNoun* noun = find_command_noun(words[0]);
  if (!noun) {
    throw Error(Fault::kUsage, "unknown_command", "unknown command \"" + words[0] + "\"",
                "kontor help");
  }
  if (words.size() == 1) return noun_help(*noun);
  const VerbRow* verb = find_verb(*noun, words[1]);
  if (!verb) {
    throw Error(Fault::kUsage, "unknown_command", words[0] + " has no verb \"" + words[1] + "\"",
                "kontor help " + words[0]);
  }
  return verb_help(*noun, *verb);
}

}  // namespace

int print_help(Call& call) {
  call.out().put(help_of(call.args.all("command")));
  return 0;
}

}  // namespace kontor::cli
