// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/code/verbs.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/records.h"
#include "cmd/kontor/return/verbs.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
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

// The order as far as this site holds it, whole or as its card.
Record order_here(Call& call, const std::string& handle) {
  const StoreState live = call.workspace().live();
  const Record code = live.get("code", handle);
  const std::string id = code ? code->str_or("order") : handle;
  const Record order = live.get("order", id);
  return order ? order : live.get("order_card", id);
}

bool came_back(const Json& item) {
  return (item.is_object() ? item.str("state") : item.string()) == "returned";
}

// HQ decides. But what this site itself can see to be in vain is said while the customer is there.
void refuse_in_vain(const Json& order, const Json& payload, bool again) {
  const Json::Object& items = order.map("items");
  std::vector<std::string> held;
  for (const auto& [slug, item] : items) {
    if (!came_back(item)) held.push_back(slug);
  }
  const std::string rest =
      held.empty() ? "all of it came back" : "not yet returned: " + join(held, ", ");
  if (!payload.has("items") && held.empty() && !again) {
    throw Error(Fault::kRefused, "already_returned", "return add: returned already",
                "kontor return list");
  }
  for (const Json& named : payload.list("items")) {
    const std::string& slug = named.string();
    const Json* item = order.at("items").find(slug);
    if (!item) {
      throw Error(Fault::kRefused, "item_unknown",
                  "return add: no such item in the order: " + printable(slug), rest);
    }
    if (came_back(*item) && !again) {
      throw Error(Fault::kRefused, "already_returned", "return add: returned already: " + slug,
                  rest);
    }
  }
}

}  // namespace

int add_return(Call& call) {
  if (!call.args.has("handle")) {
    throw Error(Fault::kUsage, "bad_usage", "the handle is missing",
                "--handle CODE as the customer shows it, or --handle ORDER");
  }
  Json payload = payload_of(call, returns::add_form);
  payload.set("handle", handle_of(call));
  require_options(call, payload);
  if (const auto& items = call.args.all("item"); !items.empty()) {
    payload.set("items", Json::strings(items));
  }
  // The same key again is the same return: it is answered as it was.
  if (const Record order = order_here(call, payload.str("handle"))) {
    refuse_in_vain(*order, payload, call.args.has("key"));
  }
  return write_one(call,
                   request_of(call, "return.add", call.workspace().new_id(), std::move(payload)));
}

}  // namespace kontor::cli
