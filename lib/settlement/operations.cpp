// SPDX-License-Identifier: Apache-2.0
#include "lib/settlement/operations.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "lib/base/id.h"
#include "lib/base/money.h"
#include "lib/claim/record.h"
#include "lib/settlement/reserve.h"

namespace kontor::settlement {
namespace {

// A payee's accounts in one currency: what is netted against each other.
struct Payee {
  std::string partner;
  bool is_seller = false;
  std::string id;
  std::string currency;
  friend bool operator<(const Payee& a, const Payee& b) {
    return std::tie(a.partner, a.is_seller, a.id, a.currency) <
           std::tie(b.partner, b.is_seller, b.id, b.currency);
  }
};

struct Open {
  std::string_view kind;  // account | book
  std::string id;
  std::int64_t amount_minor = 0;
};
struct Sum {
  std::vector<Open> open;
  std::int64_t total = 0;
  std::int64_t waiting = 0;  // open, but the payee has not accepted the plan
  std::int64_t on_hold = 0;  // earned, but a hold of the plan keeps it for later
  std::int64_t true_up = 0;  // of tiers, caps, floors and draws, newly posted
  std::int64_t premium = 0;
  std::int64_t reserve = 0;
  std::int64_t release = 0;
  std::int64_t min_payout = 0;
};

Cause cause_of(const Operation& operation, const Context& context) {
  return {operation.id.text(), context.ledger,    &operation,   context.scope,
          context.time,        context.rule_time, context.index};
}

// Least payout of the plans that the account's order was judged by.
std::int64_t min_payout(const State& hq, claim::Plans& plans, const Json& account) {
  std::int64_t out = 0;
  for (const std::string& id : hq.find("claim", "order", account.str("order"))) {
    const plan::Plan* plan = plans.of(*hq.get("claim", id));
    if (plan) out = std::max(out, plan->min_payout_minor);
  }
  return out;
}

// Whether the payee accepted every plan that its order was judged by.
bool may_be_paid(const State& hq, claim::Plans& plans, const Json& account) {
  const bool is_seller = account.str("role") == "seller";
  for (const std::string& id : hq.find("claim", "order", account.str("order"))) {
    const plan::Plan* plan = plans.of(*hq.get("claim", id));
    const std::string seller = is_seller ? account.str("payee") : "";
    if (plan && !plan::is_accepted(hq, *plan, account.str("partner"), seller)) return false;
  }
  return true;
}

// What the run itself posted so far, by kind.
std::int64_t posted(const State& hq, std::string_view book, const std::string& id,
                    std::string_view kind, const std::string& because) {
  std::int64_t out = 0;
  claim::each_fact(hq, book, id, [&](const Json& fact) {
    const bool is_kind = kind.empty() ? fact.str("kind") != "settle" : fact.str("kind") == kind;
    if (is_kind && fact.str("because") == because) out = checked_add(out, fact.num("amount"));
  });
  return out;
}

// Premiums that no settle fact covers yet: those after the account's last one.
std::int64_t new_premium(const State& hq, const std::string& account, Date until) {
  std::int64_t out = 0;
  claim::each_fact(hq, "account", account, [&](const Json& fact) {
    if (fact.str("kind") == "settle") out = 0;
    const bool due = fact.str("kind") == "premium" && parse_date(fact.str("date")) <= until;
    if (due) out += fact.num("amount");
  });
  return out;
}

Payee payee_of(const Json& record) {
  return {record.str("partner"), record.str("role") == "seller", record.str("payee"),
          record.str("currency")};
}

void add_open(Sum& sum, std::string_view kind, const std::string& id, std::int64_t open,
              bool accepted) {
  if (accepted) sum.open.push_back({kind, id, open});
  std::int64_t& part = accepted ? sum.total : sum.waiting;
  part = checked_add(part, open);
}

void add_account(Overlay& hq, claim::Plans& plans, const std::string& id, Date until,
                 const Cause& cause, std::map<Payee, Sum>& out) {
  const Json account = *hq.get("account", id);
  post_reserve(hq, plans, id, until, cause);
  Sum& sum = out[payee_of(account)];
  const std::int64_t on_hold = claim::on_hold(hq, plans, account, until);
  const std::int64_t open = checked_add(claim::balance(hq, account, until).open(), -on_hold);
  add_open(sum, "account", id, open, may_be_paid(hq, plans, account));
  sum.on_hold = checked_add(sum.on_hold, on_hold);
  sum.premium = checked_add(sum.premium, new_premium(hq, id, until));
  sum.reserve = checked_add(sum.reserve, posted(hq, "account", id, "reserve", cause.id));
  sum.release = checked_add(sum.release, posted(hq, "account", id, "release", cause.id));
  sum.min_payout = std::max(sum.min_payout, min_payout(hq, plans, account));
}

void add_book(const State& hq, claim::Plans& plans, const std::string& id, Date until,
              const Cause& cause, std::map<Payee, Sum>& out) {
  const Json book = *hq.get("book", id);
  Sum& sum = out[payee_of(book)];
  const plan::Plan* plan = plans.of(book);
  const std::string seller = book.str("role") == "seller" ? book.str("payee") : "";
  const bool accepted = !plan || plan::is_accepted(hq, *plan, book.str("partner"), seller);
  add_open(sum, "book", id, claim::book_open(hq, id, until), accepted);
  sum.true_up = checked_add(sum.true_up, posted(hq, "book", id, "", cause.id));
  if (plan) sum.min_payout = std::max(sum.min_payout, plan->min_payout_minor);
}

std::map<Payee, Sum> sums(Overlay& hq, const std::vector<std::string>& accounts, Date until,
                          const Cause& cause) {
  std::map<Payee, Sum> out;
  claim::Plans plans(hq);
  for (const std::string& id : accounts) add_account(hq, plans, id, until, cause, out);
  for (const std::string& id : hq.find("book", "standing", "open")) {
    add_book(hq, plans, id, until, cause, out);
  }
  return out;
}

// Nothing open, nothing held, nothing to come: the next run need not look at it.
void close_if_done(Overlay& hq, const std::string& account, const Cause& cause) {
  const Record present = hq.get("account", account);
  const claim::Balance all = claim::balance(hq, *present);
  if (all.open() != 0 || all.held != 0) return;
  Json record = *present;
  record.set("standing", "closed");
  touch_derived(record, cause);
  hq.put("account", account, std::move(record));
}

// True when it is paid out.
bool settle(Overlay& hq, const Sum& sum, Date until, const Cause& cause) {
  if (sum.total <= 0 || sum.total < sum.min_payout) return false;
  for (const Open& open : sum.open) {
    claim::post(hq, open.kind, open.id,
                Json::object({{"kind", "settle"},
                              {"amount", open.amount_minor},
                              {"date", format_date(until)},
                              {"because", cause.id}}),
                cause);
  }
  return true;
}

Json total_row(const Payee& payee, const Sum& sum, bool paid) {
  return Json::object({{"payee", payee.id},
                       {"partner", payee.partner},
                       {"role", payee.is_seller ? "seller" : "business"},
                       {"currency", payee.currency},
                       {"settled", paid ? sum.total : 0},
                       {"carried", paid ? 0 : sum.total},
                       {"waiting", sum.waiting},
                       {"on_hold", sum.on_hold},
                       {"true_up", sum.true_up},
                       {"premium", sum.premium},
                       {"reserve", sum.reserve},
                       {"release", sum.release}});
}

bool is_idle(const Sum& sum) {
  return sum.total == 0 && sum.waiting == 0 && sum.on_hold == 0 && sum.true_up == 0 &&
         sum.reserve == 0 && sum.release == 0;
}

}  // namespace

Outcome check_run(const State& state, const Operation& operation, const Context& context) {
  if (!is_id(operation.on)) return reject("not_an_id", operation.on);
  const Date until = parse_date(operation.payload.str("until"));
  if (until >= context.rule_time.date()) return reject("until_in_future", format_date(until));
  for (const std::string& id : state.ids("settlement")) {
    const std::string last = state.get("settlement", id)->str("until");
    if (until < parse_date(last)) return reject("until_before_last", last);
  }
  return accept();
}

void apply_run(Overlay& state, const Operation& operation, const Context& context) {
  const Cause cause = cause_of(operation, context);
  const Date until = parse_date(operation.payload.str("until"));
  const std::vector<std::string> accounts = state.find("account", "standing", "open");
  claim::keep_books(state, accounts, until, cause);
  Json totals = Json::array();
  for (const auto& [payee, sum] : sums(state, accounts, until, cause)) {
    const bool paid = settle(state, sum, until, cause);
    if (!is_idle(sum)) totals.push(total_row(payee, sum, paid));
  }
  for (const std::string& account : accounts) close_if_done(state, account, cause);
  claim::close_books(state, until, cause);
  state.put("settlement", operation.on,
            new_record("settlement", operation, context,
                       Json::object({{"until", format_date(until)},
                                     {"accounts", accounts.size()},
                                     {"totals", std::move(totals)}})));
}

}  // namespace kontor::settlement
