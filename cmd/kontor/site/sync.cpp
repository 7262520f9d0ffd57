// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/site/verbs.h"
#include "lib/base/error.h"
#include "lib/ledger/reasons.h"
#include "lib/sync/pass.h"
#include "lib/sync/setup.h"

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
     .doc = "branches that HQ cannot take"},
};
constexpr Form kForm{"sync", kFields};

Json report_json(const PassReport& report) {
  Json item = Json::object({{"sealed", report.sealed},
                            {"pushed", report.pushed},
                            {"entries", report.entries},
                            {"operations", report.operations},
                            {"linked", report.linked},
                            {"from", report.from},
                            {"to", report.to},
                            {"pending", report.pending},
                            {"enrolled", report.enrolled},
                            {"stopped", report.stopped}});
  Json rejected = Json::array();
  for (const auto& one : report.rejected) {
    rejected.push(Json::object({{"op", one.operation}, {"reason", one.reason}}));
  }
  item.set("rejected", std::move(rejected));
  Json problems = Json::array();
  for (const auto& one : report.problems) {
    problems.push(
        Json::object({{"commit", one.commit}, {"code", one.code}, {"message", one.message}}));
  }
  item.set("problems", std::move(problems));
  return item;
}

std::string report_text(const PassReport& report) {
  std::string out = "ledger " + std::to_string(report.to);
  if (report.to > report.from) out += " (" + std::to_string(report.to - report.from) + " new)";
  if (report.pushed > 0) out += ", " + std::to_string(report.pushed) + " sets sent";
  if (report.operations > 0) {
    out += ", " + std::to_string(report.operations) + " operations in " +
           std::to_string(report.entries) + " entries";
  }
  if (report.pending > 0) out += ", " + std::to_string(report.pending) + " pending";
  out += "\n";
  for (const auto& one : report.rejected) {
    out += "rejected " + one.operation + ": " + reason_words(one.reason, "") + "\n";
  }
  return out;
}

}  // namespace

const Form* sync_form() { return &kForm; }

int sync_site(Call& call) {
  Workspace& site = call.workspace();
  PassReport report = sync_pass(site, *remote_of(site));
  report.enrolled = site.base().has("replica", site.replica());  // perhaps by this very pass
  call.answer(report_json(report), call.quiet() ? "" : report_text(report));
  for (const auto& one : report.problems) {
    call.warn("a branch stands still at " + one.commit + ": " + one.message);
  }
  if (!report.enrolled) {
    call.say("HQ has not accepted this site yet: kontor replica accept " + site.replica());
  }
  if (report.stopped) call.warn("the ledger needs a newer kontor");
  return 0;
}

}  // namespace kontor::cli
