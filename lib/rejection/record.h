// SPDX-License-Identifier: Apache-2.0
// rejection/{operation id} = {op, op_kind, on, replica, reason, detail, at}. Made by the sequencer,
// not by an operation; removed by op.dismiss or by an accepted retry. So it survives a rebuild and
// is seen at every till of the shop.
#pragma once

#include <string>

#include "lib/change/noun.h"

namespace kontor::rejection {

extern const Form dismiss_form;  // op.dismiss
extern const Form record_form;

// Scope whose operation was rejected.
std::string scope_of(const State& state, const Json& record);

}  // namespace kontor::rejection
