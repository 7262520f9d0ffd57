// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/schemas.h"
#include "cmd/kontor/site/verbs.h"
#include "lib/base/error.h"
#include "lib/ledger/nouns.h"

namespace kontor::cli {
namespace {

Json schema_of(const std::string& noun_name, const std::string& verb_name) {
  if (verb_name.empty()) {
    const CommandNoun& single = command_table().front();
    if (const VerbRow* verb = find_verb(single, noun_name)) return output_schema(single, *verb);
    if (find_operation(noun_name)) return operation_schema(noun_name);
    return noun_schema(noun_name);
  }
  const CommandNoun* noun = find_command_noun(noun_name);
  const VerbRow* verb = noun ? find_verb(*noun, verb_name) : nullptr;
  if (!verb) {
    throw Error(Fault::kUsage, "unknown_command",
                "no command \"" + noun_name + " " + verb_name + "\"", "kontor help");
  }
  return output_schema(*noun, *verb);
}

}  // namespace

int print_schema(Call& call) {
  if (!call.args.has("noun")) {
    for (const std::string& noun : schema_nouns()) call.out().put(noun + "\n");
    return 0;
  }
  call.out().put(schema_of(call.args.text("noun"), call.args.text("verb")).pretty() + "\n");
  return 0;
}

}  // namespace kontor::cli
