// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/completion.h"

#include <vector>

#include "cmd/kontor/options.h"
#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

constexpr std::string_view kMade = "# Made from kontor's command table (kontor completion).\n";

std::string words_of(const CommandNoun& noun) {
  std::string out;
  for (const VerbRow& verb : noun.verbs) {
    out += (out.empty() ? "" : " ") + std::string(verb.verb);
  }
  return out;
}

std::string first_words() {
  std::string out = words_of(command_table().front());
  for (const CommandNoun& noun : command_table().subspan(1)) out += " " + std::string(noun.name);
  return out;
}

std::string options_text(const VerbRow& verb) {
  std::string out;
  for (const OptionRow& row : options_of(verb)) {
    if (row.argument.positional) continue;
    out += (out.empty() ? "--" : " --") + row.argument.name;
  }
  return out;
}

// Values of an option with a closed list; empty for any other.
std::string choices(const OptionRow& row) {
  if (row.meta.find('|') == std::string::npos) return "";
  std::string out = row.meta;
  for (char& c : out) {
    if (c == '|') c = ' ';
  }
  return out;
}

// Names of options whose value the shell completes as a file.
bool wants_file(const OptionRow& row) {
  return row.argument.name == "output" || row.argument.name == "from" ||
         row.argument.name == "map" || row.argument.name == "home";
}

// In single quotes of a shell.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string bash_cases() {
  std::string out;
  for (const CommandNoun& noun : command_table()) {
    for (const VerbRow& verb : noun.verbs) {
      const std::string name = command_name(noun, verb, ' ');
      out += "    " + quoted(name) + ") options=" + quoted(options_text(verb)) + " ;;\n";
    }
  }
  return out;
}

std::string bash_values() {
  std::string out;
  for (const CommandNoun& noun : command_table()) {
    for (const VerbRow& verb : noun.verbs) {
      for (const OptionRow& row : options_of(verb)) {
        const std::string values = choices(row);
        if (values.empty() || row.argument.positional || row.shared) continue;
        out += "    " + quoted(command_name(noun, verb, ' ') + " --" + row.argument.name) +
               ") values=" + quoted(values) + " ;;\n";
      }
    }
  }
  return out;
}

std::string bash() {
  std::string nouns;
  for (const CommandNoun& noun : command_table().subspan(1)) {
    nouns += "    " + std::string(noun.name) + ") verbs=" + quoted(words_of(noun)) + " ;;\n";
  }
  return std::string(kMade) +
         "_kontor() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  local noun='' verb='' verbs='' options='' values='' i\n"
         "  COMPREPLY=()\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case ${COMP_WORDS[i]} in\n"
         "    -*) ;;\n"
         "    *) if [[ -z $noun ]]; then noun=${COMP_WORDS[i]}\n"
         "       elif [[ -z $verb ]]; then verb=${COMP_WORDS[i]}; fi ;;\n"
         "    esac\n"
         "  done\n"
         "  case $noun in\n" +
         nouns +
         "    *) verb='' ;;\n"
         "  esac\n"
         "  if [[ -z $noun ]]; then\n"
         "    COMPREPLY=($(compgen -W " +
         quoted(first_words()) +
         " -- \"$word\"))\n"
         "    return\n"
         "  fi\n"
         "  if [[ -n $verbs && -z $verb ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$verbs\" -- \"$word\"))\n"
         "    return\n"
         "  fi\n"
         "  case \"$noun${verb:+ $verb} $before\" in\n" +
         bash_values() +
         "    *' --format') values='table json jsonl csv toml html ubl' ;;\n"
         "  esac\n"
         "  if [[ -n $values ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$values\" -- \"$word\"))\n"
         "    return\n"
         "  fi\n"
         "  if [[ $word != -* ]]; then\n"
         "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "    return\n"
         "  fi\n"
         "  case \"$noun${verb:+ $verb}\" in\n" +
         bash_cases() +
         "  esac\n"
         "  COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
         "}\n"
         "complete -o filenames -F _kontor kontor\n";
}

std::string zsh_option(const OptionRow& row) {
  std::string doc;
  for (char c : std::string(row.doc)) {
    if (c == '[' || c == ']' || c == ':') doc += '\\';
    doc += c;
  }
  std::string spec = "--" + row.argument.name;
  if (row.argument.takes == Takes::kMany) spec = "*" + spec;
  if (row.argument.takes == Takes::kOne || row.argument.takes == Takes::kMany) spec += "=";
  spec += "[" + doc + "]";
  if (row.argument.takes == Takes::kOne || row.argument.takes == Takes::kMany) {
    const std::string values = choices(row);
    spec += ":value:" +
            (values.empty() ? std::string(wants_file(row) ? "_files" : "") : "(" + values + ")");
  }
  return quoted(spec);
}

std::string zsh_arguments(const VerbRow& verb) {
  std::string out = "_arguments";
  for (const OptionRow& row : options_of(verb)) {
    if (!row.argument.positional) out += " \\\n        " + zsh_option(row);
  }
  return out + " \\\n        '*:word:_files'";
}

std::string zsh_describe(const CommandNoun& noun) {
  std::string out;
  for (const VerbRow& verb : noun.verbs) {
    out += " " + quoted(std::string(verb.verb) + ":" + std::string(verb.summary));
  }
  return out;
}

std::string zsh() {
  std::string first = zsh_describe(command_table().front());
  std::string nouns;
  std::string verbs;
  for (const VerbRow& verb : command_table().front().verbs) {
    verbs += "    " + quoted(verb.verb) + ")\n      " + zsh_arguments(verb) + " ;;\n";
  }
  for (const CommandNoun& noun : command_table().subspan(1)) {
    first += " " + quoted(std::string(noun.name) + ":" + std::string(noun.summary));
    nouns += "    " + std::string(noun.name) + ") commands=(" + zsh_describe(noun) + ") ;;\n";
    for (const VerbRow& verb : noun.verbs) {
      verbs += "    " + quoted(command_name(noun, verb, ' ')) + ")\n      " + zsh_arguments(verb) +
               " ;;\n";
    }
  }
  return "#compdef kontor\n" + std::string(kMade) +
         "_kontor() {\n"
         "  local -a commands\n"
         "  if (( CURRENT == 2 )); then\n"
         "    commands=(" +
         first +
         ")\n"
         "    _describe command commands\n"
         "    return\n"
         "  fi\n"
         "  local name=${words[2]}\n"
         "  case $name in\n" +
         nouns +
         "  esac\n"
         "  if (( ${#commands} && CURRENT == 3 )); then\n"
         "    _describe verb commands\n"
         "    return\n"
         "  fi\n"
         "  if (( ${#commands} )); then name=\"$name ${words[3]}\"; shift 2 words; (( CURRENT -= 2 "
         "))\n"
         "  else shift words; (( CURRENT -= 1 )); fi\n"
         "  case $name in\n" +
         verbs +
         "  esac\n"
         "}\n"
         "_kontor \"$@\"\n";
}

std::string fish_options(const std::string& condition, const VerbRow& verb) {
  std::string out;
  for (const OptionRow& row : options_of(verb)) {
    if (row.argument.positional) continue;
    out += "complete -c kontor -n " + quoted(condition) + " -l " + row.argument.name;
    if (row.argument.letter) out += std::string(" -s ") + row.argument.letter;
    if (row.argument.takes == Takes::kOne || row.argument.takes == Takes::kMany) {
      const std::string values = choices(row);
      out += values.empty() ? (wants_file(row) ? " -r -F" : " -x") : " -x -a " + quoted(values);
    }
    out += " -d " + quoted(row.doc) + "\n";
  }
  return out;
}

std::string fish() {
  std::string out(kMade);
  const auto first = [&](std::string_view word, std::string_view doc) {
    out += "complete -c kontor -f -n __fish_use_subcommand -a " + std::string(word) + " -d " +
           quoted(doc) + "\n";
  };
  for (const VerbRow& verb : command_table().front().verbs) first(verb.verb, verb.summary);
  for (const CommandNoun& noun : command_table().subspan(1)) first(noun.name, noun.summary);
  for (const VerbRow& verb : command_table().front().verbs) {
    out += fish_options("__fish_seen_subcommand_from " + std::string(verb.verb), verb);
  }
  for (const CommandNoun& noun : command_table().subspan(1)) {
    const std::string in_noun = "__fish_seen_subcommand_from " + std::string(noun.name);
    const std::string no_verb = in_noun + "; and not __fish_seen_subcommand_from " + words_of(noun);
    for (const VerbRow& verb : noun.verbs) {
      out += "complete -c kontor -f -n " + quoted(no_verb) + " -a " + std::string(verb.verb) +
             " -d " + quoted(verb.summary) + "\n";
      out += fish_options(in_noun + "; and __fish_seen_subcommand_from " + std::string(verb.verb),
                          verb);
    }
  }
  return out;
}

}  // namespace

std::string completion(std::string_view shell) {
  if (shell == "bash") return bash();
  if (shell == "zsh") return zsh();
  if (shell == "fish") return fish();
  throw Error(Fault::kUsage, "bad_usage", "no completion for \"" + printable(shell) + "\"",
              "kontor completion bash, zsh or fish");
}

}  // namespace kontor::cli
