// SPDX-License-Identifier: Apache-2.0
// What goes into a proof: the records that the claim or book rests on, the directories above them,
// the change sets of their operations.
#include <set>

#include "lib/audit/proof.h"
#include "lib/audit/proof_state.h"
#include "lib/audit/provenance.h"
#include "lib/base/error.h"
#include "lib/claim/record.h"
#include "lib/claim/sources.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/sequence.h"

namespace kontor {
namespace {

std::size_t base64_size(std::size_t bytes) { return (bytes + 2) / 3 * 4; }

class Maker {
 public:
  Maker(const State& state, const Clone& clone, const NodeStore& nodes)
      : state_(state), clone_(clone), nodes_(nodes), master_(clone.scope == "hq") {}

  Proof run(const std::string& id) {
    const std::string kind = master_ ? "claim" : "earning";
    const std::string book = master_ ? "book" : "book_card";
    if (state_.has(book, id)) {
      out_.book = state_.get(book, id)->str_or("continues", id);
      for (const auto& [of, record_id] : claim::book_records(state_, out_.book)) {
        record(of, record_id);
      }
    } else if (state_.has(kind, id)) {
      out_.claim = id;
      records(kind);
    } else {
      throw Error(Fault::kNoInput, "no_record", "no " + kind + " " + id);
    }
    sets();
    for (std::string_view name :
         {kGenesisFile, kGenesisSignature, kSequencersFile, kSequencersSignature}) {
      file(std::string(name), "");
    }
    if (!master_) replicas();
    out_.entry = clone_.repository.read(clone_.head().oid).bytes;
    return std::move(out_);
  }

 private:
  // A record whose facts go on in others is there with all of them.
  void chain(const std::string& kind, const std::string& id) {
    record(kind, id);
    for (int part = 2; state_.has(kind, id + "." + std::to_string(part)); ++part) {
      record(kind, id + "." + std::to_string(part));
    }
  }
  void record(const std::string& kind, const std::string& id) {
    const Record found = state_.get(kind, id);
    if (found) file(state_path(kind, id), record_file(*found));
  }

  void records(const std::string& kind) {
    chain(kind, out_.claim);
    const Record claim = state_.get(kind, out_.claim);
    if (claim->has("plan")) record("plan", claim->str("plan"));
    const auto sources =
        master_ ? claim::sources(state_, out_.claim) : claim::earning_sources(state_, out_.claim);
    for (const auto& [of, id] : claim::records_of(sources)) {
      (of == "account") ? chain(of, id) : record(of, id);
      if (of != "acceptance") continue;
      if (const Record acceptance = state_.get(of, id)) record("scope", acceptance->str("scope"));
    }
    if (!master_) return;
    for (const std::string& account : state_.find("account", "order", claim->str("order")))
      chain("account", account);
  }

  // Who checks reads no more than a bound.
  void grow(std::size_t bytes) {
    size_ += bytes;
    if (size_ < kMaxProofBytes) return;
    throw Error(Fault::kRefused, "too_large",
                "the proof would have more than " + std::to_string(kMaxProofBytes >> 20) + " MiB",
                "prove its claims one by one: kontor claim explain names them");
  }

  // Of what the records in the proof themselves name.
  void sets() {
    const ProofState state(out_);
    const State& records = state.records();
    const auto sources = !out_.book.empty() ? claim::book_sources(records, out_.book)
                         : master_          ? claim::sources(records, out_.claim)
                                            : claim::earning_sources(records, out_.claim);
    const Provenance provenance(clone_);
    for (const claim::Source& source : sources) {
      const auto found = provenance.find(source.cause);
      if (!found || !out_.sets.try_emplace(found->set.text()).second) continue;
      ProofSet& set = out_.sets[found->set.text()];
      set.commit = clone_.repository.read(found->set).bytes;
      set.ops = file_at(clone_.repository, decode_commit(set.commit).commit.tree, "ops.jsonl");
      grow(set.commit.size() + base64_size(set.ops.size()));
      file("roster/replica/" + found->head.replica + ".json", "");
    }
  }

  // Whose operations are the scope's own: the names in this directory.
  void replicas() {
    const auto roster = out_.nodes.find("roster");
    if (roster != out_.nodes.end() && node_entry(roster->second, "replica"))
      directory("roster/replica");
  }

  // With the directories above it. `bytes` empty: those of the tree.
  void file(const std::string& path, std::string bytes) {
    if (out_.files.contains(path)) return;
    if (bytes.empty()) bytes = file_at(clone_.repository, clone_.head().tree, path);
    grow(bytes.size());
    out_.files[path] = std::move(bytes);
    for (std::size_t end = path.rfind('/');; end = path.rfind('/', end - 1)) {
      directory(end == std::string::npos ? "" : path.substr(0, end));
      if (end == std::string::npos) return;
    }
  }

  void directory(const std::string& path) {
    if (out_.nodes.contains(path)) return;
    const auto node = node_at(path);
    if (!node)
      throw Error(Fault::kTrust, "bad_history", "no directory \"" + path + "\" is kept",
                  "prove it from a clone of the scope's history: git clone, kontor-audit prove");
    grow(base64_size(node->size()));
    out_.nodes[path] = *node;
  }

  // A site keeps the nodes of its state alone; what lies beside it is little, and read again.
  std::optional<std::string> node_at(const std::string& directory) {
    const bool state = directory == "state" || directory.starts_with("state/");
    if (state || nodes_.node("roster")) return nodes_.node(directory);
    if (!beside_) beside_ = beside_the_state();
    return beside_->node(directory);
  }

  MemoryNodeStore beside_the_state() const {
    const Oid& tree = clone_.head().tree;
    FileChanges files;
    for (const TreeEntry& entry : decode_tree(clone_.repository.read(tree).bytes)) {
      if (entry.name == "state") continue;
      if (!entry.is_tree) {
        files[entry.name] = clone_.repository.read_blob(entry.oid);
        continue;
      }
      walk_blobs(clone_.repository, tree, entry.name,
                 [&](const std::string& path, const Oid& blob) {
                   files[path] = clone_.repository.read_blob(blob);
                 });
    }
    MemoryNodeStore out;
    update_tree(out, files, nullptr);
    // "state" comes last of the names at the root.
    const TreeId state = directory_id(nodes_, "state");
    std::string root = out.node("").value_or("");
    root += std::string("d\5state") + std::string(view(state.oid.raw)) +
            std::string(view(state.sha256));
    out.put_node("", root);
    return out;
  }

  const State& state_;
  const Clone& clone_;
  const NodeStore& nodes_;
  const bool master_;
  std::optional<MemoryNodeStore> beside_;
  std::size_t size_ = 0;  // of the file, but for names
  Proof out_;
};

}  // namespace

Proof make_proof(const State& state, const Clone& clone, const NodeStore& nodes,
                 const std::string& id) {
  return Maker(state, clone, nodes).run(id);
}

MemoryNodeStore nodes_of(const Repository& repository, const Oid& tree) {
  FileChanges files;
  walk_blobs(repository, tree, "", [&](const std::string& path, const Oid& blob) {
    files[path] = repository.read_blob(blob);
  });
  MemoryNodeStore out;
  update_tree(out, files, nullptr);
  return out;
}

}  // namespace kontor
