// SPDX-License-Identifier: Apache-2.0
// Which scope holds what: the projection of HQ's state into scopes, computed, never stored apart.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "lib/change/noun.h"

namespace kontor {

// Projection of one record as the state stands; empty for an absent record or a kind of HQ's own.
// It names scopes that HQ has added and no other, whatever the noun's audience says.
Projection project_record(const State& hq, std::string_view kind, std::string_view id);

// Whether the scope's projection holds a record of one of `kinds` ("lead|pool_card") with this id.
bool visible(const State& hq, std::string_view scope, std::string_view kinds, std::string_view id);

// HQ's state through the eyes of one scope: what a local operation may read.
class ScopedState final : public State {
 public:
  ScopedState(const State& hq, std::string_view scope) : hq_(hq), scope_(scope) {}
  Record get(std::string_view kind, std::string_view id) const override;
  std::vector<std::string> find(std::string_view kind, std::string_view field,
                                std::string_view value) const override;
  std::vector<std::string> ids(std::string_view kind) const override;

 private:
  bool sees(std::string_view kind, std::string_view id) const;
  const State& hq_;
  std::string scope_;
};

// What one step (operation, timer) changed in each scope.
struct Delta {
  Record was;  // null: the scope did not hold it
  Record is;   // null: the scope holds it no longer
};
using ScopeChanges = std::map<std::string, std::map<RecordKey, Delta>>;
// `before` is the state, `after` the same with `changed` applied.
ScopeChanges project_changes(const State& before, const State& after,
                             const std::set<RecordKey>& changed);

}  // namespace kontor
