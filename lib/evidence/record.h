// SPDX-License-Identifier: Apache-2.0
// Evidence: that something which the law wants of a sale took place, with the wording or document
// that proves it. The file itself lies in the vault. What is wanted is the policy's (lib/policy).
#pragma once

#include "lib/change/form.h"

namespace kontor::evidence {

extern const Form add_form;     // evidence.add
extern const Form record_form;  // what a record has beside the standard parts

}  // namespace kontor::evidence
