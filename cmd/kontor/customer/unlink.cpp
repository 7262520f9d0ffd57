// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/customer/verbs.h"
#include "cmd/kontor/records.h"
#include "lib/base/error.h"
#include "lib/person/record.h"

namespace kontor::cli {

int unlink_customer(Call& call) {
  Workspace& site = call.workspace();
  const std::string member = site.resolve("customer", call.args.text("member"));
  const std::string person = person::person_of(site.live(), member);
  if (person.empty()) {
    throw Error(Fault::kRefused, "not_member", "customer " + member + " is linked to no other");
  }
  const Json payload =
      Json::object({{"member", member}, {"reason", call.args.text("reason", "by hand")}});
  return write_one(call, request_of(call, "customer.unlink", person, payload));
}

}  // namespace kontor::cli
