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

struct Sum {
  std::vector<std::pair<std::string, std::int64_t>> open;  // account, minor units
  std::int64_t total = 0;
  std::int64_t waiting = 0;  // open, but the payee has not accepted the plan
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
std::int64_t posted(const State& hq, const std::string& account, std::string_view kind,
                    const std::string& because) {
  std::int64_t out = 0;
  claim::each_fact(hq, "account", account, [&](const Json& fact) {
    if (fact.str("kind") == kind && fact.str("because") == because) out += fact.num("amount");
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

std::map<Payee, Sum> sums(Overlay& hq, const std::vector<std::string>& accounts, Date until,
                          const Cause& cause) {
  std::map<Payee, Sum> out;
  claim::Plans plans(hq);
  for (const std::string& id : accounts) {
    const Json account = *hq.get("account", id);
    post_reserve(hq, plans, id, until, cause);
    Sum& sum = out[{account.str("partner"), account.str("role") == "seller", account.str("payee"),
                    account.str("currency")}];
    const std::int64_t open = claim::balance(hq, account, until).open();
    if (may_be_paid(hq, plans, account)) {
      sum.open.emplace_back(id, open);
      sum.total = checked_add(sum.total, open);
    } else {
      sum.waiting = checked_add(sum.waiting, open);
    }
    sum.premium = checked_add(sum.premium, new_premium(hq, id, until));
    sum.reserve = checked_add(sum.reserve, posted(hq, id, "reserve", cause.id));
    sum.release = checked_add(sum.release, posted(hq, id, "release", cause.id));
    sum.min_payout = std::max(sum.min_payout, min_payout(hq, plans, account));
  }
  return out;
}

// Nothing open, nothing held, nothing to come: the next run need not look at it.
void close_if_done(Overlay& hq, const std::string& account) {
  const Record present = hq.get("account", account);
  const claim::Balance all = claim::balance(hq, *present);
  if (all.open() != 0 || all.held != 0) return;
  Json record = *present;
  record.set("standing", "closed");
  hq.put("account", account, std::move(record));
}

// True when it is paid out.
bool settle(Overlay& hq, const Sum& sum, Date until, const Cause& cause) {
  if (sum.total <= 0 || sum.total < sum.min_payout) return false;
  for (const auto& [account, open] : sum.open) {
    claim::post(hq, "account", account,
                Json::object({{"kind", "settle"},
                              {"amount", open},
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
                       {"premium", sum.premium},
                       {"reserve", sum.reserve},
                       {"release", sum.release}});
}

bool is_idle(const Sum& sum) {
  return sum.total == 0 && sum.waiting == 0 && sum.reserve == 0 && sum.release == 0;
}

}  // namespace

Outcome check_run(const State& state, const Operation& operation, const Context& context) {
  if (!is_id(operation.on)) return reject("not_an_id", operation.on);
  const Date until = parse_date(operation.payload.str("until"));
  if (until >= context.rule_time.date()) return reject("until_in_future", format_date(until));
  for (const std::string& id : state.ids("settlement")) {
    const std::string& last = state.get("settlement", id)->str("until");
    if (until < parse_date(last)) return reject("until_before_last", last);
  }
  return accept();
}

void apply_run(Overlay& state, const Operation& operation, const Context& context) {
  const Cause cause = cause_of(operation, context);
  const Date until = parse_date(operation.payload.str("until"));
  const std::vector<std::string> accounts = state.find("account", "standing", "open");
  Json totals = Json::array();
  for (const auto& [payee, sum] : sums(state, accounts, until, cause)) {
    const bool paid = settle(state, sum, until, cause);
    if (!is_idle(sum)) totals.push(total_row(payee, sum, paid));
  }
  for (const std::string& account : accounts) close_if_done(state, account);
  state.put("settlement", operation.on,
            new_record("settlement", operation, context,
                       Json::object({{"until", format_date(until)},
                                     {"accounts", accounts.size()},
                                     {"totals", std::move(totals)}})));
}

}  // namespace kontor::settlement
