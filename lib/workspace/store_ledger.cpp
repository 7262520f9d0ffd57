// SPDX-License-Identifier: Apache-2.0
#include "lib/workspace/store_ledger.h"

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/ledger/nouns.h"

namespace kontor {
namespace {

constexpr std::size_t kBulkRecords = 5000;  // what the store's usual cache still holds

std::map<std::string, Tip> tips_of(const Workspace& workspace) {
  std::map<std::string, Tip> out;
  for (const auto& [key, value] : workspace.store().metas("head/")) {
    const std::string scope = key.substr(5);
    const Head head = workspace.head(scope);
    out[scope] = Tip{head.index, parse_oid(head.oid), head.time};
  }
  return out;
}

}  // namespace

std::optional<std::string> NodeOverlay::node(std::string_view path) const {
  if (auto found = changes_.find(path); found != changes_.end()) return found->second;
  return below_->node(path);
}

void NodeOverlay::put_node(std::string_view path, std::string_view body) {
  changes_.insert_or_assign(std::string(path), std::string(body));
}

void NodeOverlay::remove_node(std::string_view path) {
  changes_.insert_or_assign(std::string(path), std::nullopt);
}

void NodeOverlay::flush() {
  for (const auto& [path, body] : changes_) {
    if (body) {
      below_->put_node(path, *body);
    } else {
      below_->remove_node(path);
    }
  }
  changes_.clear();
}

StoreLedger::StoreLedger(Workspace& workspace, const Repository& local)
    : ws_(workspace),
      local_(local),
      master_(std::make_unique<CheckedNodes>(StoreNodes(workspace.store(), "hq"), "hq", "",
                                             signed_tree(workspace, local, "hq"))),
      base_(workspace.store(), *master_),
      records_(base_, all_indexes()) {
  view_.ledger = workspace.ledger();
  view_.records = &records_;
  view_.roster_files = pinned_roster_files(workspace);
  view_.sequencers = pinned_roster(workspace).sequencers.from_term;
  view_.tips = tips_of(workspace);
  for (const auto& [key, value] : workspace.store().metas("replica_head/")) {
    view_.heads[key.substr(13)] = decode_head(value);
  }
  check_heads();
  view_.nodes_in_store = true;
  view_.nodes = [this](const std::string& scope) -> NodeStore& {
    std::unique_ptr<NodeOverlay>& place = nodes_[scope];
    if (!place) {
      place = std::make_unique<NodeOverlay>(
          scope == "hq" ? std::move(master_)
                        : std::make_unique<CheckedNodes>(StoreNodes(ws_.store(), scope), scope, "",
                                                         signed_tree(ws_, local_, scope)));
    }
    return *place;
  };
  view_.entry = [this](const std::string& scope, std::int64_t index) -> std::optional<Tip> {
    if (auto fresh = entries_.find(scope); fresh != entries_.end()) {
      if (auto found = fresh->second.find(index); found != fresh->second.end())
        return found->second;
    }
    return known_entry(scope, index);
  };
}

// How far each replica has been taken; the next entry goes on from there.
void StoreLedger::check_heads() {
  for (const auto& [replica, head] : view_.heads) {
    const auto listed = master_->id_at("heads/" + replica + ".json");
    if (!listed || make_object(ObjectType::kBlob, encode_head(head)).oid != listed->oid)
      rows_altered("the head of replica " + replica + " is not the one in the ledger");
  }
  if (view_.heads.size() < master_->count_files("heads", view_.heads.size()))
    rows_altered("the head of a replica is missing in the store");
}

// An entry's time decides about rules, so the entry itself is asked.
std::optional<Tip> StoreLedger::known_entry(const std::string& scope, std::int64_t index) const {
  const auto text = ws_.store().meta("entry/" + scope + "/" + std::to_string(index));
  if (!text) return std::nullopt;
  const std::vector<std::string> parts = split(*text, ' ');
  const Tip tip{index, parse_oid(parts.at(0)), parse_instant(parts.at(1))};
  if (const std::optional<Object> object = local_.find(tip.oid)) {
    const EntryHead head = parse_entry(decode_commit(object->bytes).commit);
    if (head.scope != scope || head.index != index || head.time != tip.time)
      rows_altered("entry " + std::to_string(index) + " of ledger " + scope);
  }
  return tip;
}

void StoreLedger::add(const EntryOutput& entry) {
  for (const auto& [scope, output] : entry.scopes) entries_[scope][output.tip.index] = output.tip;
  const std::int64_t index = entry.scopes.at("hq").tip.index;
  for (const EntryOutput::Fate& fate : entry.fates) {
    fates_.push_back(fate);
    decided_at_[fate.operation] = index;
  }
}

TakeReport StoreLedger::save() {
  TakeReport report;
  report.from = ws_.head("hq").index;
  if (records_.changes().size() > kBulkRecords) ws_.store().expect_bulk();
  Store::Transaction transaction(ws_.store());
  for (const auto& [key, record] : records_.changes()) {
    report.changed.insert(key);
    ws_.store().put_base(key.first, key.second,
                         record ? std::optional(record->encode()) : std::nullopt);
  }
  for (auto& [scope, nodes] : nodes_) nodes->flush();
  for (const auto& [replica, head] : view_.heads) {
    ws_.set("replica_head/" + replica, trim(encode_head(head)));
  }
  for (const auto& [scope, tips] : entries_) {
    for (const auto& [index, tip] : tips) {
      ws_.set_head(
          scope, Head{index, tip.oid.text(), tip.time, Instant{tip.time.seconds + kExpirySeconds}});
    }
  }
  const std::string mine = ws_.replica() + ".";
  // As in take.cpp: a restored or cloned HQ does not read another's fates as its own.
  const auto head = view_.heads.find(ws_.replica());
  const bool own =
      head != view_.heads.end() && ws_.store().has_set(head->second.seq, head->second.oid.text());
  for (const EntryOutput::Fate& fate : fates_) {
    if (!own || !fate.operation.starts_with(mine)) continue;
    const std::int64_t index = decided_at_.at(fate.operation);
    ws_.store().decide_until(parse_operation_id(fate.operation).seq, index);
    if (fate.outcome.accepted()) continue;
    ws_.store().reject(fate.operation, fate.outcome.reason);
    report.rejected.push_back({fate.operation, fate.outcome.reason});
  }
  replay_pending(ws_);
  transaction.commit();
  records_.clear();
  report.to = ws_.head("hq").index;
  return report;
}

void check_replicas(Workspace& hq, const Repository& local) {
  StoreLedger ledger(hq, local);
  const State& state = *ledger.view().records;
  for (const std::string& id : state.ids("replica")) static_cast<void>(state.get("replica", id));
}

}  // namespace kontor
