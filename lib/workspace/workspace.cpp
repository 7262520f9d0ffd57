// SPDX-License-Identifier: Apache-2.0
#include "lib/workspace/workspace.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/ledger/nouns.h"
#include "lib/vault/envelope.h"
#include "lib/workspace/schema.h"

namespace kontor {
namespace {

constexpr std::string_view kStoreFile = "kontor.db";
constexpr std::size_t kCandidates = 10;  // as many as fit under an error message

Bytes read_key(const std::filesystem::path& file) {
  try {
    return SystemFile().read(file.string());
  } catch (const Error& error) {
    if (error.fault() != Fault::kNoInput) throw;
    throw Error(Fault::kNoInput, "key_missing",
                "key " + file.string() + " is missing: without it nothing can be signed or opened",
                "restore it from its backup; without one ask HQ for an invitation as another "
                "replica");
  }
}

}  // namespace

Workspace::Workspace(std::filesystem::path home, Edges edges, Store store)
    : home_(std::move(home)), edges_(edges), store_(std::make_unique<Store>(std::move(store))) {}
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace::~Workspace() = default;

bool Workspace::exists(const std::filesystem::path& home) {
  return std::filesystem::exists(home / kStoreFile);
}

Workspace Workspace::open(const std::filesystem::path& home, const Edges& edges) {
  if (!exists(home)) {
    throw Error(
        Fault::kNoInput, "no_home", "no store in " + home.string(),
        "kontor init makes HQ, kontor join TOKEN any other site; --home names another folder");
  }
  Workspace out(home, edges, Store::open(home / kStoreFile, store_schema()));
  if (out.ledger().empty() || !out.setting(kUnfinished).empty()) {
    throw Error(
        Fault::kConfig, "unfinished_home",
        "the store in " + home.string() + " belongs to no ledger: it was never finished",
        "run kontor join with the same token again; for HQ move the folder, its hub and its "
        "root away and run kontor init again");
  }
  return out;
}

bool Workspace::unfinished(const std::filesystem::path& home) {
  if (!exists(home)) return false;
  const Store store = Store::open(home / kStoreFile, store_schema());
  return store.meta(kUnfinished).has_value() && store.last_seq() == 0;
}

Workspace Workspace::create(const std::filesystem::path& home, const Edges& edges) {
  if (exists(home)) {
    throw Error(Fault::kCannotCreate, "home_exists", home.string() + " holds a store already",
                "--home names another folder");
  }
  SystemFile().make_directories((home / "keys").string(), Access::kPrivate);
  return Workspace(home, edges, Store::open(home / kStoreFile, store_schema()));
}

std::string Workspace::setting(std::string_view key) const {
  return store_->meta(key).value_or("");
}
void Workspace::set(std::string_view key, std::string_view value) { store_->set_meta(key, value); }

std::string Workspace::role() const {
  if (const Record own = live().get("replica", replica())) return own->str("role");
  return setting("role");
}

std::string Workspace::outlet() const {
  if (const Record own = live().get("replica", replica())) return own->str_or("outlet");
  return setting("outlet");
}

bool Workspace::has_sequencer() const { return is_hq() && !setting("term").empty(); }

Instant Workspace::now() const {
  if (!manual_clock()) return edges_.clock->now();
  const std::string now = setting("clock_now");
  const Instant own = now.empty() ? Instant{} : parse_instant(now);
  return std::max(own, head(scope()).time);
}

void Workspace::advance_clock(Instant to) {
  if (!manual_clock()) {
    throw Error(Fault::kUsage, "clock_is_real", "--time works under a manual clock alone",
                "kontor init --clock manual makes such a ledger");
  }
  if (to < now()) {
    throw Error(Fault::kData, "clock_backwards",
                "--time " + format_instant(to) + " lies before " + format_instant(now()));
  }
  set("clock_now", format_instant(to));
}

Head Workspace::head(std::string_view scope) const {
  Head out;
  const std::optional<std::string> text = store_->meta("head/" + std::string(scope));
  if (!text) return out;
  const std::vector<std::string> parts = split(*text, ' ');
  KONTOR_CHECK(parts.size() == 4);
  out.index = parse_integer(parts[0]);
  out.oid = parts[1];
  out.time = parse_instant(parts[2]);
  out.expires = parse_instant(parts[3]);
  return out;
}

void Workspace::set_head(std::string_view scope, const Head& head) {
  store_->set_meta("head/" + std::string(scope), std::to_string(head.index) + " " + head.oid + " " +
                                                     format_instant(head.time) + " " +
                                                     format_instant(head.expires));
  store_->set_meta("entry/" + std::string(scope) + "/" + std::to_string(head.index),
                   head.oid + " " + format_instant(head.time));
}

std::string Workspace::resolve(std::string_view kinds, std::string_view prefix) const {
  std::vector<std::string> found;
  for (std::string_view kind : kind_list(kinds)) {
    if (store_->get(Layer::kLive, kind, prefix)) return std::string(prefix);
    for (std::string& id : store_->ids_with_prefix(kind, prefix, kCandidates)) {
      if (std::find(found.begin(), found.end(), id) == found.end()) found.push_back(std::move(id));
    }
  }
  const std::string noun(kind_list(kinds).front());
  if (found.empty() || prefix.empty()) {
    const std::vector<std::string_view> all = kind_list(kinds);
    const bool or_book = noun != "book" && std::find(all.begin(), all.end(), "book") != all.end();
    Error error(Fault::kNoInput, "no_record",
                "no " + noun + (or_book ? " or book " : " ") + std::string(prefix) + " here",
                noun == "rejection" ? "kontor op list --rejected" : "kontor " + noun + " list");
    error.on = prefix;
    throw error;
  }
  if (found.size() > 1) {
    Error error(Fault::kUsage, "ambiguous_id",
                noun + " " + std::string(prefix) + " is ambiguous: " + join(found, ", "),
                "type more of the id");
    error.on = prefix;
    error.lists.emplace_back("candidates", found);
    throw error;
  }
  return found.front();
}

std::string Workspace::resolve_seller(std::string_view who) const {
  if (who == replica()) return std::string(who);
  std::vector<std::string> found;
  for (const std::string& id : store_->ids(Layer::kLive, "seller")) {
    for (const PrivateRow& row : store_->private_of(id)) {
      if (row.field == "login" && row.value == who) found.push_back(id);
    }
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1) {
    throw Error(Fault::kUsage, "ambiguous_seller",
                "two sellers have the login " + std::string(who) + ": " + join(found, ", "),
                "name one by id");
  }
  return resolve("seller", who);
}

std::filesystem::path Workspace::key_file(std::string_view name) const {
  return home_ / "keys" / std::string(name);
}

SigningKey Workspace::signing_key() const {
  return SigningKey::parse(read_key(key_file(replica())));
}

VaultKey Workspace::vault_key() const {
  return VaultKey::from_secret(unbase64(trim(read_key(key_file(replica() + ".vault")))));
}

SigningKey Workspace::sequencer_key(std::int64_t term) const {
  return SigningKey::parse(read_key(key_file("sequencer-" + std::to_string(term))));
}

void Workspace::save_key(std::string_view name, const SigningKey& key) {
  SystemFile file;
  file.write_atomic(key_file(name).string(), key.format(*edges_.random, name), Access::kPrivate);
  file.write_atomic(key_file(name).string() + ".pub",
                    format_ssh_public_key(key.public_key(), name) + "\n");
}

void Workspace::save_vault_key(std::string_view replica, const VaultKey& key) {
  SystemFile().write_atomic(key_file(std::string(replica) + ".vault").string(),
                            base64(key.secret) + "\n", Access::kPrivate);
}

Context site_context(const Workspace& workspace, Instant claimed) {
  Context out;
  out.ledger = workspace.ledger();
  out.scope = workspace.scope();
  out.replica = workspace.replica();
  out.role = workspace.role();
  out.outlet = workspace.outlet();
  out.time = std::max(workspace.now(), claimed);
  out.rule_time = std::max(claimed, workspace.head(out.scope).time);
  return out;
}

}  // namespace kontor
