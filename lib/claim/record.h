// SPDX-License-Identifier: Apache-2.0
// Claims and accounts: HQ's own records, made by derive alone.
//
// claim/{order}.{item}: what one sold item earns. The sale and its touches as they were judged, the
//   stages and shares that follow, and facts: money, never changed, only followed by more facts.
//   facts: {n, kind: earn|reverse|restore|adjust, payee, role, stage, amount, date, because, ...}
// account/{order}.{payee}: what concerns a payee's whole order.
//   facts: {n, kind: premium|reserve|release|settle, amount, date, because, ...}
// credit/{order}: target credits, which are no money: entries, one a unit and role, and the items
//   that they are for; what came back stands there once more with the other sign.
// budget/{plan}.{premium}.{month}, .v{version}: what a premium has paid in a month, by payee where
//   a payee has a limit; and in the life of a version that has a budget.
// book/{plan}.{payee}.{year}: what the plan's tiers, caps, floors and draws make of the payee's
//   periods that begin in the year; kept by settlement runs.
//   facts: {n, kind: tier|cap|floor|draw|recover|settle, rule, from, to, amount, date, because}
// book_card/{plan}.{payee}.{year}: view of a book for the payee's scope (book_card.cpp).
// earning/{order}.{item}: view of a claim for one payee's scope (earning.cpp).
//
// A record holds at most kMaxFacts facts; the next ones go to {id}.2, {id}.3, which name it in
// `continues`. Always read facts by each_fact().
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/money.h"
#include "lib/base/time.h"
#include "lib/change/noun.h"
#include "lib/plan/record.h"

namespace kontor::claim {

inline constexpr std::size_t kMaxFacts = 256;            // of one claim
inline constexpr std::size_t kMaxTouches = 64;           // the youngest are kept
inline constexpr std::string_view kVest = "claim.vest";  // timer

inline constexpr std::int64_t kLeastMinor = -9007199254740991;  // of sums that may be negative
// Of a line of a period, wherever one is listed.
inline constexpr Field kAttainmentField{
    .name = "attainment",
    .type = Type::kInt,
    .doc =
        "of a tier: its measure, in minor units or thousandths of a piece; else what the payee "
        "had in the period before the rule",
    .min = kLeastMinor};
inline constexpr Field kBandField{
    .name = "band", .type = Type::kInt, .doc = "of a tier: reached, the first is 1"};

extern const Form claim_form;
extern const Form account_form;
extern const Form credit_form;
extern const Form budget_form;
extern const Form stated_form;  // of accounts and books: what statements hold of them
extern const Form book_form;
extern const Form book_card_form;
extern const Form earning_form;

std::string claim_id(std::string_view order, std::string_view item);
std::string account_id(std::string_view order, std::string_view payee);
std::string book_id(std::string_view plan, std::string_view payee, Date day);  // of its year

// --- facts

void each_fact(const State& state, std::string_view kind, const std::string& id,
               const std::function<void(const Json&)>& visit);
std::vector<Json> facts(const State& state, std::string_view kind, const std::string& id);
// Adds a fact {kind, amount, date, because, ...}; gives it its number. Amount 0 is no fact.
void post(Overlay& state, std::string_view kind, const std::string& id, Json fact,
          const Cause& cause);
// The account of a payee, made if it is missing.
std::string open_account(Overlay& state, const std::string& order, const std::string& payee,
                         std::string_view role, std::string_view partner, std::string_view currency,
                         const Cause& cause);

// Opens what accounts there are of those whom the claim's sale is credited to: how much of it
// stands for their tiers hangs on what the others have of it, and a run looks at open accounts
// alone.
void reopen_credited(Overlay& state, const Json& claim, const Cause& cause);

// Earned less reversed, for one payee and stage or for all, of facts dated up to `until`.
struct Part {
  std::string payee;
  std::string role;
  std::string stage;
  std::string partner;
  std::int64_t amount = 0;
  std::int64_t first = 0;  // number of the first fact
};
std::vector<Part> outstanding(const State& state, const std::string& claim,
                              std::optional<Date> until = std::nullopt);
std::int64_t outstanding_of(const State& state, const std::string& claim, std::string_view payee,
                            std::optional<Date> until = std::nullopt);

// Open = earned + premium - held - settled, of facts dated up to `until`.
struct Balance {
  std::int64_t earned = 0;
  std::int64_t premium = 0;
  std::int64_t held = 0;
  std::int64_t settled = 0;
  std::int64_t open() const { return earned + premium - held - settled; }
};
Balance balance(const State& state, const Json& account, std::optional<Date> until = std::nullopt);

// --- books

// Posts, dated `until`, the difference between what the rules of periods come to by that day and
// what was posted before: for the payees of `accounts`, for those of open books, and for the
// businesses that answer for their sellers. Looks at the year of `until` and the one before.
void keep_books(Overlay& state, const std::vector<std::string>& accounts, Date until,
                const Cause& cause);
// What of a book is not settled, of facts dated up to `until`.
std::int64_t book_open(const State& state, const std::string& book,
                       std::optional<Date> until = std::nullopt);
// Closes books of which nothing is open and for which no floor or draw can come due.
void close_books(Overlay& state, Date until, const Cause& cause);

// --- claims

// The plan that the claim was judged by; nullopt: there was none.
std::optional<plan::Plan> plan_of(const State& state, const Json& claim);
// The same for many claims of few plans, each parsed once.
class Plans {
 public:
  explicit Plans(const State& state) : state_(state) {}
  const plan::Plan* of(const Json& claim);  // nullptr: there was none

 private:
  const State& state_;
  std::map<std::pair<std::string, std::int64_t>, std::optional<plan::Plan>> parsed_;
};
// Whether a hold of the plan, or HQ, still keeps the claim from being settled on that day
// (hold.cpp).
bool is_held(const State& state, const plan::Plan& plan, const Json& claim, Date until);
// What is outstanding of the account's held claims; of those that HQ holds no more than is open.
std::int64_t on_hold(const State& state, Plans& plans, const Json& account, Date until);
// provisional, earned, reversed, rejected: from the facts and what ended the claim. What a dispute
// is answered with after all came back is money, and no sale.
std::string state_of(const State& state, const Json& claim);
// True when nothing of the claim can come back any more: a cause that the principal answers for.
bool is_discharged(const Json& claim);
// Why a fact of the claim was posted, in a word: the cause of a return, "dispute"; else empty.
std::string cause_of(const Json& claim, const Json& fact);
// At HQ: the customer of the claim as the partner's scope knows her, by what its own touches rest
// on; empty where it holds none. The same human has another id in every scope that met her.
std::string customer_seen_by(const State& hq, const Json& claim, const std::string& partner);

}  // namespace kontor::claim
