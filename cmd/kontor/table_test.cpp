// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/table.h"

#include <doctest/doctest.h>

#include <set>

#include "cmd/kontor/completion.h"
#include "cmd/kontor/help.h"
#include "cmd/kontor/options.h"
#include "cmd/kontor/schemas.h"
#include "lib/base/error.h"
#include "lib/ledger/nouns.h"

using namespace kontor;
using namespace kontor::cli;

namespace {

template <typename Visit>
void each_verb(const Visit& visit) {
  for (const CommandNoun& noun : command_table()) {
    for (const VerbRow& verb : noun.verbs) {
      CAPTURE(command_name(noun, verb, ' '));
      visit(noun, verb);
    }
  }
}

}  // namespace

TEST_CASE("nouns and verbs stand once, in lower case, with a summary") {
  std::set<std::string> seen;
  each_verb([&](const CommandNoun& noun, const VerbRow& verb) {
    CHECK(seen.insert(command_name(noun, verb, ' ')).second);
    CHECK((verb.run != nullptr));
    CHECK_FALSE(verb.summary.empty());
    CHECK_FALSE(verb.summary.ends_with('.'));
  });
  for (const CommandNoun& noun : command_table().subspan(1)) {
    CHECK(find_command_noun(noun.name) == &noun);
    CHECK(find_verb(command_table().front(), noun.name) == nullptr);
  }
}

TEST_CASE("no verb has two options of one name or letter") {
  each_verb([](const CommandNoun&, const VerbRow& verb) {
    std::set<std::string> names;
    std::set<char> letters;
    for (const OptionRow& row : options_of(verb)) {
      CHECK_MESSAGE(names.insert(row.argument.name).second, row.argument.name);
      CHECK((row.argument.letter == 0 || letters.insert(row.argument.letter).second));
      CHECK_MESSAGE(!row.doc.empty(), row.argument.name);
    }
  });
}

TEST_CASE("a verb's operation and kinds are known ones") {
  each_verb([](const CommandNoun&, const VerbRow& verb) {
    if (!verb.operation.empty()) CHECK(find_operation(verb.operation) != nullptr);
    for (const std::string_view kind : bar_list(verb.kinds)) CHECK(find_kind(kind) != nullptr);
    if (verb.shape == Shape::kItem || verb.shape == Shape::kItems) {
      CHECK((verb.result || !verb.kinds.empty()));
    }
  });
}

TEST_CASE("every operation has a command") {
  // Written by a command that does more than one operation, or by another verb beside its own.
  std::set<std::string_view> reached = {"order.resume", "replica.accept"};
  each_verb([&](const CommandNoun&, const VerbRow& verb) { reached.insert(verb.operation); });
  for (const std::string_view kind : operation_kinds()) {
    CHECK_MESSAGE(reached.contains(kind), kind);
  }
}

TEST_CASE("help, completion and schemas cover the table") {
  const std::string bash = completion("bash");
  each_verb([&](const CommandNoun& noun, const VerbRow& verb) {
    CHECK(verb_help(noun, verb).starts_with("usage: kontor " + command_name(noun, verb, ' ')));
    CHECK(bash.find("'" + command_name(noun, verb, ' ') + "'") != std::string::npos);
    if (verb.shape == Shape::kText) return;
    const bool lines = verb.shape == Shape::kLines;
    CHECK(output_schema(noun, verb).has(lines ? "oneOf" : "properties"));
  });
  for (const std::string& noun : schema_nouns()) CHECK(noun_schema(noun).has("$defs"));
  CHECK_THROWS_AS(completion("csh"), Error);
}
