// SPDX-License-Identifier: Apache-2.0
// offer/{slug} = {state, version (newest), launched (version that is sold), versions: "1" ->
// content, launches: "1" -> when that version was first launched}. A content is what the file says.
// It may be made anew until its first launch and never changes after: orders, codes and claims name
// it.
//
// A simple offer has prices. A bundle has items and no price of its own: its parts are simple
// offers and keep their prices, among which may be some that hold only in this company (`when`).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/time.h"
#include "lib/change/noun.h"

namespace kontor::offer {

inline constexpr std::string_view kStates = "inDesign|launched|retired";
inline constexpr std::string_view kGateStates = "released|delivered";
inline constexpr std::string_view kOnFail = "cancel|reprice|ask";

extern const Form apply_form;  // offer.apply: a content
extern const Form launch_form;
extern const Form retire_form;
extern const Form record_form;

// Content of that version; nullptr: no such version.
const Json* version_of(const Json& record, std::int64_t version);
// Number of the version that is sold, or 0.
std::int64_t launched_version(const Json& record);
bool was_launched(const Json& record, std::int64_t version);
// What counts today: the launched content, before the first launch the newest.
std::int64_t current_version(const Json& record);
const Json& current(const Json& record);

// Everything below reads a content.
bool is_bundle(const Json& content);
// Price points in the order of the file, each once; the first is the usual one.
std::vector<std::string> price_points(const Json& content);
// {"recurring"?, "one_time"?} at this price point. Of the rows whose `when` holds (its item is
// among the components present, its campaign is the order's), the one that asks for more wins, then
// the earlier. Exact: no row at this point, no price.
std::optional<Json> price_of(const Json& content, std::string_view point,
                             const std::set<std::string>& present, std::string_view campaign);
// Id of the channel rule that refuses, or empty. A deny rule in force refuses its channels; while
// allow rules are in force, only channels that one of them names are open. Out of its dates a rule
// says nothing.
std::string channel_refusal(const Json& content, std::string_view channel, Date date);
// No list: every tier.
bool admits_tier(const Json& content, std::string_view tier);

// `item` waits until `needs` has reached `state`; if `needs` fails, `on_fail` decides.
struct Gate {
  std::string item;
  std::string needs;
  std::string state;
  std::string on_fail;
};
std::vector<Gate> gates_of(const Json& content);
// Items so that each comes after what it needs, else in the given order; nothing: a cycle. Gates
// that name another item are ignored (what is not sold holds nothing up).
std::optional<std::vector<std::string>> topological(const std::vector<std::string>& items,
                                                    const std::vector<Gate>& gates);

// What a sale of the offer consists of, in topological order: a simple offer itself, a bundle's
// parts at the versions that are current.
struct Component {
  std::string offer;
  std::int64_t version = 0;
  std::int64_t min = 1;
  std::int64_t max = 1;
  std::int64_t quantity = 1;  // by default
};
std::vector<Component> components(const State& state, std::string_view slug, std::int64_t version);
// Gates among the components: those of the offer itself, and those of its parts that it does not
// replace by one of its own for the same two items.
std::vector<Gate> gates(const State& state, std::string_view slug, std::int64_t version);
// Slugs of the bundles whose current content names the part, sorted.
std::vector<std::string> bundles_with(const State& state, std::string_view part);

}  // namespace kontor::offer
