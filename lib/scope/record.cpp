// SPDX-License-Identifier: Apache-2.0
#include "lib/scope/record.h"

namespace kontor::scope {
namespace {

constexpr Field kFields[] = {
    {.name = "partner",
     .type = Type::kRef,
     .need = Need::kRequired,
     .of = "partner",
     .doc = "business whose sites share this scope (TMF668 partnership)"},
};

}  // namespace

constinit const Form add_form{"scope.add", kFields};
constinit const Form record_form{"scope", kFields};

std::string partner_of(const State& state, std::string_view scope) {
  const Record record = state.get("scope", scope);
  return record ? record->str("partner") : std::string();
}

std::vector<std::string> of_partner(const State& state, std::string_view partner) {
  return state.find("scope", "partner", partner);
}

void show_to_all(const State& hq, Projection& out) {
  for (std::string& scope : partner_scopes(hq)) out.whole.insert(std::move(scope));
}

void show_to_partner(const State& hq, std::string_view partner, Projection& out) {
  for (std::string& scope : of_partner(hq, partner)) out.whole.insert(std::move(scope));
}

}  // namespace kontor::scope
