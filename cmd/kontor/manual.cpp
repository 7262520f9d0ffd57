// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/manual.h"

#include <algorithm>

#include "cmd/console/roff.h"
#include "cmd/kontor/file_keys.h"
#include "cmd/kontor/help.h"
#include "cmd/kontor/manual_files.h"
#include "cmd/kontor/options.h"
#include "lib/base/error.h"
#include "lib/config/settings.h"
#include "lib/ledger/nouns.h"

namespace kontor::cli {
namespace {

struct ExitRow {
  Fault fault;
  std::string_view text;
};
constexpr ExitRow kExits[] = {
    {Fault::kRefused, "the answer is no: a rule refuses, a check finds something, rejected at HQ"},
    {Fault::kUsage, "the command line is wrong"},
    {Fault::kData, "malformed input, or lines refused with --keep-going"},
    {Fault::kNoInput, "no such file or record"},
    {Fault::kUnavailable, "the hub is away; local work is done"},
    {Fault::kBug, "a bug"},
    {Fault::kCannotCreate, "output cannot be created"},
    {Fault::kIo, "reading or writing failed"},
    {Fault::kTemporary, "busy, or still pending after --wait"},
    {Fault::kTrust, "a signature, a chain or a recomputation does not hold"},
    {Fault::kPermission, "not your role"},
    {Fault::kConfig, "the configuration is wrong"},
};

std::string head(const std::string& title, int section, std::string_view summary) {
  return manual_head(title, section, program_version(), summary, "kontor's command table");
}

std::string option_item(const OptionRow& row) {
  std::string out = ".TP\n";
  if (row.argument.positional) {
    out += "\\fI" + roff(row.meta) + "\\fR\n";
  } else {
    if (row.argument.letter) out += std::string("\\fB\\-") + row.argument.letter + "\\fR, ";
    out += "\\fB\\-\\-" + roff(row.argument.name) + "\\fR";
    if (row.argument.takes == Takes::kMaybe && !row.meta.empty()) {
      out += "[=\\fI" + roff(row.meta) + "\\fR]";
    } else if (!row.meta.empty()) {
      out += " \\fI" + roff(row.meta) + "\\fR";
    }
    out += "\n";
  }
  std::string text(row.doc);
  if (row.field && row.field->type == Type::kPrivate) text += " (private)";
  if (row.field && !row.argument.positional && row.field->need == Need::kRequired) {
    text += " (required)";
  }
  if (row.argument.takes == Takes::kMany) text += " (may be given several times)";
  return out + roff(text) + "\n";
}

// The kinds of lines with their members; those in brackets may be absent.
std::string line_kinds(std::string_view title, const std::vector<LineForm>& kinds) {
  std::string out = ".PP\n" + roff(title) + "\n";
  for (const LineForm& kind : kinds) {
    out += ".TP\n.B " + roff(kind.word) + "\n" + roff(kind.doc) + ":\n";
    const char* separator = "";
    for (const Field& field : kind.form->fields) {
      if (field.name == "t") continue;
      const bool must = field.need == Need::kRequired;
      out += separator + roff(must ? "" : "[") + roff(field.name) + roff(must ? "" : "]");
      separator = ", ";
    }
    out += "\n";
    if (!kind.example.empty()) out += ".IP\n.EX\n" + roff(kind.example) + "\n.EE\n";
  }
  return out;
}

std::string verb_section(const CommandNoun& noun, const VerbRow& verb) {
  std::string out = ".SS " + roff(command_name(noun, verb, ' ')) + "\n.B " +
                    roff(usage_line(noun, verb)) + "\n.PP\n" + roff(verb.summary) + "\n";
  if (!verb.text.empty()) out += ".PP\n" + roff(verb.text) + "\n";
  for (const OptionRow& row : options_of(verb)) {
    if (!row.shared) out += option_item(row);
  }
  if (!verb.formats.empty()) {
    std::string names(verb.formats);
    std::replace(names.begin(), names.end(), '|', ' ');
    out += ".PP\nFormats of its own: " + roff(names) + "\n";
  }
  if (!verb.example.empty()) {
    out += ".PP\nExample:\n.PP\n.RS 4\n.EX\n" + roff(verb.example) + "\n.EE\n.RE\n";
  }
  if (verb.lines) {
    const LineForms lines = verb.lines();
    out += line_kinds("Lines that it reads, their kind in the member t:", lines.reads);
    out += line_kinds("Lines that it writes:", lines.writes);
  }
  return out;
}

std::string shared_options() {
  VerbRow all;
  all.shares = kReads | kWrites | kLists | kPrivacy | kFills;
  std::string out;
  for (const OptionRow& row : options_of(all)) out += option_item(row);
  return out;
}

std::string exit_codes() {
  std::string out =
      ".SH EXIT STATUS\n.TP\n.B 0\ndone; also nothing to do, an empty list, a dry "
      "run that would succeed\n";
  for (const ExitRow& row : kExits) {
    out += ".TP\n.B " + std::to_string(static_cast<int>(row.fault)) + "\n" + roff(row.text) + "\n";
  }
  return out;
}

std::string program_page() {
  std::string out = head("kontor", 1, "a local-first toolkit for cross-channel sales");
  out +=
      ".SH SYNOPSIS\n.B kontor\n.I NOUN VERB\n[options]\n.br\n.B kontor\n.I COMMAND\n"
      "[options]\n";
  out +=
      ".SH DESCRIPTION\nEvery site works on its own store, with or without a network;\n"
      ".B kontor sync\nbrings the sites together. Nouns have pages of their own.\n";
  out += ".SH COMMANDS\n";
  for (const VerbRow& verb : command_table().front().verbs) {
    out += verb_section(command_table().front(), verb);
  }
  out += ".SH NOUNS\n";
  for (const CommandNoun& noun : command_table().subspan(1)) {
    out += ".TP\n.BR kontor\\-" + std::string(noun.name) + " (1)\n" + roff(noun.summary) + "\n";
  }
  out += ".SH COMMON OPTIONS\nThose that a command takes stand in its \\-\\-help.\n";
  out += shared_options();
  out +=
      ".SS Amounts\nJSON, the csv of lists and \\-\\-where give and compare money in minor units "
      "(cents):\n\\-\\-where 'amount>=1000' is from 10.00 on. Tables, and the csv of statement "
      "export, statement\nextract and settlement pay, show decimals.\n";
  out += exit_codes();
  out +=
      ".SH ENVIRONMENT\n.TP\n.B KONTOR_HOME\nthe site's store, else XDG_DATA_HOME/kontor, else "
      "~/.local/share/kontor\n.TP\n.B KONTOR_AS\nthe seller who acts, without \\-\\-as\n.TP\n"
      ".B NO_COLOR\nno colours\n";
  return out + ".SH SEE ALSO\n.BR kontor.toml (5)\n";
}

std::string noun_page(const CommandNoun& noun) {
  const std::string title = "kontor-" + std::string(noun.name);
  std::string out = head(title, 1, noun.summary);
  out += ".SH SYNOPSIS\n";
  for (const VerbRow& verb : noun.verbs) {
    if (&verb != &noun.verbs.front()) out += ".br\n";
    out += ".B " + roff(usage_line(noun, verb)) + "\n";
  }
  out += ".SH VERBS\n";
  for (const VerbRow& verb : noun.verbs) out += verb_section(noun, verb);
  const NounRow* row = find_noun(noun.name);
  if (row && !row->kinds.empty()) {
    out += ".SH RECORDS\n";
    for (const KindRow& kind : row->kinds) {
      out += ".TP\n.B " + roff(kind.kind) + "\n" + roff(kind.doc) + "\n";
    }
  }
  out += ".SH SEE ALSO\n.BR kontor (1)\nfor common options and exit codes.\n";
  for (const FilePage& page : file_page_table()) {
    if (page.noun == noun.name) out += ".br\n.BR " + roff(title) + " (5)\nfor its files.\n";
  }
  return out;
}

std::string settings_page() {
  std::string out = head("kontor.toml", 5, "settings of a site");
  out +=
      ".SH SYNOPSIS\n.I HOME\\fB/config.toml\\fR\n.SH DESCRIPTION\nTOML; a file that is absent "
      "or empty is a good one. A key that is not listed here is refused.\n.SH KEYS\n";
  const Settings defaults;
  for (const SettingRow& row : setting_rows()) {
    out += ".TP\n\\fB" + roff(row.key) + "\\fR = " + roff(setting_text(row, defaults)) + "\n" +
           roff(row.doc) + "\n";
    if (!row.choices.empty()) {
      std::string values;
      for (const std::string_view value : bar_list(row.choices)) {
        values += (values.empty() ? "" : ", ") + std::string(value);
      }
      out += "One of: " + roff(values) + ".\n";
    } else if (row.max > row.min) {
      out += "From " + std::to_string(row.min) + " to " + std::to_string(row.max) + ".\n";
    }
  }
  return out + ".SH SEE ALSO\n.BR kontor (1)\n";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> manual_pages() {
  std::vector<std::pair<std::string, std::string>> out;
  out.emplace_back("kontor.1", program_page());
  for (const CommandNoun& noun : command_table().subspan(1)) {
    out.emplace_back("kontor-" + std::string(noun.name) + ".1", noun_page(noun));
  }
  for (auto& page : manual_file_pages()) out.push_back(std::move(page));
  out.emplace_back("kontor.toml.5", settings_page());
  return out;
}

}  // namespace kontor::cli
