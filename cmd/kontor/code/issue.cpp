// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/code/verbs.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/records.h"
#include "lib/base/error.h"
#include "lib/code/record.h"
#include "lib/crypto/hash.h"
#include "lib/offer/record.h"

namespace kontor::cli {
namespace {

constexpr std::int64_t kValidDays = 30;  // a customer's time to think it over
constexpr std::int64_t kTouchDays = 1;   // advice of today is what the code comes from

void fill_from_order(const State& state, Json& payload) {
  const Json* named = payload.find("order");
  if (!named) return;
  const Record order = state.get("order", named->string());
  if (!order) return;
  for (const char* field : {"offer", "version", "customer", "lead", "price_point"}) {
    const Json* value = order->find(field);
    if (value && !payload.has(field)) payload.set(field, *value);
  }
}

// The seller's last interaction with this customer, if it is of today.
void fill_touch(Call& call, const State& state, Json& payload) {
  const Json* customer = payload.find("customer");
  if (payload.has("touch") || !customer) return;
  const std::string stated = call.stated_time();
  const Instant at = stated.empty() ? call.workspace().now() : parse_instant(stated);
  const std::string actor = call.actor().empty() ? call.workspace().replica() : call.actor();
  std::string last;
  Instant when{at.seconds - kTouchDays * 86400};
  for (const std::string& id : state.find("interaction", "customer", customer->string())) {
    const Record touch = state.get("interaction", id);
    if (!touch || touch->at("created").str("by") != actor) continue;
    const Instant then = parse_instant(touch->at("created").str("at"));
    if (then < when || at < then) continue;
    last = id;
    when = then;
  }
  if (!last.empty()) payload.set("touch", last);
}

// XXXX-XXXX-XXXX-X
std::string shown_code(const std::string& normal) {
  std::string out;
  for (std::size_t i = 0; i < normal.size(); ++i) {
    if (i > 0 && i % 4 == 0) out += '-';
    out += normal[i];
  }
  return out;
}

}  // namespace

int issue_code(Call& call) {
  Workspace& site = call.workspace();
  Json payload = payload_of(call, code::issue_form);
  const StoreState state = site.live();
  fill_from_order(state, payload);
  fill_touch(call, state, payload);
  if (!payload.has("version")) {
    const Json* named = payload.find("offer");
    const Record offer = named ? state.get("offer", named->string()) : nullptr;
    if (!offer) {
      throw Error(Fault::kUsage, "bad_usage", "a code is for an order or an offer",
                  "--order ORDER or --offer OFFER");
    }
    payload.set("version", offer::current_version(*offer));
  }
  if (!payload.has("uses")) payload.set("uses", 1);
  if (!payload.has("valid_until")) {
    payload.set("valid_until", format_instant(end_of({site.now().date().days + kValidDays})));
  }
  const std::string drawn = new_code(*call.env.random);
  const std::string normal = normal_code(drawn);
  const std::string id = code_id(site.ledger(), normal);
  WriteRequest request = request_of(call, "code.issue", id, std::move(payload));
  if (call.args.has("dry-run")) return write_one(call, std::move(request));
  // Before the operation: a code that was handed out can then always be found again.
  site.set(code_setting(id), normal);
  try {
    return write_one(call, std::move(request), [&](const Written& written) {
      return shown_code(site.setting(code_setting(written.on)));
    });
  } catch (const Error&) {
    site.store().remove_meta(code_setting(id));
    throw;
  }
}

}  // namespace kontor::cli
