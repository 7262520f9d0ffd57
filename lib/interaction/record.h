// SPDX-License-Identifier: Apache-2.0
// An interaction (TMF683 party interaction): visit, call, consultation. It is the touch that a
// commission is paid for, so it stays where it was made: no grant takes it to another scope.
#pragma once

#include <string>

#include "lib/change/noun.h"

namespace kontor::interaction {

extern const Form add_form;
extern const Form record_form;  // what a record has beside the standard parts

}  // namespace kontor::interaction
