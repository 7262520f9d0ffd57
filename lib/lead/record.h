// SPDX-License-Identifier: Apache-2.0
// A lead (TMF699 sales lead): someone may want something. `assignment` says who works on it.
//   holder    the scope that works on it; absent when that is another partner's than the lead's own
//             scope, which keeps the lead and must not learn who took it. `lead_history` (HQ alone)
//             knows.
//   facts     public enumerations and bands of an import, by column
//   imported  from a file: never a touch of a commission
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "lib/change/noun.h"

namespace kontor::lead {

extern const Form add_form;
extern const Form pool_form;
extern const Form pick_form;
extern const Form assign_form;
extern const Form release_form;
extern const Form record_form;   // what a record has beside the standard parts
extern const Form history_form;  // lead_history
extern const Form card_form;     // pool_card: all of it

// Is `scope`, which holds the lead whole, the one that works on it?
bool held_by(const Json& lead, std::string_view scope);
// Puts `scope` down as holder, or nothing where its name would tell.
void set_holder(Json& lead, std::string_view scope);
// The holder as HQ knows it.
std::string holder(const State& hq, const Json& lead);

// Name, e-mail, phone or street of a person, in the lead itself or by a customer that it names.
bool is_personal(const Json& lead);
// May `partner` have the lead? Nothing personal: yes. Else the consent that the lead names, or one
// of its customer, must permit the partner and live at `date` (without a date: as far as the ledger
// knows).
bool admits(const State& hq, const Json& lead, std::string_view partner,
            std::optional<Date> date = std::nullopt);

// What a partner sees before a pick: nothing personal, nothing of who has it.
Json pool_card(const std::string& id, const Json& lead);

// True when every lead of the customer is imported (at least one): such customers are not matched.
bool only_imported(const State& state, std::string_view customer);

}  // namespace kontor::lead
