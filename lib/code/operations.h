// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lib/change/noun.h"

namespace kontor::code {

Outcome check_issue(const State&, const Operation&, const Context&);
void apply_issue(Overlay&, const Operation&, const Context&);

Outcome check_revoke(const State&, const Operation&, const Context&);
void apply_revoke(Overlay&, const Operation&, const Context&);

// HQ's alone: the code is another scope's as a rule. A scope that redeemed the code of a draft
// before may do so again, and no use is spent: the customer came back, he did not come twice.
Outcome check_redeem(const State&, const Operation&, const Context&);
// Grants the code, its draft and their customer to the redeeming scope; what the draft itself takes
// from the code is lib/order/derive.cpp's.
void apply_redeem(Overlay&, const Operation&, const Context&);

void audience(const State& hq, const std::string& id, const Json& record, Projection&);

}  // namespace kontor::code
