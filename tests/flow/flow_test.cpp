// SPDX-License-Identifier: Apache-2.0
// HQ and sites in one process, over a directory hub.
#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "lib/sync/idle.h"
#include "lib/sync/rebuild.h"
#include "lib/workspace/health.h"
#include "tests/flow/world.h"

namespace kontor {
namespace {

namespace fs = std::filesystem;
using flow::World;

std::string state_trailer(const Workspace& workspace) {
  return workspace.head(workspace.scope()).oid;
}

TEST_CASE("a lead at a shop reaches HQ, with its private values, and audits") {
  World world;
  world.add_site("nord", "shop", "shop");
  world.add_site("sued", "shop", "shop");
  Workspace nord = world.open("nord");
  const std::string customer = nord.new_id();
  nord.write(WriteRequest{
      "customer.add", customer,
      Json::object(
          {{"type", "consumer"}, {"name", "Carla Canary"}, {"email", "carla@example.org"}}),
      "", "2025-08-14T10:00:00Z", "", ""});
  const std::string lead = nord.new_id();
  nord.write(
      WriteRequest{"lead.add", lead, Json::object({{"customer", customer}}), "", "", "", ""});
  const PassReport pushed = world.sync("nord", "2025-08-14T18:00:00Z");
  CHECK(pushed.sealed == 1);
  CHECK(pushed.pending == 2);
  const PassReport sequenced = world.sync("hq", "2025-08-14T18:00:00Z");
  CHECK(sequenced.problems.empty());
  CHECK(sequenced.operations == 2);
  const PassReport taken = world.sync("nord");
  CHECK(taken.pending == 0);
  CHECK(taken.rejected.empty());
  Workspace hq = world.open("hq");
  CHECK(hq.base().has("lead", lead));
  REQUIRE(hq.store().private_of(customer).size() == 2);
  world.sync("sued");
  Workspace sued = world.open("sued");
  CHECK_FALSE(sued.base().has("lead", lead));
  CHECK_FALSE(sued.base().has("customer", customer));
  const AuditReport report = world.audit({"hq", "nord", "sued"});
  CHECK(report.replayed_everything);
  CHECK(report.operations >= 2);
  CHECK(report.rejected == 0);
  const AuditReport alone = world.audit({"nord"});
  CHECK_FALSE(alone.replayed_everything);
  CHECK(state_id_of_rows(nord.store()).sha256 ==
        state_id_of_rows(world.open("nord").store()).sha256);
  CHECK_FALSE(state_trailer(nord).empty());
}

TEST_CASE("two customers with one e-mail are linked at HQ, and no scope learns of it") {
  World world;
  world.add_site("nord", "shop", "shop");
  world.add_site("sued", "shop", "shop");
  std::string first;
  for (const char* site : {"nord", "sued"}) {
    Workspace workspace = world.open(site);
    const std::string id = workspace.new_id();
    workspace.write(WriteRequest{"customer.add", id,
                                 Json::object({{"type", "consumer"}, {"email", "Eva@Example.org"}}),
                                 "", "", "", ""});
    if (first.empty()) first = id;
    world.sync(site);
  }
  const Head before = world.open("nord").head("nord");
  const PassReport report = world.sync("hq");
  CHECK(report.linked == 1);
  Workspace hq = world.open("hq");
  CHECK(hq.base().has("membership", first));
  world.sync("nord");
  CHECK(world.open("nord").head("nord").index == before.index + 1);
  CHECK(world.open("nord").store().undecided_count() == 0);
  world.audit({"hq", "nord", "sued"});
}

TEST_CASE("an altered row is seen and mended") {
  World world;
  world.add_site("nord", "shop", "shop");
  Workspace nord = world.open("nord");
  const std::string id = nord.new_id();
  nord.write(
      WriteRequest{"customer.add", id, Json::object({{"type", "consumer"}}), "", "", "", ""});
  world.sync("nord");
  world.sync("hq");
  world.sync("nord");
  CHECK(site_status(nord).whole());
  CHECK(examine(nord).empty());
  Json altered = *nord.base().get("customer", id);
  altered.set("type", "business");
  {
    Store::Transaction transaction(nord.store());
    nord.store().put_base("customer", id, altered.encode());
    transaction.commit();
  }
  CHECK_FALSE(site_status(nord).whole());
  const std::vector<Complaint> complaints = examine(nord);
  REQUIRE(complaints.size() == 1);
  CHECK(complaints.front().what == "customer " + id + ": differs from the ledger");
  rebuild(nord, *remote_of(nord));
  CHECK(site_status(nord).whole());
  Workspace hq = world.open("hq");
  rebuild(hq, *remote_of(hq));
  CHECK(site_status(hq).whole());
  CHECK(world.sync("hq").problems.empty());
  world.audit({"hq", "nord"});
}

TEST_CASE("a no-op pass changes nothing") {
  World world;
  world.add_site("nord", "shop", "shop");
  const Head hq = world.open("hq").head("hq");
  const PassReport report = world.sync("hq");
  CHECK(report.entries == 0);
  CHECK(world.open("hq").head("hq").oid == hq.oid);
  CHECK(world.sync("nord").from == world.sync("nord").to);
}

// Passes until there is nothing to do, the last of them later than the clock tick of the file
// system in which the store was written.
void settle(World& world) {
  world.sync("nord");
  world.sync("hq");
  world.sync("nord");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  world.sync("nord");
}

TEST_CASE("a pass after an idle one asks the hub alone, until either side moves") {
  World world;
  world.add_site("nord", "shop", "shop");
  const fs::path home = world.root / "nord";
  CHECK_FALSE(idle_pass(world.root / "hq"));  // its timers fall due without anybody's doing
  settle(world);
  const std::optional<PassReport> idle = idle_pass(home);
  REQUIRE(idle);
  CHECK(idle->to == world.open("nord").head("nord").index);
  CHECK(idle_pass(home));  // and opening the store is no change

  SUBCASE("a command writes") {
    world.add("nord", "customer.add", Json::object({{"type", "consumer"}, {"name", "Carla"}}));
    CHECK_FALSE(idle_pass(home));
    settle(world);
    settle(world);  // the emptied vault branch
    CHECK(idle_pass(home));
  }
  SUBCASE("HQ publishes an entry") {
    world.write("hq", "partner.apply", "nord",
                Json::object({{"type", "dealer"}, {"tier", "silver"}}));
    world.sync("hq");
    CHECK_FALSE(idle_pass(home));
  }
  SUBCASE("an operation waits for HQ") {
    world.add("nord", "customer.add", Json::object({{"type", "consumer"}}));
    world.sync("nord");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    world.sync("nord");
    CHECK_FALSE(idle_pass(home));
  }
  SUBCASE("the hub is rolled back or gone") {
    fs::remove_all(world.root / "hub");
    CHECK_THROWS_AS(idle_pass(home), Error);
  }
  SUBCASE("another pass runs") {
    const SyncLock lock(home);
    CHECK_THROWS_AS(idle_pass(home), Error);
  }
  SUBCASE("the folder is a copy") {
    World copy(world);
    CHECK_FALSE(idle_pass(copy.root / "nord"));
  }
}

}  // namespace
}  // namespace kontor
