// SPDX-License-Identifier: Apache-2.0
// settlement/{id}: one run, of all facts dated up to `until`. HQ's alone: it names every payee.
//   {until, accounts, totals: [{payee, partner, role, currency, settled, carried, waiting, on_hold,
//    true_up, premium, reserve, release}]}
#pragma once

#include "lib/change/form.h"

namespace kontor::settlement {

extern const Form run_form;     // settlement.run {until}
extern const Form record_form;  // what a record has beside the standard parts

}  // namespace kontor::settlement
