// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/run.h"

#include <algorithm>

#include "cmd/console/failure.h"
#include "cmd/kontor/call.h"
#include "cmd/kontor/help.h"
#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

// The noun and verb of a command line, and the words that remain.
struct Line {
  const CommandNoun* noun = nullptr;
  const VerbRow* verb = nullptr;
  std::vector<std::string> rest;
  bool help = false;
  bool version = false;
};

// The row of an option that may stand in front of the noun.
const OptionRow* leading_row(const std::vector<OptionRow>& leading, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  for (const OptionRow& row : leading) {
    const Argument& argument = row.argument;
    const bool letter = argument.letter && !word.starts_with("--") && word[1] == argument.letter;
    if (letter || name == "--" + argument.name) return &row;
  }
  return nullptr;
}

// Whether an option in front of the noun takes the next word as its value.
bool takes_next(const std::vector<OptionRow>& leading, const std::string& word) {
  const OptionRow* row = leading_row(leading, word);
  const bool whole =
      word.starts_with("--") ? word.find('=') == std::string::npos : word.size() == 2;
  return row && whole && row->argument.takes == Takes::kOne;
}

// What a word that nobody knows may come of: the value of an option that was taken for none.
void refuse_unknown_leading(const std::vector<std::string>& options) {
  const std::vector<OptionRow> leading = leading_options();
  for (const std::string& word : options) {
    if (!word.starts_with("-") || leading_row(leading, word)) continue;
    const std::string typed = word.substr(0, word.find('='));
    std::vector<std::string_view> names;
    for (const OptionRow& row : leading) names.push_back(row.argument.name);
    const std::string_view near =
        nearest(std::string_view(typed).substr(typed.starts_with("--") ? 2 : 1), names);
    throw Error(Fault::kUsage, "unknown_option",
                "unknown option " + printable(typed) + " in front of the noun",
                near.empty()
                    ? "options of a verb stand behind it: kontor NOUN VERB " + printable(typed)
                    : "did you mean --" + std::string(near) + "?");
  }
}

[[noreturn]] void unknown_word(const std::string& word, const CommandNoun* noun) {
  std::vector<std::string_view> known;
  if (noun) {
    for (const VerbRow& verb : noun->verbs) known.push_back(verb.verb);
  } else {
    for (const CommandNoun& row : command_table()) {
      if (!row.name.empty()) known.push_back(row.name);
      if (row.name.empty()) {
        for (const VerbRow& verb : row.verbs) known.push_back(verb.verb);
      }
    }
  }
  const std::string_view near = nearest(word, known);
  const std::string prefix = noun ? std::string(noun->name) + ": " : std::string();
  const std::string command = noun ? "kontor " + std::string(noun->name) + " " : "kontor ";
  throw Error(Fault::kUsage, "unknown_command",
              prefix + "unknown command \"" + printable(word) + "\"",
              near.empty() ? command + "--help" : command + std::string(near));
}

// Takes one word that is no option; true when the command is complete.
bool take_word(Line& line, const std::string& word) {
  if (line.noun) {
    line.verb = find_verb(*line.noun, word);
    if (!line.verb) unknown_word(word, line.noun);
    return true;
  }
  const CommandNoun& single = command_table().front();
  line.verb = find_verb(single, word);
  line.noun = line.verb ? &single : find_command_noun(word);
  if (!line.noun) {
    refuse_unknown_leading(line.rest);
    unknown_word(word, nullptr);
  }
  return line.verb != nullptr;
}

Line read_line(const std::vector<std::string>& words) {
  Line line;
  const std::vector<OptionRow> leading = leading_options();
  std::size_t i = 0;
  for (; i < words.size() && !line.verb; ++i) {
    const std::string& word = words[i];
    if (word == "--help" || word == "-h") {
      line.help = true;
    } else if (word == "--version") {
      line.version = true;
    } else if (word.size() > 1 && word[0] == '-') {
      line.rest.push_back(word);
      if (takes_next(leading, word) && i + 1 < words.size()) line.rest.push_back(words[++i]);
    } else {
      take_word(line, word);
    }
  }
  line.rest.insert(line.rest.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
  return line;
}

int run_verb(Env& env, const Line& line) {
  const std::vector<OptionRow> rows = options_of(*line.verb);
  const bool help = std::any_of(line.rest.begin(), line.rest.end(), [](const std::string& word) {
    return word == "--help" || word == "-h";
  });
  if (help || line.help) {
    env.put(verb_help(*line.noun, *line.verb));
    return 0;
  }
  Call call(env, *line.noun, *line.verb, parse_args(arguments_of(rows), line.rest));
  const int code = line.verb->run(call);
  call.out().finish();
  return code;
}

int run_line(Env& env, const Line& line) {
  if (line.version) {
    env.put("kontor " + std::string(program_version()) + "\n");
    return 0;
  }
  if (line.verb) return run_verb(env, line);
  const std::string text = line.noun ? noun_help(*line.noun) : program_help();
  if (line.help) {
    env.put(text);
    return 0;
  }
  refuse_unknown_leading(line.rest);
  env.talk(text);
  return static_cast<int>(Fault::kUsage);
}

bool asks_json(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--json" || words[i] == "--format=json" || words[i] == "--format=jsonl") {
      return true;
    }
    if (words[i] == "--format" && i + 1 < words.size() && words[i + 1].starts_with("json")) {
      return true;
    }
  }
  return false;
}

}  // namespace

int run(Env& env, const std::vector<std::string>& words) {
  std::string command;
  try {
    const Line line = read_line(words);
    if (line.verb) command = command_name(*line.noun, *line.verb, ' ');
    const int code = run_line(env, line);
    std::fflush(env.out);
    return code;
  } catch (...) {
    const Error error = caught();
    std::fflush(env.out);
    tell(env, "kontor", command, error, asks_json(words));
    std::fflush(env.err);
    return exit_code(error);
  }
}

}  // namespace kontor::cli
