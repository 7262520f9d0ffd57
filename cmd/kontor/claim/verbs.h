// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "lib/audit/clone.h"

namespace kontor {
struct Form;
class Workspace;
}  // namespace kontor

namespace kontor::cli {

class Call;

// What `explain` and `prove` take: a claim, or the book of a payee's periods.
inline constexpr std::string_view kExplainedKinds = "claim|earning|book|book_card";

int list_claims(Call& call);  // list.cpp
int list_facts(Call& call);   // history.cpp
const Form* fact_row_form();  // history.cpp
// The order of claims or earnings by a unique prefix of its id.
std::string order_with_claims(Call& call, const std::string& typed);  // history.cpp
int explain_one_claim(Call& call);                                    // explain.cpp
const Form* explain_form();                                           // explain.cpp
int prove_claim(Call& call);                                          // prove.cpp
// The site's own history, as far as it has taken it.
Clone history_here(Workspace& site);  // explain.cpp

}  // namespace kontor::cli
