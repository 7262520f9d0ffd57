// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/findings.h"
#include "cmd/kontor/plan/advice.h"
#include "cmd/kontor/plan/verbs.h"
#include "lib/base/error.h"
#include "lib/plan/reader.h"

namespace kontor::cli {
namespace {

// A file can be judged anywhere; a store that is there says more.
Workspace* store_of(Call& call) {
  try {
    return Workspace::exists(call.home()) ? &call.workspace() : nullptr;
  } catch (const Error& error) {
    if (error.fault() != Fault::kConfig) throw;
    return nullptr;  // no home is known
  }
}

}  // namespace

int lint_plan(Call& call) {
  Findings findings;
  Workspace* site = store_of(call);
  for (const std::string& name : call.args.all("file")) {
    try {
      const TomlFile file = read_toml(name);
      const plan::PlanFile read = plan::read_plan(file);
      for (const Finding& one : read.findings) findings.add(file, one);
      if (!read.findings.empty()) continue;
      for (const Finding& one : plan_findings(file, read, site)) findings.add(file, one);
    } catch (const Error& error) {
      if (error.fault() != Fault::kData) throw;
      findings.add_error(name, error);
    }
  }
  return findings.report(call);
}

}  // namespace kontor::cli
