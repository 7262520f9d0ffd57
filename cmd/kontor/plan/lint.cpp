// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/lint.h"

#include "cmd/kontor/findings.h"
#include "cmd/kontor/plan/verbs.h"
#include "lib/base/error.h"
#include "lib/plan/reader.h"

namespace kontor::cli {
namespace {

// What the law asks of a plan that reads well.
void lint_body(const TomlFile& file, const plan::PlanFile& read, Findings& findings) {
  for (const plan::LintFinding& one : plan::lint(plan::parse_plan(read.body))) {
    const std::string path = read.in_file(one.path);
    findings.add(file,
                 {.rule = std::string(one.row->id),
                  .path = path,
                  .place = file.place(path),
                  .message = path + ": " + one.message,
                  .remedy = std::string(one.row->rule) + " (" + std::string(one.row->source) + ")",
                  .error = one.weight == plan::Weight::kError});
  }
}

}  // namespace

int lint_plan(Call& call) {
  Findings findings;
  for (const std::string& name : call.args.all("file")) {
    try {
      const TomlFile file = read_toml(name);
      const plan::PlanFile read = plan::read_plan(file);
      for (const Finding& one : read.findings) findings.add(file, one);
      if (read.findings.empty()) lint_body(file, read, findings);
    } catch (const Error& error) {
      if (error.fault() != Fault::kData) throw;
      findings.add_error(name, error);
    }
  }
  return findings.report(call);
}

}  // namespace kontor::cli
