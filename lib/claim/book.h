// SPDX-License-Identifier: Apache-2.0
// What keeping the books needs of the state, in parts.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "lib/claim/record.h"
#include "lib/commission/period.h"

namespace kontor::claim {

// A payee of one plan: whose periods they are.
struct Member {
  std::string plan;
  std::string partner;
  std::string role;  // business | seller
  std::string payee;
  plan::Per per() const { return role == "seller" ? plan::Per::kSeller : plan::Per::kBusiness; }
  // Sellers before their business, which answers for them.
  friend bool operator<(const Member& a, const Member& b) {
    const auto key = [](const Member& m) {
      return std::tuple(m.plan, m.partner, m.role != "seller", m.payee);
    };
    return key(a) < key(b);
  }
};

// Every version of the plans, each parsed once.
class Versions {
 public:
  explicit Versions(const State& state) : state_(state) {}
  const std::vector<plan::Plan>& of(const std::string& plan);

 private:
  const State& state_;
  std::map<std::string, std::vector<plan::Plan>> parsed_;
};

// Whether any version has rules of periods for that role.
bool has_rules(const std::vector<plan::Plan>& versions, plan::Per per);
bool has_guarantees(const std::vector<plan::Plan>& versions, plan::Per per, Date day);
bool has_charges(const std::vector<plan::Plan>& versions);

// book_entries.cpp: what the member earned by the plan from `from` on, of facts dated up to
// `until`, in the order that tiers ask for.
// kStated: of facts that the payee's statements hold, which is what the last run knew.
enum class Facts { kAll, kStated };
std::vector<commission::Entry> entries_of(const State& state, const Member& member,
                                          std::string_view currency, Date from, Date until,
                                          Facts facts = Facts::kAll);
// The same at the payee's own site, from its earnings.
std::vector<commission::Entry> seen_entries_of(const State& site, const Member& member,
                                               std::string_view currency, Date from, Date until);

std::string year_of(Date day);
Date new_year(Date day);  // of its year

}  // namespace kontor::claim
