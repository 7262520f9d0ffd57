// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/setup.h"

#include "lib/base/error.h"
#include "lib/config/settings.h"
#include "lib/history/formats.h"
#include "lib/ledger/nouns.h"
#include "lib/sync/sequencer.h"
#include "lib/sync/vault.h"
#include "lib/workspace/seal.h"

namespace kontor {
namespace {

constexpr std::string_view kFirstReplica = "hq-1";
constexpr std::string_view kTokenPrefix = "kontor1-";
constexpr std::size_t kSecretBytes = 32;
constexpr std::int64_t kFirstTerm = 1;

void save_root(const std::filesystem::path& folder, const SigningKey& root,
               const InitOptions& options, Random& random) {
  SystemFile file;
  file.make_directories(folder.string(), Access::kPrivate);
  const std::string path = (folder / "root").string();
  if (file.exists(path)) {
    throw Error(Fault::kCannotCreate, "root_exists",
                path + " exists; a root key is never overwritten", "--root names another folder");
  }
  file.write_atomic(path, root.format(random, options.name + " root", options.passphrase),
                    Access::kPrivate);
  file.write_atomic(path + ".pub",
                    format_ssh_public_key(root.public_key(), options.name + " root") + "\n");
}

void set_identity(Workspace& workspace, const std::string& ledger, const std::string& scope,
                  std::string_view replica, const std::string& role, const std::string& hub,
                  const std::string& clock) {
  workspace.set("ledger", ledger);
  workspace.set("scope", scope);
  workspace.set("replica", replica);
  workspace.set("role", role);
  workspace.set("hub", hub);
  workspace.set("clock", clock);
  workspace.set("incarnation", "0");
}

std::string mac(const Bytes& secret, const std::string& sign_key, const std::string& vault_key,
                const std::string& ledger, const std::string& scope, const std::string& expires) {
  return hex(hmac_sha256(secret, framed({sign_key, vault_key, ledger, scope, expires})));
}

// A relative hub folder must mean the same from every site's working directory.
std::string absolute_hub(const std::string& hub) {
  if (hub.find("://") != std::string::npos || hub.find("{repo}") != std::string::npos) return hub;
  return std::filesystem::absolute(hub).lexically_normal().string();
}

std::map<std::string, std::string> roster_from(const Repository& local, const Oid& tree) {
  std::map<std::string, std::string> out;
  for (std::string_view name :
       {kGenesisFile, kGenesisSignature, kSequencersFile, kSequencersSignature}) {
    if (auto blob = at_path(local, tree, name)) out[std::string(name)] = local.read_blob(*blob);
  }
  return out;
}

Json parse_token(const std::string& token) {
  try {
    if (!token.starts_with(kTokenPrefix)) throw Error(Fault::kData, "bad_token", "no token");
    Json out = parse_canonical(unbase64(std::string_view(token).substr(kTokenPrefix.size())));
    for (const char* member : {"expires", "hub", "ledger", "replica", "role", "scope", "secret"}) {
      static_cast<void>(out.str(member));
    }
    // The names become paths and refs, and a home that is half made would stand in the way.
    if (!is_slug(out.str("replica")) || !is_slug(out.str("scope"))) {
      throw Error(Fault::kData, "bad_token", "no token");
    }
    static_cast<void>(unhex(out.str("secret")));
    static_cast<void>(parse_instant(out.str("expires")));
    return out;
  } catch (const Error&) {
    throw Error(Fault::kData, "bad_token", "join: not a whole token of this program",
                "copy the whole line that kontor replica invite printed");
  }
}

// What a join that was killed has left: keys that nobody knows, and no work.
void remove_unfinished(const std::filesystem::path& home) {
  for (std::string_view name : {std::string_view("keys"), kHistoryFolder, kVaultFolder}) {
    std::filesystem::remove_all(home / name);
  }
  for (const char* name : {"kontor.db-wal", "kontor.db-shm", "kontor.db"}) {
    std::filesystem::remove(home / name);
  }
}

}  // namespace

std::unique_ptr<Remote> remote_of(const std::filesystem::path& home, const std::string& stored) {
  const Settings settings = read_settings(home / "config.toml");
  return open_remote(settings.hub_location.empty() ? stored : absolute_hub(settings.hub_location));
}

std::unique_ptr<Remote> remote_of(const Workspace& workspace) {
  return remote_of(workspace.home(), workspace.setting("hub"));
}

InitReport init_hq(const std::filesystem::path& home, const InitOptions& options,
                   const Edges& edges) {
  if (Workspace::exists(home)) {
    throw Error(Fault::kCannotCreate, "home_exists", home.string() + " holds a store already",
                "--home names another folder");
  }
  Random& random = *edges.random;
  const std::string hub = absolute_hub(options.hub);
  if (hub.find("://") == std::string::npos) SystemFile().make_directories(hub, Access::kShared);
  const std::unique_ptr<Remote> remote = open_remote(hub);
  remote->create("hq", RepositoryUse::kHistoryHub);
  if (remote->branch("hq", kLedgerBranch)) {
    throw Error(Fault::kCannotCreate, "hub_in_use", "hub " + hub + " holds a ledger already",
                "--hub names another hub; a site comes to this one by kontor join");
  }
  remote->create(vault_of("hq"), RepositoryUse::kVaultHub);
  const SigningKey root = SigningKey::generate(random);
  save_root(options.root, root, options, random);
  const SigningKey sequencer = SigningKey::generate(random);
  const SigningKey own = SigningKey::generate(random);
  const VaultKey vault_key = VaultKey::generate(random);
  const Genesis genesis =
      make_genesis(options.name, options.manual_clock ? "manual" : "real", {root.public_key()}, 1,
                   Json::object({{"id", kFirstReplica},
                                 {"role", "hq_admin"},
                                 {"sign_key", base64(own.public_key().raw)},
                                 {"vault_key", base64(vault_key.public_key.raw)}}),
                   random);
  const Sequencers sequencers =
      make_sequencers(genesis.ledger(), 1, {{kFirstTerm, sequencer.public_key()}});

  Workspace workspace = Workspace::create(home, edges);
  workspace.save_key(kFirstReplica, own);
  workspace.save_vault_key(kFirstReplica, vault_key);
  workspace.save_key("sequencer-" + std::to_string(kFirstTerm), sequencer);
  set_identity(workspace, genesis.ledger(), "hq", kFirstReplica, "hq_admin", hub, genesis.clock);
  workspace.set("term", std::to_string(kFirstTerm));
  workspace.set("match_key", hex(random.bytes(kSecretBytes)));
  pin_roster(workspace,
             {{std::string(kGenesisFile), genesis.bytes},
              {std::string(kGenesisSignature), sign_as_root(root, genesis.bytes)},
              {std::string(kSequencersFile), sequencers.bytes},
              {std::string(kSequencersSignature), sign_as_root(root, sequencers.bytes)}});
  if (options.time) workspace.advance_clock(*options.time);

  Repository local = local_history(workspace);
  StoreLedger ledger(workspace, local);
  EntryInput input;
  input.time = workspace.now();
  input.term = kFirstTerm;
  input.salt = [&](const std::string&, std::size_t) { return random.bytes(kSecretBytes); };
  input.sign = entry_signer(sequencer);
  std::vector<EntryOutput> entries;
  entries.push_back(make_first_entry(ledger.view(), input, genesis_replica(genesis, input.time)));
  std::vector<IntakeProblem> none;  // there is no scope yet
  publish(workspace, *remote, local, ledger, std::nullopt, std::move(entries), none);
  return {genesis.ledger(), fingerprint(root.public_key()), std::string(kFirstReplica)};
}

std::string invite(Workspace& hq, const std::string& scope, const std::string& replica,
                   const std::string& role, const std::string& outlet) {
  if (!hq.has_sequencer()) {
    throw Error(Fault::kPermission, "not_hq", "replica invite: only HQ invites", "ask HQ");
  }
  const StoreState base = hq.base();
  if (scope != "hq" && !base.has("scope", scope)) {
    throw Error(Fault::kNoInput, "no_record", "no scope " + scope + " in the ledger yet",
                "kontor scope add, then kontor sync");
  }
  if (!is_slug(replica)) {
    throw Error(Fault::kUsage, "bad_replica", "replica names are [a-z0-9-]{1,40}, not " + replica);
  }
  if (base.has("replica", replica)) {
    throw Error(Fault::kRefused, "id_taken", "replica " + replica + " exists",
                "choose another name");
  }
  if (parse_role(role) == 0) {
    throw Error(Fault::kUsage, "bad_role", "no role " + role,
                "the roles are hq_admin, shop, phone, online, auditor");
  }
  const std::string secret = hex(hq.random().bytes(kSecretBytes));
  Json token =
      Json::object({{"expires", format_instant(Instant{hq.now().seconds + kInvitationSeconds})},
                    {"hub", hq.setting("hub")},
                    {"ledger", hq.ledger()},
                    {"replica", replica},
                    {"role", role},
                    {"scope", scope},
                    {"secret", secret}});
  if (!outlet.empty()) token.set("outlet", outlet);
  hq.set("invite/" + replica, token.encode());
  return std::string(kTokenPrefix) + base64(token.encode());
}

JoinReport join(const std::filesystem::path& home, const std::string& text, const Edges& edges) {
  const Json token = parse_token(text);
  const std::string scope = token.str("scope");
  const std::string replica = token.str("replica");
  if (Workspace::unfinished(home)) remove_unfinished(home);
  if (Workspace::exists(home)) {
    throw Error(Fault::kCannotCreate, "home_exists", home.string() + " holds a store already",
                "--home names another folder");
  }
  const std::unique_ptr<Remote> remote = open_remote(token.str("hub"));
  const std::optional<Oid> tip = remote->branch(scope, kLedgerBranch);
  if (!tip) {
    throw Error(Fault::kUnavailable, "hub_away", "the hub has no ledger " + scope + " yet",
                "kontor sync at HQ publishes it");
  }
  std::filesystem::create_directories(home);
  Repository local = Repository::create(home / kHistoryFolder, RepositoryUse::kCache);
  remote->fetch(scope, {kLedgerBranch}, local);
  const std::map<std::string, std::string> files =
      roster_from(local, decode_commit(local.read(*tip).bytes).commit.tree);
  const Roster roster = verify_roster(files, token.str("ledger"));

  Workspace workspace = Workspace::create(home, edges);
  workspace.set(kUnfinished, "1");
  const SigningKey own = SigningKey::generate(*edges.random);
  const VaultKey vault_key = VaultKey::generate(*edges.random);
  workspace.save_key(replica, own);
  workspace.save_vault_key(replica, vault_key);
  set_identity(workspace, roster.genesis.ledger(), scope, replica, token.str("role"),
               token.str("hub"), roster.genesis.clock);
  workspace.set("outlet", token.str_or("outlet"));
  pin_roster(workspace, files);
  take_ledger(workspace, local, scope, *tip);

  const std::string sign_key = base64(own.public_key().raw);
  const std::string public_vault = base64(vault_key.public_key.raw);
  const Json request =
      Json::object({{"expires", token.str("expires")},
                    {"mac", mac(unhex(token.str("secret")), sign_key, public_vault,
                                roster.genesis.ledger(), scope, token.str("expires"))},
                    {"replica", replica},
                    {"sign_key", sign_key},
                    {"vault_key", public_vault}});
  const Object blob = make_object(ObjectType::kBlob, request.encode() + "\n");
  const Object tree =
      make_object(ObjectType::kTree, encode_tree({{"request.json", false, blob.oid}}));
  Commit commit;
  commit.tree = tree.oid;
  commit.name = replica;
  commit.email = replica + "@kontor.invalid";
  commit.time_seconds = workspace.now().seconds;
  commit.message = "join\n";
  const Object signed_commit = sign_commit(commit, own);
  Repository vault = local_vault(workspace);
  vault.write_pack({blob, tree, signed_commit});
  const std::string branch = "join/" + replica;
  if (remote->push(vault_of(scope), branch, std::nullopt, signed_commit.oid, vault) !=
      Pushed::kDone) {
    throw Error(Fault::kTrust, "join_taken",
                "another request to join as " + replica + " stands on the hub",
                "HQ removes it with kontor replica accept; ask for a new token");
  }
  workspace.store().remove_meta(kUnfinished);
  return {roster.genesis.ledger(), scope, replica, token.str("hub")};
}

namespace {

// Empty when the request proves the invitation; else why not.
std::string refuse_request(const Json& token, const Json& request, const SignedCommit& commit,
                           Instant now) {
  if (parse_instant(token.str("expires")) < now) return "the invitation has expired";
  if (request.str("expires") != token.str("expires"))
    return "the request is not of this invitation";
  const std::string expected =
      mac(unhex(token.str("secret")), request.str("sign_key"), request.str("vault_key"),
          token.str("ledger"), token.str("scope"), token.str("expires"));
  if (!equal_in_constant_time(expected, request.str("mac"))) return "the secret is wrong";
  if (!signed_by(commit, PublicKey{unbase64(request.str("sign_key"))}))
    return "the signature is bad";
  return "";
}

}  // namespace

AcceptReport accept_replicas(Workspace& hq, const std::optional<std::string>& only) {
  AcceptReport report;
  const std::unique_ptr<Remote> remote = remote_of(hq);
  Repository vault = local_vault(hq);
  for (const auto& [key, value] : hq.store().metas("invite/")) {
    const Json token = parse_canonical(value);
    const std::string replica = token.str("replica");
    if (only && replica != *only) continue;
    const std::string repository = vault_of(token.str("scope"));
    const std::string branch = "join/" + replica;
    const std::optional<Oid> tip = remote->branch(repository, branch);
    if (!tip) {
      if (only) report.refused.emplace_back(replica, "has not joined yet");
      continue;
    }
    std::string why;
    try {
      remote->fetch(repository, {branch}, vault);
      const SignedCommit commit = decode_commit(vault.read(*tip).bytes);
      const auto blob = at_path(vault, commit.commit.tree, "request.json");
      if (!blob) throw Error(Fault::kData, "bad_request", "no request.json");
      const std::string bytes = vault.read_blob(*blob);
      const Json request = parse_canonical(std::string_view(bytes).substr(0, bytes.size() - 1));
      why = refuse_request(token, request, commit, hq.now());
      if (why.empty()) {
        Json payload = Json::object({{"scope", token.str("scope")},
                                     {"role", token.str("role")},
                                     {"sign_key", request.str("sign_key")},
                                     {"vault_key", request.str("vault_key")},
                                     {"request", "sha256:" + sha256_hex(bytes)}});
        if (token.has("outlet")) payload.set("outlet", token.str("outlet"));
        if (!hq.live().has("replica", replica)) {
          hq.write(WriteRequest{"replica.accept", replica, std::move(payload), "", "", "", ""});
        }
        report.accepted.push_back(replica);
      }
    } catch (const Error& error) {
      why = error.what();
    }
    if (!why.empty()) report.refused.emplace_back(replica, why);
    static_cast<void>(remote->push(repository, branch, tip, std::nullopt, vault));
    if (why.empty()) hq.store().remove_meta(key);
  }
  return report;
}

}  // namespace kontor
