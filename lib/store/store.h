// SPDX-License-Identifier: Apache-2.0
// A site's SQLite store: records (live and base), outbox, change sets, private values, heads. The
// only home of SQLite. synchronous=FULL, WAL, no checkpoint on close; one writer at a time (BEGIN
// IMMEDIATE, 10 s busy timeout, then Error(kTemporary, "store_busy")). Knows no noun: views and
// indexes come in as text.
//
// A record row has two values: `json` is the live one (base + pending operations), `base` the one
// of the ledger's head, kept only while it differs (`dirty`). So readers query `record` directly.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor {

enum class Layer { kLive, kBase };

struct StoreSchema {
  std::vector<std::string> views;  // CREATE VIEW / CREATE INDEX texts of the nouns, in their order
  struct Index {
    std::string kind;
    std::string field;  // top-level string member of the record
  };
  std::vector<Index> indexes;
  std::string version;  // changes when any of the above does: views and indexes are then made anew
};

// Fate of an own operation at this site.
enum class Fate { kPending, kRequested, kAccepted, kRejected };
std::string_view to_string(Fate fate);

struct OutboxRow {
  std::int64_t seq = 0;
  std::int64_t incarnation = 0;
  std::string id;
  std::string kind;
  std::string on;
  std::string key;             // external idempotency key or empty
  std::string bytes;           // the canonical operation line, no LF
  Fate fate = Fate::kPending;  // kRequested: of class request, no effect here before HQ's word
  std::string reason;          // of a rejection
  std::int64_t set_last = 0;   // last seq of the set that sealed it; 0 = unsealed
  std::int64_t index = 0;      // ledger index that decided it; 0 = undecided
};

// How far a set has come.
enum class SetStage { kSigned, kLocal, kHub };  // in the store alone, in the local repository, sent

// A sealed set: the exact bytes go in here, in a transaction, before git sees them.
struct SetRow {
  std::int64_t first_seq = 0;
  std::int64_t last_seq = 0;
  std::int64_t incarnation = 0;
  std::string oid;     // hex
  std::string parent;  // hex or empty
  std::string commit;  // bytes
  std::string tree;    // bytes
  std::string ops;     // bytes of ops.jsonl
  std::string chain;   // hex: payload chain after this set
  SetStage stage = SetStage::kSigned;
};

struct PrivateRow {
  std::string commitment;
  std::string subject;
  std::string field;
  std::string value;
  std::string salt;  // raw
  bool uploaded = false;
};

class Store {
 public:
  // Creates or migrates. A newer schema than this program knows: Error(kConfig, "store_too_new").
  // Not a database, or none of ours: Error(kData, "store_damaged").
  static Store open(const std::filesystem::path& file, const StoreSchema& schema);
  // Reads only; never creates. Error(kNoInput, "no_store").
  static Store open_readonly(const std::filesystem::path& file);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // Rolls back unless committed. May not nest.
  class Transaction {
   public:
    explicit Transaction(Store& store);
    ~Transaction();
    void commit();  // durable when it returns
   private:
    Store* store_;
    bool done_ = false;
  };

  // Records. `bytes` is canonical JSON; nothing = absent.
  std::optional<std::string> get(Layer layer, std::string_view kind, std::string_view id) const;
  void put_live(std::string_view kind, std::string_view id,
                const std::optional<std::string>& bytes);
  void put_base(std::string_view kind, std::string_view id,
                const std::optional<std::string>& bytes);
  // Makes live equal base again everywhere (before pending operations are run anew).
  void reset_live();
  // Sorted ids of records whose indexed member equals `value`. An undeclared index is a bug.
  std::vector<std::string> find(Layer layer, std::string_view kind, std::string_view field,
                                std::string_view value) const;
  std::vector<std::string> ids(Layer layer, std::string_view kind) const;  // sorted
  std::vector<std::string> ids_with_prefix(std::string_view kind, std::string_view prefix,
                                           std::size_t most) const;  // live, sorted
  void each(Layer layer,
            const std::function<void(std::string_view kind, std::string_view id,
                                     std::string_view bytes)>& visit) const;  // by kind, id
  std::int64_t count(Layer layer, std::string_view kind) const;
  void clear_records();

  // Outbox.
  std::int64_t last_seq() const;
  void add_operation(const OutboxRow& row);
  std::vector<OutboxRow> operations(std::int64_t after_seq, std::size_t most) const;  // by seq
  std::vector<OutboxRow> undecided() const;                                           // by seq
  std::vector<OutboxRow> unsealed(std::size_t most) const;
  std::optional<OutboxRow> operation(std::string_view id) const;
  std::optional<OutboxRow> operation_with_key(std::string_view key) const;
  std::int64_t undecided_count() const;
  std::int64_t unsealed_count() const;
  // All undecided up to `last_seq` become accepted at `index`; those rejected get the index alone.
  void decide_until(std::int64_t last_seq, std::int64_t index);
  void reject(std::string_view operation, std::string_view reason);
  void set_operation(const OutboxRow& row);  // restores (rebuild)

  // Sets.
  void add_set(const SetRow& row);  // also marks its operations sealed
  void set_stage(std::int64_t last_seq, SetStage stage);
  std::vector<SetRow> sets_below(SetStage stage) const;  // not that far yet; by seq
  std::optional<SetRow> last_set() const;
  bool has_set(std::string_view oid) const;  // reads every row: for what is rarely asked
  bool has_set(std::int64_t last_seq, std::string_view oid) const;

  // Private values in the clear.
  // The same commitment twice: once, and what comes from the vault mends what stood here.
  void add_private(const PrivateRow& row);
  std::optional<PrivateRow> private_value(std::string_view commitment) const;
  std::vector<PrivateRow> private_of(std::string_view subject) const;  // by field
  std::vector<PrivateRow> private_not_uploaded() const;                // by subject, field
  void mark_uploaded(std::string_view subject);
  // Overwrites the bytes in the file; the log has older ones until the next checkpoint().
  void remove_private(std::string_view subject);

  // Settings and pinned values. Keys are the owner's ("replica", "head/nord").
  std::optional<std::string> meta(std::string_view key) const;
  void set_meta(std::string_view key, std::string_view value);
  void remove_meta(std::string_view key);
  std::vector<std::pair<std::string, std::string>> metas(std::string_view prefix) const;

  // Tree nodes by scope and directory path (lib/history/tree.h).
  std::optional<std::string> node(std::string_view scope, std::string_view path) const;
  void put_node(std::string_view scope, std::string_view path, std::string_view body);
  void remove_node(std::string_view scope, std::string_view path);
  void clear_nodes(std::string_view scope);

  // Any SELECT for lists, reports and tests: column names, then rows of text. Runs read-only.
  using Row = std::vector<std::string>;
  void query(const std::string& sql, const std::vector<std::string>& parameters,
             const std::function<void(const Row& names, const Row& values)>& visit) const;

  // Before a large transaction: changed pages stay in memory until its end. Otherwise those of
  // indexes, which come in no order, go through the log again and again.
  void expect_bulk();
  void checkpoint();              // truncates the WAL (daemon idle, bulk import end)
  std::string integrity() const;  // "ok" or SQLite's first complaint

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kontor
