// SPDX-License-Identifier: Apache-2.0
#include "lib/change/state.h"

#include <algorithm>

namespace kontor {
namespace {

std::string entry_key(std::string_view kind, std::string_view field, std::string_view value) {
  std::string key;
  key.reserve(kind.size() + field.size() + value.size() + 2);
  key.append(kind).push_back('\0');
  key.append(field).push_back('\0');
  return key.append(value);
}

// The changes of one kind are a contiguous range, because the map is sorted by kind first.
template <typename Map>
auto first_of(const Map& changes, std::string_view kind) {
  return changes.lower_bound(RecordKey(std::string(kind), std::string()));
}

}  // namespace

Overlay::Overlay(const State& below, const Indexes& indexes) : below_(below), indexes_(indexes) {}

Record Overlay::get(std::string_view kind, std::string_view id) const {
  if (!changes_.empty()) {
    auto found = changes_.find(RecordKey(std::string(kind), std::string(id)));
    if (found != changes_.end()) return found->second;
  }
  return below_.get(kind, id);
}

std::vector<std::string> Overlay::find(std::string_view kind, std::string_view field,
                                       std::string_view value) const {
  std::vector<std::string> out;
  for (std::string& id : below_.find(kind, field, value)) {
    if (!changes_.contains(RecordKey(std::string(kind), id))) out.push_back(std::move(id));
  }
  auto here = entries_.find(entry_key(kind, field, value));
  if (here != entries_.end()) {
    out.insert(out.end(), here->second.begin(), here->second.end());
    std::sort(out.begin(), out.end());
  }
  return out;
}

std::vector<std::string> Overlay::ids(std::string_view kind) const {
  std::vector<std::string> out;
  for (std::string& id : below_.ids(kind)) {
    if (!changes_.contains(RecordKey(std::string(kind), id))) out.push_back(std::move(id));
  }
  const std::size_t middle = out.size();
  for (auto at = first_of(changes_, kind); at != changes_.end() && at->first.first == kind; ++at) {
    if (at->second) out.push_back(at->first.second);
  }
  std::inplace_merge(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(middle), out.end());
  return out;
}

void Overlay::index(std::string_view kind, const std::string& id, const Json* before,
                    const Json* after) {
  auto fields = indexes_.find(kind);
  if (fields == indexes_.end()) return;
  for (const std::string& field : fields->second) {
    if (before) {
      if (const Json* value = before->find(field); value && value->is_string()) {
        auto entry = entries_.find(entry_key(kind, field, value->string()));
        if (entry != entries_.end()) entry->second.erase(id);
      }
    }
    if (after) {
      if (const Json* value = after->find(field); value && value->is_string()) {
        entries_[entry_key(kind, field, value->string())].insert(id);
      }
    }
  }
}

void Overlay::put(std::string_view kind, std::string_view id, Json record) {
  put(kind, id, std::make_shared<const Json>(std::move(record)));
}

void Overlay::put(std::string_view kind, std::string_view id, Record record) {
  Record& place = changes_[RecordKey(std::string(kind), std::string(id))];
  index(kind, std::string(id), place.get(), record.get());
  place = std::move(record);
}

void Overlay::remove(std::string_view kind, std::string_view id) { put(kind, id, Record(nullptr)); }

void Overlay::absorb(const Overlay& upper) {
  for (const auto& [key, record] : upper.changes_) put(key.first, key.second, record);
}

void Overlay::clear() {
  changes_.clear();
  entries_.clear();
}

}  // namespace kontor
