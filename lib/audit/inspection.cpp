// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/inspection.h"

#include <utility>

#include "lib/base/error.h"
#include "lib/history/formats.h"
#include "lib/history/upkeep.h"

namespace kontor {
namespace {

constexpr std::size_t kBlock = 32;        // checks that a thread takes at a time
constexpr std::size_t kMaxWaiting = 128;  // blocks ahead of the threads: about 8 MiB of commits

}  // namespace

Inspection::Inspection(unsigned threads) {
  for (unsigned thread = 1; thread < threads; ++thread) {
    threads_.emplace_back([this] { work(); });
  }
}

Inspection::~Inspection() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Inspection::signature(SignedCommit commit, const PublicKey& key, std::string otherwise) {
  ++signatures_;
  add([commit = std::move(commit), key, otherwise = std::move(otherwise)](Handles&) {
    if (signed_by(commit, key)) return;
    throw Error(Fault::kTrust, "bad_signature", otherwise, "keep the clone as evidence");
  });
}

void Inspection::objects(const std::string& path, std::vector<Oid> oids, std::string place) {
  add_reads(path, std::move(oids), std::move(place),
            [](const Repository& repository, const Oid& oid) { repository.read(oid); });
}

void Inspection::sets(const std::string& path, std::vector<Oid> oids, std::string place) {
  add_reads(path, std::move(oids), std::move(place),
            [](const Repository& repository, const Oid& oid) {
              const Oid tree = decode_commit(repository.read(oid).bytes).commit.tree;
              for (const TreeEntry& entry : decode_tree(repository.read(tree).bytes))
                repository.read(entry.oid);
            });
}

void Inspection::packs(const std::string& path) {
  add([path](Handles&) {
    for (const std::string& stem : damaged_packs(path)) {
      throw Error(Fault::kTrust, "damaged_pack",
                  stem + " of " + path + " is damaged: its checksum does not hold",
                  "clone it again, and keep this clone as evidence");
    }
  });
}

void Inspection::add_reads(const std::string& path, std::vector<Oid> oids, std::string place,
                           Read read) {
  add([path, oids = std::move(oids), place = std::move(place), read](Handles& handles) {
    auto handle = handles.find(path);
    if (handle == handles.end()) handle = handles.emplace(path, Repository::open(path)).first;
    try {
      for (const Oid& oid : oids) read(handle->second, oid);
    } catch (const Error& error) {
      throw Error(Fault::kTrust, error.code(), place + ": " + error.what(),
                  "keep the clone as evidence");
    }
  });
}

void Inspection::add(std::function<void(Handles&)> run) {
  block_.push_back({next_++, std::move(run)});
  if (threads_.empty()) {
    run_block(std::exchange(block_, {}), own_);
  } else if (block_.size() >= kBlock) {
    hand_over();
  }
}

void Inspection::hand_over() {
  bool full = false;
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::exchange(block_, {}));
    full = queue_.size() > kMaxWaiting;
  }
  wake_.notify_one();
  if (full) help();
}

void Inspection::run_block(const std::vector<Check>& block, Handles& handles) {
  for (const Check& check : block) {
    if (check.number > first_) return;  // an earlier finding stands
    try {
      check.run(handles);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (check.number > first_) return;
      first_ = check.number;
      finding_ = std::current_exception();
      failed_ = true;
    }
  }
}

// Does one block in the caller's thread; false when none waits.
bool Inspection::help() {
  std::vector<Check> block;
  {
    const std::lock_guard lock(mutex_);
    if (queue_.empty()) return false;
    block = std::move(queue_.front());
    queue_.pop_front();
  }
  run_block(block, own_);
  return true;
}

void Inspection::work() {
  Handles handles;
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
    if (stop_) return;
    std::vector<Check> block = std::move(queue_.front());
    queue_.pop_front();
    ++running_;
    lock.unlock();
    run_block(block, handles);
    lock.lock();
    --running_;
    if (queue_.empty() && running_ == 0) done_.notify_all();
  }
}

void Inspection::settle() {
  if (!block_.empty()) hand_over();
  while (help()) {
  }
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return queue_.empty() && running_ == 0; });
  if (finding_) std::rethrow_exception(finding_);
}

}  // namespace kontor
