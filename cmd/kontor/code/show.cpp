// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/code/verbs.h"
#include "cmd/kontor/lists.h"
#include "lib/base/error.h"

namespace kontor::cli {

int show_code(Call& call) {
  const std::string id = code_target(call, call.args.text("id"));
  if (!call.workspace().live().has("code", id)) {
    throw Error(Fault::kNoInput, "no_record", "this site does not hold that code",
                "kontor order resume CODE asks HQ for it");
  }
  return show_item(call, "code", id);
}

}  // namespace kontor::cli
