// SPDX-License-Identifier: Apache-2.0
// Signing, packing, verifying and the two ids of a tree, without a store or a hub around them.
#include <benchmark/benchmark.h>

#include <memory>

#include "bench/sample.h"
#include "lib/base/error.h"
#include "lib/history/formats.h"
#include "lib/history/repository.h"
#include "lib/history/tree.h"

namespace kontor::bench {
namespace {

constexpr std::int64_t kBatch = 1'000;  // sets a pack

const SigningKey& key() {
  static SystemRandom random;
  static const SigningKey made = SigningKey::generate(random);
  return made;
}

// A set of one operation: blob, tree, signed commit.
void append_set(std::vector<Object>& objects, std::int64_t seq, std::optional<Oid>& parent) {
  const Object blob = make_object(ObjectType::kBlob, sample_operation(seq).bytes + "\n");
  const Object tree = make_object(ObjectType::kTree, encode_tree({{"ops.jsonl", false, blob.oid}}));
  ChangeSetHead head;
  head.summary = "lead.add " + sample_id(seq).substr(0, 8);
  head.ledger = "0123456789abcdefghjkmnpqrs";
  head.scope = "nord";
  head.replica = "shop-nord-1";
  head.incarnation = 1;
  head.first_seq = seq;
  head.last_seq = seq;
  head.seen_index = 1;
  head.seen_oid = blob.oid;
  head.payload = sha256(blob.bytes);
  Object commit = sign_commit(change_set_commit(head, parent, tree.oid), key());
  parent = commit.oid;
  objects.push_back(blob);
  objects.push_back(tree);
  objects.push_back(std::move(commit));
}

std::vector<Object> make_batch(std::int64_t first) {
  std::vector<Object> objects;
  std::optional<Oid> parent;
  for (std::int64_t seq = first; seq < first + kBatch; ++seq) append_set(objects, seq, parent);
  return objects;
}

void seal_sets(benchmark::State& state) {
  const Folder folder;
  Repository repository = Repository::create(folder.path / "r.git", RepositoryUse::kCache);
  std::int64_t first = 1;
  while (state.KeepRunning()) {
    repository.write_pack(make_batch(first));
    first += kBatch;
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK(seal_sets)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(10);

void verify_sets(benchmark::State& state) {
  const std::vector<Object> objects = make_batch(1);
  std::vector<const Object*> commits;
  for (const Object& object : objects) {
    if (object.type == ObjectType::kCommit) commits.push_back(&object);
  }
  std::size_t next = 0;
  while (state.KeepRunning()) {
    const Object& commit = *commits[next++ % commits.size()];
    const SignedCommit read = decode_commit(commit.bytes);
    KONTOR_CHECK(parse_change_set(read.commit).replica == "shop-nord-1");
    KONTOR_CHECK(signed_by(read, key().public_key()));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(verify_sets)->Unit(benchmark::kMicrosecond)->ThreadRange(1, 2)->UseRealTime();

std::string lead_path(std::int64_t n) { return state_path("lead", sample_id(n)); }

// A tree of `count` leads in memory.
MemoryNodeStore tree_of(std::int64_t count) {
  MemoryNodeStore nodes;
  FileChanges changes;
  for (std::int64_t n = 1; n <= count; ++n) {
    changes[lead_path(n)] = std::to_string(n) + "\n";
  }
  update_tree(nodes, changes, nullptr);
  changes.clear();
  // Once before the clock runs: the first allocation after a million releases tidies up after them.
  update_tree(nodes, {{lead_path(1), "once\n"}}, nullptr);
  return nodes;
}

// range: entities. Both ids of one changed entity; with `write`, its sha1 path written as a pack.
template <bool write>
void one_change(benchmark::State& state) {
  const Folder folder;
  Repository repository = Repository::create(folder.path / "r.git", RepositoryUse::kCache);
  MemoryNodeStore nodes = tree_of(state.range(0));
  std::int64_t version = 0;
  while (state.KeepRunning()) {
    std::vector<Object> objects;
    ++version;
    const FileChanges change{
        {lead_path(version % state.range(0) + 1), "changed " + std::to_string(version) + "\n"}};
    if (write) state.PauseTiming();
    benchmark::DoNotOptimize(update_tree(nodes, change, write ? &objects : nullptr));
    if (write) {
      state.ResumeTiming();
      repository.write_pack(objects);
    }
  }
}
BENCHMARK(one_change<false>)->Name("tree_ids")->Arg(10'000)->Arg(1'000'000)->UseRealTime();
BENCHMARK(one_change<true>)
    ->Name("write_sha1_path")
    ->Arg(10'000)
    ->Arg(1'000'000)
    ->UseRealTime()
    ->Iterations(30);

}  // namespace
}  // namespace kontor::bench
