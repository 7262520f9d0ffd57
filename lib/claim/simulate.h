// SPDX-License-Identifier: Apache-2.0
// What would be paid if: by another close, by another plan, by another model. Previews, never
// state; without tiers, caps, floors and draws, which are a period's.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/base/time.h"
#include "lib/change/noun.h"
#include "lib/commission/pipeline.h"

namespace kontor::claim {

struct Payee {  // by partner, the business before its sellers
  std::string partner;
  std::string role;
  std::string id;
  friend auto operator<=>(const Payee&, const Payee&) = default;
};

// What sales pay, summed by payee: shares, overrides and premiums, which are paid once an order.
class Payments {
 public:
  void add(const plan::Plan& plan, const commission::Sale& sale);
  const std::map<Payee, std::int64_t>& sums() const { return sums_; }
  std::int64_t pool() const { return pool_; }
  // Items that earn nothing, with the reason.
  const std::map<std::string, std::string>& zeros() const { return zeros_; }

 private:
  std::map<Payee, std::int64_t> sums_;
  std::set<std::pair<std::string, std::string>> paid_;  // order, premium
  std::map<std::string, std::string> zeros_;
  std::int64_t pool_ = 0;
};

// An item of an order as if it were submitted now.
struct Previewed {
  std::string item;
  std::string zero;                // why no plan judges it
  std::optional<plan::Plan> plan;  // that would
  commission::Sale sale;
};
// `order` is a draft; `close` is {at, channel, outlet, scope, seller?}. From what the state holds.
std::vector<Previewed> preview(const State& state, Json order, const Json& close);

struct PastQuery {
  std::string instead_of;    // id of the plan that judged them
  std::optional<Date> from;  // day of the close
  std::optional<Date> to;
};
struct Past {
  std::int64_t claims = 0;
  Payments recorded;
  Payments simulated;
};
// At HQ: past claims under another plan, their touches gathered anew by what it takes for evidence;
// what a review left out stays out.
Past simulate_past(const State& hq, const plan::Plan& plan, const PastQuery& query);

}  // namespace kontor::claim
