// SPDX-License-Identifier: Apache-2.0
#include "lib/ledger/project.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/claim/derive.h"
#include "lib/dispute/operations.h"
#include "lib/ledger/nouns.h"
#include "lib/scope/record.h"
#include "lib/statement/operations.h"

namespace kontor {
namespace {

// What every scope holds because of one source record.
std::map<std::string, std::map<RecordKey, Record>> held(const State& state, const RecordKey& key) {
  std::map<std::string, std::map<RecordKey, Record>> out;
  Record record = state.get(key.first, key.second);
  if (!record) return out;
  Projection projection = project_record(state, key.first, key.second);
  for (const std::string& scope : projection.whole) out[scope][key] = record;
  for (auto& [scope, views] : projection.views) {
    for (auto& [kind, view] : views) {
      out[scope][{kind, key.second}] = std::make_shared<const Json>(std::move(view));
    }
  }
  return out;
}

bool same(const Record& a, const Record& b) {
  if (a == b) return true;
  return a && b && *a == *b;
}

void add_dependents(const State& state, const RecordKey& key, std::set<RecordKey>& out) {
  const KindRow* row = find_kind(key.first);
  if (!row || !row->dependents) return;
  if (Record record = state.get(key.first, key.second)) {
    row->dependents(state, key.second, *record, out);
  }
}

// A grant decides about the record that it names, and about all that hangs on that.
void add_granted(const State& state, const RecordKey& key, std::set<RecordKey>& out) {
  if (key.first != "grant") return;
  Record grant = state.get("grant", key.second);
  if (!grant) return;
  const RecordKey target{grant->str("on"), key.second};
  out.insert(target);
  add_dependents(state, target, out);
}

// A partner may have been a payee for long when it is given a scope: what is its own goes there.
void add_of_partner(const State& state, const RecordKey& key, std::set<RecordKey>& out) {
  if (key.first != "scope") return;
  const Record scope = state.get("scope", key.second);
  if (!scope) return;
  const std::string& partner = scope->str("partner");
  claim::claims_of_partner(state, partner, out);
  claim::books_of_partner(state, partner, out);
  dispute::of_partner(state, partner, out);
  statement::of_partner(state, partner, out);
}

}  // namespace

Projection project_record(const State& hq, std::string_view kind, std::string_view id) {
  Projection out;
  const KindRow* row = find_kind(kind);
  if (!row || !row->audience) return out;
  if (Record record = hq.get(kind, id)) row->audience(hq, std::string(id), *record, out);
  // HQ holds the sources themselves. A scope that HQ never added has no history: what an audience
  // says of it would begin one, a repository that nobody asked for.
  const auto holds_none = [&](const std::string& scope) {
    return scope == scope::kHq || !hq.has("scope", scope);
  };
  std::erase_if(out.whole, holds_none);
  std::erase_if(out.views, [&](const auto& views) { return holds_none(views.first); });
  for (const std::string& scope : out.whole) {
    // A scope that holds the record whole still may hold a view of another kind; never the same
    // kind.
    auto views = out.views.find(scope);
    if (views == out.views.end()) continue;
    for (const auto& view : views->second) KONTOR_CHECK(view.first != kind);
  }
  return out;
}

bool visible(const State& hq, std::string_view scope, std::string_view kinds, std::string_view id) {
  for (std::string_view kind : kind_list(kinds)) {
    if (!is_view_kind(kind)) {
      if (!hq.has(kind, id)) continue;
      if (scope == "hq" || project_record(hq, kind, id).whole.contains(std::string(scope)))
        return true;
      continue;
    }
    if (scope == "hq") continue;  // HQ holds the sources, no views
    for (const NounRow* noun : all_nouns()) {
      for (const KindRow& source : noun->kinds) {
        if (source.view || !source.audience || !hq.has(source.kind, id)) continue;
        Projection projection = project_record(hq, source.kind, id);
        auto views = projection.views.find(std::string(scope));
        if (views == projection.views.end()) continue;
        for (const auto& view : views->second) {
          if (view.first == kind) return true;
        }
      }
    }
  }
  return false;
}

bool ScopedState::sees(std::string_view kind, std::string_view id) const {
  return project_record(hq_, kind, id).whole.contains(scope_);
}

Record ScopedState::get(std::string_view kind, std::string_view id) const {
  Record record = hq_.get(kind, id);
  return record && sees(kind, id) ? record : nullptr;
}

std::vector<std::string> ScopedState::find(std::string_view kind, std::string_view field,
                                           std::string_view value) const {
  std::vector<std::string> out = hq_.find(kind, field, value);
  std::erase_if(out, [&](const std::string& id) { return !sees(kind, id); });
  return out;
}

std::vector<std::string> ScopedState::ids(std::string_view kind) const {
  std::vector<std::string> out = hq_.ids(kind);
  std::erase_if(out, [&](const std::string& id) { return !sees(kind, id); });
  return out;
}

ScopeChanges project_changes(const State& before, const State& after,
                             const std::set<RecordKey>& changed) {
  std::set<RecordKey> affected = changed;
  for (const RecordKey& key : changed) {
    add_dependents(before, key, affected);
    add_dependents(after, key, affected);
    add_granted(before, key, affected);
    add_granted(after, key, affected);
    add_of_partner(after, key, affected);
  }
  ScopeChanges out;
  for (const RecordKey& key : affected) {
    auto was = held(before, key);
    auto is = held(after, key);
    for (const auto& [scope, records] : was) {
      for (const auto& [held_key, record] : records) out[scope][held_key].was = record;
    }
    for (const auto& [scope, records] : is) {
      for (const auto& [held_key, record] : records) out[scope][held_key].is = record;
    }
  }
  for (auto& [scope, deltas] : out) {
    std::erase_if(deltas,
                  [](const auto& entry) { return same(entry.second.was, entry.second.is); });
  }
  std::erase_if(out, [](const auto& entry) { return entry.second.empty(); });
  return out;
}

}  // namespace kontor
