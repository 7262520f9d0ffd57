// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/replica/verbs.h"
#include "lib/base/error.h"
#include "lib/sync/setup.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "replica", .type = Type::kSlug, .need = Need::kRequired, .doc = "its name"},
    {.name = "scope", .type = Type::kSlug, .need = Need::kRequired, .doc = "that it will hold"},
    {.name = "token", .type = Type::kText, .need = Need::kRequired, .doc = "for kontor join"},
};
constexpr Form kForm{"replica.invite", kFields};

std::string wanted(const Call& call, const char* option) {
  if (call.args.has(option)) return call.args.text(option);
  throw Error(Fault::kUsage, "bad_usage", std::string("--") + option + " is missing");
}

}  // namespace

const Form* invitation_form() { return &kForm; }

int invite_replica(Call& call) {
  const std::string scope = wanted(call, "scope");
  const std::string replica = wanted(call, "replica");
  const std::string token =
      invite(call.workspace(), scope, replica, wanted(call, "role"), call.args.text("outlet"));
  call.answer(Json::object({{"replica", replica}, {"scope", scope}, {"token", token}}),
              token + "\n");
  call.say("at the site: kontor join TOKEN; then here: kontor replica accept " + replica);
  return 0;
}

}  // namespace kontor::cli
