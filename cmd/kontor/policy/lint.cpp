// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/findings.h"
#include "cmd/kontor/policy/verbs.h"
#include "lib/base/error.h"
#include "lib/change/file_form.h"
#include "lib/ledger/reasons.h"
#include "lib/policy/operations.h"
#include "lib/policy/record.h"

namespace kontor::cli {

int lint_policy(Call& call) {
  Findings findings;
  for (const std::string& name : call.args.all("file")) {
    try {
      const TomlFile file = read_toml(name);
      for (FilePayload& one : read_form_file(file, "policy", policy::apply_form)) {
        Operation operation;
        operation.kind = "policy.apply";
        operation.on = one.id;
        operation.payload = std::move(one.payload);
        // On an empty state: what the file says of itself.
        const Outcome outcome = policy::check_apply(EmptyState(), operation, Context());
        if (outcome.accepted()) continue;
        findings.add(file, {.rule = outcome.reason,
                            .path = "policy",
                            .place = one.place,
                            .message = reason_words(outcome.reason, outcome.detail),
                            .remedy = ""});
      }
    } catch (const Error& error) {
      if (error.fault() != Fault::kData) throw;
      findings.add_error(name, error);
    }
  }
  return findings.report(call);
}

}  // namespace kontor::cli
