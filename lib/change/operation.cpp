// SPDX-License-Identifier: Apache-2.0
#include "lib/change/operation.h"

#include <algorithm>
#include <array>

#include "lib/base/error.h"

namespace kontor {
namespace {

constexpr std::array<std::string_view, 8> kMembers = {"actor", "at", "id", "kind",
                                                      "on",    "p",  "v",  "retry_of"};

[[noreturn]] void refuse(const std::string& why) {
  throw Error(Fault::kData, "bad_operation", "operation: " + why);
}

}  // namespace

std::string encode_operation(const Operation& operation) {
  Json line;
  line.set("actor", operation.actor);
  line.set("at", operation.at);
  line.set("id", operation.id.text());
  line.set("kind", operation.kind);
  line.set("on", operation.on);
  line.set("p", operation.payload);
  if (!operation.retry_of.empty()) line.set("retry_of", operation.retry_of);
  line.set("v", operation.version);
  return line.encode();
}

Operation decode_operation(std::string_view line) {
  const Json json = parse_canonical(line);
  if (!json.is_object()) refuse("not an object");
  for (const auto& [key, value] : json.members()) {
    if (std::find(kMembers.begin(), kMembers.end(), key) == kMembers.end()) {
      refuse("unknown member \"" + key + "\"");
    }
  }
  Operation out;
  out.actor = json.str("actor");
  out.at = json.str("at");
  out.id = parse_operation_id(json.str("id"));
  out.kind = json.str("kind");
  out.on = json.str("on");
  out.payload = json.at("p");
  out.version = json.num("v");
  out.retry_of = json.str_or("retry_of");
  if (!out.payload.is_object()) refuse("\"p\" is no object");
  if (out.version < 1) refuse("\"v\" is no version");
  if (!is_entity_id(out.on)) refuse("\"on\" is no id");
  if (!is_entity_id(out.actor)) refuse("\"actor\" is no id");
  static_cast<void>(parse_instant(out.at));
  return out;
}

std::vector<std::string_view> operation_lines(std::string_view ops_jsonl) {
  std::vector<std::string_view> lines;
  while (!ops_jsonl.empty()) {
    const std::size_t end = ops_jsonl.find('\n');
    if (end == std::string_view::npos) refuse("last line has no line feed");
    lines.push_back(ops_jsonl.substr(0, end));
    ops_jsonl.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace kontor
