// SPDX-License-Identifier: Apache-2.0
// The demo's files (packs/demo, packs/starter, packs/telecom), embedded: the demo needs nothing but
// the programs.
#pragma once

#include <string_view>

namespace kontor {

// By name without its ending: "story", "autumn", "policy". A bug when there is none.
std::string_view embedded_demo(std::string_view name);

}  // namespace kontor
