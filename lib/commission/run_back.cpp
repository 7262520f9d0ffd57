// SPDX-License-Identifier: Apache-2.0
// What comes back in a back-test, and what is restored: stored shares are negated, never computed
// anew.
#include <algorithm>

#include "lib/base/error.h"
#include "lib/commission/liability.h"
#include "lib/commission/run_books.h"
#include "lib/commission/run_text.h"

namespace kontor::commission {
namespace {

[[noreturn]] void bad(const std::string& field, const std::string& reason) {
  throw Error(Fault::kData, "bad_line", field + ": " + reason);
}

Share share_of(const RunPart& part, std::int64_t amount) {
  Share out;
  out.stage = part.stage;
  out.payee = part.payee->first.id;
  out.role = part.payee->first.role();
  out.partner = part.payee->first.partner;
  out.amount = amount;
  return out;
}

std::vector<Share> shares_of(const RunItemState& item, const std::vector<RunMove>& moves) {
  std::vector<Share> out;
  for (const RunMove& move : moves) out.push_back(share_of(item.parts[move.part], move.amount));
  return out;
}

std::int64_t sum_of(const std::vector<RunMove>& moves) {
  std::int64_t out = 0;
  for (const RunMove& move : moves) out = checked_add(out, move.amount);
  return out;
}

// The last reversal that stands, or the one of that name; nullptr: there is none.
RunReversal* reversal_of(RunItemState& item, const std::string& id) {
  const auto found = std::find_if(
      item.reversals.rbegin(), item.reversals.rend(),
      [&](const RunReversal& row) { return !row.is_restored && (id.empty() || row.id == id); });
  return found == item.reversals.rend() ? nullptr : &*found;
}

}  // namespace

RunOrderState& Run::Books::open_order(const std::string& id) {
  if (!keeps_) bad("order", "the plan has no liability: nothing can come back");
  const auto found = orders_.find(id);
  if (found == orders_.end()) {
    bad("order", "no open order \"" + id + "\": none came before, or its liability has ended");
  }
  return found->second;
}

std::vector<RunItemState*> Run::Books::named_items(RunOrderState& order,
                                                   const RunReturn& line) const {
  std::vector<RunItemState*> out;
  for (const std::string& name : line.items) {
    const auto item = std::find_if(order.items.begin(), order.items.end(),
                                   [&](const RunItemState& row) { return row.item == name; });
    if (item == order.items.end()) bad("items", "order has no item \"" + name + "\"");
    if (std::find(out.begin(), out.end(), &*item) != out.end()) bad("items", name + " twice");
    out.push_back(&*item);
  }
  if (line.items.empty()) {
    for (RunItemState& item : order.items) out.push_back(&item);
  }
  return out;
}

Verdict Run::Books::verdict(const RunItemState& item, const RunReturn& line) const {
  // What came back before it vested was never earned.
  const bool early = line.date < item.vested && !answers_for(plan_.liability, line.cause);
  if (early) return {"before_vesting", Rational(1)};
  return judge(plan_.liability, line.cause, item.vested, line.date);
}

void Run::Books::use_reserve(RunOrderState& order, const PayeeNode* payee, std::int64_t amount) {
  RunAccount* account = order.account(payee);
  if (!account) return;
  const std::int64_t used = std::max<std::int64_t>(std::min(account->held, amount), 0);
  RunBalance& balance = account->payee->second;
  account->held -= used;
  balance.held -= used;
  balance.release += used;
}

std::int64_t Run::Books::negate(RunOrderState& order, RunItemState& item, const RunReturn& line,
                                const Verdict& verdict) {
  std::vector<std::size_t> parts;
  std::vector<std::int64_t> open;
  for (std::size_t i = 0; i < item.parts.size() && !verdict.part.zero(); ++i) {
    const std::int64_t left = item.open(i);
    if (left <= 0) continue;
    parts.push_back(i);
    open.push_back(left);
  }
  RunReversal row{line.id, line.date, verdict.rule, verdict.part, {}, false};
  const Date date = std::max(line.date, item.vested);
  const std::vector<std::int64_t> amounts =
      parts.empty() ? std::vector<std::int64_t>() : reversal_parts(open, verdict.part);
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    if (amounts[i] == 0) continue;
    const RunPart& part = item.parts[parts[i]];
    row.moves.push_back({parts[i], date, -amounts[i]});
    book(part.payee, item, date, -amounts[i]);
    periods_.add(part.payee, item, date, {-amounts[i], 0, 0});
    use_reserve(order, part.payee, amounts[i]);
  }
  item.moves.insert(item.moves.end(), row.moves.begin(), row.moves.end());
  if (verdict.rule == "never_causes") item.discharged = true;
  item.reversals.push_back(std::move(row));
  credit_standing(item, line.date);
  return sum_of(item.reversals.back().moves);
}

void Run::Books::credit_standing(RunItemState& item, Date date) {
  if (item.credited.empty()) return;
  const Rational part = item.standing();
  for (RunCredited& row : item.credited) {
    const std::int64_t value = (Rational(row.value) * part).round_half_away();
    const std::int64_t units = (Rational(row.units) * part).round_half_away();
    periods_.add(row.payee, item, std::max(date, item.vested),
                 {0, value - row.value_now, units - row.units_now});
    row.value_now = value;
    row.units_now = units;
  }
}

std::vector<PremiumResult> Run::Books::balance_premiums(RunOrderState& order, Date date) {
  std::vector<PremiumResult> out;
  const bool is_lost = !order.still_earns();
  for (const plan::Premium& premium : plan_.premiums) {
    if (!premium.clawback) continue;
    PremiumResult moved;
    moved.id = premium.id;
    for (RunPremium& paid : order.premiums) {
      if (paid.id != premium.id) continue;
      Share share = paid.share;
      share.amount = is_lost ? -paid.share.amount : paid.taken_back;
      if (share.amount == 0) continue;
      paid.share.amount = checked_add(paid.share.amount, share.amount);
      paid.taken_back = is_lost ? -share.amount : 0;
      for (auto* sums : {&paid.payee->second.later, &paid.payee->second.premiums}) {
        (*sums)[std::max(date, paid.date)] += share.amount;
      }
      spent_.add(premium.id, share, date, share.amount);
      moved.amount = checked_add(moved.amount, share.amount);
      moved.shares.push_back(std::move(share));
    }
    if (moved.amount != 0) out.push_back(std::move(moved));
  }
  return out;
}

// Targets are no money: those that no item stands for any more are turned round, once.
std::vector<CreditResult> Run::Books::balance_credits(RunOrderState& order) const {
  std::vector<CreditResult> out;
  for (const plan::Credit& credit : plan_.credits) {
    const bool is_lost = !order.still_earns(credit.product);
    std::vector<CreditResult>& from = is_lost ? order.credits : order.mirrored;
    std::vector<CreditResult>& to = is_lost ? order.mirrored : order.credits;
    for (auto entry = from.begin(); entry != from.end();) {
      if (entry->id != credit.id) {
        ++entry;
        continue;
      }
      out.push_back(*entry);
      if (is_lost) out.back().value = Rational(0) - entry->value;
      to.push_back(std::move(*entry));
      entry = from.erase(entry);
    }
  }
  return out;
}

void Run::Books::back(const RunReturn& line, std::string& out) {
  RunOrderState& order = open_order(line.order);
  const std::vector<RunItemState*> items = named_items(order, line);
  for (RunItemState* item : items) {
    const bool again = !line.id.empty() && reversal_of(*item, line.id);
    if (again) bad("id", "return \"" + line.id + "\" came before");
    if (line.date < item->closed.date()) bad("date", "before the close of the order");
    periods_.may_add(std::max(line.date, item->vested), "date");
  }
  for (RunItemState* item : items) {
    const Verdict verdict = this->verdict(*item, line);
    const std::int64_t amount = negate(order, *item, line, verdict);
    std::vector<PremiumResult> premiums;
    std::vector<CreditResult> credits;
    if (amount != 0) {
      credits = balance_credits(order);
      premiums = balance_premiums(order, line.date);
    }
    LineText text(out);
    text.number("amount", amount).text("cause", line.cause);
    if (!credits.empty()) write_credits(text, credits);
    text.day("date", line.date).text("item", item->item).text("order", line.order);
    if (!premiums.empty()) write_premiums(text, premiums);
    text.text("rule", verdict.rule);
    write_shares(text, shares_of(*item, item->reversals.back().moves));
    text.text("t", "reversal").end_line();
  }
  advance(line.date, out);
}

void Run::Books::restore(const RunReturn& line, std::string& out) {
  RunOrderState& order = open_order(line.order);
  std::vector<RunItemState*> items = named_items(order, line);
  if (line.items.empty()) {
    std::erase_if(items, [&](RunItemState* item) { return !reversal_of(*item, line.id); });
    if (items.empty()) bad(line.id.empty() ? "order" : "id", "nothing is to be restored");
  }
  for (RunItemState* item : items) {
    const RunReversal* row = reversal_of(*item, line.id);
    if (!row) bad("items", "nothing of " + item->item + " to restore");
    if (line.date < row->date) bad("date", "before the return that it takes back");
    periods_.may_add(std::max(line.date, item->vested), "date");
  }
  for (RunItemState* item : items) {
    RunReversal& row = *reversal_of(*item, line.id);
    row.is_restored = true;
    if (row.rule == "never_causes") item->discharged = false;
    std::vector<RunMove> moves = row.moves;
    for (RunMove& move : moves) {
      const RunPart& part = item->parts[move.part];
      move.amount = -move.amount;
      move.date = std::max(line.date, item->vested);
      book(part.payee, *item, move.date, move.amount);
      periods_.add(part.payee, *item, move.date, {move.amount, 0, 0});
      item->moves.push_back(move);
    }
    credit_standing(*item, line.date);
    std::vector<PremiumResult> premiums;
    std::vector<CreditResult> credits;
    if (!moves.empty()) {
      credits = balance_credits(order);
      premiums = balance_premiums(order, line.date);
    }
    LineText text(out);
    text.number("amount", sum_of(moves));
    if (!credits.empty()) write_credits(text, credits);
    text.day("date", line.date).text("item", item->item).text("order", line.order);
    if (!premiums.empty()) write_premiums(text, premiums);
    write_shares(text, shares_of(*item, moves));
    text.text("t", "restored").end_line();
  }
  advance(line.date, out);
}

}  // namespace kontor::commission
