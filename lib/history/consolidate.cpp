// SPDX-License-Identifier: Apache-2.0
// Packs are copied entry by entry, still compressed. Pack by pack, an object that is new comes with
// its delta base from the same pack or finds it written already, so no delta loses its base and
// none can come to rest on itself.
#include <zlib.h>

#include <algorithm>
#include <unordered_map>

#include "lib/base/error.h"
#include "lib/history/disk.h"
#include "lib/history/pack.h"
#include "lib/history/upkeep.h"

namespace kontor {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTrailerBytes = 20;

[[noreturn]] void corrupt(const std::string& stem, const char* why) {
  throw Error(Fault::kTrust, "corrupt_pack", stem + ".pack is damaged: " + why,
              "kontor doctor fetches its objects again");
}

class Copier {
 public:
  explicit Copier(const fs::path& directory) : directory_(directory), out_(directory) {}

  void copy(const std::string& stem);
  std::string finish() { return out_.finish(); }

 private:
  void copy_entry(const std::string& stem, const PackEntry& entry, std::string_view bytes);

  fs::path directory_;
  PackStream out_;
  std::unordered_map<Oid, std::uint64_t> written_;        // id -> offset in the new pack
  std::unordered_map<std::uint64_t, Oid> ids_by_offset_;  // of the pack being copied
};

void Copier::copy(const std::string& stem) {
  const disk::Mapping pack(directory_ / (stem + ".pack"));
  std::optional<PackIndex> index;
  {
    const disk::Mapping file(directory_ / (stem + ".idx"));
    index = decode_index(file.bytes());
  }
  if (!index || pack.bytes().size() < kTrailerBytes) corrupt(stem, "index");
  std::vector<PackEntry>& entries = index->entries;
  std::sort(entries.begin(), entries.end(),
            [](const PackEntry& a, const PackEntry& b) { return a.offset < b.offset; });
  ids_by_offset_.clear();
  for (const PackEntry& entry : entries) ids_by_offset_.emplace(entry.offset, entry.oid);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::uint64_t end =
        i + 1 < entries.size() ? entries[i + 1].offset : pack.bytes().size() - kTrailerBytes;
    if (entries[i].offset >= end || end > pack.bytes().size()) corrupt(stem, "offset");
    const auto bytes = pack.bytes().substr(entries[i].offset, end - entries[i].offset);
    const auto crc =
        ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
    if (crc != entries[i].crc) corrupt(stem, "checksum");
    if (!written_.contains(entries[i].oid)) copy_entry(stem, entries[i], bytes);
  }
}

void Copier::copy_entry(const std::string& stem, const PackEntry& entry, std::string_view bytes) {
  const std::uint64_t offset = out_.size_bytes();
  written_.emplace(entry.oid, offset);
  const EntryHeader header = parse_entry_header(bytes);
  if (header.type != 6) {
    out_.add_raw(entry.oid, bytes, entry.crc);
    return;
  }
  // A delta by distance: its base stands before it, here and there, but not as far away.
  const auto base = ids_by_offset_.find(entry.offset - header.distance);
  if (header.distance > entry.offset || base == ids_by_offset_.end()) corrupt(stem, "delta base");
  const auto base_written = written_.find(base->second);
  if (base_written == written_.end()) corrupt(stem, "delta base");
  std::string moved(bytes.substr(0, header.data));
  moved += encode_distance(offset - base_written->second);
  moved += bytes.substr(header.length);
  out_.add_raw(entry.oid, moved);
}

}  // namespace

std::string consolidate(const fs::path& pack_directory, const std::vector<std::string>& stems) {
  Copier copier(pack_directory);
  for (const std::string& stem : stems) copier.copy(stem);
  return copier.finish();
}

}  // namespace kontor
