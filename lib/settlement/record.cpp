// SPDX-License-Identifier: Apache-2.0
#include "lib/settlement/record.h"

#include "lib/claim/record.h"

namespace kontor::settlement {
namespace {

constexpr Field kUntil{.name = "until",
                       .type = Type::kDate,
                       .need = Need::kRequired,
                       .doc = "last day whose facts are settled"};
constexpr Field kRunFields[] = {kUntil};

constexpr Field kTotalFields[] = {
    {.name = "payee", .type = Type::kWord, .need = Need::kRequired, .doc = "partner or seller id"},
    {.name = "partner", .type = Type::kSlug, .need = Need::kRequired},
    {.name = "role", .type = Type::kEnum, .need = Need::kRequired, .of = "business|seller"},
    {.name = "currency", .type = Type::kWord, .need = Need::kRequired},
    {.name = "settled",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "to be paid, minor units"},
    {.name = "carried",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "left open: a debit, or less than the least payout",
     .min = claim::kLeastMinor},
    {.name = "waiting",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "held until the payee accepts the plan",
     .min = claim::kLeastMinor},
    {.name = "on_hold",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "earned, but settled later: by a hold of the plan, or of HQ",
     .min = claim::kLeastMinor},
    {.name = "true_up",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "of tiers, caps, floors and draws, newly posted; part of settled or carried",
     .min = claim::kLeastMinor},
    {.name = "premium",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "part of settled or carried",
     .min = claim::kLeastMinor},
    {.name = "reserve", .type = Type::kInt, .need = Need::kRequired, .doc = "newly held back"},
    {.name = "release",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "let go by this run; what a return let go is in the statement alone"},
};
constexpr Form kTotal{"settlement.total", kTotalFields};

constexpr Field kRecordFields[] = {
    kUntil,
    {.name = "accounts", .type = Type::kInt, .need = Need::kRequired, .doc = "looked at"},
    {.name = "totals",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kTotal,
     .doc = "by partner, business before sellers"},
};

}  // namespace

constinit const Form run_form{"settlement.run", kRunFields};
constinit const Form record_form{"settlement", kRecordFields};

}  // namespace kontor::settlement
