// SPDX-License-Identifier: Apache-2.0
// dispute/{id}: a payee's doubt about a claim, and HQ's answer.
//   {claim, payee, role, partner, stage?, reason, [text],
//    state: open|upheld|dismissed|closed,
//    decision?, decided?, [answer], adjustments, closed?, [remark]}
// The payee closes it: after the answer, with which it is content, or before, which takes it back.
// HQ and the scope of the payee's business hold it. It names the adjustments of that business
// alone: what others gain or lose by the answer is in their own earnings.
#pragma once

#include <string>
#include <vector>

#include "lib/change/form.h"
#include "lib/change/state.h"

namespace kontor::dispute {

inline constexpr std::string_view kReasons =
    "amount|missing|attribution|customer|reversal|premium|other";

extern const Form add_form;     // dispute.add
extern const Form answer_form;  // dispute.answer
extern const Form close_form;   // dispute.close
extern const Form record_form;

// What a dispute of a claim may name, in the order of the plan: its stages, then its overrides. Of
// an earning the same, as far as its scope is told.
std::vector<std::string> stages_of(const State& state, const Json& claim);
// Of "stage_unknown": the word, and those that it might have been.
std::string unknown_stage(const std::string& typed, const std::vector<std::string>& stages);

}  // namespace kontor::dispute
