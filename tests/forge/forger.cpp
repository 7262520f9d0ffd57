// SPDX-License-Identifier: Apache-2.0
#include "tests/forge/forger.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "lib/base/error.h"
#include "lib/ledger/nouns.h"

namespace kontor::forge {

namespace fs = std::filesystem;

Forger::Forger(Workspace& hq, fs::path hub) : hq_(hq), hub_(std::move(hub)) {}

Repository Forger::repository(const std::string& scope) const {
  return Repository::create(hub_ / (scope + ".git"), RepositoryUse::kHistoryHub);
}

std::vector<Intake> Forger::waiting(const LedgerView& view) const {
  std::vector<Intake> out;
  std::vector<std::string> scopes = view.records->ids("scope");
  scopes.emplace_back("hq");
  for (const std::string& scope : scopes) {
    const Repository repository = this->repository(scope);
    for (const auto& [name, tip] : repository.refs("refs/heads/replica/")) {
      ReplicaIntake intake = read_branch(repository, view, name.substr(19), tip);
      std::move(intake.sets.begin(), intake.sets.end(), std::back_inserter(out));
    }
  }
  return out;
}

Oid Forger::next_entry(Instant time, const Lie& lie) {
  const Repository published = repository("hq");
  StoreLedger ledger(hq_, published);
  LedgerView& view = ledger.view();
  std::vector<Intake> sets = waiting(view);
  if (lie.sets) lie.sets(sets);
  if (lie.state) lie.state(*view.records);
  const std::map<std::string, Tip> tips = view.tips;
  const std::int64_t term = std::stoll(hq_.setting("term"));
  const SigningKey key = hq_.sequencer_key(term);
  EntryInput input;
  input.time = time;
  input.term = term;
  input.sets = sets;
  input.salt = [&](const std::string&, std::size_t) { return hq_.random().bytes(16); };
  input.sign = [&](const std::string&, const Commit& commit) {
    Object object = sign_commit(commit, key);
    return Signed{object.oid, std::move(object.bytes)};
  };
  const EntryOutput output = make_entry(view, input);

  ScopeFiles files;
  for (const auto& [scope, part] : output.scopes) files[scope] = part.files;
  if (lie.files) lie.files(files);
  const Commit honest = decode_commit(output.scopes.at("hq").commit.bytes).commit;
  const EntryHead base = parse_entry(honest);
  const auto heads_of = [&](const std::string& scope) -> std::vector<Oid> {
    const auto part = output.scopes.find(scope);
    if (part == output.scopes.end()) return {};
    std::vector<Oid> parents = decode_commit(part->second.commit.bytes).commit.parents;
    if (tips.contains(scope) && tips.at(scope).index > 0) parents.erase(parents.begin());
    return parents;
  };
  for (const Intake& set : sets) {  // as parents of the master's entry
    Repository master = repository("hq");
    copy_objects(repository(set.head.scope), master, {set.oid});
  }
  std::map<std::string, Signed> commits;
  std::map<std::string, std::vector<Object>> objects;
  const auto tip_of = [&](const std::string& scope) {
    return tips.contains(scope) ? tips.at(scope) : Tip{};
  };
  for (const auto& [scope, changes] : files) {
    if (scope == "hq") continue;
    commits[scope] = rebuild(scope, tip_of(scope), changes, base, heads_of(scope), objects[scope]);
    files["hq"]["scopes/" + scope] = commits[scope].bytes;
  }
  commits["hq"] = rebuild("hq", tip_of("hq"), files["hq"], base, heads_of("hq"), objects["hq"]);
  for (const auto& [scope, commit] : commits) publish(scope, objects[scope], commit, tip_of(scope));
  return commits.at("hq").oid;
}

Signed Forger::rebuild(const std::string& scope, const Tip& tip, const FileChanges& files,
                       const EntryHead& base, std::vector<Oid> heads,
                       std::vector<Object>& objects) {
  NodeOverlay nodes{std::make_unique<StoreNodes>(hq_.store(), scope)};
  const TreeId tree = update_tree(nodes, files, &objects);
  EntryHead head = base;
  head.scope = scope;
  head.index = tip.index + 1;
  head.state = directory_id(nodes, "state").sha256;
  head.tree = tree.sha256;
  if (tip.index > 0) heads.insert(heads.begin(), tip.oid);
  Object commit = sign_commit(entry_commit(head, heads, tree.oid), hq_.sequencer_key(head.term));
  return {commit.oid, std::move(commit.bytes)};
}

void Forger::publish(const std::string& scope, const std::vector<Object>& objects,
                     const Signed& commit, const Tip& tip) {
  Repository repository = this->repository(scope);
  repository.write_pack(objects);
  repository.write_pack({Object{ObjectType::kCommit, commit.bytes, commit.oid}});
  const std::optional<Oid> from = tip.index > 0 ? std::optional(tip.oid) : std::nullopt;
  KONTOR_CHECK(repository.swap("refs/heads/ledger", from, commit.oid) == Swap::kDone);
}

Intake Forger::add_set(Workspace& site, const SigningKey& key, const std::vector<Act>& acts,
                       const std::string& ledger) {
  const std::string replica = site.replica();
  Repository repository = this->repository(site.scope());
  const std::string branch = "refs/heads/replica/" + replica;
  const std::optional<Oid> tip = repository.ref(branch);
  Intake out;
  out.head.summary = "forged";
  out.head.ledger = ledger.empty() ? site.ledger() : ledger;
  out.head.scope = site.scope();
  out.head.replica = replica;
  if (tip)
    out.head.first_seq =
        parse_change_set(decode_commit(repository.read(*tip).bytes).commit).last_seq;
  std::int64_t seq = out.head.first_seq++;
  for (const Act& act : acts) {
    Operation operation;
    operation.id = {replica, 0, ++seq};
    operation.kind = act.kind;
    operation.on = act.on;
    operation.actor = replica;
    operation.at = format_instant(site.now());
    operation.payload = act.payload;
    out.ops += encode_operation(operation) + "\n";
  }
  out.head.last_seq = seq;
  const Head seen = site.head(site.scope());
  out.head.seen_index = seen.index;
  out.head.seen_oid = parse_oid(seen.oid);
  out.head.payload = sha256(out.ops);
  out.head.sealed_at = site.now();
  Object blob = make_object(ObjectType::kBlob, out.ops);
  Object tree = make_object(ObjectType::kTree, encode_tree({{"ops.jsonl", false, blob.oid}}));
  Object commit = sign_commit(change_set_commit(out.head, tip, tree.oid), key);
  out.oid = commit.oid;
  repository.write_pack({std::move(blob), std::move(tree), std::move(commit)});
  KONTOR_CHECK(repository.swap(branch, tip, out.oid) == Swap::kDone);
  return out;
}

Oid regraft(Repository& repository, const std::vector<Oid>& commits, const Oid& parent) {
  Oid at = parent;
  for (const Oid& oid : commits) {
    SignedCommit commit = decode_commit(repository.read(oid).bytes);
    commit.commit.parents.front() = at;
    Object object = make_object(ObjectType::kCommit,
                                with_signature(encode_commit(commit.commit), commit.armor));
    at = object.oid;
    repository.write_pack({std::move(object)});
  }
  return at;
}

void flip_byte(const fs::path& file, std::size_t at) {
  fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(at));
  const char byte = static_cast<char>(stream.get() ^ 1);
  stream.seekp(static_cast<std::streamoff>(at));
  stream.put(byte);
  KONTOR_CHECK(stream.good());
}

}  // namespace kontor::forge
