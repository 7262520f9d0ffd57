// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/report/verbs.h"

#include "cmd/kontor/nouns.h"

namespace kontor::cli {
namespace {

constexpr Field kAttainment[] = {
    {.name = "by",
     .type = Type::kEnum,
     .of = "target|unit|role|product|period",
     .doc = "what a row stands for; a target unless told"},
    {.name = "on", .type = Type::kDate, .doc = "targets whose period has this day; else all"},
};

constexpr VerbRow kVerbs[] = {
    {.verb = "attainment",
     .summary = "what was reached of the targets, and of it each order once",
     .options = kAttainment,
     .shares = kReads | kLists,
     .shape = Shape::kItems,
     .result = attainment_report_form,
     .run = report_attainment,
     .example = "kontor report attainment --on 2025-08-31 --where 'percent<50' --sort percent"},
};

}  // namespace

std::span<const VerbRow> report_verbs() { return kVerbs; }

}  // namespace kontor::cli
