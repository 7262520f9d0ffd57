// SPDX-License-Identifier: Apache-2.0
// A code: what a seller hands to a customer so that any channel can go on where he stopped. The
// record's id is a hash of the code (lib/crypto/hash.h); the code itself is never in history.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/json.h"
#include "lib/base/time.h"
#include "lib/change/form.h"

namespace kontor::code {

extern const Form issue_form;   // code.issue
extern const Form revoke_form;  // code.revoke
extern const Form redeem_form;  // code.redeem
extern const Form record_form;  // what a record has beside the standard parts

// State as a person sees it: a code that nobody redeemed in time is "expired", which no record
// says, because no operation happens at that moment.
std::string state_at(const Json& code, Instant now);

// The redemption by `scope`, or nullptr.
const Json* redemption_by(const Json& code, std::string_view scope);

}  // namespace kontor::code
