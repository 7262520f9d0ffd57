// SPDX-License-Identifier: Apache-2.0
#include "lib/offer/record.h"

#include <algorithm>
#include <utility>

#include "lib/base/error.h"

namespace kontor::offer {
namespace {

// How much a row asks for; -1: its condition does not hold.
int claim_of(const Json& row, const std::set<std::string>& present, std::string_view campaign) {
  const Json* when = row.find("when");
  if (!when) return 0;
  if (!present.contains(when->str("item"))) return -1;
  const Json* wanted = when->find("campaign");
  if (!wanted) return 1;
  return wanted->string() == campaign ? 2 : -1;
}

bool in_force(const Json& rule, Date date) {
  const Json* first = rule.find("from");
  const Json* last = rule.find("to");
  return (!first || parse_date(first->string()) <= date) &&
         (!last || date <= parse_date(last->string()));
}

bool names_channel(const Json& rule, std::string_view channel) {
  const auto& named = rule.list("channel");
  return std::any_of(named.begin(), named.end(),
                     [&](const Json& item) { return item.string() == channel; });
}

}  // namespace

const Json* version_of(const Json& record, std::int64_t version) {
  const Json* versions = record.find("versions");
  return versions ? versions->find(std::to_string(version)) : nullptr;
}

std::int64_t launched_version(const Json& record) { return record.num_or("launched", 0); }

bool was_launched(const Json& record, std::int64_t version) {
  const Json* launches = record.find("launches");
  return launches && launches->has(std::to_string(version));
}

std::int64_t current_version(const Json& record) {
  const std::int64_t launched = launched_version(record);
  return launched > 0 ? launched : record.num("version");
}

const Json& current(const Json& record) {
  const Json* content = version_of(record, current_version(record));
  KONTOR_CHECK(content != nullptr);
  return *content;
}

bool is_bundle(const Json& content) { return !content.list("items").empty(); }

std::vector<std::string> price_points(const Json& content) {
  std::vector<std::string> out;
  for (const Json& row : content.list("price")) {
    const std::string& point = row.str("point");
    if (std::find(out.begin(), out.end(), point) == out.end()) out.push_back(point);
  }
  return out;
}

std::optional<Json> price_of(const Json& content, std::string_view point,
                             const std::set<std::string>& present, std::string_view campaign) {
  const Json* best = nullptr;
  int best_claim = -1;
  for (const Json& row : content.list("price")) {
    if (row.str("point") != point) continue;
    const int claim = claim_of(row, present, campaign);
    if (claim <= best_claim) continue;
    best = &row;
    best_claim = claim;
  }
  if (!best) return std::nullopt;
  Json price;
  for (const char* part : {"recurring", "one_time"}) {
    if (const Json* amount = best->find(part)) price.set(part, *amount);
  }
  return price;
}

std::string channel_refusal(const Json& content, std::string_view channel, Date date) {
  std::string closed_by;  // first allow rule in force that does not name the channel
  bool open = false;
  for (const Json& rule : content.list("channels")) {
    if (!in_force(rule, date)) continue;
    const bool named = names_channel(rule, channel);
    if (rule.str("effect") == "deny") {
      if (named) return rule.str("id");
    } else if (named) {
      open = true;
    } else if (closed_by.empty()) {
      closed_by = rule.str("id");
    }
  }
  return open ? std::string() : closed_by;
}

bool admits_tier(const Json& content, std::string_view tier) {
  const Json* tiers = content.find("tiers");
  if (!tiers) return true;
  const auto& named = tiers->items();
  return std::any_of(named.begin(), named.end(),
                     [&](const Json& item) { return item.string() == tier; });
}

}  // namespace kontor::offer
