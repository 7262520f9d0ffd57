// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/run_state.h"

#include <algorithm>

#include "lib/commission/liability.h"

namespace kontor::commission {

std::int64_t RunItemState::open(std::size_t part) const {
  std::int64_t out = parts[part].amount;
  for (const RunMove& move : moves) {
    if (move.part == part) out += move.amount;
  }
  return out;
}

std::int64_t RunItemState::open() const {
  std::int64_t out = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) out += open(i);
  return out;
}

// An item that earned nothing has no money that tells: what its returns left of it does.
Rational RunItemState::standing() const {
  std::int64_t gross = 0;
  for (const RunPart& part : parts) gross = checked_add(gross, part.amount);
  if (gross != 0) return Rational(open()) / Rational(gross);
  Rational left(1);
  for (const RunReversal& row : reversals) {
    if (!row.is_restored) left = left_after(left, row.part);
  }
  return left;
}

RunCredited& RunItemState::credited_to(PayeeNode* payee) {
  for (RunCredited& row : credited) {
    if (row.payee == payee) return row;
  }
  credited.push_back({payee, 0, 0, 0, 0});
  return credited.back();
}

std::int64_t RunItemState::open_of(const PayeeNode* payee, Date until) const {
  if (until < available) return 0;
  std::int64_t out = 0;
  for (const RunPart& part : parts) {
    if (part.payee == payee) out += part.amount;
  }
  for (const RunMove& move : moves) {
    if (parts[move.part].payee == payee && move.date <= until) out += move.amount;
  }
  return out;
}

RunAccount* RunOrderState::account(const PayeeNode* payee) {
  const auto found = std::find_if(accounts.begin(), accounts.end(),
                                  [&](const RunAccount& row) { return row.payee == payee; });
  return found == accounts.end() ? nullptr : &*found;
}

bool RunOrderState::is_held() const {
  return std::any_of(accounts.begin(), accounts.end(),
                     [](const RunAccount& account) { return account.held != 0; });
}

bool RunOrderState::still_earns(std::string_view product) const {
  return std::any_of(items.begin(), items.end(), [&](const RunItemState& item) {
    const bool meant = product.empty() || item.item == product || item.product == product;
    return meant && item.open() != 0;
  });
}

void RunPremiums::fill(const plan::Plan& plan, Date date, Sale& sale) const {
  for (const plan::Premium& premium : plan.premiums) {
    PremiumSpent& spent = sale.premium_spent[premium.id];
    const auto month = months.find({premium.id, format_date(date).substr(0, 7)});
    const auto life = all.find(premium.id);
    const bool known = month != months.end();
    spent.month_minor = known ? month->second.month_minor : 0;
    spent.version_minor = life == all.end() ? 0 : life->second;
    // By payee only where somebody asks: there may be thousands.
    spent.payee_month_minor.clear();
    if (known && premium.cap_payee_month_minor > 0) {
      spent.payee_month_minor = month->second.payee_month_minor;
    }
  }
}

void RunPremiums::add(const std::string& premium, const Share& share, Date date,
                      std::int64_t amount) {
  PremiumSpent& month = months[{premium, format_date(date).substr(0, 7)}];
  for (std::int64_t* sum :
       {&month.month_minor, &month.payee_month_minor[share.payee], &all[premium]}) {
    *sum = checked_add(*sum, amount);
  }
}

}  // namespace kontor::commission
