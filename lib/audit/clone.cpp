// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/clone.h"

#include <algorithm>

#include "lib/base/error.h"

namespace kontor {
namespace {

constexpr std::string_view kLedgerRefs[] = {"refs/heads/ledger", "refs/remotes/origin/ledger"};
constexpr std::string_view kReplicaRefs[] = {"refs/heads/replica/", "refs/remotes/origin/replica/"};

[[noreturn]] void bad(const std::string& message) {
  throw Error(Fault::kTrust, "bad_history", message, "keep the clone as evidence");
}

Repository open_repository(const std::string& path) {
  const std::string inner = path + "/.git";
  if (!Repository::exists(path) && Repository::exists(inner)) return Repository::open(inner);
  return Repository::open(path);
}

Oid ledger_tip(const Repository& repository, const std::string& path) {
  for (std::string_view name : kLedgerRefs) {
    if (auto tip = repository.ref(name)) return *tip;
  }
  throw Error(Fault::kNoInput, "no_ledger", path + " has no branch ledger",
              "name a clone of a scope's history, not of a vault");
}

// A branch of that name may be anybody's. Of an entry that was tampered with some word is left.
void check_kontor(const Repository& repository, const Oid& tip, const std::string& path) {
  std::string bytes;
  try {
    bytes = repository.read(tip).bytes;
  } catch (const Error&) {
    return;  // damaged: who reads the chain says how
  }
  for (std::string_view word : {"\nKontor: ", "\nLedger: ", "\nScope: "}) {
    if (bytes.find(word) != bytes.npos) return;
  }
  throw Error(Fault::kData, "not_a_ledger", "the branch ledger of " + path + " is none of Kontor's",
              "name a clone of a scope's history");
}

ClonedEntry read_entry(const Repository& repository, const Oid& oid) {
  try {
    SignedCommit commit = decode_commit(repository.read(oid).bytes);
    EntryHead head = parse_entry(commit.commit);
    return {oid, commit.commit.tree, std::move(commit.commit.parents), std::move(head)};
  } catch (const Error& error) {
    bad("entry " + oid.text() + ": " + error.what());
  }
}

std::vector<ClonedEntry> read_chain(const Repository& repository, const Oid& tip) {
  std::vector<ClonedEntry> out;
  for (Oid at = tip;;) {
    out.push_back(read_entry(repository, at));
    const ClonedEntry& entry = out.back();
    if (entry.head.index == 1) break;
    if (entry.parents.empty()) bad(place_of(entry) + " has no parent, though it is not the first");
    at = entry.parents.front();
  }
  std::reverse(out.begin(), out.end());
  return out;
}

void check_chain(const std::vector<ClonedEntry>& entries) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const EntryHead& head = entries[i].head;
    if (head.index != static_cast<std::int64_t>(i) + 1) {
      bad(place_of(entries[i]) + " has the wrong index: it is number " + std::to_string(i + 1) +
          " of its chain");
    }
    if (head.expires.seconds != head.time.seconds + kExpirySeconds) {
      bad(place_of(entries[i]) + " has the wrong expiry");
    }
    if (i == 0) continue;
    const EntryHead& before = entries[i - 1].head;
    if (head.time < before.time) bad(place_of(entries[i]) + " goes back in time");
    if (head.term < before.term) bad(place_of(entries[i]) + " goes back to an earlier term");
    if (head.master_index <= before.master_index) {
      bad(place_of(entries[i]) + " does not follow a later master entry than the one before it");
    }
    if (head.scope != before.scope || head.ledger != before.ledger) {
      bad(place_of(entries[i]) + " is of another ledger than the entry before it");
    }
  }
}

}  // namespace

std::string place_of(const ClonedEntry& entry) {
  return "entry " + std::to_string(entry.head.index) + " (" + entry.oid.text() + ") of ledger " +
         entry.head.scope;
}

void differs(const std::string& place, const std::string& why) {
  throw Error(Fault::kTrust, "recomputation_differs", place + ": " + why,
              "keep the clone as evidence");
}

std::string file_at(const Repository& repository, const Oid& tree, std::string_view path) {
  const std::optional<Oid> blob = at_path(repository, tree, path);
  return blob ? repository.read_blob(*blob) : std::string();
}

std::map<std::string, std::string> roster_files(const Repository& repository, const Oid& tree) {
  std::map<std::string, std::string> out;
  for (std::string_view name :
       {kGenesisFile, kGenesisSignature, kSequencersFile, kSequencersSignature}) {
    if (auto blob = at_path(repository, tree, name))
      out[std::string(name)] = repository.read_blob(*blob);
  }
  return out;
}

Clone clone_at(Repository repository, const Oid& tip, const std::string& trust) {
  std::string path = repository.path().string();
  std::vector<ClonedEntry> entries = read_chain(repository, tip);
  check_chain(entries);
  const Roster roster = verify_roster(roster_files(repository, entries.front().tree), trust);
  if (roster.genesis.ledger() != entries.front().head.ledger) {
    bad("ledger " + entries.front().head.ledger + " carries the genesis of " +
        roster.genesis.ledger());
  }
  std::map<std::string, Oid> branches;
  for (std::string_view prefix : kReplicaRefs) {
    for (const auto& [name, oid] : repository.refs(prefix)) {
      branches.emplace(name.substr(prefix.size()), oid);
    }
  }
  std::string scope = entries.front().head.scope;
  return Clone{std::move(path),    std::move(repository), std::move(scope),
               std::move(entries), std::move(branches),   roster};
}

Clone open_clone(const std::string& path, const std::string& trust) {
  Repository repository = open_repository(path);
  const Oid tip = ledger_tip(repository, path);
  check_kontor(repository, tip, path);
  Clone out = clone_at(std::move(repository), tip, trust);
  out.path = path;
  return out;
}

}  // namespace kontor
