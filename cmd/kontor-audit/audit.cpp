// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor-audit/audit.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <span>

#include "cmd/console/args.h"
#include "cmd/kontor-audit/print.h"
#include "lib/audit/explain.h"
#include "lib/audit/verify.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"

namespace kontor::auditor {
namespace {

using cli::Args;
using cli::Argument;
using cli::Takes;

void put(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

// A key, fingerprint or ledger id as typed, or the file that holds it. What is none of them is a
// slip of the pen, not a ledger that another root signed; and no root at all would vouch for
// everything.
std::string read_trust(const std::string& typed) {
  constexpr std::size_t kLedgerIdLetters = 26;
  SystemFile file;
  const bool is_file = file.exists(typed);
  const std::string text = is_file ? file.read(typed) : typed;
  const std::string trust(trim(text));
  const bool is_ledger = trust.size() == kLedgerIdLetters &&
                         trust.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz") == trust.npos;
  if (is_ledger || trust.starts_with("ssh-ed25519 ") || trust.starts_with("SHA256:")) return trust;
  throw Error(is_file ? Fault::kData : Fault::kNoInput, "no_root_key",
              "verify: --root: " + (is_file ? "no public key in " + printable(typed)
                                            : "no file \"" + printable(typed) + "\", and no key"),
              "--root FILE, the key's text, its SHA256 fingerprint, or the ledger id");
}

std::function<void(std::int64_t, std::int64_t)> progress_bar() {
  if (::isatty(STDERR_FILENO) == 0) return nullptr;
  return [](std::int64_t done, std::int64_t all) {
    constexpr std::int64_t kWidth = 40;
    const std::int64_t filled = all > 0 ? done * kWidth / all : kWidth;
    std::string bar(static_cast<std::size_t>(filled), '#');
    bar.resize(kWidth, '.');
    std::fprintf(stderr, "\r[%s] %lld of %lld%s", bar.c_str(), static_cast<long long>(done),
                 static_cast<long long>(all), done == all ? "\r\033[K" : "");
  };
}

int verify(const Args& args) {
  AuditOptions options;
  options.repositories = args.all("repository");
  if (!args.has("root")) {
    throw Error(Fault::kUsage, "bad_usage", "verify: --root is missing: against which key?",
                "--root FILE, the key's text, its SHA256 fingerprint, or the ledger id");
  }
  options.trust = read_trust(args.text("root"));
  options.expect = args.text("expect");
  options.threads =
      static_cast<unsigned>(std::clamp<std::int64_t>(args.number("threads", 2), 1, 64));
  options.progress = progress_bar();
  const AuditReport report = verify_history(options);
  put(args.has("json") ? report_json(report).encode() + "\n" : report_text(report));
  return 0;
}

int explain(const Args& args) {
  const Json found = explain_from_clone(args.text("repository"), args.text("claim"));
  put(args.has("json") ? found.encode() + "\n" : explanation_text(found));
  return 0;
}

int log(const Args& args) {
  const auto most =
      static_cast<std::size_t>(std::max<std::int64_t>(args.number("limit", 1'000'000), 0));
  for (const Json& entry : log_of_clone(args.text("repository"), most)) {
    put(args.has("json") ? entry.encode() + "\n" : entry_text(entry));
  }
  return 0;
}

int show(const Args& args) {
  const Json record =
      show_from_clone(args.text("repository"), args.text("id"), args.number("at", 0));
  put((args.has("json") ? record.encode() : record.pretty()) + "\n");
  return 0;
}

int signers(const Args& args) {
  put(allowed_signers_of_clone(args.text("repository")));
  return 0;
}

constexpr std::string_view kJson = "      --json           as JSON\n";

struct Verb {
  std::string_view name;
  std::string_view usage;
  std::string_view summary;
  std::string_view options;
  std::vector<Argument> arguments;
  int (*run)(const Args&);
};

const std::vector<Verb>& verbs() {
  static const Argument json{.name = "json", .takes = Takes::kNothing};
  static const Argument repository{.name = "repository", .positional = true, .required = true};
  static const std::vector<Verb> table = {
      {"verify",
       "REPO... --root KEY [--expect OID] [--threads N] [--json]",
       "recompute clones and compare: signatures, rights, chains, verdicts, timers, facts, "
       "projections, ids",
       "      --root KEY       the root's public key: a file, its text, its fingerprint, or the "
       "ledger id\n"
       "      --expect OID     an entry that must be there: proof that no tail was cut off before "
       "it\n"
       "      --threads N      for checking signatures (2)\n",
       {{.name = "repository", .takes = Takes::kMany, .positional = true, .required = true},
        {.name = "root"},
        {.name = "expect"},
        {.name = "threads"},
        json},
       verify},
      {"explain",
       "CLAIM REPO [--json]",
       "tell how a claim's amounts came about, down to the signed operations (REPO: a clone of "
       "hq.git)",
       "",
       {{.name = "claim", .positional = true, .required = true}, repository, json},
       explain},
      {"log",
       "REPO [--limit N] [--json]",
       "list entries, newest first, with their verdicts",
       "      --limit N        so many entries\n",
       {repository, {.name = "limit"}, json},
       log},
      {"show",
       "REPO ID [--at INDEX] [--json]",
       "print a record as the ledger has it",
       "      --at INDEX       as of that entry; else the head\n",
       {repository, {.name = "id", .positional = true, .required = true}, {.name = "at"}, json},
       show},
      {"allowed-signers",
       "REPO",
       "print the keys for git's gpg.ssh.allowedSignersFile",
       "",
       {repository},
       signers},
  };
  return table;
}

std::string help() {
  std::string out =
      "usage: kontor-audit VERB ...\n\nchecks a Kontor history from plain clones and one key; "
      "opens no store\n\n";
  for (const Verb& verb : verbs()) {
    out += "kontor-audit " + std::string(verb.name) + " " + std::string(verb.usage) + "\n    " +
           std::string(verb.summary) + "\n" + std::string(verb.options);
    if (verb.usage.find("--json") != std::string_view::npos) out += std::string(kJson);
    out += "\n";
  }
  out +=
      "exit: 0 verified; 76 trust violated, with commit, entry and operation; 64 usage; "
      "65 malformed; 66 no such thing\n";
  return out;
}

const Verb& find_verb(const std::string& name) {
  std::vector<std::string_view> known;
  for (const Verb& verb : verbs()) {
    if (verb.name == name) return verb;
    known.push_back(verb.name);
  }
  const std::string_view near = nearest(name, known);
  throw Error(Fault::kUsage, "unknown_command", "unknown verb \"" + printable(name) + "\"",
              near.empty() ? "kontor-audit --help" : "kontor-audit " + std::string(near));
}

void print_error(const Error& error, bool json) {
  if (json) {
    Json body = Json::object({{"code", error.code()},
                              {"exit", static_cast<int>(error.fault())},
                              {"message", printable(error.what())}});
    if (!error.hint().empty()) body.set("next", Json::array({error.hint()}));
    std::fprintf(stderr, "%s\n", Json::object({{"error", std::move(body)}}).encode().c_str());
    return;
  }
  std::fprintf(stderr, "kontor-audit: %s\n", printable(error.what()).c_str());
  if (!error.hint().empty()) std::fprintf(stderr, "kontor-audit: hint: %s\n", error.hint().c_str());
}

}  // namespace

int run(std::vector<std::string> words) {
  const bool json = std::find(words.begin(), words.end(), "--json") != words.end();
  try {
    if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
      put(help());
      return words.empty() ? static_cast<int>(Fault::kUsage) : 0;
    }
    if (words[0] == "--version") {
      put("kontor-audit " KONTOR_VERSION "\n");
      return 0;
    }
    const Verb& verb = find_verb(words[0]);
    words.erase(words.begin());
    if (std::find(words.begin(), words.end(), "--help") != words.end()) {
      put("usage: kontor-audit " + std::string(verb.name) + " " + std::string(verb.usage) + "\n\n" +
          std::string(verb.summary) + "\n" + std::string(verb.options));
      return 0;
    }
    return verb.run(cli::parse_args(verb.arguments, std::move(words)));
  } catch (const Error& error) {
    print_error(error, json);
    return static_cast<int>(error.fault());
  } catch (const std::exception& error) {
    print_error(Error(Fault::kBug, "bug", std::string("internal error: ") + error.what()), json);
    return static_cast<int>(Fault::kBug);
  }
}

}  // namespace kontor::auditor
