// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/site/verbs.h"
#include "lib/workspace/health.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "ledger", .type = Type::kWord, .need = Need::kRequired, .doc = "id of the ledger"},
    {.name = "scope", .type = Type::kSlug, .need = Need::kRequired, .doc = "that it holds"},
    {.name = "replica", .type = Type::kSlug, .need = Need::kRequired, .doc = "this site"},
    {.name = "role", .type = Type::kWord, .doc = "what it may do"},
    {.name = "clock",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "real|manual",
     .doc = "manual: time moves by --time alone"},
    {.name = "index",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "ledger entry taken last"},
    {.name = "oid", .type = Type::kWord, .doc = "commit of that entry"},
    {.name = "time", .type = Type::kInstant, .doc = "of that entry"},
    {.name = "expires", .type = Type::kInstant, .doc = "after which it is stale"},
    {.name = "stale", .type = Type::kFlag, .need = Need::kRequired, .doc = "HQ is silent too long"},
    {.name = "enrolled", .type = Type::kFlag, .need = Need::kRequired, .doc = "HQ let it in"},
    {.name = "pending", .type = Type::kInt, .need = Need::kRequired, .doc = "own, not decided"},
    {.name = "unsealed", .type = Type::kInt, .need = Need::kRequired, .doc = "own, not signed yet"},
    {.name = "rejections",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "of the scope, not dismissed"},
    {.name = "state", .type = Type::kHash, .doc = "id computed from the rows of this store"},
    {.name = "signed", .type = Type::kHash, .doc = "id that HQ has signed for the entry"},
    {.name = "whole", .type = Type::kFlag, .need = Need::kRequired, .doc = "the two are the same"},
    {.name = "stopped", .type = Type::kText, .doc = "where the ledger needs a newer program"},
};
constexpr Form kForm{"status", kFields};

Json status_json(const SiteStatus& status) {
  Json item = Json::object({{"ledger", status.ledger},
                            {"scope", status.scope},
                            {"replica", status.replica},
                            {"clock", status.clock},
                            {"index", status.head.index},
                            {"stale", status.stale},
                            {"enrolled", status.enrolled},
                            {"pending", status.pending},
                            {"unsealed", status.unsealed},
                            {"rejections", status.rejections},
                            {"whole", status.whole()}});
  if (!status.role.empty()) item.set("role", status.role);
  if (status.head.index > 0) {
    item.set("oid", status.head.oid);
    item.set("time", format_instant(status.head.time));
    item.set("expires", format_instant(status.head.expires));
  }
  if (!status.state_of_rows.empty()) item.set("state", "sha256:" + status.state_of_rows);
  if (!status.state_signed.empty()) item.set("signed", "sha256:" + status.state_signed);
  if (!status.stopped.empty()) item.set("stopped", status.stopped);
  return item;
}

}  // namespace

const Form* status_form() { return &kForm; }

int show_status(Call& call) {
  const SiteStatus status = site_status(call.workspace());
  const Json item = status_json(status);
  call.answer(item, describe(item, {"replica", "scope", "role", "ledger", "index", "time"}));
  if (!status.enrolled) call.warn("HQ has not accepted this site yet");
  if (status.stale) call.warn("STALE: nothing newer than " + format_instant(status.head.time));
  if (!status.stopped.empty()) call.warn("the ledger needs a newer kontor: " + status.stopped);
  if (!status.whole()) {
    call.warn("rows of this store were altered; kontor doctor names them");
    return 1;
  }
  return 0;
}

}  // namespace kontor::cli
