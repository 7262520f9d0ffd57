// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/customer/verbs.h"
#include "cmd/kontor/records.h"
#include "lib/person/record.h"

namespace kontor::cli {

int link_customers(Call& call) {
  Workspace& site = call.workspace();
  std::vector<std::string> members;
  for (const std::string& typed : call.args.all("customer")) {
    members.push_back(site.resolve("customer", typed));
  }
  std::string person = person::link_target(site.live(), members);
  if (person.empty()) person = site.new_id();
  const Json payload = Json::object({{"members", Json::strings(members)},
                                     {"rule", "manual"},
                                     {"reason", call.args.text("reason", "by hand")}});
  return write_one(call, request_of(call, "customer.link", person, payload));
}

}  // namespace kontor::cli
