// SPDX-License-Identifier: Apache-2.0
// Checks that wait for nothing: is a signature good, is a stored object whole. They are handed in
// as a replay meets them and done on threads beside it, a bounded number ahead.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "lib/crypto/key.h"
#include "lib/history/repository.h"

namespace kontor {

class Inspection {
 public:
  // Threads in all, the caller's among them; with 1 every check is done as it is handed in.
  explicit Inspection(unsigned threads);
  ~Inspection();
  Inspection(const Inspection&) = delete;
  Inspection& operator=(const Inspection&) = delete;

  // The commit carries exactly this key's good signature; else Error(kTrust, "bad_signature") with
  // `otherwise` as its message.
  void signature(SignedCommit commit, const PublicKey& key, std::string otherwise);
  // The repository at `path` holds the objects, and their bytes have their ids; else Error(kTrust,
  // "missing_object" | "corrupt_object") that begins with `place`.
  void objects(const std::string& path, std::vector<Oid> oids, std::string place);
  // The same of change sets, with their trees and operations.
  void sets(const std::string& path, std::vector<Oid> oids, std::string place);

  // No byte was changed in the repository's packs; else Error(kTrust, "damaged_pack").
  void packs(const std::string& path);

  // True when a finding waits to be thrown.
  bool failed() const { return failed_; }
  // Waits until everything handed in is checked. Throws the first finding in the order in which
  // things were handed in, so that the same history gives the same finding each time.
  void settle();
  std::int64_t signatures() const { return signatures_; }

 private:
  using Handles = std::map<std::string, Repository>;  // of one thread
  struct Check {
    std::uint64_t number = 0;
    std::function<void(Handles&)> run;
  };
  using Read = void (*)(const Repository&, const Oid&);
  void add(std::function<void(Handles&)> run);
  void add_reads(const std::string& path, std::vector<Oid> oids, std::string place, Read read);
  void hand_over();
  void run_block(const std::vector<Check>& block, Handles& handles);
  bool help();
  void work();

  std::vector<Check> block_;  // being filled
  std::deque<std::vector<Check>> queue_;
  std::size_t running_ = 0;  // blocks in the hands of threads
  bool stop_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable done_;
  std::vector<std::thread> threads_;
  Handles own_;
  std::uint64_t next_ = 0;
  std::int64_t signatures_ = 0;

  std::atomic<bool> failed_{false};
  std::atomic<std::uint64_t> first_{UINT64_MAX};  // number of the finding
  std::exception_ptr finding_;
};

}  // namespace kontor
