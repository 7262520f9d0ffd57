// SPDX-License-Identifier: Apache-2.0
// The worked example with settlement runs, for the tests of a run and of what follows from one.
#pragma once

#include <set>
#include <string>

#include "lib/claim/story_test.h"
#include "lib/settlement/noun.h"

namespace kontor::settlement::example {

struct Ran {
  Operation operation;
  Context context;
  std::string reason;  // empty: accepted
  std::set<RecordKey> changed;

  Cause cause() const {
    return {operation.id.text(), "", &operation, "hq", context.time, context.time, 0};
  }
};

class Story : public claim::example::Story {
 public:
  // A run at HQ, after the timers that are due by then.
  Ran run(const std::string& id, const std::string& until, const std::string& now) {
    fire_due(parse_instant(now));
    const OperationRow& row = settlement_noun().operations[0];
    Ran out;
    out.operation.id = {"hq-1", 0, ++ops_};
    out.operation.kind = row.kind;
    out.operation.on = id;
    out.operation.actor = "hq-1";
    out.operation.at = now;
    out.operation.payload = Json::object({{"until", until}});
    out.context.scope = "hq";
    out.context.time = out.context.rule_time = parse_instant(now);
    out.reason = row.check(state, out.operation, out.context).reason;
    if (!out.reason.empty()) return out;
    Overlay effect(state, indexes_);
    row.apply(effect, out.operation, out.context);
    for (const auto& [key, record] : effect.changes()) out.changed.insert(key);
    state.absorb(effect);
    return out;
  }
  // The next run, under an id of its own.
  Ran run_next(const std::string& until, const std::string& now) {
    last_run = "00000000000000s" + std::to_string(++runs_);
    return run(last_run, until, now);
  }

  std::string last_run;

 private:
  int runs_ = 0;
};

}  // namespace kontor::settlement::example
