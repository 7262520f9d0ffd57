// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor-audit/table.h"

#include <algorithm>

#include "lib/audit/verify.h"
#include "lib/base/bounded.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/claim/extract.h"
#include "lib/statement/record.h"

namespace kontor::auditor {
namespace {

using cli::Takes;

constexpr std::size_t kColumn = 24;  // where the descriptions begin

OptionRow positional(const char* name, std::string_view meta, Takes takes, std::string_view doc) {
  return {{.name = name, .takes = takes, .positional = true, .required = true}, meta, doc};
}
OptionRow option(const char* name, std::string_view meta, std::string_view doc) {
  const Takes takes = meta.empty() ? Takes::kNothing : Takes::kOne;
  return {{.name = name, .takes = takes}, meta, doc};
}

const OptionRow& json_option() {
  static const OptionRow row =
      option("json", "", "as JSON; an error is the last line on standard error");
  return row;
}
const OptionRow& root_option() {
  static const OptionRow row =
      option("root", "KEY", "verify first, against this root key; without it nothing is verified");
  return row;
}
OptionRow output_option() {
  return {{.name = "output", .letter = 'o', .takes = Takes::kOne},
          "FILE",
          "write there, all or nothing"};
}
OptionRow one_repository() {
  return positional("repository", "REPO", Takes::kOne, "a clone of a scope's history");
}

// Of whole histories.
std::vector<VerbRow> history_verbs() {
  return {
      {.verb = "verify",
       .summary = "recompute clones and compare: signatures, rights, verdicts, money, ids",
       .text =
           "With a clone of hq.git everything is computed anew from the first entry on: which set "
           "is taken in which order, each verdict, timers, claims and facts, what each scope is "
           "given, the ids of every tree. Clones of scopes must be what the master names. A clone "
           "of a scope alone proves signatures, rights, chains, the completeness of the verdicts, "
           "ids, and the operations that need no other scope; the rest is counted as resting on "
           "HQ's signature. The first thing wrong ends it with exit status 76 and names commit, "
           "entry, operation and reason. A clone cannot prove that its tail was not cut off: name "
           "an entry that you know by --expect. A file in the place of a REPO is the proof of one "
           "claim or book, kontor-proof(5): it is checked with no repository at all, from the root "
           "key "
           "down to the cents, and says what it proves and what rests on HQ's signature.",
       .options = {positional("repository", "REPO", Takes::kMany,
                              "clones of hq.git and of scopes, bare or not; or one proof"),
                   option("root", "KEY",
                          "the root's public key: a file, its text, its fingerprint "
                          "(SHA256:...), or the ledger id (required)"),
                   option("expect", "OID", "an entry that must be there"),
                   option("threads", "N", "for signatures and reading (2)"), json_option()},
       .item = &verify_form,
       .example = "kontor-audit verify hq.git nord.git --root root.pub",
       .run = verify},
      {.verb = "log",
       .summary = "list entries, newest first, with the fate of each operation",
       .options = {one_repository(), option("limit", "N", "so many entries"), root_option(),
                   json_option()},
       .item = &log_form,
       .many = true,
       .example = "kontor-audit log nord.git --limit 3",
       .run = log},
      {.verb = "show",
       .summary = "print a record as the ledger has it",
       .options = {one_repository(),
                   positional("id", "ID", Takes::kOne, "offer/autumn, autumn, or a unique prefix"),
                   option("at", "INDEX", "as of that entry; else the head"), root_option(),
                   json_option()},
       .item = &show_form,
       .many = true,
       .example = "kontor-audit show hq.git offer/autumn --at 5",
       .run = show},
      {.verb = "allowed-signers",
       .summary = "print the keys for git's gpg.ssh.allowedSignersFile",
       .text =
           "With them git verify-commit tells that a commit was not altered. Who was allowed to "
           "sign it, and when, is what kontor-audit verify tells.",
       .options = {one_repository(), root_option()},
       .example = "kontor-audit allowed-signers nord.git > signers",
       .run = allowed_signers},
  };
}

// Of one claim, or one book.
std::vector<VerbRow> claim_verbs() {
  return {
      {.verb = "explain",
       .summary = "tell how the amounts of a claim, or of a payee's periods, came about",
       .text =
           "Every step of the calculation with its inputs and rule, and of every operation that it "
           "rests on the change set that signs it and the entry that decided it. A claim of zero "
           "names the condition that failed. A book, PLAN.PAYEE.YEAR, is what tiers, caps, floors "
           "and "
           "draws made of a payee's year: the sales that count, each rule in each period with what "
           "it comes to and what stands posted, and the reason of a zero. From a scope's clone: "
           "what that scope was told.",
       .options = {positional("claim", "CLAIM", Takes::kOne,
                              "id of a claim or book, or a unique prefix"),
                   positional("repository", "REPO", Takes::kMany,
                              "a clone of hq.git, or of scopes"),
                   root_option(), json_option()},
       .item = &explain_form(),
       .example = "kontor-audit explain k7qx2m4p9zw4c1vd.phone hq.git",
       .run = explain},
      {.verb = "prove",
       .summary = "write the proof of a claim or book, which needs no repository",
       .text =
           "One file, kontor-proof(5): the signed entry, the directories from its tree down to the "
           "claim's records, and the signed change sets that they rest on. Of a book of a payee's "
           "periods: the records that its lines are computed from, and the runs and the plan as "
           "signed. From a clone of hq.git "
           "it is whole and names every party; from a payee's clone it is that payee's own part.",
       .options = {positional("claim", "CLAIM", Takes::kOne,
                              "id of a claim or book, or a unique prefix"),
                   positional("repository", "REPO", Takes::kOne,
                              "a clone of hq.git, or of a scope"),
                   output_option(), root_option()},
       .example = "kontor-audit prove k7qx2m4p9zw4c1vd.phone nord.git --output claim.proof",
       .run = prove},
  };
}

OptionRow format_row(std::string_view formats) { return option("format", "FORMAT", formats); }

// Of one payee, or of the principal: the papers, made without who owes.
std::vector<VerbRow> paper_verbs() {
  return {
      {.verb = "extract",
       .summary = "make a payee's book extract from a clone, without who owes",
       .text =
           "All transactions in which the payee has a part, in order, conditional and cancelled "
           "ones with their reason, and what tiers, caps, floors and draws made of its periods: "
           "the rows that kontor statement extract makes from a store.",
       .options = {positional("repository", "REPO", Takes::kMany,
                              "a clone of hq.git, or of the payee's scope"),
                   option("payee", "PAYEE", "partner or seller id; at the payee's own: all"),
                   option("from", "DATE", "closed, or the period begun, on that day or later"),
                   option("to", "DATE", "closed, or the period begun, on that day or earlier"),
                   format_row("table, csv or json"), root_option(), json_option()},
       .item = &claim::extract_form,
       .many = true,
       .example = "kontor-audit extract hq.git --payee nord --root root.pub --format csv",
       .run = extract},
      {.verb = "statement",
       .summary = "print a payee's statement from a clone",
       .text =
           "What kontor statement export prints from a store, byte for byte: the record that the "
           "run made, which verify recomputes from a clone of hq.git. A private name is not in a "
           "history; the id of the seller stands in its place.",
       .options = {positional("statement", "STATEMENT", Takes::kOne,
                              "its id or a unique prefix, PAYEE-NUMBER, or PAYEE for the newest"),
                   positional("repository", "REPO", Takes::kMany,
                              "a clone of hq.git, or of the payee's scope"),
                   format_row("table, csv, html or json"),
                   option("issuer", "NAME", "who pays, on the paper"), root_option(),
                   json_option()},
       .item = &kontor::statement::record_form,
       .example = "kontor-audit statement nord-3 nord.git --root root.pub --format html",
       .run = statement},
      {.verb = "journal",
       .summary = "print the principal's books as ledger and hledger read them",
       .text = "Every fact once, by date: what kontor settlement journal prints at HQ.",
       .options = {positional("repository", "REPO", Takes::kMany, "a clone of hq.git"),
                   option("from", "DATE", "first day of the facts"),
                   option("to", "DATE", "last day of the facts"), root_option(),
                   option("json", "", "an error is the last line on standard error, as JSON")},
       .example = "kontor-audit journal hq.git --root root.pub > books.journal",
       .run = journal},
  };
}

}  // namespace

const std::vector<VerbRow>& verb_table() {
  static const std::vector<VerbRow> table = [] {
    std::vector<VerbRow> out = history_verbs();
    std::vector<VerbRow> more = claim_verbs();
    for (const VerbRow& row : paper_verbs()) more.push_back(row);
    out.insert(out.begin() + 1, more.begin(), more.end());
    return out;
  }();
  return table;
}

const VerbRow& find_verb(std::string_view name) {
  std::vector<std::string_view> known;
  for (const VerbRow& row : verb_table()) {
    if (row.verb == name) return row;
    known.push_back(row.verb);
  }
  const std::string_view near = nearest(name, known);
  throw Error(Fault::kUsage, "unknown_command", "unknown verb \"" + printable(name) + "\"",
              "kontor-audit " + (near.empty() ? "--help" : std::string(near)));
}

std::string_view program_version() { return KONTOR_VERSION; }

std::string usage_line(const VerbRow& row) {
  std::string out = "kontor-audit " + std::string(row.verb);
  for (const OptionRow& each : row.options) {
    const std::string meta(each.meta);
    const std::string name = "--" + each.argument.name + (meta.empty() ? "" : " " + meta);
    if (each.argument.positional) {
      out += " " + meta + (each.argument.takes == Takes::kMany ? "..." : "");
    } else {
      const bool required = row.verb == "verify" && each.argument.name == "root";
      out += required ? " " + name : " [" + name + "]";
    }
  }
  return out;
}

std::string program_help() {
  std::string out =
      "usage: kontor-audit VERB ...\n\nchecks a Kontor history from plain clones and one key; "
      "opens no store\n\n";
  for (const VerbRow& row : verb_table()) {
    out += usage_line(row) + "\n    " + std::string(row.summary) + "\n\n";
  }
  return out +
         "kontor-audit help VERB lists its options\n\n"
         "exit: 0 verified; 76 trust violated, with commit, entry and operation; 64 usage; "
         "65 malformed or something else; 66 no such thing; 78 a newer kontor-audit knows it\n";
}

std::string verb_help(const VerbRow& row) {
  std::string out = "usage: " + usage_line(row) + "\n\n" + std::string(row.summary) + "\n\n";
  for (const OptionRow& each : row.options) {
    std::string name = each.argument.positional ? "" : "--" + each.argument.name;
    if (!each.meta.empty()) name += (name.empty() ? "" : " ") + std::string(each.meta);
    name.resize(std::max(kColumn - 4, name.size() + 2), ' ');
    out += "  " + name + "  " + std::string(each.doc) + "\n";
  }
  return out + "\nexample\n  " + std::string(row.example) + "\n";
}

void Call::answer(const Json& item, const std::string& text) const {
  answer_as("audit." + std::string(verb), item, text);
}

void Call::answer_as(const std::string& schema, const Json& item, const std::string& text) const {
  if (!json()) return env.put(text);
  env.put(Json::object({{"schema", schema + "/1"}, {"item", item}}).encode() + "\n");
}

void Call::answer_items(const std::vector<Json>& items, const std::string& text) const {
  if (!json()) return env.put(text);
  env.put(Json::object({{"schema", "audit." + std::string(verb) + "/1"}, {"items", Json(items)}})
              .encode() +
          "\n");
}

namespace {

// As ssh-keygen -l prints it: 32 bytes in base64 without padding.
bool is_fingerprint(std::string_view text) {
  constexpr std::string_view kStart = "SHA256:";
  constexpr std::size_t kLetters = 43;
  return text.starts_with(kStart) && text.size() == kStart.size() + kLetters &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
                                kStart.size()) == text.npos;
}

}  // namespace

// What is none of them is a slip of the pen, not a ledger that another root signed; and no root at
// all would vouch for everything.
std::string read_trust(const std::string& typed) {
  constexpr std::size_t kLedgerIdLetters = 26;
  constexpr std::size_t kMostKeyBytes = 64 * 1024;  // a key is a line
  const bool is_file = SystemFile().exists(typed);
  const std::string text = is_file ? read_upto(typed, kMostKeyBytes) : typed;
  const std::string trust(trim(text));
  const bool is_ledger = trust.size() == kLedgerIdLetters &&
                         trust.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz") == trust.npos;
  const bool named = trust.starts_with("SHA256:");
  if (text.size() <= kMostKeyBytes &&
      (is_ledger || is_fingerprint(trust) || trust.starts_with("ssh-ed25519 "))) {
    return trust;
  }
  const Fault of_word = named ? Fault::kUsage : Fault::kNoInput;
  throw Error(is_file ? Fault::kData : of_word, "no_root_key",
              "--root: " + (is_file ? "no public key in " + printable(typed)
                            : named ? printable(typed) + " is no whole fingerprint"
                                    : "no file \"" + printable(typed) + "\", and no key"),
              "--root FILE, the key's text, its SHA256 fingerprint, or the ledger id");
}

std::vector<Clone> open_clones(const Call& call, const std::vector<std::string>& paths) {
  if (call.args.has("root")) {
    AuditOptions options;
    options.repositories = paths;
    options.trust = read_trust(call.args.text("root"));
    verify_history(options);
  } else if (!call.json()) {
    call.env.talk("kontor-audit: not verified: --root KEY does that first\n");
  }
  std::vector<Clone> out;
  for (const std::string& path : paths) out.push_back(open_clone(path, ""));
  return out;
}

}  // namespace kontor::auditor
