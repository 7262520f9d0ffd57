// SPDX-License-Identifier: Apache-2.0
// Packs and their indexes, written by ourselves: one a batch, synced before any ref moves.
//   pack  = "PACK" u32(2) u32(count) *entry sha1(all before)
//   entry = type and size, 7 bits a byte, low first (the first byte: 3 bits type, 4 bits size)
//           [distance or id of the base, for a delta] zlib(bytes)
//   idx   = ff744f63 u32(2) 256*u32 *id(sorted) *u32(crc32 of entry) *u32(offset, or high bit and
//           row of the next table) *u64(offset) sha1(pack) sha1(all before)
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "lib/history/disk.h"
#include "lib/history/object.h"

namespace kontor {

struct PackEntry {
  Oid oid;
  std::uint64_t offset = 0;
  std::uint32_t crc = 0;
};

// Sorts the entries. `pack_sha1` is the trailer of the pack.
std::string encode_index(std::vector<PackEntry> entries, const Sha1& pack_sha1);
// The sorted entries; empty when the index is torn or not of version 2. Its own checksum is tested.
struct PackIndex {
  std::vector<PackEntry> entries;
  Sha1 pack_sha1{};
};
std::optional<PackIndex> decode_index(std::string_view bytes);
// What can be told of an idx without reading all of it: sizes, and that it names the pack's
// trailer.
bool pair_is_whole(const std::filesystem::path& pack, const std::filesystem::path& index);
// True when the pack's own checksum holds.
bool pack_is_whole(const std::filesystem::path& pack);

// One pack in the making, streamed into a temporary file.
class PackStream {
 public:
  explicit PackStream(std::filesystem::path pack_directory);
  ~PackStream();

  void add(const Object& object, EntryCache* cache = nullptr);
  // An entry as it stands in another pack: complete, header and crc32 already right.
  void add_raw(const Oid& oid, std::string_view entry, std::uint32_t crc);
  void add_raw(const Oid& oid, std::string_view entry);

  std::uint64_t size_bytes() const { return offset_; }
  const std::vector<PackEntry>& entries() const { return entries_; }

  // Durable when it returns: pack synced and renamed, then the index, then the directory. The stem,
  // "pack-<sha1>". A whole pack of that name is left alone, anything less is unlinked first.
  std::string finish();

 private:
  struct Deflater;
  void append(std::string_view bytes);
  void flush();
  Sha1 seal();

  std::filesystem::path directory_;
  disk::Temporary file_;
  std::unique_ptr<Deflater> small_;
  std::unique_ptr<Deflater> large_;  // made when it is needed
  std::string buffer_;
  std::uint64_t offset_ = 0;
  std::vector<PackEntry> entries_;
};

// Objects into as many packs as keep below kMaxPackBytes. Feed children before parents: a pack that
// a crash leaves behind then never holds a commit or tree whose parts are missing.
class PackWriter {
 public:
  explicit PackWriter(std::filesystem::path pack_directory);
  // A second time: nothing. `cache` gives entries that were made for another pack, and keeps new
  // ones.
  void add(const Object& object, EntryCache* cache = nullptr);
  void finish();

 private:
  std::filesystem::path directory_;
  std::optional<PackStream> stream_;
  std::unordered_set<Oid> added_;
};

// Bytes of type and size before an entry's data; type 6 is a delta by distance, 7 by id.
std::string entry_header(int type, std::uint64_t size_bytes);
struct EntryHeader {
  int type = 0;
  std::size_t length = 0;        // bytes of the header, with distance or base id
  std::size_t data = 0;          // bytes of type and size alone
  std::uint64_t size_bytes = 0;  // inflated
  std::uint64_t distance = 0;    // type 6
  Oid base;                      // type 7
};
// Error(kData, "bad_pack") when cut short.
EntryHeader parse_entry_header(std::string_view entry);
std::string encode_distance(std::uint64_t distance);

}  // namespace kontor
