// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/op/fate.h"

#include <algorithm>

#include "cmd/kontor/call.h"
#include "cmd/kontor/op/verbs.h"
#include "lib/change/operation.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "id", .type = Type::kOperation, .need = Need::kRequired, .doc = "of the operation"},
    {.name = "kind", .type = Type::kWord, .need = Need::kRequired, .doc = "lead.pick"},
    {.name = "on", .type = Type::kWord, .need = Need::kRequired, .doc = "record that it is about"},
    {.name = "at", .type = Type::kInstant, .need = Need::kRequired, .doc = "as it was stated"},
    {.name = "actor", .type = Type::kWord, .doc = "seller, or the replica"},
    {.name = "fate",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "pending|requested|accepted|rejected",
     .doc = "what became of it"},
    {.name = "reason", .type = Type::kWord, .doc = "stable name of the rule that refused"},
    {.name = "detail", .type = Type::kText, .doc = "what it missed or met"},
    {.name = "index", .type = Type::kInt, .doc = "of the ledger entry that decided it"},
    {.name = "sealed", .type = Type::kFlag, .doc = "it is in a signed set"},
};
constexpr Form kForm{"op.fate", kFields};
constexpr Field kPayload[] = {
    {.name = "p", .type = Type::kAny, .doc = "its fields, private ones as commitments"}};
constexpr auto kDetailFields = join_fields(kFields, kPayload);
constexpr Form kDetail{"op.show", kDetailFields};

}  // namespace

const Form* op_form() { return &kForm; }
const Form* op_detail_form() { return &kDetail; }

Json fate_of(const OutboxRow& row) {
  const Operation operation = decode_operation(row.bytes);
  Json out = Json::object({{"id", row.id},
                           {"kind", row.kind},
                           {"on", row.on},
                           {"at", operation.at},
                           {"actor", operation.actor},
                           {"fate", to_string(row.fate)},
                           {"sealed", row.set_last > 0}});
  if (!row.reason.empty()) out.set("reason", row.reason);
  if (row.index > 0) out.set("index", row.index);
  return out;
}

Json fate_of_rejection(const Json& rejection) {
  Json out = Json::object({{"id", rejection.str("op")},
                           {"kind", rejection.str_or("op_kind", "unknown")},
                           {"on", rejection.str_or("on", "unknown")},
                           {"at", rejection.str("at")},
                           {"fate", "rejected"},
                           {"reason", rejection.str("reason")}});
  if (const Json* actor = rejection.find("actor")) out.set("actor", *actor);
  if (const Json* detail = rejection.find("detail")) out.set("detail", *detail);
  return out;
}

std::string op_target(Call& call, const std::string& typed) {
  const bool number = !typed.empty() && std::all_of(typed.begin(), typed.end(),
                                                    [](char c) { return c >= '0' && c <= '9'; });
  if (!number) return typed;
  Workspace& site = call.workspace();
  return site.replica() + "." + site.setting("incarnation") + "." + typed;
}

}  // namespace kontor::cli
