// SPDX-License-Identifier: Apache-2.0
// One site's home: store, keys, local repository, clock. The place where a command becomes an
// operation, `apply` gives changes, and both are durable in one transaction.
//   HOME/kontor.db  HOME/config.toml  HOME/history.git  HOME/vault.git  HOME/sync.lock
//   HOME/idle       (lib/sync/idle.h)
//   HOME/keys/{replica}  (openssh-key-v1)  HOME/keys/{replica}.vault (base64)
//   HOME/keys/sequencer-{term}
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/time.h"
#include "lib/change/noun.h"
#include "lib/crypto/key.h"
#include "lib/ledger/judge.h"
#include "lib/store/store.h"

namespace kontor {

// Edges that tests replace.
struct Edges {
  Clock* clock = nullptr;
  Random* random = nullptr;
};

// The store's records as a State.
class StoreState final : public State {
 public:
  StoreState(const Store& store, Layer layer) : store_(store), layer_(layer) {}
  Record get(std::string_view kind, std::string_view id) const override;
  std::vector<std::string> find(std::string_view kind, std::string_view field,
                                std::string_view value) const override;
  std::vector<std::string> ids(std::string_view kind) const override;

 private:
  const Store& store_;
  Layer layer_;
};

// The setting of a home whose join is not through yet.
inline constexpr std::string_view kUnfinished = "unfinished";

// A pinned ledger head.
struct Head {
  std::int64_t index = 0;  // 0: nothing taken yet
  std::string oid;         // hex
  Instant time;
  Instant expires;
};

struct WriteRequest {
  std::string kind;
  std::string on;
  Json payload;       // private fields are plain text here; write() commits them
  std::string actor;  // seller id; empty: the replica
  std::string at;     // RFC 3339 as stated; empty: now
  std::string key;    // idempotency; the same key again returns the first operation
  std::string retry_of;
};

struct RecordChange {
  std::string kind;
  std::string id;
  Record before;
  Record after;
};
struct Written {
  std::string operation;
  std::string kind;
  std::string on;
  Fate fate = Fate::kPending;
  std::vector<RecordChange> changes;  // of all requests of the write, for dry runs and printing
};

class Workspace {
 public:
  // Error(kNoInput, "no_home") when there is no store, with the hint to init or join.
  static Workspace open(const std::filesystem::path& home, const Edges& edges);
  static bool exists(const std::filesystem::path& home);
  // Left behind by a join that was cut short: nothing was ever written in it.
  static bool unfinished(const std::filesystem::path& home);
  // An empty store for init and join; Error(kCannotCreate, "home_exists").
  static Workspace create(const std::filesystem::path& home, const Edges& edges);
  Workspace(Workspace&&) noexcept;
  ~Workspace();

  const std::filesystem::path& home() const { return home_; }
  Store& store() { return *store_; }
  const Store& store() const { return *store_; }
  Random& random() { return *edges_.random; }

  std::string ledger() const { return setting("ledger"); }
  std::string scope() const { return setting("scope"); }
  std::string replica() const { return setting("replica"); }
  std::string role() const;  // as the roster says; until accepted as asked for in the token
  std::string outlet() const;
  bool is_hq() const { return scope() == "hq"; }
  bool has_sequencer() const;
  std::string setting(std::string_view key) const;  // empty if unset
  void set(std::string_view key, std::string_view value);

  // Real, or by hand: then the latest of --time, the last stated time and the head's.
  bool manual_clock() const { return setting("clock") == "manual"; }
  Instant now() const;
  void advance_clock(
      Instant to);  // --time; Error(kData, "clock_backwards"), Error(kUsage) on a real clock

  Head head(std::string_view scope) const;
  void set_head(std::string_view scope, const Head& head);

  StoreState live() const { return StoreState(*store_, Layer::kLive); }
  StoreState base() const { return StoreState(*store_, Layer::kBase); }
  std::string new_id() { return kontor::new_id(*edges_.random); }

  // Checks, applies and stores all requests in one transaction, or none: Error with the reason.
  // After it returns they are durable. `dry_run`: everything but the storing.
  std::vector<Written> write(std::vector<WriteRequest> requests, bool dry_run = false);
  Written write(WriteRequest request, bool dry_run = false);
  // For imports: requests one after another, one transaction, memory of a few thousand of them.
  // `next` fills the request; `refused` is told of the refusal of the last one and decides to go
  // on. kGiveUp, a refusal that is the end, or an Error of `next`: nothing is stored, and 0.
  enum class Pull { kRequest, kEnd, kGiveUp };
  std::size_t write_many(const std::function<Pull(WriteRequest&)>& next,
                         const std::function<bool(const Error&)>& refused);

  // Full id of a record of one of `kinds` from an unambiguous prefix. Error(kNoInput, "no_record"),
  // Error(kUsage, "ambiguous_id") listing candidates.
  std::string resolve(std::string_view kinds, std::string_view prefix) const;
  // Seller id from an id prefix or the private short login.
  std::string resolve_seller(std::string_view who) const;

  // Keys. Read on demand: they stay off the path of a writing command.
  SigningKey signing_key() const;
  VaultKey vault_key() const;
  SigningKey sequencer_key(std::int64_t term) const;
  std::filesystem::path key_file(std::string_view name) const;
  void save_key(std::string_view name, const SigningKey& key);
  void save_vault_key(std::string_view replica, const VaultKey& key);

 private:
  class Writer;
  Workspace(std::filesystem::path home, Edges edges, Store store);
  std::filesystem::path home_;
  Edges edges_;
  std::unique_ptr<Store> store_;
};

// Judges the undecided operations anew on top of base, in order (after base has moved). Those that
// do not hold any more keep their place in the outbox and have no effect; HQ has the word.
void replay_pending(Workspace& workspace);

// Context of an own operation at this site.
Context site_context(const Workspace& workspace, Instant claimed);

}  // namespace kontor
