// SPDX-License-Identifier: Apache-2.0
#include "lib/offer/record.h"
#include "lib/outlet/record.h"
#include "lib/policy/record.h"

namespace kontor::offer {
namespace {

constexpr Field kWhenFields[] = {
    {.name = "item",
     .type = Type::kRef,
     .need = Need::kRequired,
     .of = "offer",
     .doc = "other component that must be in the same order"},
    {.name = "campaign", .type = Type::kSlug, .doc = "campaign that the order must belong to"},
};
constinit const Form when_form{"offer.when", kWhenFields};

constexpr Field kPriceFields[] = {
    {.name = "point",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "price point, such as list or online-special (TMF620 ProductOfferingPrice)"},
    {.name = "recurring", .type = Type::kMoney, .doc = "charge per month, tax included"},
    {.name = "one_time", .type = Type::kMoney, .doc = "charge once, tax included"},
    {.name = "when",
     .type = Type::kObject,
     .form = &when_form,
     .doc = "the row holds only then, and before rows that ask for less"},
};
constinit const Form price_form{"offer.price", kPriceFields};

constexpr std::int64_t kMostOfAnItem = 999;  // an order is no wholesale delivery
constexpr Field kItemFields[] = {
    {.name = "offer",
     .type = Type::kRef,
     .need = Need::kRequired,
     .of = "offer",
     .doc = "simple offer that is part of the bundle (TMF620 bundledProductOffering)"},
    {.name = "min",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "least quantity; 0: may be left out",
     .max = kMostOfAnItem},
    {.name = "max",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "greatest quantity",
     .min = 1,
     .max = kMostOfAnItem},
    {.name = "default",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "quantity unless told",
     .max = kMostOfAnItem},
};
constinit const Form item_form{"offer.item", kItemFields};

constexpr Field kGateFields[] = {
    {.name = "item",
     .type = Type::kSlug,
     .need = Need::kRequired,
     .doc = "component that waits; a simple offer names itself"},
    {.name = "needs",
     .type = Type::kRef,
     .need = Need::kRequired,
     .of = "offer",
     .doc = "component that it waits for, when both are in the order"},
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kGateStates,
     .doc = "what opens the gate: the other is released, or delivered"},
    {.name = "on_fail",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kOnFail,
     .doc = "when the other fails: cancel the item, reprice it alone, or ask"},
};
constinit const Form gate_form{"offer.gate", kGateFields};

constexpr Field kChannelFields[] = {
    {.name = "id",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "name of the rule, for refusals"},
    {.name = "effect",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "deny|allow",
     .doc = "deny closes the channels named, allow closes all others"},
    {.name = "channel",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .many = Many::kList,
     .of = outlet::kChannels,
     .doc = "channels that the rule names"},
    {.name = "from", .type = Type::kDate, .doc = "first day of the rule"},
    {.name = "to", .type = Type::kDate, .doc = "last day of the rule"},
    {.name = "reason", .type = Type::kWord, .doc = "why, as the shop is told"},
};
constinit const Form channel_form{"offer.channel", kChannelFields};

constexpr Field kApplyFields[] = {
    {.name = "version",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "number of this version: the newest until it is launched, then one more",
     .min = 1},
    {.name = "name",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "name that the customer reads (TMF620 name)"},
    {.name = "sector",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "sector whose rules apply, such as telecom"},
    {.name = "product",
     .type = Type::kWord,
     .doc = "article or tariff number of the back end (TMF620 productSpecification)"},
    {.name = "group", .type = Type::kWord, .doc = "group that plans and reports name it by"},
    {.name = "brand", .type = Type::kWord, .doc = "brand, for the same"},
    {.name = "campaign", .type = Type::kSlug, .doc = "campaign that its orders belong to"},
    {.name = "price",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &price_form,
     .doc = "prices of a simple offer; a bundle is priced by its parts"},
    {.name = "term_months",
     .type = Type::kInt,
     .doc = "least term of the contract in months (§56 TKG: at most 24)",
     .min = 1,
     .max = 600},
    {.name = "items",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &item_form,
     .doc = "parts; an offer with parts is a bundle"},
    {.name = "gates",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &gate_form,
     .doc = "which item waits for which; cycles are refused"},
    {.name = "channels",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &channel_form,
     .doc = "where it may not be sold; no rule, no limit"},
    {.name = "tiers",
     .type = Type::kWord,
     .many = Many::kList,
     .doc = "partner tiers that receive it; absent: all"},
    {.name = "plan", .type = Type::kSlug, .doc = "commission plan that pays for it"},
    {.name = "policy", .type = Type::kSlug, .doc = "policy that gates its orders"},
    {.name = "evidence",
     .type = Type::kEnum,
     .many = Many::kList,
     .of = policy::kEvidenceCodes,
     .doc = "codes asked for beside the policy's, such as IDC for prepaid"},
    {.name = "on_behalf",
     .type = Type::kFlag,
     .doc = "a seller may book it for another channel, who and where is recorded"},
    {.name = "new_or_renewal",
     .type = Type::kEnum,
     .of = "new|renewal|both",
     .doc = "for new customers, for contracts that run out, or both"},
};

constexpr Field kLaunchFields[] = {
    {.name = "version",
     .type = Type::kInt,
     .doc = "version to sell from now on; the newest unless told",
     .min = 1},
};

constexpr Field kRecordFields[] = {
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kStates,
     .doc = "life cycle (TMF620 lifecycleStatus)"},
    {.name = "version",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "number of the newest version",
     .min = 1},
    {.name = "launched", .type = Type::kInt, .doc = "number of the version that is sold", .min = 1},
    {.name = "versions",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kMap,
     .form = &apply_form,
     .doc = "contents by version number"},
    {.name = "launches",
     .type = Type::kInstant,
     .many = Many::kMap,
     .doc = "first launch by version number; from then on the content is fixed"},
};

}  // namespace

constinit const Form apply_form{"offer.apply", kApplyFields};
constinit const Form launch_form{"offer.launch", kLaunchFields};
constinit const Form retire_form{"offer.retire", {}};
constinit const Form record_form{"offer", kRecordFields};

}  // namespace kontor::offer
