// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/code/verbs.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {

int revoke_code(Call& call) {
  const std::string id = code_target(call, call.args.text("id"));
  return write_one(call, request_of(call, "code.revoke", id, Json()));
}

}  // namespace kontor::cli
