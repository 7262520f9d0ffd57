// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/verify.h"

#include <algorithm>

#include "cmd/console/progress.h"
#include "cmd/kontor-audit/table.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/history/object.h"

namespace kontor::auditor {
namespace {

constexpr std::int64_t kMostThreads = 64;

constexpr Field kLedgerFields[] = {
    {.name = "repository", .type = Type::kText, .need = Need::kRequired, .doc = "as it was named"},
    {.name = "scope", .type = Type::kSlug, .need = Need::kRequired, .doc = "hq: the master"},
    {.name = "entries", .type = Type::kInt, .need = Need::kRequired, .doc = "from the first on"},
    {.name = "head", .type = Type::kWord, .need = Need::kRequired, .doc = "commit of the last"},
    {.name = "time", .type = Type::kInstant, .need = Need::kRequired, .doc = "of the last"},
    {.name = "expires", .type = Type::kInstant, .need = Need::kRequired, .doc = "of the last"},
    {.name = "behind",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "entries that others have and this clone has not"},
};
constexpr Form kLedger{"audit.ledger", kLedgerFields};

constexpr Field kFields[] = {
    {.name = "verified", .type = Type::kFlag, .need = Need::kRequired, .doc = "always true"},
    {.name = "ledger", .type = Type::kWord, .need = Need::kRequired, .doc = "its id"},
    {.name = "name", .type = Type::kText, .need = Need::kRequired, .doc = "for people"},
    {.name = "clock", .type = Type::kEnum, .need = Need::kRequired, .of = "real|manual"},
    {.name = "from", .type = Type::kInstant, .need = Need::kRequired, .doc = "first entry"},
    {.name = "to", .type = Type::kInstant, .need = Need::kRequired, .doc = "last entry"},
    {.name = "ledgers",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kLedger,
     .doc = "one a repository"},
    {.name = "replayed",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "everything|local",
     .doc = "local: what a scope's clone proves alone"},
    {.name = "entries", .type = Type::kInt, .need = Need::kRequired, .doc = "computed anew"},
    {.name = "sets", .type = Type::kInt, .need = Need::kRequired, .doc = "taken by them"},
    {.name = "operations", .type = Type::kInt, .need = Need::kRequired, .doc = "of these sets"},
    {.name = "accepted", .type = Type::kInt, .need = Need::kRequired, .doc = "of the operations"},
    {.name = "rejected", .type = Type::kInt, .need = Need::kRequired, .doc = "of the operations"},
    {.name = "timers", .type = Type::kInt, .need = Need::kRequired, .doc = "that fired"},
    {.name = "projections",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "entries of scopes that were recomputed"},
    {.name = "signatures", .type = Type::kInt, .need = Need::kRequired, .doc = "that were checked"},
    {.name = "on_hq_signature",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "verdicts and effects that rest on HQ's signature"},
    {.name = "concluded_by_hq",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "operations in which HQ says what it saw in plain text"},
    {.name = "waiting", .type = Type::kInt, .need = Need::kRequired, .doc = "sets not yet taken"},
    {.name = "freshness", .type = Type::kText, .need = Need::kRequired, .doc = "proven or not"},
    {.name = "notes",
     .type = Type::kText,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "what is in order and still worth a look"},
};

std::string count(std::int64_t n, const std::string& one, const std::string& more) {
  return std::to_string(n) + " " + (n == 1 ? one : more);
}

std::string ledger_line(const AuditedLedger& ledger) {
  std::string out = "scope     " + ledger.scope + ": " + count(ledger.entries, "entry", "entries") +
                    ", head " + ledger.head + " of " + ledger.time;
  if (ledger.behind > 0)
    out += ", " + count(ledger.behind, "entry", "entries") + " behind what others have";
  return out + "\n";
}

std::string replayed_text(const AuditReport& report) {
  if (report.replayed_everything) {
    return "replayed  everything: verdicts, timers, facts, " +
           count(report.projections, "projection", "projections") + " into scopes, ids\n";
  }
  return "replayed  local operations, rights, chains, completeness of verdicts, ids\non trust  " +
         count(report.on_hq_signature, "verdict or effect rests", "verdicts and effects rest") +
         " on HQ's signature\n";
}

std::string report_text(const AuditReport& report) {
  std::string out = "ledger    " + report.ledger + " (" + printable(report.name) + ")\n";
  if (report.clock == "manual") out += "clock     manual: times are stated, not measured\n";
  out += "period    " + report.first_time + " to " + report.last_time + "\n";
  for (const AuditedLedger& ledger : report.ledgers) out += ledger_line(ledger);
  out += "checked   " + count(report.signatures, "signature", "signatures") + ", " +
         count(report.entries, "entry", "entries") + ", " +
         count(report.sets, "change set", "change sets") + ", " +
         count(report.operations, "operation", "operations") + " (" +
         std::to_string(report.accepted) + " accepted, " + std::to_string(report.rejected) +
         " rejected), " + count(report.timers, "timer", "timers") + "\n";
  out += replayed_text(report);
  if (report.concluded_by_hq > 0) {
    out += "stated    " + count(report.concluded_by_hq, "operation says", "operations say") +
           " what HQ concluded from plain text; that alone cannot be recomputed\n";
  }
  out += "persons   a signature is a site's; who acted there stands on the site's word\n";
  if (report.waiting_sets > 0) {
    out += "waiting   " + count(report.waiting_sets, "change set is", "change sets are") +
           " not in the ledger yet\n";
  }
  out += "freshness " + report.freshness + "\n";
  for (const std::string& note : report.notes) out += "note      " + printable(note) + "\n";
  return out + "verdict   verified\n";
}

Json report_json(const AuditReport& report) {
  Json ledgers = Json::array();
  for (const AuditedLedger& ledger : report.ledgers) {
    ledgers.push(Json::object({{"repository", ledger.repository},
                               {"scope", ledger.scope},
                               {"entries", ledger.entries},
                               {"head", ledger.head},
                               {"time", ledger.time},
                               {"expires", ledger.expires},
                               {"behind", ledger.behind}}));
  }
  return Json::object({{"verified", true},
                       {"ledger", report.ledger},
                       {"name", report.name},
                       {"clock", report.clock},
                       {"from", report.first_time},
                       {"to", report.last_time},
                       {"ledgers", std::move(ledgers)},
                       {"replayed", report.replayed_everything ? "everything" : "local"},
                       {"entries", report.entries},
                       {"sets", report.sets},
                       {"operations", report.operations},
                       {"accepted", report.accepted},
                       {"rejected", report.rejected},
                       {"timers", report.timers},
                       {"projections", report.projections},
                       {"signatures", report.signatures},
                       {"on_hq_signature", report.on_hq_signature},
                       {"concluded_by_hq", report.concluded_by_hq},
                       {"waiting", report.waiting_sets},
                       {"freshness", report.freshness},
                       {"notes", Json::strings(report.notes)}});
}

// An expired head is no error: HQ may be closed. Who holds later entries back looks the same.
void note_expired(AuditReport& report, Instant now) {
  if (report.clock == "manual") return;
  for (const AuditedLedger& ledger : report.ledgers) {
    if (parse_instant(ledger.expires) >= now) continue;
    report.notes.push_back("the head of " + ledger.scope + " expired on " + ledger.expires +
                           ": later entries may be held back");
  }
}

// Told before the long work, not after it.
std::string expected_entry(const Call& call) {
  std::string typed = call.args.text("expect");
  try {
    if (call.args.has("expect")) parse_oid(typed);
  } catch (const Error&) {
    throw Error(Fault::kUsage, "bad_usage", "--expect: " + printable(typed) + " is no commit id",
                "--expect OID, 40 digits and letters a to f");
  }
  return typed;
}

}  // namespace

const Form verify_form{"audit.verify", kFields};

int verify(Call& call) {
  AuditOptions options;
  options.repositories = call.args.all("repository");
  if (!call.args.has("root")) {
    throw Error(Fault::kUsage, "bad_usage", "verify: --root is missing: against which key?",
                "--root FILE, the key's text, its SHA256 fingerprint, or the ledger id");
  }
  if (options.repositories.size() == 1 && is_proof(options.repositories.front()))
    return verify_proof(call, options.repositories.front());
  for (const std::string& path : options.repositories) {
    if (!is_proof(path)) continue;
    throw Error(Fault::kUsage, "bad_usage",
                printable(path) + " is a file: a proof is checked alone, with no repository",
                "kontor-audit verify " + printable(path) + " --root KEY");
  }
  options.trust = read_trust(call.args.text("root"));
  options.expect = expected_entry(call);
  options.threads = static_cast<unsigned>(
      std::clamp<std::int64_t>(call.args.number("threads", 2), 1, kMostThreads));
  cli::Progress bar(call.env, "verifying", 1, !call.json());
  options.progress = [&](std::int64_t done, std::int64_t all) {
    bar.update(static_cast<std::size_t>(done), static_cast<std::size_t>(all));
  };
  AuditReport report = verify_history(options);
  note_expired(report, call.env.clock->now());
  bar.clear();
  call.answer(report_json(report), report_text(report));
  return 0;
}

}  // namespace kontor::auditor
