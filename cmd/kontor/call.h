// SPDX-License-Identifier: Apache-2.0
// One command as it runs: its row, what was typed, the site's store (opened on first use), and the
// ways to answer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/console/args.h"
#include "cmd/console/env.h"
#include "cmd/console/output.h"
#include "cmd/kontor/options.h"
#include "cmd/kontor/table.h"
#include "lib/config/settings.h"
#include "lib/workspace/workspace.h"

namespace kontor::cli {

class Call {
 public:
  Call(Env& env, const CommandNoun& noun, const VerbRow& verb, Args args);

  Env& env;
  const CommandNoun& noun;
  const VerbRow& verb;
  Args args;

  std::string name() const { return command_name(noun, verb, ' '); }
  bool quiet() const { return args.has("quiet"); }
  bool verbose() const { return args.has("verbose"); }
  Format format() const { return format_; }
  bool json() const { return format_ == Format::kJson || format_ == Format::kJsonl; }
  bool color() const;
  // Private fields are for the eyes at the terminal, or for who asks.
  bool shows_private() const { return args.has("private") || env.out_is_terminal; }

  // --home, KONTOR_HOME, XDG_DATA_HOME/kontor, ~/.local/share/kontor.
  std::string home() const;
  Edges edges() const { return {env.clock, env.random}; }
  Workspace& workspace();
  void use(Workspace workspace);  // of init and join, which make it
  const Settings& settings();     // of the store

  Out& out() { return out_; }
  // Talk, one line on standard error: not with --quiet, not as JSON.
  void say(const std::string& line) const;
  void warn(const std::string& line) const;  // also with --quiet

  // {"schema","as_of"} to which the answer's members are added; "as_of" where a store was opened.
  Json envelope();
  // One result: `item` in the envelope, bare as jsonl, else `text`.
  void answer(const Json& item, const std::string& text);
  // Many results: in the envelope, one a line as jsonl, else `text`.
  void answer_items(const Json& items, const std::string& text);
  // Members beside the envelope's ("op", "item").
  void answer_members(const Json& members, const std::string& text);
  // Where the store's data stand: index, oid, time, pending.
  Json as_of();

  // --at as it was stated, else empty; Error(kUsage) when it is no time.
  std::string stated_time() const;
  // Seller id of --as, KONTOR_AS or the settings, else empty. Checks the outlet.
  const std::string& actor();

 private:
  Format format_;
  Out out_;
  std::unique_ptr<Workspace> workspace_;
  Settings settings_;  // of the store, once it is open
  std::optional<std::string> actor_;
};

}  // namespace kontor::cli
