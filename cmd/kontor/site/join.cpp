// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/site/verbs.h"
#include "lib/base/text.h"
#include "lib/sync/setup.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "ledger", .type = Type::kWord, .need = Need::kRequired, .doc = "id of the ledger"},
    {.name = "scope", .type = Type::kSlug, .need = Need::kRequired, .doc = "that this site holds"},
    {.name = "replica", .type = Type::kSlug, .need = Need::kRequired, .doc = "this site"},
    {.name = "hub", .type = Type::kText, .need = Need::kRequired, .doc = "where it syncs"},
    {.name = "home", .type = Type::kText, .need = Need::kRequired, .doc = "folder of the store"},
};
constexpr Form kForm{"join", kFields};

}  // namespace

const Form* join_form() { return &kForm; }

int join_site(Call& call) {
  std::string token = call.args.text("token");
  if (token == "-") token = std::string(trim(call.env.read_in()));
  const std::string home = call.home();
  const JoinReport report = join(home, token, call.edges());
  call.answer(Json::object({{"ledger", report.ledger},
                            {"scope", report.scope},
                            {"replica", report.replica},
                            {"hub", report.hub},
                            {"home", home}}),
              call.quiet() ? "" : "replica " + report.replica + " of scope " + report.scope + "\n");
  call.say("HQ accepts it with: kontor replica accept " + report.replica +
           "; then here: kontor sync");
  return 0;
}

}  // namespace kontor::cli
