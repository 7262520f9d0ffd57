// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/rebuild.h"

#include "cmd/kontor/call.h"
#include "cmd/kontor/site/verbs.h"
#include "lib/base/error.h"
#include "lib/sync/setup.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "index", .type = Type::kInt, .need = Need::kRequired, .doc = "ledger entry reached"},
    {.name = "records", .type = Type::kInt, .need = Need::kRequired, .doc = "made anew"},
};
constexpr Form kForm{"rebuild", kFields};

// The store says whose it is; where it is no database any more, only a copy of it can say that.
Workspace& open_site(Call& call) {
  try {
    return call.workspace();
  } catch (const Error& error) {
    if (error.code() != "store_damaged") throw;
    const std::string place = set_aside(call.home()).string();
    throw Error(Fault::kData, "store_damaged",
                std::string(error.what()) + "; it was moved to " + place +
                    ", keys and repositories are kept",
                "put a backup of kontor.db in its place and run kontor rebuild; without one ask HQ "
                "for an invitation as another replica and run kontor join here");
  }
}

}  // namespace

const Form* rebuild_form() { return &kForm; }

int rebuild_site(Call& call) {
  Workspace& site = open_site(call);
  const TakeReport report = rebuild(site, *remote_of(site));
  const Json item = Json::object(
      {{"index", report.to}, {"records", static_cast<std::int64_t>(report.changed.size())}});
  call.answer(item, call.quiet() ? "" : describe(item, {}));
  return 0;
}

}  // namespace kontor::cli
