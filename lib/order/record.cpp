// SPDX-License-Identifier: Apache-2.0
#include "lib/order/record.h"

#include <algorithm>
#include <array>

#include "lib/base/id.h"

namespace kontor::order {
namespace {

bool is_part(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

// A leaf says by which operation; a group of leaves may have a leaf called "by", never a text.
bool is_leaf(const Json& node) {
  const Json* by = node.find("by");
  return by && by->is_string();
}

}  // namespace

bool is_field_name(std::string_view field) {
  const std::size_t dot = field.find('.');
  if (dot == std::string_view::npos) return is_part(field);
  return is_part(field.substr(0, dot)) && is_part(field.substr(dot + 1));
}

const Json* field(const Json& order, std::string_view name) {
  const std::size_t dot = name.find('.');
  const Json* node = order.at("fields").find(name.substr(0, dot));
  if (node && dot != std::string_view::npos) {
    if (is_leaf(*node)) return nullptr;
    node = node->find(name.substr(dot + 1));
  }
  return node && is_leaf(*node) ? node : nullptr;
}

std::string text_of(const Json& order, std::string_view name) {
  const Json* leaf = field(order, name);
  return leaf ? leaf->str_or("value") : std::string();
}

std::string setter_of(const Json& order, std::string_view name) {
  const Json* leaf = field(order, name);
  return leaf ? leaf->str("by") : std::string();
}

std::string contract_type(const Json& order, std::string_view channel) {
  if (order.has("contract_type") && order.str_or("contract_type_channel") == channel) {
    return order.str("contract_type");
  }
  if (channel == "shop") return "on_premises";
  if (channel == "field" || channel == "popup") return "off_premises";
  return "distance";
}

bool is_final(std::string_view item_state) {
  constexpr std::array<std::string_view, 4> kFinal = {"completed", "failed", "cancelled",
                                                      "returned"};
  return std::find(kFinal.begin(), kFinal.end(), item_state) != kFinal.end();
}

}  // namespace kontor::order
