// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/rebuild.h"

#include "cmd/kontor/call.h"
#include "cmd/kontor/site/verbs.h"
#include "lib/sync/setup.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "index", .type = Type::kInt, .need = Need::kRequired, .doc = "ledger entry reached"},
    {.name = "records", .type = Type::kInt, .need = Need::kRequired, .doc = "made anew"},
};
constexpr Form kForm{"rebuild", kFields};

}  // namespace

const Form* rebuild_form() { return &kForm; }

int rebuild_site(Call& call) {
  Workspace& site = call.workspace();
  const TakeReport report = rebuild(site, *remote_of(site));
  const Json item = Json::object(
      {{"index", report.to}, {"records", static_cast<std::int64_t>(report.changed.size())}});
  call.answer(item, call.quiet() ? "" : describe(item, {}));
  return 0;
}

}  // namespace kontor::cli
