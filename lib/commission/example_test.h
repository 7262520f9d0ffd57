// SPDX-License-Identifier: Apache-2.0
// The worked example (the sale of kontor demo) as values: plan, sale, sums per payee.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/commission/pipeline.h"
#include "lib/plan/example_test.h"

namespace kontor::commission::example {

inline const char* const kAnna = "0000000000000san";
inline const char* const kBen = "0000000000000sbe";

using plan::example::plan_body;
using plan::example::sample_plan;

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

}  // namespace kontor::commission::example
