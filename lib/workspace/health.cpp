// SPDX-License-Identifier: Apache-2.0
#include "lib/workspace/health.h"

#include <sys/stat.h>

#include <functional>
#include <map>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/history/formats.h"
#include "lib/history/tree.h"
#include "lib/ledger/sequence.h"
#include "lib/vault/envelope.h"
#include "lib/workspace/checked.h"
#include "lib/workspace/seal.h"
#include "lib/workspace/store_ledger.h"
#include "lib/workspace/take.h"

namespace kontor {
namespace {

constexpr std::size_t kMostComplaints = 50;  // of one sort; a wrecked store need not list every row

// The head's commit; empty before the first entry or when the local repository has lost it.
std::optional<SignedCommit> head_commit(const Repository& local, const Head& head) {
  if (head.index == 0) return std::nullopt;
  const std::optional<Object> object = local.find(parse_oid(head.oid));
  if (!object) return std::nullopt;
  return decode_commit(object->bytes);
}

void examine_rows(const Workspace& workspace, const Repository& local,
                  std::vector<Complaint>& out) {
  const std::optional<SignedCommit> commit = head_commit(local, workspace.head(workspace.scope()));
  if (!commit) {
    if (workspace.head(workspace.scope()).index > 0) {
      out.push_back({"the local repository does not hold the ledger's head", "kontor sync"});
    }
    return;
  }
  std::map<std::string, Oid> signed_rows;
  walk_blobs(local, commit->commit.tree, "state/",
             [&](const std::string& path, const Oid& blob) { signed_rows[path] = blob; });
  std::size_t found = 0;
  const auto complain = [&](std::string_view kind, std::string_view id, const char* why) {
    if (++found <= kMostComplaints) {
      out.push_back({std::string(kind) + " " + std::string(id) + ": " + why, "kontor rebuild"});
    }
  };
  workspace.store().each(Layer::kBase,
                         [&](std::string_view kind, std::string_view id, std::string_view bytes) {
                           auto row = signed_rows.find(state_path(kind, id));
                           if (row == signed_rows.end()) {
                             complain(kind, id, "the ledger has no such record");
                             return;
                           }
                           if (blob_id(std::string(bytes) + "\n").oid != row->second) {
                             complain(kind, id, "differs from the ledger");
                           }
                           signed_rows.erase(row);
                         });
  for (const auto& [path, blob] : signed_rows) {
    if (const auto name = parse_state_path(path))
      complain(name->kind, name->id, "missing in the store");
  }
}

// The tree nodes of one scope from the signed id downwards, and none beside them.
class NodeWalk {
 public:
  NodeWalk(const Store& store, std::string scope, std::vector<Complaint>& out)
      : store_(store), scope_(std::move(scope)), out_(out) {}

  void walk(const std::string& path, const TreeId& expected) {
    ++seen_;
    const std::optional<std::string> body = store_.node(scope_, path);
    if (!body || !is_node_of(*body, expected)) {
      complain("tree node " + scope_ + ":" + path +
               (body ? " differs from the ledger" : " is missing in the store"));
      return;
    }
    std::vector<std::pair<std::string, TreeId>> below;
    each_entry(*body, [&](const NodeEntry& entry) {
      if (entry.is_tree)
        below.emplace_back((path.empty() ? "" : path + "/") + std::string(entry.name), entry.id);
    });
    for (const auto& [directory, id] : below) walk(directory, id);
  }

  void close(const std::string& top) {
    std::size_t rows = 0;
    store_.query("SELECT count(*) FROM node WHERE scope = ?1 AND path >= ?2", {scope_, top},
                 [&](const Store::Row&, const Store::Row& row) { rows = std::stoul(row[0]); });
    if (found_ == 0 && rows > seen_)
      complain("tree nodes of " + scope_ + " that the ledger does not have");
  }

 private:
  void complain(std::string what) {
    if (++found_ <= kMostComplaints) out_.push_back({std::move(what), "kontor rebuild"});
  }

  const Store& store_;
  const std::string scope_;
  std::vector<Complaint>& out_;
  std::size_t seen_ = 0;
  std::size_t found_ = 0;
};

void examine_nodes(const Workspace& workspace, const Repository& local,
                   std::vector<Complaint>& out) {
  const std::string top = workspace.is_hq() ? "" : "state";
  if (!head_commit(local, workspace.head(workspace.scope()))) return;
  for (const auto& [key, value] : workspace.store().metas("head/")) {
    const std::string scope = key.substr(5);
    try {
      const std::optional<TreeId> id = standing_at(local, workspace.head(scope), top).node;
      NodeWalk walk(workspace.store(), scope, out);
      if (id) walk.walk(top, *id);
      walk.close(top);
    } catch (const Error& error) {
      out.push_back({error.what(), error.hint()});
    }
  }
}

// What HQ remembers of replicas' heads and of entries, as its sequencer holds it against the
// ledger.
void examine_heads(Workspace& workspace, const Repository& local, std::vector<Complaint>& out) {
  const Head master = workspace.head("hq");
  if (!workspace.is_hq() || !head_commit(local, master)) return;
  try {
    for (const auto& [key, value] : workspace.store().metas("head/")) {
      const auto commit = head_commit(local, workspace.head(key.substr(5)));
      // A pass that was cut short has moved scopes and not yet the master: the next one goes on.
      if (commit && parse_entry(commit->commit).master_index >= master.index) return;
    }
    StoreLedger ledger(workspace, local);
    for (const auto& [key, value] : workspace.store().metas("entry/")) {
      const std::size_t slash = key.rfind('/');
      static_cast<void>(ledger.view().entry(
          key.substr(6, slash - 6), parse_integer(std::string_view(key).substr(slash + 1))));
    }
  } catch (const Error& error) {
    out.push_back({error.what(), error.hint()});
  }
}

// Whether the key's file is there for its owner alone.
bool has_key_file(const Workspace& workspace, const std::string& name,
                  std::vector<Complaint>& out) {
  const std::string path = workspace.key_file(name).string();
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) {
    out.push_back({"key " + path + " is missing", "restore it from its backup, or join anew"});
    return false;
  }
  if ((info.st_mode & 077) != 0) {
    out.push_back({"key " + path + " can be read by others", "chmod 600 " + path});
  }
  return true;
}

// Whether the file holds the key that the ledger names; `own` reads its public part.
void examine_key(const Workspace& workspace, const std::string& name, const Bytes& named,
                 const std::function<Bytes()>& own, std::vector<Complaint>& out) {
  if (!has_key_file(workspace, name, out)) return;
  const std::string what = "key " + workspace.key_file(name).string();
  try {
    if (named.empty() || own() == named) return;
    out.push_back({what + " is another one than the ledger names",
                   "restore it from its backup, or join anew"});
  } catch (const Error& error) {
    out.push_back({what + ": " + error.what(), "restore it from its backup, or join anew"});
  }
}

// The last set of this replica that HQ took and this store did not write, if it took one. A store
// that lost its repository may have lost the ledger's tree: that is told elsewhere.
std::string taken_of_another(const Workspace& workspace, const Repository& local) {
  const std::optional<SignedCommit> commit = head_commit(local, workspace.head(workspace.scope()));
  if (!commit) return "";
  try {
    const auto blob = at_path(local, commit->commit.tree, "heads/" + workspace.replica() + ".json");
    if (!blob) return "";
    const ReplicaHead head = decode_head(trim(local.read_blob(*blob)));
    if (head.seq == 0 || workspace.store().has_set(head.seq, head.oid.text())) return "";
    return head.oid.text();
  } catch (const Error&) {
    return "";
  }
}

// A store that was restored from a backup, or cloned, gives out anew the numbers of operations that
// it has forgotten; HQ takes none of them.
void examine_branch(const Workspace& workspace, const Repository& local,
                    std::vector<Complaint>& out) {
  const std::string name = workspace.replica();
  std::string where = "the hub's branch of " + name + " stands at ";
  std::string oid = workspace.setting(kBranchAhead);
  if (oid.empty()) {
    where = "the ledger holds of " + name + " set ";
    oid = taken_of_another(workspace, local);
  }
  if (oid.empty()) return;
  out.push_back({where + oid + ", which this store did not write: it was restored or cloned, or " +
                     "another wrote there; what it writes is not taken",
                 workspace.is_hq() ? "restore the newest backup of HQ's folder"
                                   : "ask HQ for an invitation as another replica, join in another "
                                     "folder, and enter there what kontor op list shows as "
                                     "pending"});
}

void examine_keys(const Workspace& workspace, std::vector<Complaint>& out) {
  const std::string name = workspace.replica();
  const Record record = workspace.base().get("replica", name);  // none before HQ has accepted it
  const auto named = [&](const char* field) {
    return record ? unbase64(record->str(field)) : Bytes();
  };
  examine_key(
      workspace, name, named("sign_key"), [&] { return workspace.signing_key().public_key().raw; },
      out);
  examine_key(
      workspace, name + ".vault", named("vault_key"),
      [&] { return workspace.vault_key().public_key.raw; }, out);
  if (!workspace.has_sequencer()) return;
  const std::int64_t term = parse_integer(workspace.setting("term"));
  const Roster roster = pinned_roster(workspace);
  const PublicKey* key = roster.sequencers.key(term);
  if (!key) {
    out.push_back({"no sequencer of term " + std::to_string(term) + " stands in the roster", ""});
    return;
  }
  examine_key(
      workspace, "sequencer-" + std::to_string(term), key->raw,
      [&] { return workspace.sequencer_key(term).public_key().raw; }, out);
}

// Uploads that HQ could not open; a later one of the same subject clears the note.
void examine_uploads(const Workspace& workspace, std::vector<Complaint>& out) {
  constexpr std::string_view kBad = "vault_bad/";
  std::size_t found = 0;
  for (const auto& [key, commit] : workspace.store().metas(kBad)) {
    if (++found > kMostComplaints) return;
    out.push_back(
        {"vault file " + key.substr(kBad.size()) + " of upload " + commit + " cannot be opened",
         "the site that sent it enters the value again and syncs"});
  }
}

void collect(const Json& value, std::vector<std::string>& out) {
  if (value.is_array()) {
    for (const Json& item : value.items()) collect(item, out);
  } else if (value.is_object()) {
    if (const Json* c = value.find("c"); c && c->is_string() && is_commitment(c->string())) {
      out.push_back(c->string());
    }
    for (const auto& member : value.members()) collect(member.second, out);
  }
}

bool is_as_committed(const std::string& commitment, const std::string& salt,
                     const std::string& value) {
  try {
    return commitment_of(salt, value) == commitment;
  } catch (const Error&) {
    return false;  // no text any more
  }
}

// The plain text that is not what was committed to, by subject and field.
void each_altered_private(const Store& store, const std::function<void(const Store::Row&)>& visit) {
  store.query("SELECT subject, field, commitment, salt, value FROM private ORDER BY subject, field",
              {}, [&](const Store::Row&, const Store::Row& row) {
                if (!is_as_committed(row[2], row[3], row[4])) visit(row);
              });
}

// Rows said to differ from the ledger while no operation is pending that could have made them so.
void each_unexplained(const Store& store, const std::function<void(const Store::Row&)>& visit) {
  if (store.undecided_count() > 0) return;
  store.query("SELECT kind, id FROM record WHERE dirty ORDER BY kind, id", {},
              [&](const Store::Row&, const Store::Row& row) { visit(row); });
}

void examine_values(const Workspace& workspace, std::vector<Complaint>& out) {
  std::size_t found = 0;
  const auto complain = [&](const std::string& what) {
    if (++found <= kMostComplaints) out.push_back({what, "kontor rebuild"});
  };
  each_unexplained(workspace.store(), [&](const Store::Row& row) {
    complain(row[0] + " " + row[1] + ": altered, though no operation is pending");
  });
  each_altered_private(workspace.store(), [&](const Store::Row& row) {
    complain(row[0] + ": the private " + row[1] + " is not what was entered");
  });
}

void examine_privates(const Workspace& workspace, std::vector<Complaint>& out) {
  std::size_t missing = 0;
  workspace.store().each(
      Layer::kBase, [&](std::string_view kind, std::string_view id, std::string_view bytes) {
        if (bytes.find("\"c\":\"sha256:") == std::string_view::npos) return;
        std::vector<std::string> commitments;
        collect(parse_json(bytes, JsonLimits{.depth = 32, .string_bytes = 1u << 20}), commitments);
        for (const std::string& commitment : commitments) {
          if (workspace.store().private_value(commitment)) continue;
          if (++missing <= kMostComplaints) {
            out.push_back(
                {std::string(kind) + " " + std::string(id) + ": a private value has not arrived",
                 "kontor sync; ask the site that entered it to sync"});
          }
        }
      });
}

}  // namespace

SiteStatus site_status(const Workspace& workspace) {
  SiteStatus out;
  out.ledger = workspace.ledger();
  out.scope = workspace.scope();
  out.replica = workspace.replica();
  out.role = workspace.role();
  out.clock = workspace.setting("clock");
  out.head = workspace.head(out.scope);
  out.enrolled = workspace.base().has("replica", out.replica);
  out.stale = out.head.index > 0 && workspace.now() > out.head.expires;
  out.pending = workspace.store().undecided_count();
  out.unsealed = workspace.store().unsealed_count();
  out.rejections = workspace.store().count(Layer::kBase, "rejection");
  out.stopped = workspace.setting("stopped");
  out.state_of_rows = hex(state_id_of_rows(workspace.store()).sha256);
  const auto alter = [&](const Store::Row&) { out.altered = true; };
  each_unexplained(workspace.store(), alter);
  each_altered_private(workspace.store(), alter);
  if (auto commit = head_commit(local_history(workspace), out.head)) {
    out.state_signed = hex(parse_entry(commit->commit).state);
  }
  return out;
}

std::vector<Complaint> examine(Workspace& workspace) {
  std::vector<Complaint> out;
  if (const std::string verdict = workspace.store().integrity(); verdict != "ok") {
    out.push_back({"the store is damaged: " + verdict, "kontor rebuild"});
  }
  Repository local = local_history(workspace);
  for (const std::string& done : local.tidy()) static_cast<void>(done);
  examine_rows(workspace, local, out);
  const std::size_t before = out.size();
  examine_nodes(workspace, local, out);
  if (out.size() == before) examine_heads(workspace, local, out);
  examine_values(workspace, out);
  const std::optional<SetRow> last = workspace.store().last_set();
  const std::optional<Oid> branch = local.ref(replica_branch(workspace.replica()));
  if (last && last->stage > SetStage::kSigned && (!branch || branch->text() != last->oid)) {
    out.push_back({"the local branch of " + workspace.replica() + " is not where the store left it",
                   "kontor sync"});
  }
  examine_branch(workspace, local, out);
  examine_keys(workspace, out);
  examine_privates(workspace, out);
  examine_uploads(workspace, out);
  if (const std::string stopped = workspace.setting("stopped"); !stopped.empty()) {
    out.push_back(
        {"the ledger holds what this program does not know (entry and path " + stopped + ")",
         "install a newer version; selling and sealing go on"});
  }
  return out;
}

}  // namespace kontor
