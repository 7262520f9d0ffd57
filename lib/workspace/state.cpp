// SPDX-License-Identifier: Apache-2.0
// Records of the store as a State.
#include "lib/workspace/workspace.h"

namespace kontor {

Record StoreState::get(std::string_view kind, std::string_view id) const {
  const std::optional<std::string> bytes = store_.get(layer_, kind, id);
  if (!bytes) return nullptr;
  return std::make_shared<const Json>(
      parse_json(*bytes, JsonLimits{.depth = 32, .string_bytes = 1u << 20}));
}

std::vector<std::string> StoreState::find(std::string_view kind, std::string_view field,
                                          std::string_view value) const {
  return store_.find(layer_, kind, field, value);
}

std::vector<std::string> StoreState::ids(std::string_view kind) const {
  return store_.ids(layer_, kind);
}

}  // namespace kontor
