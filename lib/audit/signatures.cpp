// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/signatures.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <set>
#include <thread>

#include "lib/base/error.h"
#include "lib/crypto/sshsig.h"
#include "lib/history/formats.h"
#include "lib/history/repository.h"

namespace kontor {
namespace {

constexpr std::size_t kBlock = 256;  // commits that a thread takes at a time

std::vector<Oid> reachable_commits(const Repository& repository, const std::vector<Oid>& tips) {
  std::set<Oid> seen(tips.begin(), tips.end());
  std::vector<Oid> out(seen.begin(), seen.end());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const SignedCommit commit = decode_commit(repository.read(out[i]).bytes);
    for (const Oid& parent : commit.commit.parents) {
      if (seen.insert(parent).second) out.push_back(parent);
    }
  }
  return out;
}

}  // namespace

void check_signatures(const std::string& repository, const std::vector<Oid>& tips, unsigned threads,
                      const std::function<void(std::int64_t, std::int64_t)>& progress,
                      CheckedSignatures& checked) {
  std::vector<Oid> commits = reachable_commits(Repository::open(repository), tips);
  std::erase_if(commits, [&](const Oid& commit) { return checked.contains(commit); });
  std::vector<PublicKey> keys(commits.size());
  std::atomic<std::size_t> next{0};
  std::atomic<std::int64_t> done{0};
  std::vector<std::exception_ptr> failed(std::max(threads, 1u));
  auto work = [&](std::size_t thread) {
    try {
      const Repository own = Repository::open(repository);
      for (std::size_t from = next.fetch_add(kBlock); from < commits.size();
           from = next.fetch_add(kBlock)) {
        const std::size_t end = std::min(from + kBlock, commits.size());
        for (std::size_t i = from; i < end; ++i) {
          const SignedCommit commit = decode_commit(own.read(commits[i]).bytes);
          const std::optional<PublicKey> key = sshsig_key(commit.armor);
          if (key && signed_by(commit, *key)) keys[i] = *key;
        }
        done += static_cast<std::int64_t>(end - from);
        if (thread == 0 && progress) progress(done, static_cast<std::int64_t>(commits.size()));
      }
    } catch (...) {
      failed[thread] = std::current_exception();
    }
  };
  std::vector<std::thread> pool;
  for (std::size_t thread = 1; thread < failed.size(); ++thread) pool.emplace_back(work, thread);
  work(0);
  for (std::thread& thread : pool) thread.join();
  for (const std::exception_ptr& error : failed) {
    if (error) std::rethrow_exception(error);
  }
  for (std::size_t i = 0; i < commits.size(); ++i) {
    if (!keys[i].raw.empty()) checked[commits[i]] = keys[i];
  }
}

}  // namespace kontor
