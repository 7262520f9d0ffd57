// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/vault.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/history/formats.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/project.h"
#include "lib/vault/envelope.h"
#include "lib/workspace/seal.h"
#include "lib/workspace/store_ledger.h"

namespace kontor {
namespace {

constexpr std::string_view kDirty = "vault_dirty/";
constexpr std::string_view kBucket = "hq/";

std::string file_name(std::string_view subject) {
  std::string out(subject);
  std::replace(out.begin(), out.end(), '/', '~');
  return out + ".json";
}

std::string subject_of(std::string_view file) {
  std::string out(file.substr(0, file.size() - 5));
  std::replace(out.begin(), out.end(), '~', '/');
  return out;
}

// A signed vault commit of these files. Vault commits carry no trailers: their files are sealed,
// named by subject, and bound to the ledger by their additional data.
Object vault_commit(const Workspace& workspace, const SigningKey& key, const std::string& name,
                    const Oid& tree, const std::optional<Oid>& parent) {
  Commit commit;
  commit.tree = tree;
  if (parent) commit.parents.push_back(*parent);
  commit.name = name;
  commit.email = name + "@kontor.invalid";
  commit.time_seconds = workspace.now().seconds;
  commit.message = "vault\n";
  return sign_commit(commit, key);
}

std::vector<TreeEntry> entries_of(const Repository& vault, const std::optional<Oid>& commit) {
  if (!commit) return {};
  return decode_tree(vault.read(decode_commit(vault.read(*commit).bytes).commit.tree).bytes);
}

Oid tree_of(const Repository& vault, const Oid& commit) {
  return decode_commit(vault.read(commit).bytes).commit.tree;
}

PrivateRow row_of(const PrivateValue& value) {
  return {value.commitment, value.subject, value.field, value.value, value.salt, true};
}

PrivateValue value_of(const PrivateRow& row) {
  return {row.subject, row.field, row.value, row.salt, row.commitment};
}

std::string term_name(const Workspace& workspace) {
  return "sequencer-" + workspace.setting("term");
}

Readers readers_of(const State& state, const std::string& scope) {
  Readers out;
  for (const std::string& id : state.ids("replica")) {
    const Record replica = state.get("replica", id);
    if (replica->str_or("state", "active") != "active") continue;
    if (replica->str("scope") != scope && replica->str("scope") != "hq") continue;
    out[id] = VaultPublicKey{unbase64(replica->str("vault_key"))};
  }
  return out;
}

void collect_commitments(const Json& value, std::set<std::string>& out) {
  if (value.is_array()) {
    for (const Json& item : value.items()) collect_commitments(item, out);
  } else if (value.is_object()) {
    const Json* c = value.find("c");
    if (c && c->is_string() && is_commitment(c->string())) out.insert(c->string());
    for (const auto& member : value.members()) collect_commitments(member.second, out);
  }
}

// The record that holds the subject's private fields, if a scope may see it whole.
Record subject_record(const State& state, const std::string& scope, const std::string& subject) {
  for (const NounRow* noun : all_nouns()) {
    for (const KindRow& kind : noun->kinds) {
      if (kind.view) continue;
      Record record = state.get(kind.kind, subject);
      if (!record || commitments_in(*record).empty()) continue;
      if (scope == "hq" || project_record(state, kind.kind, subject).whole.contains(scope))
        return record;
    }
  }
  return nullptr;
}

// What the bucket of `scope` should hold for a subject: nothing, or a file for these values and
// readers.
struct Wanted {
  std::vector<PrivateValue> values;
  std::string digest;  // of commitments and readers: unchanged means no new file
};

std::optional<Wanted> wanted(const Workspace& workspace, const State& state,
                             const std::string& scope, const std::string& subject,
                             const Readers& readers) {
  const Record record = subject_record(state, scope, subject);
  if (!record) return std::nullopt;
  Wanted out;
  std::string text;
  for (const std::string& commitment : commitments_in(*record)) {
    if (auto row = workspace.store().private_value(commitment)) {
      // Published, an altered text would take the place of the good one in the vault itself.
      if (commitment_of(row->salt, row->value) != commitment) {
        throw Error(Fault::kData, "private_altered",
                    "the private " + row->field + " of " + subject + " was altered in this store",
                    "kontor rebuild");
      }
      out.values.push_back(value_of(*row));
      text += commitment + " ";
    }
  }
  if (out.values.empty()) return std::nullopt;
  for (const auto& [replica, key] : readers) text += replica + " " + hex(key.raw) + " ";
  out.digest = sha256_hex(text);
  return out;
}

// Works off the dirty subjects of one scope.
class Publisher {
 public:
  Publisher(Workspace& workspace, Remote& remote, Repository& vault, std::string scope,
            std::vector<IntakeProblem>& problems)
      : ws_(workspace),
        remote_(remote),
        vault_(vault),
        scope_(std::move(scope)),
        problems_(problems),
        state_(workspace.base()),
        readers_(readers_of(state_, scope_)) {}

  std::size_t publish(const std::set<std::string>& subjects) {
    std::map<std::string, std::map<std::string, std::optional<std::string>>> buckets;
    for (const std::string& subject : subjects) {
      const std::string meta = "vault/" + scope_ + "/" + subject;
      const std::optional<std::string> had = ws_.store().meta(meta);
      const std::optional<Wanted> want = wanted(ws_, state_, scope_, subject, readers_);
      if (!want && !had) continue;
      if (want && had && *had == want->digest) continue;
      const std::string bucket = std::string(kBucket) + subject.substr(0, 1);
      if (want) {
        const auto seal = [&] {
          buckets[bucket][file_name(subject)] =
              seal_subject(ws_.ledger(), subject, want->values, readers_, ws_.random());
          metas_[meta] = want->digest;
        };
        if (auto problem = problem_of("vault of " + scope_, "", seal)) {
          problems_.push_back(*problem);
          if (buckets[bucket].empty()) buckets.erase(bucket);
        }
      } else {
        buckets[bucket][file_name(subject)] = std::nullopt;
        metas_[meta] = std::nullopt;
      }
    }
    std::size_t changed = 0;
    bool shrunk = false;
    for (const auto& [bucket, files] : buckets) {
      push_bucket(bucket, files, shrunk);
      changed += files.size();
    }
    if (shrunk) remote_.forget_unreachable(vault_of(scope_));
    Store::Transaction transaction(ws_.store());
    for (const auto& [key, value] : metas_) {
      if (value) {
        ws_.set(key, *value);
      } else {
        ws_.store().remove_meta(key);
      }
    }
    transaction.commit();
    return changed;
  }

 private:
  void push_bucket(const std::string& bucket,
                   const std::map<std::string, std::optional<std::string>>& files, bool& shrunk) {
    const std::string repository = vault_of(scope_);
    const std::optional<Oid> stands = remote_.branch(repository, bucket);
    if (stands && !vault_.has(*stands)) remote_.fetch(repository, {bucket}, vault_);
    std::map<std::string, Oid> entries;
    for (const TreeEntry& entry : entries_of(vault_, stands)) entries[entry.name] = entry.oid;
    std::vector<Object> objects;
    bool removed = false;
    for (const auto& [name, bytes] : files) {
      if (bytes) {
        objects.push_back(make_object(ObjectType::kBlob, *bytes));
        entries[name] = objects.back().oid;
      } else {
        removed = entries.erase(name) > 0 || removed;
      }
    }
    std::vector<TreeEntry> tree_entries;
    for (const auto& [name, oid] : entries) tree_entries.push_back({name, false, oid});
    objects.push_back(make_object(ObjectType::kTree, encode_tree(std::move(tree_entries))));
    const SigningKey key = ws_.sequencer_key(parse_integer(ws_.setting("term")));
    // A subject that leaves takes the bucket's history along.
    const std::optional<Oid> parent = removed ? std::nullopt : stands;
    objects.push_back(vault_commit(ws_, key, term_name(ws_), objects.back().oid, parent));
    vault_.write_pack(objects);
    const Oid tip = objects.back().oid;
    if (remote_.push(repository, bucket, stands, tip, vault_) != Pushed::kDone) {
      throw Error(Fault::kTemporary, "vault_busy",
                  "bucket " + bucket + " of " + repository + " moved", "run kontor sync again");
    }
    vault_.replace(tracking_ref(repository, bucket), tip);
    shrunk = shrunk || removed;
  }

  Workspace& ws_;
  Remote& remote_;
  Repository& vault_;
  const std::string scope_;
  std::vector<IntakeProblem>& problems_;
  const StoreState state_;
  const Readers readers_;
  std::map<std::string, std::optional<std::string>> metas_;
};

void mark(Workspace& workspace, const std::set<std::string>& subjects) {
  for (const std::string& subject : subjects) workspace.set(std::string(kDirty) + subject, "1");
}

}  // namespace

std::set<std::string> commitments_in(const Json& record) {
  std::set<std::string> out;
  collect_commitments(record, out);
  return out;
}

std::size_t push_vault(Workspace& workspace, Remote& remote, Repository& vault,
                       std::vector<IntakeProblem>& problems) {
  std::map<std::string, std::vector<PrivateValue>> subjects;
  std::string text;
  for (const PrivateRow& row : workspace.store().private_not_uploaded()) {
    subjects[row.subject].push_back(value_of(row));
    text += row.commitment + " ";
  }
  const std::string digest = sha256_hex(text);
  const std::string sent = workspace.setting("vault_sent");
  if (subjects.empty() && sent.empty()) return 0;
  const std::string repository = vault_of(workspace.scope());
  const std::string branch = "replica/" + workspace.replica();
  const std::optional<Oid> stands = remote.branch(repository, branch);
  // A hub that was rolled back, or written to by another, has lost what HQ has not taken yet.
  if (digest == sent && stands && stands->text() == workspace.setting("vault_sent_tip")) return 0;
  const StoreState state = workspace.base();
  const Readers hq_and_own = [&] {
    Readers out;
    for (const auto& [id, key] : readers_of(state, workspace.scope())) {
      const Record record = state.get("replica", id);
      if (id == workspace.replica() || record->str("scope") == "hq") out[id] = key;
    }
    // A site's projection holds no HQ replica; the genesis names the first.
    const Genesis genesis = pinned_roster(workspace).genesis;
    out[genesis.replica.str("id")] = VaultPublicKey{unbase64(genesis.replica.str("vault_key"))};
    return out;
  }();
  std::vector<Object> objects;
  std::vector<TreeEntry> entries;
  for (const auto& [subject, values] : subjects) {
    const auto seal = [&, &name = subject, &private_values = values] {
      objects.push_back(make_object(
          ObjectType::kBlob,
          seal_subject(workspace.ledger(), name, private_values, hq_and_own, workspace.random())));
      entries.push_back({file_name(name), false, objects.back().oid});
    };
    if (auto problem = problem_of("own vault", "", seal)) problems.push_back(*problem);
  }
  objects.push_back(make_object(ObjectType::kTree, encode_tree(std::move(entries))));
  objects.push_back(vault_commit(workspace, workspace.signing_key(), workspace.replica(),
                                 objects.back().oid, std::nullopt));
  vault.write_pack(objects);
  if (remote.push(repository, branch, stands, objects.back().oid, vault) != Pushed::kDone) {
    throw Error(Fault::kTemporary, "vault_busy",
                "branch " + branch + " of " + repository + " moved", "run kontor sync again");
  }
  workspace.set("vault_sent_tip", objects.back().oid.text());
  workspace.set("vault_sent", subjects.empty() ? "" : digest);
  return subjects.size();
}

namespace {

// Nothing where the file is not for this replica or does not open: one bad subject must not stop a
// site. Doctor lists the values that did not arrive; the next file for the subject brings them.
std::optional<OpenedSubject> open_or_pass(const Workspace& workspace, const std::string& file,
                                          const VaultKey& key) {
  try {
    return open_subject(workspace.ledger(), file, workspace.replica(), key);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

std::size_t take_vault(Workspace& workspace, Remote& remote, Repository& vault) {
  const std::string repository = vault_of(workspace.scope());
  std::vector<std::string> changed;
  const std::map<std::string, Oid> branches = remote.branches(repository);
  for (const auto& [branch, tip] : branches) {
    if (branch.starts_with(kBucket) && workspace.setting("vault_head/" + branch) != tip.text()) {
      changed.push_back(branch);
    }
  }
  if (changed.empty()) return 0;
  remote.fetch(repository, changed, vault);
  const VaultKey key = workspace.vault_key();
  const Roster roster = pinned_roster(workspace);
  std::size_t taken = 0;
  bool shrunk = false;
  Store::Transaction transaction(workspace.store());
  for (const std::string& branch : changed) {
    const std::optional<Oid> tip = vault.ref(tracking_ref(repository, branch));
    if (!tip) continue;
    const SignedCommit commit = decode_commit(vault.read(*tip).bytes);
    bool known = false;
    for (const auto& [term, sequencer] : roster.sequencers.from_term) {
      known = known || signed_by(commit, sequencer);
    }
    if (!known) {
      throw Error(Fault::kTrust, "bad_vault",
                  "bucket " + branch + " of " + repository + " is not signed by a sequencer");
    }
    const std::string old = workspace.setting("vault_head/" + branch);
    Oid from;
    if (!old.empty() && vault.has(parse_oid(old))) from = tree_of(vault, parse_oid(old));
    for (const PathChange& change : diff_trees(vault, from, commit.commit.tree, "")) {
      const std::string subject = subject_of(change.path);
      ++taken;
      if (change.to.zero()) {
        workspace.store().remove_private(subject);
        shrunk = true;
        continue;
      }
      const auto opened = open_or_pass(workspace, vault.read_blob(change.to), key);
      if (!opened || opened->subject != subject) continue;
      for (const PrivateValue& value : opened->values) workspace.store().add_private(row_of(value));
      const std::vector<PrivateRow> rows = workspace.store().private_of(subject);
      const bool all = std::all_of(rows.begin(), rows.end(), [&](const PrivateRow& row) {
        return row.uploaded || std::any_of(opened->values.begin(), opened->values.end(),
                                           [&](const PrivateValue& value) {
                                             return value.commitment == row.commitment;
                                           });
      });
      if (all) workspace.store().mark_uploaded(subject);
    }
    workspace.set("vault_head/" + branch, tip->text());
  }
  transaction.commit();
  if (shrunk) {
    forget_unreachable(vault);
    workspace.store().checkpoint();  // the write-ahead log still holds the plain text
  }
  return taken;
}

namespace {

// One replica's upload, whatever it may hold. Returns the subjects opened.
std::set<std::string> collect_upload(Workspace& workspace, const Repository& vault,
                                     const Json& replica, const Oid& tip, const VaultKey& key) {
  std::set<std::string> subjects;
  const std::string scope = replica.str("scope");
  const SignedCommit commit = decode_commit(vault.read(tip).bytes);
  if (!signed_by(commit, PublicKey{unbase64(replica.str("sign_key"))})) {
    throw Error(Fault::kTrust, "bad_signature", "is not signed by " + replica.str("id"));
  }
  Store::Transaction transaction(workspace.store());
  for (const TreeEntry& entry : decode_tree(vault.read(commit.commit.tree).bytes)) {
    const std::string bad = "vault_bad/" + scope + "/" + entry.name;
    try {
      const auto opened =
          open_subject(workspace.ledger(), vault.read_blob(entry.oid), workspace.replica(), key);
      if (!opened || opened->subject != subject_of(entry.name)) continue;
      workspace.store().remove_meta(bad);
      for (const PrivateValue& value : opened->values) workspace.store().add_private(row_of(value));
      subjects.insert(opened->subject);
    } catch (const Error&) {
      workspace.set(bad, tip.text());
    }
  }
  mark(workspace, subjects);
  workspace.set("vault_in/" + scope + "/" + replica.str("id"), tip.text());
  transaction.commit();
  return subjects;
}

}  // namespace

std::set<std::string> collect_vault(Workspace& workspace, Remote& remote, Repository& vault,
                                    std::vector<IntakeProblem>& problems) {
  std::set<std::string> subjects;
  const auto attempt = [&](const std::string& what, const std::string& commit,
                           const std::function<void()>& work) {
    if (auto problem = problem_of(what, commit, work)) problems.push_back(*problem);
  };
  const StoreState state = workspace.base();
  std::set<std::string> scopes{"hq"};
  for (const std::string& scope : state.ids("scope")) scopes.insert(scope);
  const VaultKey key = workspace.vault_key();
  for (const std::string& scope : scopes) {
    const std::string repository = vault_of(scope);
    std::map<std::string, Oid> branches;
    attempt("refs of " + repository, "", [&] { branches = remote.branches(repository); });
    for (const auto& [branch, tip] : branches) {
      if (!branch.starts_with("replica/")) continue;
      const std::string replica = branch.substr(8);
      if (workspace.setting("vault_in/" + scope + "/" + replica) == tip.text()) continue;
      const Record record = state.get("replica", replica);
      if (!record || record->str("scope") != scope) continue;
      attempt("vault upload of " + replica, tip.text(), [&, &name = branch, &commit = tip] {
        remote.fetch(repository, {name}, vault);
        subjects.merge(collect_upload(workspace, vault, *record, commit, key));
      });
    }
  }
  // HQ's own values need no upload: they are where the merging happens.
  Store::Transaction transaction(workspace.store());
  for (const PrivateRow& row : workspace.store().private_not_uploaded()) {
    subjects.insert(row.subject);
    workspace.store().mark_uploaded(row.subject);
    workspace.set(std::string(kDirty) + row.subject, "1");
  }
  transaction.commit();
  return subjects;
}

std::size_t publish_vault(Workspace& workspace, Remote& remote, Repository& vault,
                          std::vector<IntakeProblem>& problems) {
  std::set<std::string> dirty;
  for (const auto& [key, value] : workspace.store().metas(kDirty)) {
    dirty.insert(key.substr(kDirty.size()));
  }
  if (dirty.empty()) return 0;
  check_replicas(workspace, local_history(workspace));  // values are wrapped for their keys
  const StoreState state = workspace.base();
  std::vector<std::string> scopes{"hq"};
  for (std::string& scope : state.ids("scope")) scopes.push_back(std::move(scope));
  std::size_t changed = 0;
  for (const std::string& scope : scopes) {
    changed += Publisher(workspace, remote, vault, scope, problems).publish(dirty);
  }
  Store::Transaction transaction(workspace.store());
  for (const std::string& subject : dirty)
    workspace.store().remove_meta(std::string(kDirty) + subject);
  transaction.commit();
  return changed;
}

void mark_vault_subjects(Workspace& workspace, const EntryOutput& entry) {
  std::set<std::string> subjects;
  bool replicas = false;
  for (const auto& [scope, output] : entry.scopes) {
    for (const auto& [path, bytes] : output.files) {
      const std::optional<StateName> name = parse_state_path(path);
      if (!name || !path.starts_with("state/")) continue;
      replicas = replicas || name->kind == "replica";
      if (!bytes || bytes->find("\"c\":\"sha256:") != std::string::npos) subjects.insert(name->id);
    }
  }
  Store::Transaction transaction(workspace.store());
  mark(workspace, subjects);
  transaction.commit();
  if (replicas) mark_all_vault_subjects(workspace);
}

void mark_all_vault_subjects(Workspace& workspace) {
  std::set<std::string> subjects;
  workspace.store().query(
      "SELECT DISTINCT subject FROM private", {},
      [&](const Store::Row&, const Store::Row& values) { subjects.insert(values.front()); });
  for (const auto& [key, value] : workspace.store().metas("vault/")) {
    subjects.insert(key.substr(key.find('/', 6) + 1));
  }
  Store::Transaction transaction(workspace.store());
  mark(workspace, subjects);
  transaction.commit();
}

}  // namespace kontor
