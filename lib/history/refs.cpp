// SPDX-License-Identifier: Apache-2.0
#include "lib/history/refs.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/history/disk.h"

namespace kontor {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTag = "kontor ref lock\n";
constexpr int kOwnWaitMs = 30'000;  // behind other writers of ours: each takes milliseconds
constexpr std::int64_t kForeignWaitNs = 2'000'000'000;  // git holds a ref lock for milliseconds
constexpr long kForeignPauseMs = 10;
constexpr std::int64_t kForeignAgeSeconds = 3600;  // nothing alive holds one for an hour
constexpr std::string_view kPackedRefs = "packed-refs";

bool torn(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

// The value in a loose file; empty when absent, torn, or another ref's name: Kontor makes no
// symbolic ref but HEAD, and stock git only where nothing of ours stands.
std::optional<Oid> read_loose(const fs::path& file) {
  std::optional<std::string> bytes = disk::read_file(file);
  if (!bytes || torn(*bytes) || bytes->starts_with("ref:")) return std::nullopt;
  if (bytes->ends_with('\n')) bytes->pop_back();
  if (bytes->size() != 40) {
    throw Error(Fault::kData, "bad_ref", file.string() + " holds no object id");
  }
  return parse_oid(*bytes);
}

// Calls visit(name, oid, whole text of the ref with its peeled line) for each packed ref.
template <typename Visit>
void for_each_packed(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    const std::string_view rest = text;
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    const std::string_view line = text.substr(0, text[end] == '\n' ? end : end + 1);
    text.remove_prefix(end + 1);
    if (line.size() < 42 || line[40] != ' ' || line.starts_with('#')) continue;
    std::size_t length = end + 1;
    if (text.starts_with('^')) length += std::min(text.find('\n'), text.size() - 1) + 1;
    visit(line.substr(41), parse_oid(line.substr(0, 40)), rest.substr(0, length));
  }
}

void collect_loose(const fs::path& directory, const std::string& name, std::string_view prefix,
                   std::map<std::string, Oid>& out) {
  for (const std::string& entry : disk::list_directory(directory)) {
    const std::string path = name + entry;
    if (entry.ends_with(".lock")) continue;
    if (disk::is_directory(directory / entry)) {
      const std::string below = path + "/";
      const std::size_t common = std::min(below.size(), prefix.size());
      if (below.compare(0, common, prefix, 0, common) == 0) {
        collect_loose(directory / entry, below, prefix, out);
      }
    } else if (path.starts_with(prefix)) {
      if (const auto oid = read_loose(directory / entry)) out.insert_or_assign(path, *oid);
    }
  }
}

bool good_segment(std::string_view segment) {
  if (segment.empty() || segment.starts_with('.') || segment.ends_with('.') ||
      segment.ends_with(".lock") || segment.find("..") != std::string_view::npos) {
    return false;
  }
  return std::all_of(segment.begin(), segment.end(), [](char c) {
    return c > ' ' && c < '\x7f' && std::string_view("~^:?*[\\@").find(c) == std::string_view::npos;
  });
}

}  // namespace

void check_ref_name(std::string_view name) {
  bool good = name.starts_with("refs/");
  std::string_view rest = name;
  while (good) {
    const std::size_t slash = rest.find('/');
    good = good_segment(rest.substr(0, slash));
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (!good) {
    throw Error(Fault::kData, "bad_ref_name", "not a ref name: \"" + std::string(name) + "\"");
  }
}

RefStore::RefStore(fs::path git_directory) : directory_(std::move(git_directory)) {}

std::optional<Oid> RefStore::read(std::string_view name) const {
  check_ref_name(name);
  if (auto loose = read_loose(directory_ / name)) return loose;
  std::optional<Oid> packed;
  for_each_packed(disk::read_file(directory_ / kPackedRefs).value_or(""),
                  [&](std::string_view ref, const Oid& oid, std::string_view) {
                    if (ref == name) packed = oid;
                  });
  return packed;
}

std::map<std::string, Oid> RefStore::list(std::string_view prefix) const {
  std::map<std::string, Oid> refs;
  // Loose first: what git packs in between is then found in the packed file.
  collect_loose(directory_ / "refs", "refs/", prefix, refs);
  for_each_packed(disk::read_file(directory_ / kPackedRefs).value_or(""),
                  [&](std::string_view ref, const Oid& oid, std::string_view) {
                    if (ref.starts_with(prefix)) refs.emplace(ref, oid);
                  });
  return refs;
}

// `<file>.lock`, held against stock git while this lives. The caller holds the flock.
struct RefStore::Held {
  fs::path path;

  Held(const fs::path& git_directory, const fs::path& file) : path(file) {
    path += ".lock";
    disk::Temporary tagged(git_directory);
    tagged.write(kTag);
    const std::int64_t deadline = disk::now_ns() + kForeignWaitNs;
    for (;;) {
      disk::make_directories(path.parent_path());
      if (taken_by_link(tagged)) return;
      const bool waited = disk::now_ns() > deadline;
      if (!disk::file_exists(path) || clear_stale(path, waited)) continue;
      if (waited) {
        throw Error(Fault::kTemporary, "ref_locked", path.string() + " is held by another git");
      }
      disk::pause_ms(kForeignPauseMs);
    }
  }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() {
    std::error_code ignored;  // a lock that stays is stale by its tag
    fs::remove(path, ignored);
  }

  // By link, so that the lock carries its tag from the first moment on.
  bool taken_by_link(disk::Temporary& tagged) const {
    try {
      return tagged.link_to(path);
    } catch (const Error&) {
      // Stock git removes empty ref directories at any time.
      if (disk::file_exists(path.parent_path())) throw;
      return false;
    }
  }

  // True when a lock without a living holder was removed. A foreign one is judged by its age, and
  // only after waiting: the clock may have been set meanwhile.
  static bool clear_stale(const fs::path& lock, bool waited) {
    const auto bytes = disk::read_file(lock);
    if (!bytes) return false;
    const auto found = disk::status(lock);
    const bool ours = *bytes == kTag;
    if (!ours && !(waited && found && disk::outlived(*found, kForeignAgeSeconds))) return false;
    disk::unlink_file(lock);
    return true;
  }
};

void RefStore::drop_packed(std::string_view name) {
  const fs::path file = directory_ / kPackedRefs;
  const std::string text = disk::read_file(file).value_or("");
  std::string kept = text;
  for_each_packed(text, [&](std::string_view ref, const Oid&, std::string_view whole) {
    if (ref == name) kept.erase(static_cast<std::size_t>(whole.data() - text.data()), whole.size());
  });
  if (kept != text) disk::write_file(file, kept, directory_);
}

Swap RefStore::change(std::string_view name, const Expected& from, const std::optional<Oid>& to) {
  check_ref_name(name);
  const disk::Lock own(directory_ / "kontor-refs", kOwnWaitMs);
  const Held lock(directory_, directory_ / name);
  const std::optional<Oid> stands = read(name);
  if (!from.any && stands != from.value) return Swap::kMoved;
  if (to) {
    if (stands != to) {
      disk::write_file(directory_ / name, to->text() + "\n", directory_);
    } else if (disk::file_exists(directory_ / name)) {
      // A killed writer may have renamed without syncing.
      disk::sync_directory((directory_ / name).parent_path());
    }
    return Swap::kDone;
  }
  if (!stands) return Swap::kDone;
  // Packed value first: a crash between the two must not bring an older one to light.
  const Held packed_lock(directory_, directory_ / kPackedRefs);
  drop_packed(name);
  if (disk::unlink_file(directory_ / name)) {
    disk::sync_directory((directory_ / name).parent_path());
  }
  return Swap::kDone;
}

void RefStore::tidy_directory(const fs::path& directory, std::vector<std::string>& notes) {
  for (const std::string& name : disk::list_directory(directory)) {
    const fs::path path = directory / name;
    const std::string shown = path.lexically_relative(directory_).string();
    if (name.ends_with(".lock")) {
      if (Held::clear_stale(path, true)) notes.push_back("removed stale lock " + shown);
    } else if (directory == directory_) {
      continue;
    } else if (disk::is_directory(path)) {
      tidy_directory(path, notes);
    } else if (const auto bytes = disk::read_file(path); bytes && torn(*bytes)) {
      const Held lock(directory_, path);
      const auto again = disk::read_file(path);
      if (again && torn(*again) && disk::unlink_file(path)) {
        notes.push_back("removed torn ref " + shown);
      }
    }
  }
}

std::vector<std::string> RefStore::tidy() {
  std::vector<std::string> notes;
  const disk::Lock own(directory_ / "kontor-refs", kOwnWaitMs);
  tidy_directory(directory_, notes);
  tidy_directory(directory_ / "refs", notes);
  return notes;
}

}  // namespace kontor
