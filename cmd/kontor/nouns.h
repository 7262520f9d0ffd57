// SPDX-License-Identifier: Apache-2.0
// The rows of each noun (cmd/kontor/<noun>/verbs.cpp), put together in table.cpp.
#pragma once

#include <span>

#include "cmd/kontor/table.h"

namespace kontor::cli {

std::span<const VerbRow> site_verbs();  // commands of one word: init, sync, status, ...
std::span<const VerbRow> claim_verbs();
std::span<const VerbRow> code_verbs();
std::span<const VerbRow> consent_verbs();
std::span<const VerbRow> contract_verbs();
std::span<const VerbRow> credit_verbs();
std::span<const VerbRow> customer_verbs();
std::span<const VerbRow> dispute_verbs();
std::span<const VerbRow> evidence_verbs();
std::span<const VerbRow> hub_verbs();
std::span<const VerbRow> interaction_verbs();
std::span<const VerbRow> lead_verbs();
std::span<const VerbRow> offer_verbs();
std::span<const VerbRow> op_verbs();
std::span<const VerbRow> order_verbs();
std::span<const VerbRow> outlet_verbs();
std::span<const VerbRow> partner_verbs();
std::span<const VerbRow> plan_verbs();
std::span<const VerbRow> policy_verbs();
std::span<const VerbRow> replica_verbs();
std::span<const VerbRow> report_verbs();
std::span<const VerbRow> return_verbs();
std::span<const VerbRow> scope_verbs();
std::span<const VerbRow> seller_verbs();
std::span<const VerbRow> settlement_verbs();
std::span<const VerbRow> statement_verbs();
std::span<const VerbRow> target_verbs();

}  // namespace kontor::cli
