// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/completion.h"

#include "cmd/kontor/call.h"
#include "cmd/kontor/site/verbs.h"

namespace kontor::cli {

int print_completion(Call& call) {
  call.out().put(completion(call.args.text("shell")));
  return 0;
}

}  // namespace kontor::cli
