// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/explain.h"

#include "cmd/console/explanation.h"
#include "cmd/kontor/call.h"
#include "cmd/kontor/claim/verbs.h"
#include "cmd/kontor/credit/verbs.h"

namespace kontor::cli {

const Form* credit_explain_form() { return &explanation_form(); }

int explain_credits(Call& call) {
  const std::string order = order_with_claims(call, call.args.text("id"));
  const Json tree = claim::explain_credits(call.workspace().live(), order);
  call.answer(tree, explanation_text(tree));
  return 0;
}

}  // namespace kontor::cli
