// SPDX-License-Identifier: Apache-2.0
#include "lib/interaction/record.h"

namespace kontor::interaction {
namespace {

constexpr Field kAdd[] = {
    {.name = "type",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "consultation|visit|call|message|click|service",
     .doc = "what happened (TMF683); a consultation is advice that may earn"},
    {.name = "customer", .type = Type::kRef, .of = "customer", .doc = "with whom"},
    {.name = "lead", .type = Type::kRef, .of = "lead", .doc = "about which lead"},
    {.name = "order", .type = Type::kRef, .of = "order", .doc = "about which draft or order"},
    {.name = "offer", .type = Type::kRef, .of = "offer", .doc = "offer that was shown"},
    {.name = "medium", .type = Type::kWord, .doc = "channel in a word, such as cellular (TMF683)"},
    {.name = "minutes", .type = Type::kInt, .doc = "duration in minutes", .max = 24 * 60},
    {.name = "topics", .type = Type::kWord, .many = Many::kList, .doc = "what was talked about"},
    {.name = "result", .type = Type::kWord, .doc = "outcome in a word, such as no-answer"},
    {.name = "facts",
     .type = Type::kWord,
     .many = Many::kMap,
     .doc = "public enumerations and bands of an import, by column"},
    {.name = "direction",
     .type = Type::kEnum,
     .of = "inbound|outbound",
     .doc = "who began; an outbound call needs consent (Sec. 7 UWG)"},
    {.name = "imported", .type = Type::kFlag, .doc = "from a file: never earns a commission"},
    {.name = "note", .type = Type::kPrivate, .doc = "free text"}};
constexpr Field kRest[] = {{.name = "state",
                            .type = Type::kEnum,
                            .need = Need::kRequired,
                            .of = "open|inProgress|completed",
                            .doc = "state (TMF683 status)"}};
constexpr auto kRecord = join_fields(kAdd, kRest);

}  // namespace

constinit const Form add_form{"interaction.add", kAdd};
constinit const Form record_form{"interaction", kRecord};

}  // namespace kontor::interaction
