// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/idle.h"

#include <sys/stat.h>

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/sync/setup.h"
#include "lib/workspace/seal.h"

namespace kontor {
namespace {

constexpr std::string_view kNote = "idle";
constexpr std::string_view kBuckets = "hq/";
constexpr JsonLimits kNoteJson{.size_bytes = 64u << 10};  // 32 buckets and a path

std::int64_t modified_ns(const struct stat& status) {
  return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

struct StoreFiles {
  std::string text;  // file, size and time of the store and its log
  std::int64_t newest_ns = 0;
};

StoreFiles store_files(const std::filesystem::path& home) {
  StoreFiles out;
  for (const char* const name : {"kontor.db", "kontor.db-wal"}) {
    struct stat status{};
    if (::stat((home / name).c_str(), &status) != 0) {
      out.text += "- ";
      continue;
    }
    const std::int64_t modified = modified_ns(status);
    out.newest_ns = std::max(out.newest_ns, modified);
    out.text += std::to_string(status.st_ino) + ":" + std::to_string(status.st_size) + ":" +
                std::to_string(modified) + " ";
  }
  return out;
}

std::vector<std::string> buckets_of(const std::map<std::string, Oid>& branches) {
  std::vector<std::string> out;
  for (const auto& [branch, tip] : branches) {
    if (branch.starts_with(kBuckets)) out.push_back(branch + " " + tip.text());
  }
  return out;
}

std::optional<Json> read_note(const std::filesystem::path& home) {
  const std::filesystem::path file = home / kNote;
  if (!std::filesystem::exists(file)) return std::nullopt;
  try {
    return parse_canonical(SystemFile().read(file.string()), kNoteJson);
  } catch (const Error&) {
    return std::nullopt;  // cut short: as good as none
  }
}

bool nothing_done(const PassReport& report) {
  return report.sealed == 0 && report.pushed == 0 && report.from == report.to && report.to > 0 &&
         report.rejected.empty() && report.problems.empty();
}

}  // namespace

IdleNote::IdleNote(const std::filesystem::path& home) : home_(home) {
  // Whoever writes after this look gets a time no older than the lock's, which was touched before
  // it: a file of that very time may yet be written again without showing it.
  struct stat lock{};
  const StoreFiles files = store_files(home);
  if (::stat((home / SyncLock::kFile).c_str(), &lock) != 0) return;
  if (files.newest_ns < modified_ns(lock)) files_ = files.text;
}

void IdleNote::keep(const Workspace& workspace, const PassReport& report) const {
  const Store& store = workspace.store();
  const bool idle = nothing_done(report) && report.enrolled && !report.stopped &&
                    report.pending == 0 && !workspace.has_sequencer() &&
                    store.private_not_uploaded().empty() && workspace.setting("vault_sent").empty();
  if (!idle || files_.empty()) return;
  const Head head = workspace.head(workspace.scope());
  Json vault = Json::array();
  for (const auto& [key, tip] : store.metas("vault_head/" + std::string(kBuckets))) {
    vault.push(key.substr(key.find('/') + 1) + " " + tip);
  }
  const Json note = Json::object({{"hub", workspace.setting("hub")},
                                  {"index", head.index},
                                  {"scope", workspace.scope()},
                                  {"store", files_},
                                  {"tip", head.oid},
                                  {"vault", std::move(vault)}});
  if (read_note(home_) == note) return;
  SystemFile().replace((home_ / kNote).string(), note.encode(), Access::kPrivate);
}

std::optional<PassReport> idle_pass(const std::filesystem::path& home) {
  const std::optional<Json> note = read_note(home);
  if (!note) return std::nullopt;
  const SyncLock lock(home);
  if (note->str("store") != store_files(home).text) return std::nullopt;
  // A pass makes the caches anew where they are gone.
  if (!Repository::exists(home / kHistoryFolder) || !Repository::exists(home / kVaultFolder)) {
    return std::nullopt;
  }
  const std::string& scope = note->str("scope");
  const std::unique_ptr<Remote> remote = remote_of(home, note->str("hub"));
  const std::optional<Oid> tip = remote->branch(scope, kLedgerBranch);
  if (!tip || tip->text() != note->str("tip")) return std::nullopt;
  if (Json::strings(buckets_of(remote->branches(vault_of(scope)))) != note->at("vault")) {
    return std::nullopt;
  }
  PassReport report;
  report.from = report.to = note->num("index");
  return report;
}

}  // namespace kontor
