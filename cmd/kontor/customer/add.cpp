// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/customer/verbs.h"

namespace kontor::cli {

// In doubt the law protects: a customer without a stated type is a consumer, and a postcode gives
// the region that may be public.
void assume_consumer(Call&, Json& payload) {
  constexpr std::size_t kRegion = 2;  // digits of a German routing region
  if (!payload.has("type")) payload.set("type", payload.has("company") ? "business" : "consumer");
  const Json* postcode = payload.find("postcode");
  if (!payload.has("postcode_prefix") && postcode && postcode->is_string() &&
      postcode->string().size() > kRegion) {
    payload.set("postcode_prefix", postcode->string().substr(0, kRegion));
  }
}

}  // namespace kontor::cli
