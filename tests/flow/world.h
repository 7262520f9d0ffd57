// SPDX-License-Identifier: Apache-2.0
// HQ and sites in one process, over a directory hub: real stores, real repositories, a manual
// clock. Everything lies below `root` and is gone with it: hub/, root/ (the root key), one home a
// site. Includes of this header belong in *_test.cpp.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/audit/verify.h"
#include "lib/sync/pass.h"
#include "lib/sync/setup.h"

namespace kontor::flow {

namespace fs = std::filesystem;

class World {
 public:
  explicit World(const char* time = "2025-08-13T08:00:00Z") : root(new_folder()) {
    edges = {&clock, &random};
    InitOptions options;
    options.name = "Acme";
    options.hub = (root / "hub").string();
    options.root = root / "root";
    options.manual_clock = true;
    options.time = parse_instant(time);
    init_hq(root / "hq", options, edges);
  }
  ~World() { fs::remove_all(root); }
  // The same sites and hub in a folder of their own.
  World(const World& other) : root(new_folder()) {
    edges = {&clock, &random};
    fs::copy(other.root, root, fs::copy_options::recursive);
    for (const auto& entry : fs::directory_iterator(root)) {
      if (!Workspace::exists(entry.path())) continue;
      Workspace site = Workspace::open(entry.path(), edges);
      site.set("hub", (root / "hub").string());
    }
  }
  World& operator=(const World&) = delete;

  Workspace open(const std::string& site) { return Workspace::open(root / site, edges); }

  std::string write(const std::string& site, const std::string& kind, const std::string& on,
                    Json payload, const std::string& at = {}, const std::string& actor = {}) {
    Workspace workspace = open(site);
    return workspace.write(WriteRequest{kind, on, std::move(payload), actor, at, "", ""}).operation;
  }
  // The same with an id of its own; the id.
  std::string add(const std::string& site, const std::string& kind, Json payload,
                  const std::string& at = {}, const std::string& actor = {}) {
    const std::string id = new_id(random);
    write(site, kind, id, std::move(payload), at, actor);
    return id;
  }

  PassReport sync(const std::string& site, const std::string& time = {}) {
    Workspace workspace = open(site);
    if (!time.empty()) workspace.advance_clock(parse_instant(time));
    const std::unique_ptr<Remote> remote = remote_of(workspace);
    return sync_pass(workspace, *remote);
  }
  // Sites, HQ, the sites again.
  void round(const std::vector<std::string>& sites, const std::string& time) {
    for (const std::string& site : sites) sync(site, time);
    const PassReport report = sync("hq", time);
    REQUIRE(report.problems.empty());
    for (const std::string& site : sites) sync(site);
  }

  // Partner, outlet and scope; then an enrolled replica, {partner}-1.
  void add_site(const std::string& partner, const std::string& channel, const std::string& role) {
    const std::string outlet = partner + "/main";
    write("hq", "partner.apply", partner, Json::object({{"type", "dealer"}, {"tier", "gold"}}));
    write("hq", "outlet.apply", outlet,
          Json::object({{"partner", partner}, {"channel", channel}, {"zone", "Europe/Berlin"}}));
    write("hq", "scope.add", partner, Json::object({{"partner", partner}}));
    sync("hq");
    enrol(partner, partner, role, outlet);
  }
  // Home `site` with replica {site}-1.
  void enrol(const std::string& site, const std::string& scope, const std::string& role,
             const std::string& outlet) {
    std::string token;
    {
      Workspace hq = open("hq");
      token = invite(hq, scope, site + "-1", role, outlet);
    }
    join(root / site, token, edges);
    {
      Workspace hq = open("hq");
      const AcceptReport report = accept_replicas(hq, std::nullopt);
      REQUIRE(report.accepted.size() == 1);
    }
    sync("hq");
    sync(site);
  }

  std::string repository(const std::string& scope) const {
    return (root / "hub" / (scope + ".git")).string();
  }
  std::string root_key() const { return SystemFile().read((root / "root" / "root.pub").string()); }
  AuditReport audit(const std::vector<std::string>& scopes, const std::string& expect = {}) {
    AuditOptions options;
    for (const std::string& scope : scopes) options.repositories.push_back(repository(scope));
    options.trust = root_key();
    options.expect = expect;
    return verify_history(options);
  }

  fs::path root;
  SystemClock clock;
  SystemRandom random;
  Edges edges;

 private:
  // In memory where there is room: these tests ask for no power cut.
  static fs::path new_folder() {
    const fs::path base = fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
    std::string pattern = (base / "kontor-flow-XXXXXX").string();
    return ::mkdtemp(pattern.data());
  }
};

}  // namespace kontor::flow
