// SPDX-License-Identifier: Apache-2.0
#include "lib/dispute/record.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/claim/record.h"

namespace kontor::dispute {
namespace {

constexpr Need kMust = Need::kRequired;

// A payee that was left out holds no earning: whoever knows the order may name its claim.
constexpr Field kClaim{.name = "claim",
                       .type = Type::kRef,
                       .need = kMust,
                       .of = "claim|earning",
                       .doc = "ORDER.ITEM",
                       .blind = true};
constexpr Field kStage{
    .name = "stage", .type = Type::kWord, .doc = "of the plan; absent: the claim as a whole"};
constexpr Field kReason{.name = "reason",
                        .type = Type::kEnum,
                        .need = kMust,
                        .of = kReasons,
                        .doc = "what is wrong, in a word"};
constexpr Field kText{.name = "text", .type = Type::kPrivate, .doc = "what is wrong, in words"};
constexpr Field kDecided{.name = "answer", .type = Type::kPrivate, .doc = "HQ's answer, in words"};

constexpr Field kAdd[] = {
    kClaim,
    {.name = "payee",
     .type = Type::kWord,
     .doc = "partner or seller of the own business; absent: the business"},
    kStage,
    kReason,
    kText,
};

constexpr Field kAdjustment[] = {
    {.name = "payee", .type = Type::kWord, .need = kMust, .doc = "partner or seller"},
    {.name = "role",
     .type = Type::kEnum,
     .need = kMust,
     .of = "business|seller",
     .doc = "of the payee"},
    {.name = "stage", .type = Type::kWord, .need = kMust, .doc = "of the plan"},
    {.name = "amount",
     .type = Type::kInt,
     .need = kMust,
     .doc = "minor units, added to what stands",
     .min = claim::kLeastMinor},
};
constexpr Form kAdjustmentForm{"dispute.adjustment", kAdjustment};

constexpr Field kAnswer[] = {
    {.name = "decision",
     .type = Type::kEnum,
     .need = kMust,
     .of = "upheld|dismissed",
     .doc = "whether the payee is right"},
    kDecided,
    {.name = "adjustments",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &kAdjustmentForm,
     .doc = "new facts on the claim; of upheld alone"},
};

constexpr Field kRemark{
    .name = "remark", .type = Type::kPrivate, .doc = "why it is closed, in words"};
constexpr Field kClose[] = {kRemark};

constexpr Field kRecord[] = {
    {.name = "claim", .type = Type::kWord, .need = kMust, .doc = "ORDER.ITEM"},
    {.name = "payee", .type = Type::kWord, .need = kMust, .doc = "partner or seller"},
    {.name = "role", .type = Type::kEnum, .need = kMust, .of = "business|seller"},
    {.name = "partner", .type = Type::kSlug, .need = kMust, .doc = "business of the payee"},
    kStage,
    kReason,
    kText,
    {.name = "state",
     .type = Type::kEnum,
     .need = kMust,
     .of = "pending|open|upheld|dismissed|closed",
     .doc = "pending: where it was raised, until HQ has it"},
    {.name = "decision",
     .type = Type::kEnum,
     .of = "upheld|dismissed",
     .doc = "of the answer; closed without one: taken back"},
    {.name = "decided", .type = Type::kDate, .doc = "day of the answer"},
    kDecided,
    {.name = "adjustments",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &kAdjustmentForm,
     .doc = "of the payee's business"},
    {.name = "closed", .type = Type::kDate, .doc = "day on which it was closed"},
    kRemark,
};

}  // namespace

constinit const Form add_form{"dispute.add", kAdd};
constinit const Form answer_form{"dispute.answer", kAnswer};
constinit const Form close_form{"dispute.close", kClose};
constinit const Form record_form{"dispute", kRecord};

std::vector<std::string> stages_of(const State& state, const Json& claim) {
  std::vector<std::string> out;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  };
  if (const auto plan = claim::plan_of(state, claim)) {
    for (const plan::Stage& stage : plan->stages) add(stage.name);
    for (const plan::Override& row : plan->overrides) add("override." + row.id);
  }
  for (const char* list : {"stages", "shares", "overrides", "facts"}) {
    for (const Json& row : claim.list(list)) add(row.str_or("stage"));
  }
  return out;
}

std::string unknown_stage(const std::string& typed, const std::vector<std::string>& stages) {
  return typed + (stages.empty() ? "; the claim has none" : "; there are " + join(stages, ", "));
}

}  // namespace kontor::dispute
