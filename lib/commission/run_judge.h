// SPDX-License-Identifier: Apache-2.0
// A line of a back-test as far as it goes without the others: read, and its items judged by all
// that they alone decide. Pure, so that lines can be judged on another thread than the one that
// takes them in order.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "lib/commission/run_line.h"
#include "lib/commission/run_state.h"

namespace kontor::commission {

struct RunJudged {  // an item; its premiums are still to come
  Result result;
  RunItemState state;
};
struct RunSale {
  RunOrder order;
  std::vector<RunJudged> items;  // along the order's; none: not judged yet
};
struct RunRestore {
  RunReturn of;
};
struct RunSettle {
  Date until;
};
using RunLine = std::variant<RunSale, RunReturn, RunRestore, RunSettle>;

// Error(kData, "bad_line") names the field and the reason.
RunLine run_line(const plan::Plan& plan, const Json& line);

// Makes the sale that of the item; the offer that was ordered is the item's own as long as this
// lives, unless it is a bundle.
class SaleOfItem {
 public:
  SaleOfItem(Sale& sale, const RunItem& item);
  ~SaleOfItem();
  SaleOfItem(const SaleOfItem&) = delete;
  SaleOfItem& operator=(const SaleOfItem&) = delete;

 private:
  Sale& sale_;
  const bool is_bundle_;
};
// Error(kData) for what cannot be judged.
std::vector<RunJudged> judge_items(const plan::Plan& plan, RunOrder& order);

}  // namespace kontor::commission
