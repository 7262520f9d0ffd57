// SPDX-License-Identifier: Apache-2.0
#include "lib/statement/record.h"

#include "lib/claim/record.h"

namespace kontor::statement {
namespace {

constexpr Need kMust = Need::kRequired;

constexpr Field kRow[] = {
    {.name = "n", .type = Type::kInt, .need = kMust, .doc = "number within the statement"},
    {.name = "kind",
     .type = Type::kWord,
     .need = kMust,
     .doc = "earn, reverse, restore, adjust, premium, reserve, release, settle, tier, cap, "
            "floor, draw, recover"},
    {.name = "date", .type = Type::kDate, .need = kMust, .doc = "that it counts for"},
    {.name = "amount",
     .type = Type::kInt,
     .need = kMust,
     .doc = "minor units; what is held back is negative",
     .min = claim::kLeastMinor},
    {.name = "order", .type = Type::kId, .doc = "order sold"},
    {.name = "item", .type = Type::kSlug, .doc = "item of the order"},
    {.name = "customer", .type = Type::kId, .doc = "as the payee's scope knows her"},
    {.name = "closed", .type = Type::kDate, .doc = "day of the close"},
    {.name = "performed", .type = Type::kDate, .doc = "day of the performance"},
    {.name = "stage", .type = Type::kWord, .doc = "of the plan"},
    {.name = "base", .type = Type::kWord, .doc = "minor units, exact"},
    {.name = "pool", .type = Type::kInt, .doc = "minor units that were shared"},
    {.name = "rate", .type = Type::kWord, .doc = "the payee's part of the pool, exact"},
    {.name = "plan", .type = Type::kSlug, .doc = "by which it was judged"},
    {.name = "plan_version", .type = Type::kInt, .doc = "of the plan"},
    {.name = "premium", .type = Type::kSlug, .doc = "of the plan"},
    {.name = "rule", .type = Type::kWord, .doc = "of the plan, where no sale stands behind it"},
    {.name = "cause", .type = Type::kWord, .doc = "of a reversal or an adjustment"},
};
constexpr Form kRowForm{"statement.row", kRow};

constexpr Field kStatement[] = {
    {.name = "settlement", .type = Type::kId, .need = kMust, .doc = "the run"},
    {.name = "payee", .type = Type::kWord, .need = kMust, .doc = "partner or seller"},
    {.name = "partner", .type = Type::kSlug, .need = kMust, .doc = "business of the payee"},
    {.name = "role", .type = Type::kEnum, .of = "business|seller"},
    {.name = "currency", .type = Type::kWord, .doc = "ISO 4217"},
    {.name = "number", .type = Type::kInt, .doc = "of the payee's statements, without a gap"},
    {.name = "from", .type = Type::kDate, .doc = "first day"},
    {.name = "until", .type = Type::kDate, .doc = "last day"},
    {.name = "opening",
     .type = Type::kInt,
     .doc = "carried from the statement before, minor units",
     .min = claim::kLeastMinor},
    {.name = "rows",
     .type = Type::kObject,
     .need = kMust,
     .many = Many::kList,
     .form = &kRowForm,
     .doc = "by date"},
    {.name = "earned",
     .type = Type::kInt,
     .doc = "earned and reversed, restored, adjusted",
     .min = claim::kLeastMinor},
    {.name = "true_up",
     .type = Type::kInt,
     .doc = "tiers, caps, floors and draws of periods",
     .min = claim::kLeastMinor},
    {.name = "premium", .type = Type::kInt, .doc = "beside the pool", .min = claim::kLeastMinor},
    {.name = "reserve", .type = Type::kInt, .doc = "newly held back", .min = claim::kLeastMinor},
    {.name = "release",
     .type = Type::kInt,
     .doc = "no longer held back",
     .min = claim::kLeastMinor},
    {.name = "paid",
     .type = Type::kInt,
     .doc = "settled by runs before the first statement",
     .min = claim::kLeastMinor},
    {.name = "total",
     .type = Type::kInt,
     .doc = "open before the run settled",
     .min = claim::kLeastMinor},
    {.name = "settled", .type = Type::kInt, .doc = "to be paid"},
    {.name = "carried",
     .type = Type::kInt,
     .doc = "left open: a debit, or less than the least payout",
     .min = claim::kLeastMinor},
    {.name = "waiting",
     .type = Type::kInt,
     .doc = "held until the payee accepts the plan",
     .min = claim::kLeastMinor},
    {.name = "on_hold",
     .type = Type::kInt,
     .doc = "on hold: by the plan until a day or a payment, or by HQ",
     .min = claim::kLeastMinor},
    {.name = "continues",
     .type = Type::kRef,
     .of = "statement",
     .doc = "statement whose rows these are too"},
};

constexpr Field kSeries[] = {
    {.name = "payee", .type = Type::kWord, .need = kMust, .doc = "partner or seller"},
    {.name = "number", .type = Type::kInt, .need = kMust, .doc = "of the last statement"},
    {.name = "until", .type = Type::kDate, .need = kMust, .doc = "its last day"},
    {.name = "open",
     .type = Type::kInt,
     .need = kMust,
     .many = Many::kMap,
     .doc = "by currency: what it left open, minor units",
     .min = claim::kLeastMinor},
};

}  // namespace

constinit const Form record_form{"statement", kStatement};
constinit const Form series_form{"statement_series", kSeries};

void each_row(const State& state, const std::string& id,
              const std::function<void(const Json&)>& visit) {
  for (std::size_t part = 1;; ++part) {
    const Record record = state.get("statement", part == 1 ? id : id + "." + std::to_string(part));
    if (!record) return;
    for (const Json& row : record->list("rows")) visit(row);
    if (record->list("rows").size() < kMaxRows) return;
  }
}

Json whole(const State& state, const std::string& id) {
  Json out = *state.get("statement", id);
  Json rows = Json::array();
  each_row(state, id, [&](const Json& row) { rows.push(row); });
  out.set("rows", std::move(rows));
  return out;
}

}  // namespace kontor::statement
