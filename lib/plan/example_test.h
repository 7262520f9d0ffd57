// SPDX-License-Identifier: Apache-2.0
// The plan of the worked example, packs/starter/telco-retail.toml.
#pragma once

#include "lib/base/json.h"
#include "lib/plan/record.h"

namespace kontor::plan::example {

// What packs/starter/telco-retail.toml says (a test of the reader holds the two together).
inline Json plan_body() {
  return parse_json(R"({"schema":"plan/1",
    "plan":{"id":"telco-retail","version":3,"currency":"EUR","regime":"hgb_agent",
      "acceptance":"framework_agreement","agreement":"retail agreement 2025, annex 2",
      "valid":{"from":"2025-07-01","to":"2025-12-31","chosen_by":"order.closed"}},
    "base":[{"for":"item","name":"tariff-l","kind":"fixed","amount":12000,"tax":"net"},
      {"for":"item","name":"phone","kind":"fixed","amount":1000,"tax":"net"}],
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

inline Plan sample_plan() { return parse_plan(plan_body()); }

}  // namespace kontor::plan::example
