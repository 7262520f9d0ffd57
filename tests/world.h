// SPDX-License-Identifier: Apache-2.0
// A world in memory for the nouns' tests: the rows of some nouns over one HQ state. `run` asks in
// the order in which the one door asks: form, role, existence, references, the rule, and then
// applies. Includes of this header belong in *_test.cpp.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/error.h"
#include "lib/change/noun.h"

namespace kontor {

class World {
 public:
  explicit World(std::vector<const NounRow*> nouns) : nouns_(std::move(nouns)) {
    for (const NounRow* noun : nouns_) {
      for (const KindRow& row : noun->kinds) {
        auto& fields = ground_->indexes[std::string(row.kind)];
        for (std::string_view field : row.indexes) fields.emplace_back(field);
      }
    }
    as("hq-1", "hq", "hq_admin");
    at("2025-08-13T08:00:00Z");
  }

  // Who speaks from now on.
  World& as(std::string replica, std::string scope, std::string role, std::string outlet = {}) {
    context.ledger = "00000000000000000000000000";
    context.replica = std::move(replica);
    context.scope = std::move(scope);
    context.role = std::move(role);
    context.outlet = std::move(outlet);
    return *this;
  }
  World& at(std::string_view instant) {
    context.time = context.rule_time = parse_instant(instant);
    return *this;
  }

  // The reason of a rejection, or empty. A form's problem is "bad_form: path: message".
  std::string run(std::string_view kind, std::string_view on, const Json& payload = {},
                  std::string actor = {}) {
    const OperationRow& row = operation_row(kind);
    operation = {};
    operation.id = {context.replica, 0, ++seq_};
    operation.kind = kind;
    operation.on = on;
    operation.actor = actor.empty() ? context.replica : std::move(actor);
    operation.at = format_instant(context.time);
    operation.payload = payload;
    last = operation.id.text();
    detail.clear();
    if (std::string reason = door(row, operation); !reason.empty()) return reason;
    if (row.check) {
      const Outcome outcome = row.check(state, operation, context);
      detail = outcome.detail;
      if (!outcome.accepted()) return outcome.reason;
    }
    Overlay upper(state, ground_->indexes);
    row.apply(upper, operation, context);
    changed.clear();
    for (const auto& change : upper.changes()) changed.insert(change.first);
    state.absorb(upper);
    return {};
  }

  // Runs and lets HQ derive; the reason of a rejection or empty. A local operation is run once more
  // with only what its scope holds: the fate and the effect must be the same.
  std::string act(std::string_view kind, std::string_view on, const Json& payload = {},
                  std::string actor = {}) {
    const bool twice = operation_row(kind).cls == Class::kLocal && context.scope != "hq";
    const std::map<RecordKey, Record> site =
        twice ? held_whole(context.scope) : std::map<RecordKey, Record>();
    std::string reason = run(kind, on, payload, std::move(actor));
    if (twice) check_at_site(site, reason);
    if (reason.empty()) derive();
    return reason;
  }
  // What HQ derives from the last accepted operation, by the nouns in their order.
  World& derive() {
    derive(cause_of(operation.id.text(), &operation, context.scope, context.rule_time));
    return *this;
  }
  // A timer is due: it is gone, its row fires, and the nouns derive from that.
  World& fire(const std::string& id) {
    const Json timer = record("timer", id);
    const Cause cause = cause_of(id, nullptr, "hq", parse_instant(timer.str("due")));
    state.remove("timer", id);
    for (const NounRow* noun : nouns_) {
      for (const TimerRow& row : noun->timers) {
        if (row.name == timer.str("name")) row.fire(state, timer, cause);
      }
    }
    derive(cause);
    return *this;
  }
  // As if an operation of HQ had granted it.
  World& grant(std::string_view kind, std::string_view id, std::string_view scope,
               std::string_view as) {
    Operation by;
    by.id = {"hq-1", 0, ++seq_};
    by.on = id;
    by.actor = "hq-1";
    by.at = format_instant(context.time);
    add_grant(state, kind, id, scope, as, by, context);
    return *this;
  }

  const Json& record(std::string_view kind, std::string_view id) {
    held_ = state.get(kind, id);
    KONTOR_CHECK(held_ != nullptr);
    return *held_;
  }

  Projection audience(std::string_view kind, const std::string& id) {
    Projection out;
    const KindRow& row = kind_row(kind);
    if (row.audience) row.audience(state, id, record(kind, id), out);
    return out;
  }
  // Scopes that hold the record whole, as words.
  std::string holders(std::string_view kind, const std::string& id) {
    std::string out;
    for (const std::string& scope : audience(kind, id).whole) {
      out += (out.empty() ? "" : " ") + scope;
    }
    return out;
  }
  std::set<RecordKey> dependents(std::string_view kind, const std::string& id) {
    std::set<RecordKey> out;
    const KindRow& row = kind_row(kind);
    if (row.dependents) row.dependents(state, id, record(kind, id), out);
    return out;
  }

  const KindRow& kind_row(std::string_view kind) const {
    for (const NounRow* noun : nouns_) {
      for (const KindRow& row : noun->kinds) {
        if (row.kind == kind) return row;
      }
    }
    check_failed("kind is registered", __FILE__, __LINE__);
  }
  const OperationRow& operation_row(std::string_view kind) const {
    for (const NounRow* noun : nouns_) {
      for (const OperationRow& row : noun->operations) {
        if (row.kind == kind) return row;
      }
    }
    check_failed("operation is registered", __FILE__, __LINE__);
  }

 private:
  // On the heap: `state` refers to it, and a world may be moved.
  struct Ground {
    EmptyState nothing;
    Indexes indexes;
  };
  std::vector<const NounRow*> nouns_;
  std::unique_ptr<Ground> ground_ = std::make_unique<Ground>();
  std::int64_t seq_ = 0;
  Record held_;

  Cause cause_of(std::string id, const Operation* by, std::string scope, Instant rule_time) const {
    return {std::move(id), context.ledger, by,           std::move(scope),
            context.time,  rule_time,      context.index};
  }
  void derive(const Cause& cause) {
    for (const NounRow* noun : nouns_) {
      if (noun->derive) noun->derive(state, changed, cause);
    }
  }

  std::map<RecordKey, Record> held_whole(const std::string& scope) const {
    std::map<RecordKey, Record> out;
    for (const NounRow* noun : nouns_) {
      for (const KindRow& row : noun->kinds) {
        for (const std::string& id : state.ids(row.kind)) {
          Record record = state.get(row.kind, id);
          Projection projection;
          if (row.audience) row.audience(state, id, *record, projection);
          if (projection.whole.contains(scope)) out[{std::string(row.kind), id}] = record;
        }
      }
    }
    return out;
  }

  void check_at_site(const std::map<RecordKey, Record>& held, const std::string& reason) const {
    const OperationRow& row = operation_row(operation.kind);
    Overlay site(ground_->nothing, ground_->indexes);
    for (const auto& [key, record] : held) site.put(key.first, key.second, record);
    const bool at_the_door = reason.starts_with("bad_form") || reason == "id_taken" ||
                             reason == "not_visible" || reason == "not_your_role";
    if (at_the_door) return;
    const Outcome outcome = row.check ? row.check(site, operation, context) : accept();
    if (outcome.reason != reason) different(outcome.reason + " at the site, not " + reason);
    if (!reason.empty()) return;
    row.apply(site, operation, context);
    for (const RecordKey& key : changed) {
      const Record here = site.get(key.first, key.second);
      const Record there = state.get(key.first, key.second);
      if (!here || !there || !(*here == *there)) different(key.first + "/" + key.second);
    }
  }
  [[noreturn]] void different(const std::string& what) const {
    check_failed((operation.kind + ": " + what).c_str(), __FILE__, __LINE__);
  }

  static std::vector<std::string_view> words(std::string_view kinds) {
    std::vector<std::string_view> out;
    while (!kinds.empty()) {
      const std::size_t bar = kinds.find('|');
      out.push_back(kinds.substr(0, bar));
      kinds.remove_prefix(bar == std::string_view::npos ? kinds.size() : bar + 1);
    }
    return out;
  }
  bool exists(std::string_view kinds, std::string_view id) const {
    for (std::string_view kind : words(kinds)) {
      if (state.has(kind, id)) return true;
    }
    return false;
  }
  std::string door(const OperationRow& row, const Operation& asked) const {
    for (const Problem& problem : check_form(*row.form, asked.payload)) {
      return "bad_form: " + problem.path + ": " + problem.message;
    }
    if ((parse_role(context.role) & row.roles) == 0) return "not_your_role";
    const bool present = exists(row.on, asked.on);
    if (row.existence == Existence::kCreates && present) return "id_taken";
    if (row.existence == Existence::kNeeds && !row.blind && !present) return "not_visible";
    for (const Reference& reference : references(*row.form, asked.payload)) {
      if (!exists(reference.kinds, reference.id)) return "not_visible";
    }
    return {};
  }

 public:
  Overlay state{ground_->nothing, ground_->indexes};
  Context context;
  Operation operation;          // the last one
  std::set<RecordKey> changed;  // by the last accepted operation
  std::string detail;           // of the last rejection
  std::string last;             // operation id
};

}  // namespace kontor
