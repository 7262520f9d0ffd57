// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/replica/verbs.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/sync/setup.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "replica", .type = Type::kSlug, .need = Need::kRequired, .doc = "that asked"},
    {.name = "accepted", .type = Type::kFlag, .need = Need::kRequired, .doc = "it may come in"},
    {.name = "reason", .type = Type::kText, .doc = "why not"},
};
constexpr Form kForm{"replica.acceptance", kFields};

}  // namespace

const Form* acceptance_form() { return &kForm; }

int accept_requests(Call& call) {
  if (call.args.has("replica") == call.args.has("all")) {
    throw Error(Fault::kUsage, "bad_usage", "name a replica, or say --all");
  }
  const AcceptReport report = accept_replicas(
      call.workspace(),
      call.args.has("all") ? std::nullopt : std::optional(call.args.text("replica")));
  if (!call.args.has("all") && report.accepted.empty() && report.refused.empty()) {
    throw Error(Fault::kNoInput, "no_request",
                "no replica " + printable(call.args.text("replica")) + " has asked",
                "kontor join at that site, or kontor replica list");
  }
  Json items = Json::array();
  std::string text;
  for (const std::string& replica : report.accepted) {
    items.push(Json::object({{"replica", replica}, {"accepted", true}}));
    text += "replica " + replica + ": accepted\n";
  }
  for (const auto& [replica, why] : report.refused) {
    items.push(Json::object({{"replica", replica}, {"accepted", false}, {"reason", why}}));
    text += "replica " + replica + ": refused, " + why + "\n";
  }
  if (items.items().empty()) call.say("nobody has asked");
  call.answer_items(items, text);
  return report.refused.empty() ? 0 : 1;
}

}  // namespace kontor::cli
