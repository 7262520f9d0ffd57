// SPDX-License-Identifier: Apache-2.0
// A customer's consent to be contacted (TMF644 party privacy agreement): by which medium, for what,
// by whom. It is evidence, never a boolean: wording, how obtained, until when (Art. 7 GDPR, Sec. 7a
// UWG).
#pragma once

#include <string>
#include <string_view>

#include "lib/change/noun.h"

namespace kontor::consent {

// Stands in `permitted` for every partner.
inline constexpr std::string_view kAnyPartner = "any";
inline constexpr std::string_view kExpire = "consent.expire";  // timer

extern const Form add_form;
extern const Form withdraw_form;
extern const Form record_form;  // what a record has beside the standard parts

// Validated, not withdrawn, and its last day has not passed as far as the ledger knows.
bool live(const Json& consent);
bool live(const Json& consent, Date date);
// Live, and `partner` (a slug) may use it.
bool permits(const Json& consent, std::string_view partner);
bool permits(const Json& consent, std::string_view partner, Date date);

}  // namespace kontor::consent
