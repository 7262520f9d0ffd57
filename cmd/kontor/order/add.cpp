// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/order/verbs.h"
#include "lib/offer/record.h"

namespace kontor::cli {

// The version that is sold today, and the campaign that the offer belongs to.
void complete_draft(Call& call, Json& payload) {
  const Json* named = payload.find("offer");
  if (!named || !named->is_string()) return;
  const Record offer = call.workspace().live().get("offer", named->string());
  if (!offer) return;
  if (!payload.has("version")) payload.set("version", offer::current_version(*offer));
  const Json* content = offer::version_of(*offer, payload.num("version"));
  const Json* campaign = content ? content->find("campaign") : nullptr;
  if (campaign && !payload.has("campaign")) payload.set("campaign", *campaign);
}

}  // namespace kontor::cli
