// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/lint.h"

#include "cmd/kontor/findings.h"
#include "cmd/kontor/plan/verbs.h"
#include "lib/base/error.h"
#include "lib/plan/reader.h"

namespace kontor::cli {
namespace {

// What the law asks of a plan that reads well.
void lint_body(const TomlFile& file, const Json& body, Findings& findings) {
  for (const plan::LintFinding& one : plan::lint(plan::parse_plan(body))) {
    findings.add(file,
                 {.rule = std::string(one.row->id),
                  .path = one.path,
                  .place = file.place(one.path),
                  .message = one.message,
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
      Json body;
      const std::vector<Finding> read = plan::read_body(file, body);
      for (const Finding& one : read) findings.add(file, one);
      if (read.empty()) lint_body(file, body, findings);
    } catch (const Error& error) {
      if (error.fault() != Fault::kData) throw;
      findings.add_error(name, error);
    }
  }
  return findings.report(call);
}

}  // namespace kontor::cli
