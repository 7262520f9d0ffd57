// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/op/fate.h"
#include "cmd/kontor/op/verbs.h"
#include "lib/base/error.h"
#include "lib/change/operation.h"

namespace kontor::cli {

int show_op(Call& call) {
  const std::string id = op_target(call, call.args.text("id"));
  Workspace& site = call.workspace();
  const auto row = site.store().operation(id);
  const Record rejection = site.live().get("rejection", id);
  if (!row && !rejection) {
    throw Error(Fault::kNoInput, "no_record", "no operation \"" + id + "\" of this site",
                "kontor op list --all");
  }
  Json item = row ? fate_of(*row) : fate_of_rejection(*rejection);
  if (rejection) {
    item.set("fate", "rejected");
    item.set("reason", rejection->str("reason"));
    if (const Json* detail = rejection->find("detail")) item.set("detail", *detail);
  }
  if (row) item.set("p", decode_operation(row->bytes).payload);
  call.answer(item, describe(item, {"id", "kind", "on", "fate", "reason"}));
  return 0;
}

}  // namespace kontor::cli
