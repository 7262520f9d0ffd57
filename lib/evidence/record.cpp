// SPDX-License-Identifier: Apache-2.0
#include "lib/evidence/record.h"

#include "lib/policy/record.h"

namespace kontor::evidence {
namespace {

constexpr Field kAddFields[] = {
    {.name = "order",
     .type = Type::kRef,
     .need = Need::kRequired,
     .of = "order",
     .doc = "order that it belongs to"},
    {.name = "code",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = policy::kEvidenceCodes,
     .doc = "what it proves"},
    {.name = "version", .type = Type::kWord, .doc = "version of the document or notice"},
    {.name = "wording", .type = Type::kWord, .doc = "name of the wording that was used"},
    {.name = "digest", .type = Type::kHash, .doc = "of the document"},
    {.name = "at", .type = Type::kInstant, .doc = "when it took place, if earlier than stated"},
    {.name = "file", .type = Type::kPrivate, .doc = "the document, or where it is kept"},
};
constexpr Field kOwnFields[] = {
    {.name = "channel", .type = Type::kWord, .doc = "channel in which it was recorded"},
    {.name = "date",
     .type = Type::kDate,
     .need = Need::kRequired,
     .doc = "day on which it took place"},
};
constexpr auto kRecordFields = join_fields(kAddFields, kOwnFields);

}  // namespace

constinit const Form add_form{"evidence.add", kAddFields};
constinit const Form record_form{"evidence", kRecordFields};

}  // namespace kontor::evidence
