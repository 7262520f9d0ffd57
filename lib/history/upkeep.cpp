// SPDX-License-Identifier: Apache-2.0
#include "lib/history/upkeep.h"

#include <git2.h>

#include <algorithm>
#include <array>

#include "lib/base/error.h"
#include "lib/history/disk.h"
#include "lib/history/pack.h"

namespace kontor {
namespace {

namespace fs = std::filesystem;

// A pack without its index for so long has no maker any more: both are renamed within milliseconds.
constexpr std::int64_t kHalfPackAgeSeconds = 600;
// A pack twice as large as all smaller ones together stays: each object is copied a few times in
// its life, not at every consolidation.
constexpr std::uint64_t kGrowth = 2;
// Of the last consolidation: first line the new stem, then the packs it replaces.
constexpr std::string_view kNote = "kontor-consolidated";

// Everything that may belong to one pack.
constexpr std::string_view kSuffixes[] = {".idx", ".rev", ".bitmap", ".mtimes", ".pack"};

void remove_pack(const fs::path& directory, const std::string& stem) {
  // The index first: without it nobody looks for the pack.
  for (const std::string_view suffix : kSuffixes) {
    disk::unlink_file(directory / (stem + std::string(suffix)));
  }
}

std::vector<std::string> stems_of(const fs::path& directory, std::string_view suffix) {
  std::vector<std::string> stems;
  for (const std::string& name : disk::list_directory(directory)) {
    if (name.starts_with("pack-") && name.ends_with(suffix)) {
      stems.push_back(name.substr(0, name.size() - suffix.size()));
    }
  }
  return stems;
}

// Makes the index of a whole pack again, from every object in it: a pack made by stock git holds
// deltas, so this is libgit2's work. It may name the pair anew; then the old pack goes.
bool index_again(const fs::path& directory, const std::string& stem) {
  git_libgit2_init();
  git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
  git_indexer* indexer = nullptr;
  git_indexer_progress progress{};
  const disk::Mapping pack(directory / (stem + ".pack"));
  const bool good =
      git_indexer_new(&indexer, directory.c_str(), 0444, nullptr, nullptr) == 0 &&
      git_indexer_append(indexer, pack.bytes().data(), pack.bytes().size(), &progress) == 0 &&
      git_indexer_commit(indexer, &progress) == 0;
  git_indexer_free(indexer);
  git_libgit2_shutdown();
  if (good && !disk::file_exists(directory / (stem + ".idx"))) remove_pack(directory, stem);
  if (good) disk::sync_directory(directory);
  return good;
}

void mend_packs(const fs::path& directory, std::vector<std::string>& notes) {
  for (const std::string& stem : stems_of(directory, ".idx")) {
    const fs::path pack = directory / (stem + ".pack");
    const fs::path index = directory / (stem + ".idx");
    if (pair_is_whole(pack, index) || !disk::file_exists(index)) continue;
    disk::unlink_file(index);
    if (!pack_is_whole(pack)) {
      remove_pack(directory, stem);
      notes.push_back("removed torn pack " + stem);
    } else if (index_again(directory, stem)) {
      notes.push_back("made the index of " + stem + " again");
    }
  }
  for (const std::string& stem : stems_of(directory, ".pack")) {
    const fs::path pack = directory / (stem + ".pack");
    const auto status = disk::status(pack);
    if (disk::file_exists(directory / (stem + ".idx")) || !status ||
        !disk::outlived(*status, kHalfPackAgeSeconds)) {
      continue;
    }
    if (pack_is_whole(pack) && index_again(directory, stem)) {
      notes.push_back("made the index of " + stem + " again");
    } else {
      remove_pack(directory, stem);
      notes.push_back("removed torn pack " + stem);
    }
  }
}

void remove_torn_in(const fs::path& objects, const std::string& folder,
                    std::vector<std::string>& notes) {
  for (const std::string& name : disk::list_directory(objects / folder)) {
    const auto status = disk::status(objects / folder / name);
    if (name.size() == 38 && status && status->size_bytes == 0 &&
        disk::unlink_file(objects / folder / name)) {
      notes.push_back("removed empty object " + folder + name);
    }
  }
}

// Old packs are deleted one pass after the pack that replaces them: whoever had them open meanwhile
// has looked again.
void finish_consolidation(const fs::path& git_directory, std::vector<std::string>& notes) {
  const fs::path directory = git_directory / "objects" / "pack";
  const std::string note = disk::read_file(git_directory / kNote).value_or("");
  std::vector<std::string> stems;
  for (std::size_t at = 0; at < note.size();) {
    const std::size_t end = std::min(note.find('\n', at), note.size());
    stems.push_back(note.substr(at, end - at));
    at = end + 1;
  }
  if (stems.size() > 1 &&
      pair_is_whole(directory / (stems[0] + ".pack"), directory / (stems[0] + ".idx"))) {
    disk::unlink_file(directory / "multi-pack-index");  // stock git's; it would name what goes
    for (std::size_t i = 1; i < stems.size(); ++i) {
      if (stems[i] != stems[0]) remove_pack(directory, stems[i]);
    }
    disk::sync_directory(directory);
    notes.push_back("removed " + std::to_string(stems.size() - 1) + " consolidated packs");
  }
  disk::unlink_file(git_directory / kNote);
}

// The small packs: from the largest down, keep those that outweigh all below them.
std::vector<std::string> packs_to_merge(const fs::path& directory) {
  std::vector<std::pair<std::uint64_t, std::string>> sizes;
  std::size_t count = 0;
  for (const std::string& stem : stems_of(directory, ".idx")) {
    ++count;
    const auto status = disk::status(directory / (stem + ".pack"));
    const bool pinned = disk::file_exists(directory / (stem + ".keep")) ||
                        disk::file_exists(directory / (stem + ".promisor"));
    if (status && !pinned) sizes.emplace_back(status->size_bytes, stem);
  }
  if (count <= kMaxPacks) return {};
  std::sort(sizes.begin(), sizes.end());
  std::uint64_t below = 0;
  std::size_t merge = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i].first < kGrowth * below) merge = i + 1;
    below += sizes[i].first;
  }
  // Sizes that grow geometrically on their own: merge the smaller half.
  merge = std::max(merge, sizes.size() / 2);
  std::vector<std::string> stems;
  for (std::size_t i = 0; i < merge; ++i) stems.push_back(sizes[i].second);
  return stems;
}

}  // namespace

void remove_torn_loose(const fs::path& git_directory, const std::vector<Object>& objects) {
  const fs::path folder = git_directory / "objects";
  std::array<int, 256> present;  // -1: not looked yet
  present.fill(-1);
  for (const Object& object : objects) {
    const std::string name = object.oid.text();
    int& known = present[object.oid.raw[0]];
    if (known < 0) known = disk::is_directory(folder / name.substr(0, 2)) ? 1 : 0;
    if (known == 0) continue;
    const fs::path file = folder / name.substr(0, 2) / name.substr(2);
    const auto status = disk::status(file);
    if (status && status->size_bytes == 0) disk::unlink_file(file);
  }
}

std::vector<std::string> tidy_objects(const fs::path& git_directory) {
  std::vector<std::string> notes;
  const auto lock = disk::Lock::try_lock(git_directory / "kontor-upkeep");
  if (!lock) return notes;
  const fs::path objects = git_directory / "objects";
  const fs::path packs = objects / "pack";
  for (const fs::path& folder : {git_directory, packs}) {
    for (const std::string& name : disk::remove_abandoned(folder)) {
      notes.push_back("removed temporary file " + name);
    }
  }
  for (const std::string& name : disk::list_directory(objects)) {
    if (name.size() == 2) remove_torn_in(objects, name, notes);
  }
  mend_packs(packs, notes);
  if (disk::file_exists(git_directory / kNote)) finish_consolidation(git_directory, notes);
  const std::vector<std::string> small = packs_to_merge(packs);
  if (small.size() < 2) return notes;
  const std::string made = consolidate(packs, small);
  std::string note = made + "\n";
  for (const std::string& stem : small) note += stem + "\n";
  disk::write_file(git_directory / kNote, note, git_directory);
  notes.push_back("consolidated " + std::to_string(small.size()) + " packs");
  return notes;
}

std::vector<std::string> damaged_packs(const fs::path& git_directory) {
  const fs::path directory = git_directory / "objects" / "pack";
  std::vector<std::string> out;
  for (const std::string& stem : stems_of(directory, ".pack")) {
    const fs::path pack = directory / (stem + ".pack");
    const fs::path index = directory / (stem + ".idx");
    if (!disk::file_exists(index)) continue;  // of no use to anybody, or being written
    const bool whole = pack_is_whole(pack) && pair_is_whole(pack, index) &&
                       decode_index(disk::Mapping(index).bytes()).has_value();
    if (!whole) out.push_back(stem);
  }
  return out;
}

}  // namespace kontor
