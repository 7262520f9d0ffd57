// SPDX-License-Identifier: Apache-2.0
// Items, gates and their order.
#include <algorithm>

#include "lib/offer/record.h"

namespace kontor::offer {
namespace {

const Json* content_of(const State& state, std::string_view slug, std::int64_t version,
                       Record& held) {
  held = state.get("offer", slug);
  return held ? version_of(*held, version) : nullptr;
}

Component part_of(const State& state, const Json& item) {
  Component out;
  out.offer = item.str("offer");
  out.min = item.num("min");
  out.max = item.num("max");
  out.quantity = item.num("default");
  if (const Record record = state.get("offer", out.offer)) out.version = current_version(*record);
  return out;
}

bool joins(const Gate& gate, const Gate& other) {
  return gate.item == other.item && gate.needs == other.needs;
}

std::vector<Gate> gates_among(const State& state, const Json& content,
                              const std::vector<Component>& parts) {
  std::vector<Gate> out = gates_of(content);
  if (!is_bundle(content)) return out;
  const std::size_t own = out.size();
  for (const Component& part : parts) {
    Record held;
    const Json* of_part = content_of(state, part.offer, part.version, held);
    if (!of_part) continue;
    for (Gate& gate : gates_of(*of_part)) {
      const auto end = out.begin() + static_cast<std::ptrdiff_t>(own);
      const bool replaced =
          std::any_of(out.begin(), end, [&](const Gate& mine) { return joins(mine, gate); });
      const bool among = std::any_of(parts.begin(), parts.end(), [&](const Component& other) {
        return other.offer == gate.needs;
      });
      if (among && !replaced) out.push_back(std::move(gate));
    }
  }
  return out;
}

std::vector<Component> parts_of(const State& state, std::string_view slug, std::int64_t version,
                                const Json& content) {
  std::vector<Component> out;
  for (const Json& item : content.list("items")) out.push_back(part_of(state, item));
  if (out.empty()) out.push_back({.offer = std::string(slug), .version = version});
  return out;
}

}  // namespace

std::vector<Gate> gates_of(const Json& content) {
  std::vector<Gate> out;
  for (const Json& row : content.list("gates")) {
    out.push_back({row.str("item"), row.str("needs"), row.str("state"), row.str("on_fail")});
  }
  return out;
}

std::optional<std::vector<std::string>> topological(const std::vector<std::string>& items,
                                                    const std::vector<Gate>& gates) {
  const auto waits = [&](const std::string& item, const std::vector<std::string>& done) {
    return std::any_of(gates.begin(), gates.end(), [&](const Gate& gate) {
      return gate.item == item &&
             std::find(items.begin(), items.end(), gate.needs) != items.end() &&
             std::find(done.begin(), done.end(), gate.needs) == done.end();
    });
  };
  std::vector<std::string> out;
  while (out.size() < items.size()) {
    const auto next = std::find_if(items.begin(), items.end(), [&](const std::string& item) {
      return std::find(out.begin(), out.end(), item) == out.end() && !waits(item, out);
    });
    if (next == items.end()) return std::nullopt;
    out.push_back(*next);
  }
  return out;
}

std::vector<Component> components(const State& state, std::string_view slug, std::int64_t version) {
  Record held;
  const Json* content = content_of(state, slug, version, held);
  if (!content) return {};
  std::vector<Component> parts = parts_of(state, slug, version, *content);
  std::vector<std::string> items;
  for (const Component& part : parts) items.push_back(part.offer);
  const auto order = topological(items, gates_among(state, *content, parts));
  if (!order) return parts;  // refused when applied; the order of the file is as good as any
  std::vector<Component> out;
  for (const std::string& item : *order) {
    out.push_back(*std::find_if(parts.begin(), parts.end(),
                                [&](const Component& part) { return part.offer == item; }));
  }
  return out;
}

std::vector<Gate> gates(const State& state, std::string_view slug, std::int64_t version) {
  Record held;
  const Json* content = content_of(state, slug, version, held);
  if (!content || !is_bundle(*content)) return {};  // alone, an offer waits for nothing
  return gates_among(state, *content, parts_of(state, slug, version, *content));
}

std::vector<std::string> bundles_with(const State& state, std::string_view part) {
  std::vector<std::string> out;
  for (std::string& id : state.ids("offer")) {
    const Record record = state.get("offer", id);
    const auto& items = current(*record).list("items");
    if (std::any_of(items.begin(), items.end(),
                    [&](const Json& item) { return item.str("offer") == part; })) {
      out.push_back(std::move(id));
    }
  }
  return out;
}

}  // namespace kontor::offer
