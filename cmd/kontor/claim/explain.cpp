// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/explain.h"

#include "cmd/console/explanation.h"
#include "cmd/kontor/call.h"
#include "cmd/kontor/claim/verbs.h"
#include "cmd/kontor/payload.h"
#include "lib/base/error.h"

namespace kontor::cli {

const Form* explain_form() { return &explanation_form(); }

int explain_one_claim(Call& call) {
  Workspace& site = call.workspace();
  const std::string id = target_of(call, "claim|earning");
  if (!site.live().has("claim", id)) {
    throw Error(Fault::kPermission, "role", "this site holds its own part of " + id + " alone",
                "kontor claim show " + id);
  }
  const Json tree = claim::explain_claim(site.live(), id);
  call.answer(tree, explanation_text(tree));
  return 0;
}

}  // namespace kontor::cli
