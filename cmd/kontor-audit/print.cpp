// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor-audit/print.h"

#include "lib/base/text.h"

namespace kontor::auditor {
namespace {

std::string count(std::int64_t n, const std::string& what) {
  return std::to_string(n) + " " + what;
}

// Whoever made the history chose the words: none of them may steer the auditor's terminal.
std::string shown(const Json& value) {
  return printable(value.is_string() ? value.string() : value.encode());
}

// One node of an explanation and those below it:
// {"step","rule","inputs","result","because","steps"}.
void add_node(const Json& node, std::size_t depth, std::string& out) {
  const std::string indent(depth * 2, ' ');
  out += indent + node.str_or("step", "step");
  if (node.has("rule")) out += " [" + shown(node.at("rule")) + "]";
  if (node.has("result")) out += " = " + shown(node.at("result"));
  out += "\n";
  if (const Json* inputs = node.find("inputs"); inputs && inputs->is_object()) {
    for (const auto& [key, value] : inputs->members()) {
      out += indent + "    " + key + ": " + shown(value) + "\n";
    }
  }
  for (const Json& because : node.list("because"))
    out += indent + "    because " + shown(because) + "\n";
  for (const Json& step : node.list("steps")) add_node(step, depth + 1, out);
}

}  // namespace

std::string report_text(const AuditReport& report) {
  std::string out = "ledger    " + report.ledger + " (" + printable(report.name) + ")\n";
  if (report.clock == "manual") out += "clock     manual: times are stated, not measured\n";
  out += "period    " + report.first_time + " to " + report.last_time + "\n";
  for (const AuditedLedger& ledger : report.ledgers) {
    out +=
        "scope     " + ledger.scope + ": " + count(ledger.entries, "entries, head ") + ledger.head;
    if (ledger.behind > 0) out += " (" + count(ledger.behind, "entries behind the master)");
    out += "\n";
  }
  out += "checked   " + count(report.signatures, "signatures, ") +
         count(report.sets, "change sets, ") + count(report.operations, "operations (") +
         count(report.accepted, "accepted, ") + count(report.rejected, "rejected), ") +
         count(report.timers, "timers\n");
  if (report.replayed_everything) {
    out += "replayed  everything: verdicts, timers, facts, " +
           count(report.projections, "projections into scopes, ids\n");
  } else {
    out += "replayed  local operations, chains, ids; " +
           count(report.on_hq_signature, "verdicts and effects rest on HQ's signature\n");
  }
  if (report.concluded_by_hq > 0) {
    out +=
        "stated    " +
        count(
            report.concluded_by_hq,
            "operations say what HQ concluded from plain text; that alone cannot be recomputed\n");
  }
  if (report.waiting_sets > 0)
    out += "waiting   " + count(report.waiting_sets, "change sets are not in the ledger yet\n");
  out += "freshness " + report.freshness + "\n";
  for (const std::string& note : report.notes) out += "note      " + printable(note) + "\n";
  out += "verdict   verified\n";
  return out;
}

Json report_json(const AuditReport& report) {
  Json ledgers = Json::array();
  for (const AuditedLedger& ledger : report.ledgers) {
    ledgers.push(Json::object({{"scope", ledger.scope},
                               {"entries", ledger.entries},
                               {"head", ledger.head},
                               {"behind", ledger.behind}}));
  }
  return Json::object({{"schema", "audit.verify/1"},
                       {"verified", true},
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

std::string explanation_text(const Json& found) {
  std::string out = "claim " + found.str("claim") + "\n";
  add_node(found.at("explanation"), 0, out);
  out += "rests on\n";
  for (const Json& op : found.list("operations")) {
    out += "  " + op.str("op") + "  " + op.str("kind") + "  " + op.str("at") + "  set " +
           op.str("set") + "\n";
  }
  return out;
}

std::string entry_text(const Json& entry) {
  std::string out = "entry " + std::to_string(entry.num("index")) + "  " + entry.str("time") +
                    "  " + entry.str("oid") + "\n";
  for (const Json& line : entry.list("lines")) {
    const std::string what = line.str_or("t");
    if (what == "effect") {
      out +=
          "  effect on " + count(static_cast<std::int64_t>(line.list("paths").size()), "records\n");
      continue;
    }
    out += "  " + (what == "op" ? line.str_or("verdict") : what) + " " + line.str_or("id");
    if (line.has("reason")) out += " (" + printable(line.str("reason")) + ")";
    out += "\n";
  }
  return out;
}

}  // namespace kontor::auditor
