// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/files.h"
#include "cmd/kontor/plan/advice.h"
#include "cmd/kontor/plan/verbs.h"
#include "lib/base/text.h"
#include "lib/plan/record.h"
#include "lib/plan/writer.h"

namespace kontor::cli {

namespace {

// The operation would refuse it too, but knows no lines of a file.
void refuse_unlawful(const TomlFile& file, const std::vector<Finding>& findings) {
  std::string lines;
  for (const Finding& one : findings) {
    if (!one.error || one.source.empty()) continue;
    lines += "\n  " + format_finding(file, one) + " [" + one.rule + ", " + one.source + "]";
  }
  if (lines.empty()) return;
  throw Error(Fault::kRefused, "plan_lint", "plan apply: what the law asks of a plan:" + lines,
              "kontor plan lint " + file.name);
}

Json read_body(Call& call, const TomlFile& file) {
  plan::PlanFile read = plan::read_plan(file);
  refuse_if_any(file, read.findings);
  std::vector<Finding> findings = plan_findings(file, read, &call.workspace());
  refuse_unlawful(file, findings);
  refuse_if_any(file, findings);
  for (const Finding& one : findings) call.warn(format_finding(file, one));
  return std::move(read.body);
}

// Claims are made once, under the version of that day: a later one does not reach them.
void tell_past(Call& call, const std::string& id, const Json& head) {
  const std::string& from = head.at("valid").str("from");
  const std::string to = head.at("valid").str_or("to", "9999");
  if (parse_date(from) > call.workspace().now().date()) return;
  std::int64_t claims = 0;
  call.workspace().store().query(
      "SELECT count(*) FROM claims WHERE (plan = ? AND plan_version <> CAST(? AS INTEGER) OR "
      "ended IN ('no_plan', 'plan_not_valid')) AND substr(closed, 1, 10) BETWEEN ? AND ?",
      {id, std::to_string(head.num("version")), from, to},
      [&](const std::vector<std::string>&, const std::vector<std::string>& row) {
        claims = parse_integer(row.at(0));
      });
  if (claims == 0) return;
  call.say("version " + std::to_string(head.num("version")) + " is valid from " + from +
           ", which is past: " + std::to_string(claims) +
           (claims == 1 ? " claim closed since then stays" : " claims closed since then stay") +
           " as made, by another version or by none; it judges what HQ receives from now on, and "
           "its tiers, caps, floors and draws the periods that the next settlement works out");
}

std::vector<FileRecord> read_plans(Call& call, const TomlFile& file) {
  Json body = read_body(call, file);
  const std::string id = body.at("plan").str("id");
  Json payload = Json::object({{"version", body.at("plan").num("version")}});
  payload.set("body", std::move(body));
  FileRecord out{id, std::move(payload)};
  if (!keeps_version(call, out)) tell_past(call, id, out.payload.at("body").at("plan"));
  return {std::move(out)};
}

std::string write_plan(const Json& record) {
  return plan::plan_text(plan::body_of(record, record.num("version")));
}

}  // namespace

int apply_plans(Call& call) { return apply_files_with(call, read_plans); }

int show_plan(Call& call) { return show_file_with(call, write_plan); }

int edit_plan(Call& call) { return edit_file_with(call, read_plans, write_plan); }

}  // namespace kontor::cli
