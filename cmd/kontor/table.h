// SPDX-License-Identifier: Apache-2.0
// The one table of commands. A row gives the command line, the operation behind it, help, man page,
// completion and the schema of what `--json` prints. Rows live beside their verbs, one file
// cmd/kontor/<noun>/verbs.cpp a noun; a verb that does more than the shared runners (records.h,
// lists.h, files.h) has cmd/kontor/<noun>/<verb>.cpp. How to add a verb: write its row.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/change/form.h"

namespace kontor::cli {

class Call;

// Which of the shared options a command has beside its own.
using Shares = unsigned;
inline constexpr Shares kBare = 0;    // help, completion: no store
inline constexpr Shares kReads = 1;   // --home --time
inline constexpr Shares kActs = 2;    // --as --outlet --at --dry-run
inline constexpr Shares kFates = 32;  // --key --wait
inline constexpr Shares kWrites = kActs | kFates;
inline constexpr Shares kLists = 4;    // --where --sort --columns --limit
inline constexpr Shares kPrivacy = 8;  // --private
inline constexpr Shares kFills = 16;   // --from: the operation's fields as JSON

// What a command prints with --json.
enum class Shape {
  kText,         // no JSON: a script, a page
  kItem,         // {"schema","as_of","item"}
  kItems,        // {"schema","as_of","items"}
  kWritten,      // {"schema","op","item"}
  kWrittenMany,  // {"schema","ops","items"}
  kLines,        // JSON Lines in any format, read and written as they come
};

// A kind of line that a command of Shape::kLines reads or writes.
struct LineForm {
  std::string_view word = {};  // of the member `t`
  const Form* form = nullptr;
  std::string_view doc = {};
  std::string_view example = {};  // for the manual
};
struct LineForms {
  std::vector<LineForm> reads;
  std::vector<LineForm> writes;
};

struct VerbRow {
  std::string_view verb = {};
  std::string_view summary = {};
  std::string_view text = {};               // a paragraph for the manual and --help
  std::string_view operation = {};          // kind of the operation; its form gives the options
  std::span<const Field> positionals = {};  // those named as a field of the form fill that field
  std::span<const Field> options = {};      // beside those of the operation
  std::string_view fills = {};              // fields that the command fills itself, '|'-separated
  std::string_view bare = {};               // field of the form that a word without = is for
  Shares shares = kReads;
  Shape shape = Shape::kText;
  std::string_view formats = {};  // beside those of the shape: csv, toml, html, ubl; '|'-separated
  std::string_view kinds = {};    // record kinds of the items, '|'-separated
  const Form* (*result)() = nullptr;  // form of an item that is no record
  LineForms (*lines)() = nullptr;     // of Shape::kLines
  std::string_view view = {};         // of a list: the SQL view
  std::string_view columns = {};      // of a list: what a table shows, ','-separated
  int (*run)(Call&) = nullptr;
  void (*prepare)(Call&, Json& payload) = nullptr;  // fills in what the command line left out
  std::string_view example = {};                    // for the manual
  std::string_view since = "0.1.0";
};

struct CommandNoun {
  std::string_view name = {};  // empty: commands of one word
  std::string_view summary = {};
  std::span<const VerbRow> verbs = {};
};

std::span<const CommandNoun> command_table();  // commands of one word first, then nouns by name

const CommandNoun* find_command_noun(std::string_view name);
const VerbRow* find_verb(const CommandNoun& noun, std::string_view verb);

// "lead.list", "status"; with a version the name of a JSON schema: "lead.list/1".
std::string command_name(const CommandNoun& noun, const VerbRow& verb, char separator);

}  // namespace kontor::cli
