// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/hub/verbs.h"
#include "lib/base/error.h"
#include "lib/sync/setup.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "repository",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "that is there now"},
    {.name = "use",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "history|vault",
     .doc = "what it keeps"},
};
constexpr Form kForm{"hub.init", kFields};

}  // namespace

const Form* hub_form() { return &kForm; }

int init_hub(Call& call) {
  Workspace& site = call.workspace();
  if (!site.is_hq()) {
    throw Error(Fault::kPermission, "role", "only HQ makes the hub's repositories");
  }
  const std::unique_ptr<Remote> remote =
      call.args.has("hub") ? open_remote(call.args.text("hub")) : remote_of(site);
  std::vector<std::string> scopes = partner_scopes(site.live());
  scopes.insert(scopes.begin(), "hq");
  Json items = Json::array();
  std::string text;
  const auto make = [&](const std::string& name, RepositoryUse use, const char* word) {
    remote->create(name, use);
    items.push(Json::object({{"repository", name}, {"use", word}}));
    text += name + ".git\n";
  };
  for (const std::string& scope : scopes) {
    make(scope, RepositoryUse::kHistoryHub, "history");
    make(vault_of(scope), RepositoryUse::kVaultHub, "vault");
  }
  call.answer_items(items, text);
  return 0;
}

}  // namespace kontor::cli
