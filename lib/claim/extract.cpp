// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/extract.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/claim/derive.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

constexpr Need kMust = Need::kRequired;

constexpr Field kFields[] = {
    {.name = "kind", .type = Type::kEnum, .need = kMust, .of = "share|premium|account|period|book"},
    {.name = "order", .type = Type::kId, .doc = "order; of a sale"},
    {.name = "item", .type = Type::kSlug, .doc = "of a share: item of the order"},
    {.name = "customer", .type = Type::kId, .doc = "the payee's own record of the customer"},
    {.name = "closed", .type = Type::kDate, .doc = "day of the close; of a sale"},
    {.name = "vested", .type = Type::kDate, .doc = "day of the performance that it vested with"},
    {.name = "channel", .type = Type::kWord, .doc = "of the close"},
    {.name = "price_point", .type = Type::kWord, .doc = "sold at"},
    {.name = "plan", .type = Type::kSlug, .doc = "judged by"},
    {.name = "plan_version", .type = Type::kInt, .doc = "of the plan"},
    {.name = "currency", .type = Type::kWord, .doc = "of the amounts"},
    {.name = "stage", .type = Type::kWord, .doc = "of a share: stage or override"},
    {.name = "premium", .type = Type::kSlug, .doc = "of the plan"},
    {.name = "role", .type = Type::kEnum, .need = kMust, .of = "business|seller"},
    {.name = "payee", .type = Type::kWord, .need = kMust, .doc = "partner or seller"},
    {.name = "pool", .type = Type::kInt, .doc = "of the item, minor units"},
    {.name = "amount",
     .type = Type::kInt,
     .doc = "of the share by the calculation, of the premium, or what the period comes to",
     .min = kLeastMinor},
    {.name = "state",
     .type = Type::kEnum,
     .of = "provisional|earned|reversed|rejected",
     .doc = "of a share: what became of the transaction"},
    {.name = "reason", .type = Type::kText, .doc = "why it is conditional, cancelled or zero"},
    {.name = "earned", .type = Type::kInt, .doc = "posted", .min = kLeastMinor},
    {.name = "reversed", .type = Type::kInt, .doc = "taken back", .min = kLeastMinor},
    {.name = "outstanding", .type = Type::kInt, .doc = "earned less reversed", .min = kLeastMinor},
    {.name = "reserved", .type = Type::kInt, .doc = "held back", .min = kLeastMinor},
    {.name = "released", .type = Type::kInt, .doc = "of it, let go", .min = kLeastMinor},
    {.name = "settled", .type = Type::kInt, .doc = "paid out", .min = kLeastMinor},
    {.name = "line",
     .type = Type::kEnum,
     .of = "tier|cap|floor|draw|recover",
     .doc = "of a period: what it is"},
    {.name = "rule", .type = Type::kSlug, .doc = "of a period: rule of the plan"},
    {.name = "seller", .type = Type::kWord, .doc = "of a period: whose gain the business pays"},
    {.name = "from", .type = Type::kDate, .doc = "of a period or book: its first day"},
    {.name = "to", .type = Type::kDate, .doc = "of a period or book: its last day"},
    kAttainmentField,
    kBandField,
    {.name = "changed",
     .type = Type::kDate,
     .doc = "of a period: day up to which it was worked out"},
};

// "settled" tells of the account; the transaction itself earned.
std::string state_of_transaction(const Json& earning) {
  const std::string& state = earning.str("state");
  return state == "settled" || state == "paid" ? "earned" : state;
}

// The payee's own customer: of its touches, else of the order that it closed itself.
std::string own_customer(const State& state, const Json& earning) {
  for (const Json& touch : earning.list("touches")) {
    const std::vector<std::string> name = split(touch.str_or("record"), '/');
    const Record record = name.size() == 2 ? state.get(name[0], name[1]) : nullptr;
    if (record && record->has("customer")) return record->str("customer");
  }
  return {};
}

std::string role_of(const State& state, const std::string& payee) {
  return state.has("seller", payee) ? "seller" : "business";
}

struct Sums {
  std::int64_t amount = 0;  // by the calculation
  std::int64_t earned = 0;
  std::int64_t reversed = 0;
};

// What a payee has in one stage, the stages in the order in which the earning tells them.
class Parts {
 public:
  Sums& at(const std::string& stage, const std::string& role, const std::string& payee) {
    const auto place = std::find(stages_.begin(), stages_.end(), stage);
    const auto index = place - stages_.begin();
    if (place == stages_.end()) stages_.push_back(stage);
    return sums_[{index, role, payee}];
  }
  template <typename Visit>
  void each(Visit visit) const {
    for (const auto& [key, sums] : sums_) {
      const auto& [index, role, payee] = key;
      visit(stages_[static_cast<std::size_t>(index)], role, payee, sums);
    }
  }

 private:
  std::vector<std::string> stages_;
  std::map<std::tuple<std::ptrdiff_t, std::string, std::string>, Sums> sums_;
};

class Extract {
 public:
  Extract(const State& state, const ExtractQuery& query) : state_(state), query_(query) {}

  std::vector<Json> run(std::vector<Json> earnings) {
    std::sort(earnings.begin(), earnings.end(), [](const Json& a, const Json& b) {
      return std::tie(a.str("closed"), a.str("order"), a.str("item")) <
             std::tie(b.str("closed"), b.str("order"), b.str("item"));
    });
    for (std::size_t i = 0; i < earnings.size(); ++i) {
      const Json& earning = earnings[i];
      if (!in_period(parse_date(earning.str("closed")))) continue;
      shares(earning);
      const bool last =
          i + 1 == earnings.size() || earnings[i + 1].str("order") != earning.str("order");
      if (last) whole_order(earning);
    }
    return std::move(out_);
  }

 private:
  bool in_period(Date closed) const {
    return !(query_.from && closed < *query_.from) && !(query_.to && *query_.to < closed);
  }
  bool wanted(const std::string& payee) const {
    return query_.payee.empty() || payee == query_.payee;
  }

  Json row(const char* kind, const Json& earning, const std::string& role,
           const std::string& payee) const {
    Json out = Json::object({{"kind", kind},
                             {"order", earning.at("order")},
                             {"closed", earning.at("closed")},
                             {"role", role},
                             {"payee", payee}});
    if (const Json* currency = earning.find("currency")) out.set("currency", *currency);
    if (const std::string customer = own_customer(state_, earning); !customer.empty())
      out.set("customer", customer);
    return out;
  }

  void shares(const Json& earning) {
    Parts parts;
    for (const char* list : {"shares", "overrides"}) {
      for (const Json& share : earning.list(list)) {
        if (!share.flag_or("own", false) || !wanted(share.str("payee"))) continue;
        Sums& sums = parts.at(share.str("stage"), share.str("role"), share.str("payee"));
        sums.amount = checked_add(sums.amount, share.num("amount"));
      }
    }
    for (const Json& fact : earning.list("facts")) {
      const std::string& payee = fact.str("payee");
      if (!wanted(payee)) continue;
      Sums& sums = parts.at(fact.str_or("stage"), role_of(state_, payee), payee);
      const bool back = fact.str("kind") == "reverse";
      std::int64_t& sum = back ? sums.reversed : sums.earned;
      sum = checked_add(sum, fact.num("amount"));
    }
    const std::string reason = extract_reason(state_, earning);
    parts.each([&](const std::string& stage, const std::string& role, const std::string& payee,
                   const Sums& sums) {
      Json out = row("share", earning, role, payee);
      for (const char* key :
           {"item", "vested", "channel", "price_point", "plan", "plan_version", "pool"}) {
        if (const Json* value = earning.find(key)) out.set(key, *value);
      }
      out.set("state", state_of_transaction(earning));
      if (!stage.empty()) out.set("stage", stage);
      out.set("amount", sums.amount);
      out.set("earned", sums.earned);
      out.set("reversed", sums.reversed);
      out.set("outstanding", checked_add(sums.earned, sums.reversed));
      if (!reason.empty()) out.set("reason", reason);
      out_.push_back(std::move(out));
    });
  }

  // The account's facts stand in the earning of each item of the order.
  void whole_order(const Json& earning) {
    std::map<std::pair<std::string, std::string>, std::int64_t> premiums;  // payee, premium
    std::map<std::string, std::map<std::string, std::int64_t>> books;      // payee, kind
    for (const Json& fact : earning.list("account")) {
      const std::string& payee = fact.str("payee");
      if (!wanted(payee)) continue;
      const bool premium = fact.str("kind") == "premium";
      std::int64_t& sum =
          premium ? premiums[{payee, fact.str_or("premium")}] : books[payee][fact.str("kind")];
      sum = checked_add(sum, fact.num("amount"));
    }
    for (const auto& [key, amount] : premiums) {
      Json out = row("premium", earning, role_of(state_, key.first), key.first);
      out.set("premium", key.second);
      out.set("amount", amount);
      out_.push_back(std::move(out));
    }
    for (const auto& [payee, sums] : books) {
      Json out = row("account", earning, role_of(state_, payee), payee);
      const auto sum = [&, &of = sums](const char* kind) {
        const auto found = of.find(kind);
        return found == of.end() ? 0 : found->second;
      };
      out.set("reserved", sum("reserve"));
      out.set("released", sum("release"));
      out.set("settled", sum("settle"));
      out_.push_back(std::move(out));
    }
  }

  const State& state_;
  const ExtractQuery& query_;
  std::vector<Json> out_;
};

std::string partner_of_payee(const State& hq, const std::string& payee) {
  if (hq.has("partner", payee)) return payee;
  if (const Record seller = hq.get("seller", payee)) return seller->str("partner");
  throw Error(Fault::kNoInput, "no_payee", "no partner or seller " + printable(payee) + " here",
              "name a partner, or a seller by id; a scope is told of its own alone");
}

// What each claim shows to the payee's scope, made here of the claims themselves.
std::vector<Json> earnings_at_hq(const State& hq, const std::string& payee) {
  std::vector<Json> out;
  if (payee.empty())
    throw Error(Fault::kUsage, "bad_usage", "whose extract?", "--payee PARTNER or SELLER");
  const std::string partner = partner_of_payee(hq, payee);
  for (const std::string& id : hq.ids("claim")) {
    if (auto earning = earning_for(hq, id, partner)) out.push_back(std::move(*earning));
  }
  return out;
}

std::vector<Json> earnings_here(const State& state) {
  std::vector<Json> out;
  for (const std::string& id : state.ids("earning")) out.push_back(*state.get("earning", id));
  return out;
}

}  // namespace

constinit const Form extract_form{"claim.extract", kFields};

std::string extract_reason(const State& state, const Json& earning) {
  std::vector<std::string> out;
  for (const Json& back : earning.list("returns")) {
    if (back.has("restored_on")) continue;
    out.push_back(back.str("cause") + " on " + back.str("date") + " (" + back.str("rule") + ")");
  }
  if (earning.has("ended") && out.empty()) out.push_back(earning.str("ended"));
  if (earning.has("zero") && !earning.has("ended")) {
    const std::string failed = earning.str_or("failed");
    out.push_back(earning.str("zero") + (failed.empty() ? "" : " (" + failed + ")"));
  }
  if (const Json* hold = earning.find("hold")) {
    out.push_back("held by HQ since " + hold->str("since") + ": " + hold->str("reason"));
  }
  if (earning.str("state") == "provisional") {
    const auto plan = plan_of(state, earning);
    out.push_back("waits for " + (plan ? plan->earned : std::string("the performance")) +
                  " and the end of the grace for late touches");
  }
  return join(out, "; ");
}

std::vector<Json> extract(const State& state, const ExtractQuery& query) {
  // Earnings are views: HQ's own state has none.
  const bool hq = state.ids("earning").empty() && !state.ids("claim").empty();
  if (!query.payee.empty()) partner_of_payee(state, query.payee);
  std::vector<Json> out =
      Extract(state, query).run(hq ? earnings_at_hq(state, query.payee) : earnings_here(state));
  for (Json& row : extract_books(state, hq ? "book" : "book_card", query)) {
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace kontor::claim
