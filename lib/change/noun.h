// SPDX-License-Identifier: Apache-2.0
// The rows that a noun contributes. Registered in lib/ledger/nouns.cpp; CLI, sequencer and
// auditor use the same rows. All functions are pure and see integers, ids and commitments only.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/change/form.h"
#include "lib/change/operation.h"
#include "lib/change/state.h"

namespace kontor {

// kLocal reads and writes records of its scope alone: same result at site, HQ and scope auditor.
// kRequest reads other scopes' records; HQ alone gives effect.
enum class Class { kLocal, kRequest };

using Roles = unsigned;  // bit set
inline constexpr Roles kHqAdmin = 1, kShop = 2, kPhone = 4, kOnline = 8, kAuditor = 16;
inline constexpr Roles kSales =
    kShop | kPhone | kOnline | kHqAdmin;  // hq_admin may all that a shop may
Roles parse_role(std::string_view role);  // "hq_admin", "shop", ...; 0 when unknown

// Who and when, as judged. The same for check and apply of one operation.
struct Context {
  std::string ledger;  // 26 symbols
  std::string scope;   // of the replica
  std::string replica;
  std::string role;
  std::string outlet;      // of the replica; empty at HQ
  Instant time;            // of the entry (at a site: the store's clock)
  Instant rule_time;       // min(max(at, Time of Seen), Time)
  std::int64_t index = 0;  // of the master entry; 0 at a site
};

// Fate of an operation. A reason is a stable name ("not_visible", "field_changed").
struct Outcome {
  std::string reason;  // empty: accepted
  std::string detail;  // for a person, ids only
  bool accepted() const { return reason.empty(); }
};
inline Outcome accept() { return {}; }
inline Outcome reject(std::string reason, std::string detail = {}) {
  return {std::move(reason), std::move(detail)};
}

enum class Existence { kCreates, kNeeds, kEither };

struct OperationRow {
  std::string_view kind = {};  // "lead.pick"
  std::int64_t version = 1;    // that commands write; check and apply read the earlier ones too
  Class cls = Class::kLocal;
  Roles roles = kSales;
  // Kinds that `on` may name, '|'-separated; view kinds only for requests.
  std::string_view on = {};
  Existence existence = Existence::kNeeds;  // kCreates: a taken id is rejected(id_taken)
  bool blind = false;                       // `on` may name what the scope does not hold
  bool grace = false;                       // an operation that arrives late is judged by rule_time
  const Form* form = nullptr;
  Outcome (*check)(const State&, const Operation&, const Context&) = nullptr;
  void (*apply)(Overlay&, const Operation&, const Context&) = nullptr;
  std::string_view doc = {};
};

// What caused a derivation: an accepted operation or a fired timer.
struct Cause {
  std::string id;  // operation id, or timer id
  std::string ledger;
  const Operation* operation = nullptr;
  std::string scope;  // of the operation's replica; "hq" for a timer
  Instant time;
  Instant rule_time;  // of a timer: its due time
  std::int64_t index = 0;
};
// Runs at HQ after each accepted operation and fired timer, in the order of lib/LAYERS; `changed`
// holds what the operation and earlier nouns' derivations touched.
using Derive = void (*)(Overlay&, const std::set<RecordKey>& changed, const Cause&);

// A deadline; record kind `timer`, id derived_id("timer", cause, n):
// {"due","id","kind":"timer","name","on"}.
struct TimerRow {
  std::string_view name = {};  // "claim.vest"
  void (*fire)(Overlay&, const Json& timer, const Cause&) = nullptr;
};
void set_timer(Overlay&, const Cause&, std::int64_t ordinal, std::string_view name,
               std::string_view on, Instant due);

// Which scopes see a record: whole (the same bytes as at HQ), or a record of a view kind under the
// same id. Each scope named here gets a repository on the hub, so a name that comes out of a
// payload must have been checked against the records `scope`.
struct Projection {
  std::set<std::string> whole;  // scopes; "hq" is implied
  std::map<std::string, std::vector<std::pair<std::string, Json>>>
      views;  // scope -> (view kind, record)
};
struct KindRow {
  std::string_view kind = {};
  const Form* form = nullptr;  // of the record
  bool view = false;           // a view kind: made by projection, never stored at HQ
  // nullptr: `hq` alone.
  void (*audience)(const State& hq, const std::string& id, const Json& record,
                   Projection&) = nullptr;
  // Other records whose projection depends on this one (asked before and after a change).
  void (*dependents)(const State& hq, const std::string& id, const Json& record,
                     std::set<RecordKey>& out) = nullptr;
  std::vector<std::string_view> indexes = {};  // members for State::find
  std::string_view doc = {};
};

struct NounRow {
  std::string_view name = {};
  std::vector<KindRow> kinds = {};
  std::vector<OperationRow> operations = {};
  std::vector<TimerRow> timers = {};
  Derive derive = nullptr;
  std::string_view sql = {};  // text of schemas/store/<noun>.sql
};

// Parts that every record has: id, kind, rev, scope, created {at, by, op, outlet, rule}, changed
// (alike). `rule` is the rule_time. new_record copies `payload` in beside them.
Json new_record(std::string_view kind, const Operation&, const Context&, const Json& payload);
void touch_record(Json& record, const Operation&, const Context&);  // rev + 1, changed
// What an `apply` makes: new, or `before` with everything but its standard parts replaced by
// `payload`.
Json applied_record(std::string_view kind, const Record& before, const Operation&, const Context&,
                    const Json& payload);
// The same for what derive makes or changes.
Json derived_record(std::string_view kind, std::string_view id, std::string_view scope,
                    const Cause&);
void touch_derived(Json& record, const Cause&);

// Grants: hq-only record `grant/{id}` for a record of another scope:
//   {"on": kind, "scopes": {scope: {"as": "whole"|"card", "by": op, "index": i, "also"?:
//   [{as,by,index}]}}}
// add_grant merges; whole beats card, `also` keeps the other operations that gave the same scope a
// right.
void add_grant(Overlay&, std::string_view kind, std::string_view id, std::string_view scope,
               std::string_view as, const Operation&, const Context&);
void drop_grant(Overlay&, std::string_view id, std::string_view scope);
// Takes back what operation `by` gave; a right that another operation gave stays.
void drop_grant(Overlay&, std::string_view id, std::string_view scope, std::string_view by);
// Scopes granted on `id` with the given level.
std::set<std::string> granted(const State&, std::string_view id, std::string_view as);
// Every scope id but "hq".
std::vector<std::string> partner_scopes(const State&);

}  // namespace kontor
