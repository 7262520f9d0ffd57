// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/lint.h"

#include "cmd/kontor/findings.h"
#include "lib/base/error.h"
#include "lib/change/file_form.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/reasons.h"

namespace kontor::cli {

int lint_files(Call& call) {
  const OperationRow* row = find_operation(std::string(call.noun.name) + ".apply");
  KONTOR_CHECK(row && row->form && row->check);
  Findings findings;
  for (const std::string& name : call.args.all("file")) {
    try {
      const TomlFile file = read_toml(name);
      for (FilePayload& one : read_form_file(file, call.noun.name, *row->form)) {
        Operation operation;
        operation.kind = row->kind;
        operation.on = one.id;
        operation.payload = std::move(one.payload);
        // On an empty state: what the file says of itself.
        const Outcome outcome = row->check(EmptyState(), operation, Context());
        if (outcome.accepted()) continue;
        findings.add(file, {.rule = outcome.reason,
                            .path = std::string(call.noun.name),
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
