// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "lib/rejection/noun.h"
#include "lib/rejection/record.h"
#include "lib/replica/noun.h"
#include "tests/world.h"

using namespace kontor;

namespace {

Json rejected(const char* replica) {
  return Json::object({{"op", std::string(replica) + ".0.17"},
                       {"op_kind", "lead.pick"},
                       {"on", "0000000000000001"},
                       {"replica", replica},
                       {"reason", "not_visible"},
                       {"at", "2025-08-28T10:05:00Z"}});
}

World world_with_rejections() {
  World world({&replica_noun(), &rejection_noun()});
  for (const char* scope : {"nord", "hq"}) {
    const std::string replica = std::string(scope) + "-1";
    world.state.put("replica", replica, Json::object({{"scope", scope}}));
    world.state.put("rejection", replica + ".0.17", rejected(replica.c_str()));
  }
  return world;
}

}  // namespace

TEST_CASE("a rejection is seen by the scope whose operation it was") {
  World world = world_with_rejections();
  CHECK(check_form(rejection::record_form, rejected("nord-1")).empty());
  CHECK(world.holders("rejection", "nord-1.0.17") == "nord");
  CHECK(world.holders("rejection", "hq-1.0.17") == "");
  // A scope in the record is believed before the replica is asked.
  Json named = rejected("nord-1");
  named.set("scope", "sued");
  world.state.put("rejection", "nord-1.0.18", named);
  CHECK(world.holders("rejection", "nord-1.0.18") == "sued");
}

TEST_CASE("a rejection is dismissed by its own scope alone") {
  World world = world_with_rejections();
  CHECK(world.run("op.dismiss", "nord-1.0.17") == "not_yours");
  CHECK(world.run("op.dismiss", "hq-1.0.17") == "");
  world.as("nord-2", "nord", "shop", "nord/mitte");
  CHECK(world.run("op.dismiss", "nord-1.0.17") == "");
  CHECK_FALSE(world.state.has("rejection", "nord-1.0.17"));
  CHECK(world.run("op.dismiss", "nord-1.0.17") == "not_visible");
  world.as("audit-1", "nord", "auditor");
  CHECK(world.run("op.dismiss", "nord-1.0.17") == "not_your_role");
}
