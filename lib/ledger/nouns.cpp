// SPDX-License-Identifier: Apache-2.0
#include "lib/ledger/nouns.h"

#include <map>

#include "lib/base/error.h"
#include "lib/claim/noun.h"
#include "lib/code/noun.h"
#include "lib/consent/noun.h"
#include "lib/contract/noun.h"
#include "lib/customer/noun.h"
#include "lib/dispute/noun.h"
#include "lib/evidence/noun.h"
#include "lib/interaction/noun.h"
#include "lib/lead/noun.h"
#include "lib/offer/noun.h"
#include "lib/order/noun.h"
#include "lib/outlet/noun.h"
#include "lib/partner/noun.h"
#include "lib/person/noun.h"
#include "lib/plan/noun.h"
#include "lib/policy/noun.h"
#include "lib/rejection/noun.h"
#include "lib/replica/noun.h"
#include "lib/return/noun.h"
#include "lib/scope/noun.h"
#include "lib/seller/noun.h"
#include "lib/settlement/noun.h"
#include "lib/statement/noun.h"
#include "lib/target/noun.h"

namespace kontor {
namespace {

struct Registry {
  std::vector<const NounRow*> nouns;
  std::map<std::string_view, const OperationRow*> operations;
  std::map<std::string_view, const KindRow*> kinds;
  std::map<std::string_view, const TimerRow*> timers;
  Indexes indexes;
};

Registry make_registry() {
  Registry out;
  // As in lib/LAYERS: a noun derives after those whose records it reads.
  out.nouns = {&scope_noun(),       &replica_noun(),  &rejection_noun(), &partner_noun(),
               &outlet_noun(),      &seller_noun(),   &policy_noun(),    &offer_noun(),
               &plan_noun(),        &customer_noun(), &person_noun(),    &consent_noun(),
               &interaction_noun(), &lead_noun(),     &code_noun(),      &order_noun(),
               &evidence_noun(),    &contract_noun(), &return_noun(),    &claim_noun(),
               &settlement_noun(),  &dispute_noun(),  &statement_noun(), &target_noun()};
  for (const NounRow* noun : out.nouns) {
    for (const OperationRow& row : noun->operations) {
      KONTOR_CHECK(out.operations.emplace(row.kind, &row).second);
    }
    for (const KindRow& row : noun->kinds) {
      KONTOR_CHECK(out.kinds.emplace(row.kind, &row).second);
      for (std::string_view field : row.indexes) {
        out.indexes[std::string(row.kind)].emplace_back(field);
      }
    }
    for (const TimerRow& row : noun->timers)
      KONTOR_CHECK(out.timers.emplace(row.name, &row).second);
  }
  return out;
}

const Registry& registry() {
  static const Registry instance = make_registry();
  return instance;
}

template <typename Map>
auto look_up(const Map& map, std::string_view key) -> typename Map::mapped_type {
  auto found = map.find(key);
  return found == map.end() ? nullptr : found->second;
}

}  // namespace

std::span<const NounRow* const> all_nouns() { return registry().nouns; }
const OperationRow* find_operation(std::string_view kind) {
  return look_up(registry().operations, kind);
}
const KindRow* find_kind(std::string_view kind) { return look_up(registry().kinds, kind); }
const TimerRow* find_timer(std::string_view name) { return look_up(registry().timers, name); }
const Indexes& all_indexes() { return registry().indexes; }

const NounRow* find_noun(std::string_view name) {
  for (const NounRow* noun : all_nouns()) {
    if (noun->name == name) return noun;
  }
  return nullptr;
}

std::vector<std::string_view> operation_kinds() {
  std::vector<std::string_view> out;
  for (const auto& entry : registry().operations) out.push_back(entry.first);
  return out;
}

std::vector<std::string_view> kind_list(std::string_view names) {
  std::vector<std::string_view> out;
  while (!names.empty()) {
    const std::size_t bar = names.find('|');
    out.push_back(names.substr(0, bar));
    if (bar == std::string_view::npos) break;
    names.remove_prefix(bar + 1);
  }
  return out;
}

bool is_view_kind(std::string_view kind) {
  const KindRow* row = find_kind(kind);
  return row && row->view;
}

}  // namespace kontor
