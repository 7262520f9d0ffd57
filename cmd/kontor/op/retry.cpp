// SPDX-License-Identifier: Apache-2.0
// A retry is a new operation with the same fields that names the one it replaces.
#include "cmd/kontor/call.h"
#include "cmd/kontor/op/verbs.h"
#include "cmd/kontor/records.h"
#include "lib/base/error.h"
#include "lib/change/operation.h"
#include "lib/order/record.h"

namespace kontor::cli {

int retry_op(Call& call) {
  const std::string id = op_target(call, call.args.text("id"));
  Workspace& site = call.workspace();
  const auto row = site.store().operation(id);
  if (!row) {
    throw Error(Fault::kNoInput, "no_record", "operation \"" + id + "\" is not of this site",
                "retry it where it was written, or kontor op dismiss " + id);
  }
  if (!site.live().has("rejection", id)) {
    throw Error(Fault::kRefused, "not_rejected", "operation " + id + " was not rejected",
                "kontor op show " + id);
  }
  const Operation operation = decode_operation(row->bytes);
  Json payload = operation.payload;
  if (operation.kind == "order.set") {
    // The field as it stands now is what the author has seen by now.
    const Record order = site.live().get("order", operation.on);
    const std::string was = order ? order::setter_of(*order, payload.str("field")) : "";
    payload.erase("was");
    if (!was.empty()) payload.set("was", was);
  }
  WriteRequest request = request_of(call, operation.kind, operation.on, std::move(payload));
  if (request.actor.empty() && operation.actor != site.replica()) request.actor = operation.actor;
  request.retry_of = id;
  return write_one(call, std::move(request));
}

}  // namespace kontor::cli
