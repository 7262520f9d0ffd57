// SPDX-License-Identifier: Apache-2.0
#include "lib/replica/record.h"

namespace kontor::replica {
namespace {

constexpr Field kScope{.name = "scope",
                       .type = Type::kSlug,
                       .need = Need::kRequired,
                       .doc = "scope that the replica belongs to; hq for a second desk at HQ"};
constexpr Field kRole{.name = "role",
                      .type = Type::kEnum,
                      .need = Need::kRequired,
                      .of = kRoles,
                      .doc = "what its operations may do (fixed table of roles)"};
constexpr Field kOutlet{.name = "outlet",
                        .type = Type::kRef,
                        .of = "outlet",
                        .doc = "outlet where it stands; required for shop, phone and online"};
constexpr Field kSignKey{.name = "sign_key",
                         .type = Type::kKey,
                         .need = Need::kRequired,
                         .doc = "Ed25519 public key that signs its change sets"};
constexpr Field kVaultKey{.name = "vault_key",
                          .type = Type::kKey,
                          .need = Need::kRequired,
                          .doc = "X25519 public key that private data is sealed to (RFC 9180)"};
constexpr Field kRequest{.name = "request",
                         .type = Type::kHash,
                         .need = Need::kRequired,
                         .doc = "digest of the signed join request that HQ accepted"};

constexpr Field kAcceptFields[] = {kScope, kRole, kOutlet, kSignKey, kVaultKey, kRequest};
constexpr Field kRecordFields[] = {
    kScope,
    kRole,
    kOutlet,
    kSignKey,
    kVaultKey,
    {.name = "request",
     .type = Type::kHash,
     .doc = "digest of the join request; absent for the replica of genesis"},
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kStates,
     .doc = "active: its sets are taken; retired: no more"},
    {.name = "from_index",
     .type = Type::kInt,
     .doc = "entry of the master from which its sets are taken; set by the ledger itself"}};

}  // namespace

constinit const Form accept_form{"replica.accept", kAcceptFields};
constinit const Form retire_form{"replica.retire", {}};
constinit const Form record_form{"replica", kRecordFields};

bool is_active(const Json& record) { return record.str_or("state", "active") == "active"; }

std::vector<std::string> active_in(const State& state, std::string_view scope) {
  std::vector<std::string> out;
  for (std::string& id : state.find("replica", "scope", scope)) {
    const Record record = state.get("replica", id);
    if (record && is_active(*record)) out.push_back(std::move(id));
  }
  return out;
}

}  // namespace kontor::replica
