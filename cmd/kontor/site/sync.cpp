// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/site/verbs.h"
#include "lib/base/error.h"
#include "lib/ledger/reasons.h"
#include "lib/sync/control.h"
#include "lib/sync/idle.h"
#include "lib/sync/publication.h"
#include "lib/sync/setup.h"
#include "lib/workspace/health.h"

namespace kontor::cli {
namespace {

constexpr Field kRejectedFields[] = {
    {.name = "op", .type = Type::kOperation, .need = Need::kRequired, .doc = "own operation"},
    {.name = "reason", .type = Type::kWord, .need = Need::kRequired, .doc = "of HQ's rule"},
};
constexpr Form kRejected{"sync.rejected", kRejectedFields};
constexpr Field kProblemFields[] = {
    {.name = "commit", .type = Type::kWord, .need = Need::kRequired, .doc = "of the set at fault"},
    {.name = "code", .type = Type::kWord, .need = Need::kRequired, .doc = "stable name"},
    {.name = "message", .type = Type::kText, .need = Need::kRequired, .doc = "why"},
};
constexpr Form kProblem{"sync.problem", kProblemFields};
constexpr Field kFields[] = {
    {.name = "sealed", .type = Type::kInt, .need = Need::kRequired, .doc = "sets signed now"},
    {.name = "pushed", .type = Type::kInt, .need = Need::kRequired, .doc = "sets sent to the hub"},
    {.name = "entries", .type = Type::kInt, .need = Need::kRequired, .doc = "of the ledger, as HQ"},
    {.name = "operations", .type = Type::kInt, .need = Need::kRequired, .doc = "sequenced, as HQ"},
    {.name = "linked", .type = Type::kInt, .need = Need::kRequired, .doc = "written by HQ's jobs"},
    {.name = "from", .type = Type::kInt, .need = Need::kRequired, .doc = "ledger index before"},
    {.name = "to", .type = Type::kInt, .need = Need::kRequired, .doc = "ledger index now"},
    {.name = "pending", .type = Type::kInt, .need = Need::kRequired, .doc = "own, not decided"},
    {.name = "enrolled", .type = Type::kFlag, .need = Need::kRequired, .doc = "HQ let it in"},
    {.name = "stopped",
     .type = Type::kFlag,
     .need = Need::kRequired,
     .doc = "the ledger needs a newer program"},
    {.name = "rejected",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kRejected,
     .doc = "own operations"},
    {.name = "problems",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kProblem,
     .doc = "branches that HQ cannot take or move"},
};
constexpr Form kForm{"sync", kFields};

// What was refused, in words; the record of the rejection says of what.
std::string rejected_text(const Workspace& site, const Json& row) {
  const Record rejection = site.live().get("rejection", row.str("op"));
  std::string out = "rejected " + row.str("op");
  if (rejection && rejection->has("op_kind")) out += " " + rejection->str("op_kind");
  return out + ": " +
         reason_words(row.str("reason"), rejection ? rejection->str_or("detail") : "") + "\n";
}

std::string report_text(const Json& report) {
  const auto number = [&](std::string_view name) { return report.num(name); };
  std::string out = "ledger " + std::to_string(number("to"));
  if (number("to") > number("from")) {
    out += " (" + std::to_string(number("to") - number("from")) + " new)";
  }
  if (number("pushed") > 0) out += ", " + std::to_string(number("pushed")) + " sets sent";
  if (number("operations") > 0) {
    out += ", " + std::to_string(number("operations")) + " operations in " +
           std::to_string(number("entries")) + " entries";
  }
  if (number("pending") > 0) out += ", " + std::to_string(number("pending")) + " pending";
  return out + "\n";
}

// What is wrong with a shop's branch is that shop's; what is wrong with HQ's own publication is
// HQ's.
int code_of(const Json& report) {
  int code = 0;
  for (const Json& one : report.list("problems")) {
    // HQ's own sets, as a shop's would end the pass.
    if (one.str("code") == kForkProblem || one.str("code") == kBranchAhead)
      return static_cast<int>(Fault::kTrust);
    if (one.str("code") == kBusyProblem) code = static_cast<int>(Fault::kTemporary);
  }
  return code;
}

void tell_problem(Call& call, const Json& problem) {
  const std::string& commit = problem.str("commit");
  const bool own = problem.str("code") == kForkProblem || problem.str("code") == kBusyProblem;
  call.warn(commit.empty() || own
                ? problem.str("message")
                : "a branch stands still at " + commit + ": " + problem.str("message"));
}

std::optional<PassReport> idle_without_store(const Call& call) {
  try {
    return idle_pass(call.home());
  } catch (const Error& error) {
    if (error.code() != "sync_busy") throw;
    return std::nullopt;  // the daemon is asked
  }
}

// Here, or where a daemon is at it already, by the daemon.
Json pass(Workspace& site) {
  try {
    return to_json(sync_pass(site, *remote_of(site)));
  } catch (const Error& error) {
    if (error.code() != "sync_busy") throw;
    if (std::optional<Json> answer = ask_daemon(site.home(), "sync")) return std::move(*answer);
    throw;
  }
}

}  // namespace

const Form* sync_form() { return &kForm; }

int sync_site(Call& call) {
  // JSON answers name the store's state, and --time changes it: both open it.
  if (!call.json() && !call.args.has("time")) {
    if (const std::optional<PassReport> idle = idle_without_store(call)) {
      call.answer(to_json(*idle), call.quiet() ? "" : report_text(to_json(*idle)));
      return 0;
    }
  }
  Workspace& site = call.workspace();
  Json report = pass(site);
  // Perhaps by this very pass.
  report.set("enrolled", site.base().has("replica", site.replica()));
  std::string text = report_text(report);
  for (const Json& one : report.list("rejected")) text += rejected_text(site, one);
  call.answer(report, call.quiet() ? "" : text);
  for (const Json& one : report.list("problems")) tell_problem(call, one);
  if (!report.flag_or("enrolled", true)) {
    call.say("HQ has not accepted this site yet: kontor replica accept " + site.replica());
  }
  if (report.flag_or("stopped", false)) call.warn("the ledger needs a newer kontor");
  return code_of(report);
}

}  // namespace kontor::cli
