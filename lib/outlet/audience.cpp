// SPDX-License-Identifier: Apache-2.0
#include "lib/outlet/operations.h"
#include "lib/scope/record.h"

namespace kontor::outlet {

void audience(const State& hq, const std::string& id, const Json& record, Projection& out) {
  scope::show_to_partner(hq, record.str("partner"), out);
  if (record.str_or("state") == "closed") return;  // nobody is sent to a closed door
  Json card = Json::object({{"id", id},
                            {"kind", "directory_card"},
                            {"partner", record.at("partner")},
                            {"channel", record.at("channel")}});
  if (const Json* place = record.find("place")) card.set("place", *place);
  for (const std::string& scope : partner_scopes(hq)) {
    out.views[scope].emplace_back("directory_card", card);
  }
}

}  // namespace kontor::outlet
