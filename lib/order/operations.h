// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "lib/change/noun.h"

namespace kontor::order {

// draft.cpp. rejected: not_an_id, version_unknown, part_not_launched, channel_rule,
// price_point_unknown, customer_erased.
Outcome check_add(const State&, const Operation&, const Context&);
void apply_add(Overlay&, const Operation&, const Context&);
// rejected: not_draft, field_name, value_or_c, field_changed, field_private, field_public,
// price_point_unknown, not_a_date.
Outcome check_set(const State&, const Operation&, const Context&);
void apply_set(Overlay&, const Operation&, const Context&);
// rejected: not_draft, check_unknown, check_result, field_changed (every result is about a value
// that stands no more).
Outcome check_check(const State&, const Operation&, const Context&);
void apply_check(Overlay&, const Operation&, const Context&);
// rejected: not_draft, draft_held.
Outcome check_hold(const State&, const Operation&, const Context&);
void apply_hold(Overlay&, const Operation&, const Context&);
// rejected: not_draft, draft_active.
Outcome check_resume(const State&, const Operation&, const Context&);
void apply_resume(Overlay&, const Operation&, const Context&);

// submit.cpp. The gate. rejected: not_draft, draft_held, no_outlet, part_not_launched,
// channel_rule, step_missing, check_missing, check_block, evidence_missing; `detail` lists what is
// missing.
Outcome check_submit(const State&, const Operation&, const Context&);
void apply_submit(Overlay&, const Operation&, const Context&);

// confirm.cpp. rejected: not_submitted, item_unknown, item_final, gate_closed, already_confirmed,
// at_in_future, at_before_close.
Outcome check_confirm(const State&, const Operation&, const Context&);
void apply_confirm(Overlay&, const Operation&, const Context&);
// rejected: already_final.
Outcome check_cancel(const State&, const Operation&, const Context&);
void apply_cancel(Overlay&, const Operation&, const Context&);

// While a draft, every holder has it whole; after the submit the closing scope alone, and the
// others keep an order_card.
void audience(const State& hq, const std::string& id, const Json& record, Projection&);
// Evidence and contract go where their order goes.
void dependents(const State& hq, const std::string& id, const Json& record,
                std::set<RecordKey>& out);

// HQ: a redeemed code binds its draft; the contract type follows the timeline; a submit shrinks the
// grants of those who did not close.
void derive(Overlay&, const std::set<RecordKey>& changed, const Cause&);

}  // namespace kontor::order
