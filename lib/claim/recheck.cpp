// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/recheck.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "lib/base/error.h"
#include "lib/claim/derive.h"
#include "lib/claim/record.h"

namespace kontor::claim {
namespace {

using Amounts = std::map<std::tuple<std::string, std::string, std::string>, std::int64_t>;

std::string differs(const std::string& what, const std::string& recorded,
                    const std::string& computed) {
  return what + " is " + recorded + ", computed " + computed;
}

void check_posted(const std::string& payee, const std::string& stage, std::int64_t posted,
                  std::int64_t share, Recheck& out) {
  if (posted == share) return;
  out.wrong.push_back(differs("posted for " + payee + " in " + stage, std::to_string(posted),
                              std::to_string(share)));
}

// What a dispute was answered with stands beside the shares; an amended claim's are what was earned
// and what the amendments added or took.
bool follows_shares(const Json& fact) {
  if (fact.str("kind") == "earn") return true;
  const bool answered =
      fact.str_or("record").starts_with("dispute/") || fact.str_or("cause") == "dispute";
  return fact.str("kind") == "adjust" && !answered;
}

void check_facts(const State& hq, const Json& claim, Recheck& out) {
  if (!claim.at("vest").has("at") || claim.has("zero") || claim.has("ended")) return;
  Amounts earned;
  for (const Json& fact : facts(hq, "claim", claim.str("id"))) {
    if (!follows_shares(fact)) continue;
    std::int64_t& sum = earned[{fact.str("stage"), fact.str("payee"), fact.str("role")}];
    sum = checked_add(sum, fact.num("amount"));
  }
  for (const char* list : {"shares", "overrides"}) {
    for (const Json& share : claim.list(list)) {
      const std::string& stage = share.str("stage");
      const std::string& payee = share.str("payee");
      const auto row = earned.extract({stage, payee, share.str("role")});
      check_posted(payee, stage, row ? row.mapped() : 0, share.num("amount"), out);
    }
  }
  for (const auto& [key, posted] : earned)
    check_posted(std::get<1>(key), std::get<0>(key), posted, 0, out);
}

// Names in the order in which the parties themselves stand, for ties of a cent go by it: the
// numbers of the pseudonyms tell it, and the own business is the number that is missing among them.
class Names {
 public:
  explicit Names(const Json& seen) {
    std::set<std::size_t> others;
    const auto meet = [&](const std::string& name) {
      if (const auto number = number_of(name, "business ")) others.insert(*number);
    };
    for (const Json& touch : seen.list("touches")) meet(touch.str_or("business"));
    for (const char* list : {"shares", "overrides"}) {
      for (const Json& share : seen.list(list)) meet(share.str("payee"));
    }
    while (others.contains(own_)) ++own_;
  }
  std::string business(const std::string& name) const {
    return padded(number_of(name, "business ").value_or(own_));
  }
  // Sellers are compared within one business.
  static std::string seller(const std::string& name) {
    const auto number = number_of(name, "seller ");
    return number ? padded(*number) : name;
  }
  std::string payee(const std::string& name, const std::string& role) const {
    return role == "seller" ? seller(name) : business(name);
  }

 private:
  static std::optional<std::size_t> number_of(std::string_view name, std::string_view prefix) {
    if (!name.starts_with(prefix)) return std::nullopt;
    return static_cast<std::size_t>(std::stoul(std::string(name.substr(prefix.size()))));
  }
  static std::string padded(std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
  }
  std::size_t own_ = 1;
};

commission::Sale sale_of_earning(const Json& seen, const Names& names) {
  commission::Sale sale = seen_sale(seen);
  sale.code = "used";
  // The touches come in the order of time; within a day that is all that is known of it.
  std::int64_t second = -static_cast<std::int64_t>(seen.list("touches").size());
  for (const Json& at : seen.list("touches")) {
    commission::Touch touch;
    touch.evidence = at.str("evidence");
    touch.partner = names.business(at.str("business"));
    if (at.has("seller")) touch.seller = Names::seller(at.str("seller"));
    touch.channel = at.str_or("channel");
    touch.at = Instant{sale.closed.seconds - at.num("age_days") * 86400 + second++};
    touch.minutes = at.num_or("minutes", 0);
    touch.record = std::to_string(sale.touches.size());
    if (at.flag_or("code_used", false)) touch.code = sale.code;
    if (const Json* split = at.find("split"))
      touch.split = commission::Split{split->num("seller"), split->num("business")};
    sale.touches.push_back(std::move(touch));
  }
  return sale;
}

bool asks_for_party(const plan::Conditions& conditions) {
  return std::any_of(conditions.begin(), conditions.end(), [](const plan::Condition& condition) {
    for (const char* word : {"partner", "outlet", "seller", "tier", "unit"}) {
      if (condition.field.find(word) != std::string::npos) return true;
    }
    return false;
  });
}

// Why the earning cannot tell all that the plan asks for; empty: it can.
std::string hidden(const plan::Plan& plan, const Json& seen) {
  if (!seen.has("sale")) return "the earning does not carry the sale";
  if (seen.has("by_hand")) return "a stage was shared by hand";
  for (const plan::Stage& stage : plan.stages) {
    if (stage.model == plan::Model::kManual) return "stage " + stage.name + " is shared by party";
  }
  for (const plan::Factor& factor : plan.factors) {
    if (asks_for_party(factor.when)) return "factor " + factor.id + " asks for a party";
  }
  for (const plan::Base& base : plan.base) {
    if (asks_for_party(base.when)) return "a base row asks for a party";
  }
  return {};
}

Amounts amounts_of(const Json::Array& shares, const Names& names) {
  Amounts out;
  for (const Json& share : shares) {
    const std::string& role = share.str("role");
    out[{share.str("stage"), names.payee(share.str("payee"), role), role}] += share.num("amount");
  }
  return out;
}

std::vector<Rational> weights_of(const Json& stage) {
  std::vector<Rational> out;
  for (const Json& weight : stage.list("weights")) out.push_back(Rational::parse(weight.string()));
  return out;
}

// Stages sum to the pool, touches to their stage by its weights, shares to the touches by the
// split.
void check_division(const Json& seen, Recheck& out) {
  std::int64_t pool = 0;
  std::map<std::string, std::int64_t> shared;
  for (const Json& share : seen.list("shares")) shared[share.str("stage")] += share.num("amount");
  for (const Json& stage : seen.list("stages")) {
    const std::int64_t amount = stage.num("amount");
    const std::string name = "stage " + stage.str("stage");
    pool = checked_add(pool, amount);
    if (!stage.has("touches") || stage.has("absent")) continue;
    const auto parts = largest_remainder(amount, weights_of(stage));
    const Json::Array& said = stage.list("amounts");
    for (std::size_t i = 0; i < said.size(); ++i) {
      if (i >= parts.size() || said[i].integer() != parts[i])
        out.wrong.push_back(name + ": touch " + std::to_string(i + 1) + " is not its part");
    }
    if (shared[stage.str("stage")] != amount) {
      out.wrong.push_back(differs(name, std::to_string(amount),
                                  std::to_string(shared[stage.str("stage")]) + " from its shares"));
    }
  }
  const bool zero = seen.has("zero");
  if (!zero && pool != seen.num_or("pool", 0)) {
    out.wrong.push_back(differs("the pool", std::to_string(seen.num_or("pool", 0)),
                                std::to_string(pool) + " from its stages"));
  }
}

void check_earned(const Json& seen, Recheck& out) {
  if (!seen.has("vested") || seen.has("zero") || seen.has("ended")) return;
  std::map<std::pair<std::string, std::string>, std::int64_t> earned;
  for (const Json& fact : seen.list("facts")) {
    if (!follows_shares(fact)) continue;
    earned[{fact.str_or("stage"), fact.str("payee")}] += fact.num("amount");
  }
  for (const char* list : {"shares", "overrides"}) {
    for (const Json& share : seen.list(list)) {
      if (!share.flag_or("own", false)) continue;
      const std::string& stage = share.str("stage");
      const std::string& payee = share.str("payee");
      const auto row = earned.extract({stage, payee});
      check_posted(payee, stage, row ? row.mapped() : 0, share.num("amount"), out);
    }
  }
  for (const auto& [key, posted] : earned) check_posted(key.second, key.first, posted, 0, out);
}

}  // namespace

Recheck recheck_claim(const State& hq, const std::string& id) {
  Recheck out{.everything = true, .why_not = {}, .wrong = {}};
  const Record claim = hq.get("claim", id);
  const auto plan = plan_of(hq, *claim);
  if (!plan) {
    out.everything = false;
    out.why_not = "there was no plan: " + claim->str_or("zero");
    return out;
  }
  Json again = *claim;
  put_result(again, commission::compute(*plan, sale_of(*claim)));
  for (const auto& [key, value] : again.members()) {
    const Json* recorded = claim->find(key);
    if (recorded && *recorded == value) continue;
    out.wrong.push_back(differs(key, recorded ? recorded->encode() : "absent", value.encode()));
  }
  check_facts(hq, *claim, out);
  if (const std::string state = state_of(hq, *claim); state != claim->str("state"))
    out.wrong.push_back(differs("the state", claim->str("state"), state));
  return out;
}

Recheck recheck_earning(const State& site, const std::string& id) {
  Recheck out;
  const Record seen = site.get("earning", id);
  auto plan = plan_of(site, *seen);
  out.why_not = plan ? hidden(*plan, *seen) : "the plan is not among the records";
  out.everything = out.why_not.empty();
  check_division(*seen, out);
  check_earned(*seen, out);
  if (!out.everything) return out;
  plan->split.clear();  // the touches carry their split
  const Names names(*seen);
  const commission::Result result = commission::compute(*plan, sale_of_earning(*seen, names));
  Amounts computed;
  for (const commission::Share& share : result.shares)
    computed[{share.stage, share.payee, share.role}] += share.amount;
  if (result.pool != seen->num_or("pool", 0)) {
    out.wrong.push_back(
        differs("the pool", std::to_string(seen->num_or("pool", 0)), std::to_string(result.pool)));
  }
  if (computed != amounts_of(seen->list("shares"), names))
    out.wrong.push_back("the shares are not what the plan gives");
  return out;
}

}  // namespace kontor::claim
