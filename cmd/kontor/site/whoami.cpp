// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/site/verbs.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "replica", .type = Type::kSlug, .need = Need::kRequired, .doc = "this site"},
    {.name = "scope", .type = Type::kSlug, .need = Need::kRequired, .doc = "that it holds"},
    {.name = "role", .type = Type::kWord, .doc = "what it may do"},
    {.name = "outlet", .type = Type::kSlug, .doc = "where it stands"},
    {.name = "actor", .type = Type::kId, .doc = "seller who acts; absent: the site itself"},
    {.name = "ledger", .type = Type::kWord, .need = Need::kRequired, .doc = "id of the ledger"},
    {.name = "home", .type = Type::kText, .need = Need::kRequired, .doc = "folder of the store"},
};
constexpr Form kForm{"whoami", kFields};

}  // namespace

const Form* whoami_form() { return &kForm; }

int who_am_i(Call& call) {
  Workspace& site = call.workspace();
  Json item = Json::object({{"replica", site.replica()},
                            {"scope", site.scope()},
                            {"ledger", site.ledger()},
                            {"home", site.home().string()}});
  if (!site.role().empty()) item.set("role", site.role());
  if (!site.outlet().empty()) item.set("outlet", site.outlet());
  if (!call.actor().empty()) item.set("actor", call.actor());
  call.answer(item, describe(item, {"actor", "replica", "scope", "role", "outlet"}));
  return 0;
}

}  // namespace kontor::cli
