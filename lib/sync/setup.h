// SPDX-License-Identifier: Apache-2.0
// How a ledger begins and how a site comes to it: init, invite, join, accept. Nothing is
// trusted on first use: the token names ledger, scope and secret.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "lib/sync/remote.h"
#include "lib/workspace/workspace.h"

namespace kontor {

struct InitOptions {
  std::string name;            // of the ledger, a person's name for it
  std::string hub;             // directory or URL template
  std::filesystem::path root;  // folder for the root key: root (0600) and root.pub
  std::string passphrase;      // of the root key; empty: none
  bool manual_clock = false;
  std::optional<Instant> time;  // of a manual clock
};
struct InitReport {
  std::string ledger;
  std::string root_fingerprint;
  std::string replica;
};
// Makes HQ: keys, genesis, hub repositories, the master's first entry, the store.
InitReport init_hq(const std::filesystem::path& home, const InitOptions& options,
                   const Edges& edges);

inline constexpr std::int64_t kInvitationSeconds = 14 * 86400;  // a fortnight to set a shop up
// One line: everything a site needs to come in. The secret stays in HQ's store.
std::string invite(Workspace& hq, const std::string& scope, const std::string& replica,
                   const std::string& role, const std::string& outlet);

struct JoinReport {
  std::string ledger;
  std::string scope;
  std::string replica;
  std::string hub;
};
// Error(kData, "bad_token"), Error(kTrust, ...) when the hub's ledger is not the token's.
JoinReport join(const std::filesystem::path& home, const std::string& token, const Edges& edges);

struct AcceptReport {
  std::vector<std::string> accepted;
  std::vector<std::pair<std::string, std::string>> refused;  // replica, why
};
// Accepts requests whose secret proves the invitation: all, or one replica. Writes replica.accept.
AcceptReport accept_replicas(Workspace& hq, const std::optional<std::string>& replica);

std::unique_ptr<Remote> remote_of(const Workspace& workspace);
// The same without the store: `stored` is its setting "hub".
std::unique_ptr<Remote> remote_of(const std::filesystem::path& home, const std::string& stored);

}  // namespace kontor
