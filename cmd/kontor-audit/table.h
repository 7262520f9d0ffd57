// SPDX-License-Identifier: Apache-2.0
// The table of verbs: command line, help, man page and schema come from it. How to add a verb:
// write its row, and cmd/kontor-audit/<verb>.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/console/args.h"
#include "cmd/console/env.h"
#include "lib/audit/clone.h"
#include "lib/base/time.h"
#include "lib/change/form.h"

namespace kontor::auditor {

struct Call {
  cli::Env& env;
  std::string_view verb;
  cli::Args args;
  bool json() const { return args.has("json"); }
  // {"schema","item"} with --json, else the text.
  void answer(const Json& item, const std::string& text) const;
  // The same under the schema of another verb's answer.
  void answer_as(const std::string& schema, const Json& item, const std::string& text) const;
  void answer_items(const std::vector<Json>& items, const std::string& text) const;
};

struct OptionRow {
  cli::Argument argument;
  std::string_view meta = {};  // "KEY"
  std::string_view doc = {};
};
struct VerbRow {
  std::string_view verb;
  std::string_view summary;
  std::string_view text = {};  // a paragraph for the manual
  std::vector<OptionRow> options;
  const Form* item = nullptr;  // of what --json prints; none: text alone
  bool many = false;           // "items" in the place of "item"
  std::string_view example = {};
  int (*run)(Call&) = nullptr;
};
const std::vector<VerbRow>& verb_table();
// Error(kUsage, "unknown_command") that names the nearest.
const VerbRow& find_verb(std::string_view name);

std::string_view program_version();
std::string program_help();
std::string verb_help(const VerbRow& row);
std::string usage_line(const VerbRow& row);

// The clones that a verb was given, verified first when --root says against what; else a line of
// talk tells that they are not.
std::vector<Clone> open_clones(const Call& call, const std::vector<std::string>& paths);
// Of several the master's, whose records are whole.
const Clone& best_of(const std::vector<Clone>& clones);
// --format, one of `known` ("table|csv"); else json if that is asked for, or table. Error(kUsage).
std::string format_option(const Call& call, std::string_view known);
// What --root names: a key, a fingerprint, a ledger id, or the file that holds one.
std::string read_trust(const std::string& typed);

int verify(Call& call);
bool is_proof(const std::string& path);                 // proof.cpp
int verify_proof(Call& call, const std::string& path);  // proof.cpp
int prove(Call& call);                                  // proof.cpp
int extract(Call& call);
int statement(Call& call);
int journal(Call& call);
int explain(Call& call);
int log(Call& call);
int show(Call& call);
int allowed_signers(Call& call);

extern const Form verify_form;
extern const Form proof_form;  // of what verify prints of a proof: "audit.proof/1"
const Form& explain_form();
extern const Form log_form;
extern const Form show_form;

}  // namespace kontor::auditor
