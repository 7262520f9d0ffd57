// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/code/verbs.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/records.h"
#include "cmd/kontor/return/verbs.h"
#include "lib/base/error.h"
#include "lib/return/record.h"

namespace kontor::cli {
namespace {

// A code of the order, or the order as far as this site knows it.
std::string handle_of(Call& call) {
  const std::string typed = call.args.text("handle");
  if (std::string code = typed_code(call, typed); !code.empty()) return code;
  if (is_id(typed)) return typed;  // HQ knows orders that this site does not
  return call.workspace().resolve("order|order_card|code", typed);
}

}  // namespace

int add_return(Call& call) {
  if (!call.args.has("handle")) {
    throw Error(Fault::kUsage, "bad_usage", "the handle is missing",
                "--handle CODE as the customer shows it, or --handle ORDER");
  }
  Json payload = payload_of(call, returns::add_form);
  payload.set("handle", handle_of(call));
  if (const auto& items = call.args.all("item"); !items.empty()) {
    payload.set("items", Json::strings(items));
  }
  return write_one(call,
                   request_of(call, "return.add", call.workspace().new_id(), std::move(payload)));
}

}  // namespace kontor::cli
