// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/claim/verbs.h"
#include "cmd/kontor/lists.h"

namespace kontor::cli {

// HQ holds the claims; a partner's scope its own earnings from them.
int list_claims(Call& call) {
  if (call.workspace().is_hq()) return list_records(call);
  return list_view(call, {.view = "earnings",
                          .kinds = "earning",
                          .columns = "id,state,closed,vested,stage,role,payee,amount,outstanding,"
                                     "currency,disputed,hold"});
}

}  // namespace kontor::cli
