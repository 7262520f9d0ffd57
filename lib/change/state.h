// SPDX-License-Identifier: Apache-2.0
// What `check`, `apply` and `derive` see: records by (kind, id), nothing else. Iteration is by
// sorted id.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/json.h"

namespace kontor {

// Kind -> members that `find` may be asked for. Each is a top-level string member.
using Indexes = std::map<std::string, std::vector<std::string>, std::less<>>;

using Record = std::shared_ptr<const Json>;  // nullptr: absent

class State {
 public:
  virtual ~State() = default;
  virtual Record get(std::string_view kind, std::string_view id) const = 0;
  // Sorted ids of the records of `kind` whose indexed member equals `value`.
  virtual std::vector<std::string> find(std::string_view kind, std::string_view field,
                                        std::string_view value) const = 0;
  virtual std::vector<std::string> ids(std::string_view kind) const = 0;  // sorted
  bool has(std::string_view kind, std::string_view id) const { return get(kind, id) != nullptr; }
};

class EmptyState final : public State {
 public:
  Record get(std::string_view, std::string_view) const override { return nullptr; }
  std::vector<std::string> find(std::string_view, std::string_view,
                                std::string_view) const override {
    return {};
  }
  std::vector<std::string> ids(std::string_view) const override { return {}; }
};

using RecordKey = std::pair<std::string, std::string>;  // kind, id

// Changes on top of a state that it does not own. On an EmptyState it is a whole state in memory.
class Overlay final : public State {
 public:
  Overlay(const State& below, const Indexes& indexes);

  Record get(std::string_view kind, std::string_view id) const override;
  std::vector<std::string> find(std::string_view kind, std::string_view field,
                                std::string_view value) const override;
  std::vector<std::string> ids(std::string_view kind) const override;

  void put(std::string_view kind, std::string_view id, Json record);
  void put(std::string_view kind, std::string_view id, Record record);
  void remove(std::string_view kind, std::string_view id);

  // Net changes, sorted; a null record is a removal.
  const std::map<RecordKey, Record>& changes() const { return changes_; }
  bool empty() const { return changes_.empty(); }
  // Puts the changes of `upper` (which lies on this) into this one.
  void absorb(const Overlay& upper);
  void clear();

 private:
  void index(std::string_view kind, const std::string& id, const Json* before, const Json* after);

  const State& below_;
  const Indexes& indexes_;
  std::map<RecordKey, Record> changes_;
  std::map<std::string, std::set<std::string>, std::less<>>
      entries_;  // kind \0 field \0 value -> ids
};

}  // namespace kontor
