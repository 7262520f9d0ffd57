// SPDX-License-Identifier: Apache-2.0
// The worked example of commission.md as values: plan body, sale, sums per payee.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/base/json.h"
#include "lib/claim/pipeline.h"
#include "lib/plan/record.h"

namespace kontor::claim::example {

inline const char* const kAnna = "0000000000000san";
inline const char* const kBen = "0000000000000sbe";

// What packs/starter/telco-retail.toml says (a test of the reader holds the two together).
inline Json plan_body() {
  return parse_json(R"({"schema":"plan/1",
    "plan":{"id":"telco-retail","version":3,"currency":"EUR","regime":"hgb_agent",
      "acceptance":"framework_agreement",
      "valid":{"from":"2025-07-01","to":"2025-12-31","chosen_by":"order.closed"}},
    "base":{"tariff-l":{"kind":"fixed","amount":12000,"tax":"net"},
      "phone":{"kind":"fixed","amount":1000,"tax":"net"}},
    "factor":[
      {"id":"price-point","scope":"pool","value":"0.90",
       "when":[{"field":"item.price_point","op":"eq","value":"online-special"}]},
      {"id":"autumn","scope":"pool","value":"1.10",
       "when":[{"field":"order.campaign","op":"eq","value":"autumn"}]},
      {"id":"code","scope":"share","stage":"consultation","value":"1.5",
       "when":[{"field":"touch.code","op":"same_as","value":"order.code"}]}],
    "factor_limits":{"pool":{"min":"0.50","max":"1.50"},"share":{"min":"0.25","max":"4.00"}},
    "stages":[
      {"name":"tip","weight":10,"pick":"first","lookback":"P90D",
       "evidence_any":["lead_with_consent","code_issued"]},
      {"name":"consultation","weight":50,"pick":"all","model":"time_decay","half_life":"P7D",
       "max":4,"min_minutes":10,"lookback":"P60D"},
      {"name":"close","weight":40,"pick":"last"}],
    "if_absent":"redistribute","late_grace":"P3D",
    "vest":{"earned":"order.delivered","payable":"settle"},
    "split":[{"of":"default","seller":40,"business":60},{"of":"online","business":100}],
    "premium":[{"id":"shop-for-online",
      "when":[{"field":"order.close_channel","op":"eq","value":"online"}],
      "pay":{"among":"consultation","to":"business","amount":800,"cap_month":200000,
        "clawback":"none"}}],
    "credit":[{"to":{"closing_unit":"1.0","home_unit":"1.0","consulting_units":"0.5"},
      "counting":"closing_unit"}],
    "liability":{"window":"P6M","curve":"linear","full_causes":["withdrawal","non_payment"],
      "never_causes":["principal_fault"],"reserve":{"rate":"0.10","release":"linear"}},
    "settle":{"period":"P1M","due":"end_of_next_month","rounding":"largest_remainder",
      "tie":"payee_id","min_payout":0}})");
}

inline plan::Plan sample_plan() { return plan::parse_plan(plan_body()); }

inline Touch touch(std::string evidence, std::string partner, std::string seller, const char* at,
                   std::int64_t minutes = 0) {
  Touch out;
  out.evidence = std::move(evidence);
  out.partner = std::move(partner);
  out.seller = std::move(seller);
  out.outlet = out.partner + (out.partner == "online" ? "/web" : "/shop");
  out.channel = out.partner == "online" ? "online" : "shop";
  out.at = parse_instant(at);
  out.minutes = minutes;
  out.record = "interaction/" + out.evidence + out.partner + at;
  return out;
}

inline Sale sale(std::string item) {
  Sale out;
  out.order = "0000000000000rdr";
  out.item = std::move(item);
  out.offer = "autumn";
  out.price_point = "online-special";
  out.campaign = "autumn";
  out.closed = parse_instant("2025-08-28T10:20:00Z");
  out.channel = "online";
  out.outlet = "online/web";
  out.partner = "online";
  out.home_unit = "nord/shop";
  out.code = "k7q";
  out.touches = {
      touch("lead_with_consent", "nord", kAnna, "2025-08-14T10:00:00Z"),
      touch("consultation", "nord", kAnna, "2025-08-18T10:00:00Z", 25),
      touch("consultation", "sued", kBen, "2025-08-25T10:00:00Z", 30),
      touch("close", "online", "", "2025-08-28T10:20:00Z"),
  };
  out.touches[2].code = "k7q";
  return out;
}

using Sums = std::map<std::string, std::int64_t>;  // payee (or stage and payee) -> cents

inline void sum_up(const Result& result, Sums& payees, Sums* stages = nullptr) {
  for (const Share& share : result.shares) {
    payees[share.payee] += share.amount;
    if (stages) (*stages)[share.stage + " " + share.payee] += share.amount;
  }
}

// Both items of the order.
inline Sums both_items(const plan::Plan& plan, void (*change)(Sale&) = nullptr) {
  Sums sums;
  for (const char* item : {"tariff-l", "phone"}) {
    Sale sold = sale(item);
    if (change) change(sold);
    sum_up(compute(plan, sold), sums);
  }
  return sums;
}

}  // namespace kontor::claim::example
