// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/help.h"

#include <algorithm>

#include "cmd/console/output.h"
#include "cmd/kontor/options.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

constexpr std::size_t kColumn = 30;  // where the descriptions begin
constexpr std::size_t kWidth = 80;   // of the narrowest terminal that is still in use

// Words of `text` on lines that end before kWidth; all but the first begin at `column`.
std::string wrapped(std::string_view text, std::size_t column = kColumn) {
  std::string out;
  std::size_t at = column;
  for (const std::string& word : split(text, ' ')) {
    if (!out.empty()) {
      const bool fits = at + 1 + text_width(word) < kWidth;
      out += fits ? " " : "\n" + std::string(column, ' ');
      at = fits ? at + 1 : column;
    }
    out += word;
    at += text_width(word);
  }
  return out;
}

// "  name    text"; a name that is too long has its text on the next line.
std::string entry(const std::string& name, std::string_view text) {
  std::string line = "  " + name;
  if (text.empty()) return line + "\n";
  const std::size_t width = text_width(line);
  line +=
      width + 2 <= kColumn ? std::string(kColumn - width, ' ') : "\n" + std::string(kColumn, ' ');
  return line + wrapped(text) + "\n";
}

std::string option_spelling(const OptionRow& row) {
  std::string out = row.argument.letter ? std::string("-") + row.argument.letter + ", " : "    ";
  out += "--" + row.argument.name;
  if (row.meta.empty()) return out;
  return out + (row.argument.takes == Takes::kMaybe ? "[=" + row.meta + "]" : " " + row.meta);
}

std::string option_text(const OptionRow& row) {
  std::string text(row.doc);
  if (row.field && row.field->type == Type::kPrivate)
    text += text.empty() ? "private" : " (private)";
  if (row.field && row.field->need == Need::kRequired) text += " (required)";
  if (row.argument.takes == Takes::kMany) text += " (may be given several times)";
  return text;
}

void put_verbs(std::string& out, const CommandNoun& noun) {
  for (const VerbRow& verb : noun.verbs) {
    out += entry(std::string(verb.verb), verb.summary);
  }
}

}  // namespace

std::string_view program_version() { return KONTOR_VERSION; }

std::string usage_line(const CommandNoun& noun, const VerbRow& verb) {
  std::string out = "kontor " + command_name(noun, verb, ' ');
  for (const OptionRow& row : options_of(verb)) {
    if (!row.argument.positional) continue;
    std::string word = row.meta + (row.argument.takes == Takes::kMany ? "..." : "");
    out += row.argument.required ? " " + word : " [" + word + "]";
  }
  return out + " [options]";
}

std::string program_help() {
  std::string out =
      "usage: kontor NOUN VERB [options]\n       kontor COMMAND [options]\n\ncommands\n";
  put_verbs(out, command_table().front());
  out += "\nnouns\n";
  for (const CommandNoun& noun : command_table().subspan(1)) {
    out += entry(std::string(noun.name), noun.summary);
  }
  return out + "\nkontor NOUN --help lists its verbs, kontor NOUN VERB --help its options.\n";
}

std::string noun_help(const CommandNoun& noun) {
  std::string out = "usage: kontor " + std::string(noun.name) + " VERB [options]\n\n" +
                    std::string(noun.summary) + "\n\nverbs\n";
  put_verbs(out, noun);
  return out;
}

std::string verb_help(const CommandNoun& noun, const VerbRow& verb) {
  const std::vector<OptionRow> rows = options_of(verb);
  std::string positionals;
  std::string own;
  std::string shared;
  for (const OptionRow& row : rows) {
    if (row.argument.positional) {
      positionals += entry(row.meta, option_text(row));
    } else {
      (row.shared ? shared : own) += entry(option_spelling(row), option_text(row));
    }
  }
  std::string out = "usage: " + usage_line(noun, verb) + "\n\n" + std::string(verb.summary) + "\n";
  if (!verb.text.empty()) out += "\n" + wrapped(verb.text, 0) + "\n";
  if (!positionals.empty()) out += "\n" + positionals;
  if (!own.empty()) out += "\noptions\n" + own;
  out += "\ncommon options\n" + shared;
  if (!verb.example.empty()) out += "\nexample\n  " + std::string(verb.example) + "\n";
  return out;
}

}  // namespace kontor::cli
