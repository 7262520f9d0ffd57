// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/site/demo_sum.h"

#include <algorithm>
#include <array>
#include <map>

#include "cmd/console/output.h"
#include "lib/base/money.h"
#include "lib/claim/record.h"
#include "lib/workspace/health.h"

namespace kontor::cli {
namespace {

constexpr std::array<const char*, 4> kSites = {"hq", "nord", "sued", "online"};
constexpr std::array<const char*, 9> kColumns = {
    "tip", "consultation", "close", "total", "premium", "reserve", "settled", "reversal", "open"};

struct Payee {
  std::string name;
  std::string partner;
  std::string role;
  std::string currency;
  std::map<std::string, std::int64_t> sums;
};

// Sellers' names are private: HQ's store has them from the vault.
std::string name_of(const Workspace& hq, const std::string& payee) {
  for (const PrivateRow& row : hq.store().private_of(payee)) {
    if (row.field == "name") return row.value;
  }
  const Record partner = hq.base().get("partner", payee);
  return partner ? partner->str_or("name", payee) : payee;
}

void add_claims(const State& state, std::map<std::string, Payee>& payees) {
  for (const std::string& id : state.ids("claim")) {
    for (const Json& fact : claim::facts(state, "claim", id)) {
      auto payee = payees.find(fact.str("payee"));
      if (payee == payees.end()) continue;
      const std::int64_t amount = fact.num("amount");
      if (fact.str("kind") == "earn") {
        payee->second.sums[fact.str("stage")] += amount;
        payee->second.sums["total"] += amount;
      } else {
        payee->second.sums["reversal"] += amount;
      }
    }
  }
}

}  // namespace

Json demo_sum(const std::filesystem::path& folder, const Edges& edges) {
  Json sites = Json::array();
  std::string ledger;
  for (const char* site : kSites) {
    const Workspace workspace = Workspace::open(folder / site, edges);
    const SiteStatus status = site_status(workspace);
    ledger = status.ledger;
    sites.push(Json::object({{"scope", status.scope},
                             {"replica", status.replica},
                             {"index", status.head.index},
                             {"state", "sha256:" + status.state_of_rows},
                             {"whole", status.whole()}}));
  }
  const Workspace hq = Workspace::open(folder / "hq", edges);
  const StoreState state = hq.base();
  std::map<std::string, Payee> payees;
  for (const std::string& id : state.ids("account")) {
    const Record account = state.get("account", id);
    const std::string key = id.substr(id.find('.') + 1);
    if (key.find('.') != std::string::npos) continue;  // a successor record of one that is full
    Payee& payee = payees[key];
    payee.name = name_of(hq, key);
    payee.partner = account->str("partner");
    payee.role = account->str("role");
    payee.currency = account->str("currency");
    for (const Json& fact : claim::facts(state, "account", id)) {
      const std::string kind = fact.str("kind");
      if (kind == "reserve") payee.sums["reserve"] += fact.num("amount");
      if (kind == "premium") payee.sums["premium"] += fact.num("amount");
      if (kind == "settle") payee.sums["settled"] += fact.num("amount");
    }
    payee.sums["open"] += claim::balance(state, *account).open();
  }
  add_claims(state, payees);
  Json list = Json::array();
  for (auto& [key, payee] : payees) {
    payee.sums["settled"] -= payee.sums["premium"];
    payee.sums["reserve"] = std::abs(payee.sums["reserve"]);
    Json row = Json::object({{"payee", key},
                             {"name", payee.name},
                             {"partner", payee.partner},
                             {"role", payee.role},
                             {"currency", payee.currency}});
    for (const char* column : kColumns) row.set(column, payee.sums[column]);
    list.push(std::move(row));
  }
  return Json::object(
      {{"ledger", ledger}, {"sites", std::move(sites)}, {"payees", std::move(list)}});
}

std::string demo_table(const Json& sum) {
  const auto pad = [](std::string text, std::size_t width, bool right) {
    std::size_t shown = 0;
    for (char c : text) shown += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1u : 0u;
    const std::string fill(shown < width ? width - shown : 0, ' ');
    return right ? fill + text : text + fill;
  };
  std::string out = pad("payee", 14, false);
  for (const char* column : kColumns) out += pad(column, 13, true);
  out += "\n";
  std::map<std::string, std::int64_t> totals;
  std::string currency = "EUR";
  for (const Json& row : sum.list("payees")) {
    currency = row.str("currency");
    out += pad(row.str("name"), 14, false);
    for (const char* column : kColumns) {
      out += pad(format_amount(row.num(column), currency), 13, true);
      totals[column] += row.num(column);
    }
    out += "\n";
  }
  out += pad("sum", 14, false);
  for (const char* column : kColumns) out += pad(format_amount(totals[column], currency), 13, true);
  return out + "\n(" + currency +
         "; settled without the premium, which is paid beside it and kept)\n";
}

}  // namespace kontor::cli
