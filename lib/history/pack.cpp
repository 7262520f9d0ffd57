// SPDX-License-Identifier: Apache-2.0
#include "lib/history/pack.h"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "lib/base/error.h"
#include "lib/history/formats.h"

namespace kontor {
namespace {

constexpr std::size_t kBufferBytes = 256u << 10;  // one write a quarter megabyte
constexpr std::uint64_t kPackHeaderBytes = 12;
constexpr std::uint64_t kSha1Bytes = 20;
constexpr std::string_view kIndexMagic("\377tOc\0\0\0\2", 8);
constexpr std::size_t kFanoutBytes = 256 * 4;
constexpr std::uint32_t kHighBit = 0x80000000u;

void put_u32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 0xff);
}

std::uint32_t get_u32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::uint32_t crc_of(std::string_view bytes, std::uint32_t crc = 0) {
  return static_cast<std::uint32_t>(
      ::crc32(crc, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

Sha1 digest_at(std::string_view bytes, std::size_t at) {
  Sha1 digest{};
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), digest.size(), digest.begin());
  return digest;
}

[[noreturn]] void bad_pack(const char* why) {
  throw Error(Fault::kData, "bad_pack", std::string("pack entry is malformed: ") + why);
}

}  // namespace

std::string entry_header(int type, std::uint64_t size_bytes) {
  std::string out;
  std::uint64_t first = static_cast<std::uint64_t>(type) << 4 | (size_bytes & 15);
  size_bytes >>= 4;
  while (size_bytes != 0) {
    out += static_cast<char>(first | 0x80);
    first = size_bytes & 0x7f;
    size_bytes >>= 7;
  }
  out += static_cast<char>(first);
  return out;
}

// Big-endian groups of 7 bits, each but the last with an implied one added (git's "offset
// encoding").
std::string encode_distance(std::uint64_t distance) {
  std::string out(1, static_cast<char>(distance & 0x7f));
  while ((distance >>= 7) != 0) {
    --distance;
    out.insert(out.begin(), static_cast<char>(0x80 | (distance & 0x7f)));
  }
  return out;
}

EntryHeader parse_entry_header(std::string_view entry) {
  const auto byte = [entry](std::size_t at) {
    if (at >= entry.size()) bad_pack("cut short");
    return static_cast<unsigned char>(entry[at]);
  };
  EntryHeader header;
  unsigned char next = byte(header.length++);
  header.type = next >> 4 & 7;
  header.size_bytes = next & 15;
  for (int shift = 4; (next & 0x80) != 0; shift += 7) {
    if (shift > 53) bad_pack("size");
    next = byte(header.length++);
    header.size_bytes |= static_cast<std::uint64_t>(next & 0x7f) << shift;
  }
  header.data = header.length;
  if (header.type == 6) {
    next = byte(header.length++);
    header.distance = next & 0x7f;
    while ((next & 0x80) != 0) {
      if (header.distance >> 50 != 0) bad_pack("distance");
      next = byte(header.length++);
      header.distance = (header.distance + 1) << 7 | (next & 0x7f);
    }
  } else if (header.type == 7) {
    if (entry.size() < header.length + kSha1Bytes) bad_pack("cut short");
    header.base.raw = digest_at(entry, header.length);
    header.length += kSha1Bytes;
  }
  return header;
}

std::string encode_index(std::vector<PackEntry> entries, const Sha1& pack_sha1) {
  std::sort(entries.begin(), entries.end(),
            [](const PackEntry& a, const PackEntry& b) { return a.oid < b.oid; });
  std::string out(kIndexMagic);
  out.reserve(kIndexMagic.size() + kFanoutBytes + entries.size() * 28 + 2 * kSha1Bytes);
  std::array<std::uint32_t, 256> counts{};
  for (const PackEntry& entry : entries) ++counts[entry.oid.raw[0]];
  std::uint32_t total = 0;
  for (const std::uint32_t count : counts) put_u32(out, total += count);
  for (const PackEntry& entry : entries) out += view(entry.oid.raw);
  for (const PackEntry& entry : entries) put_u32(out, entry.crc);
  std::string large;
  for (const PackEntry& entry : entries) {
    if (entry.offset < kHighBit) {
      put_u32(out, static_cast<std::uint32_t>(entry.offset));
    } else {
      put_u32(out, kHighBit | static_cast<std::uint32_t>(large.size() / 8));
      put_u32(large, static_cast<std::uint32_t>(entry.offset >> 32));
      put_u32(large, static_cast<std::uint32_t>(entry.offset));
    }
  }
  out += large;
  out += view(pack_sha1);
  out += view(sha1(out));
  return out;
}

std::optional<PackIndex> decode_index(std::string_view bytes) {
  const std::size_t tables = kIndexMagic.size() + kFanoutBytes;
  if (bytes.size() < tables + 2 * kSha1Bytes || !bytes.starts_with(kIndexMagic)) return {};
  const std::size_t body = bytes.size() - kSha1Bytes;
  const std::size_t count = get_u32(bytes, tables - 4);
  if (count > (body - kSha1Bytes - tables) / 28) return {};
  if (sha1(bytes.substr(0, body)) != digest_at(bytes, body)) return {};
  PackIndex index;
  index.pack_sha1 = digest_at(bytes, body - kSha1Bytes);
  const std::size_t large = tables + count * 28;
  for (std::size_t i = 0; i < count; ++i) {
    PackEntry entry;
    entry.oid.raw = digest_at(bytes, tables + i * kSha1Bytes);
    entry.crc = get_u32(bytes, tables + count * 20 + i * 4);
    const std::uint32_t offset = get_u32(bytes, tables + count * 24 + i * 4);
    entry.offset = offset;
    if ((offset & kHighBit) != 0) {
      const std::size_t at = large + std::size_t{offset & ~kHighBit} * 8;
      if (at + 8 > body - kSha1Bytes) return {};
      entry.offset = std::uint64_t{get_u32(bytes, at)} << 32 | get_u32(bytes, at + 4);
    }
    index.entries.push_back(entry);
  }
  return index;
}

bool pair_is_whole(const std::filesystem::path& pack, const std::filesystem::path& index) {
  if (!disk::file_exists(pack) || !disk::file_exists(index)) return false;
  const disk::Mapping packed(pack);
  const disk::Mapping indexed(index);
  const std::string_view idx = indexed.bytes();
  const std::size_t tables = kIndexMagic.size() + kFanoutBytes;
  if (idx.size() < tables + 2 * kSha1Bytes || !idx.starts_with(kIndexMagic)) return false;
  const std::size_t count = get_u32(idx, tables - 4);
  const std::size_t least = tables + count * 28 + 2 * kSha1Bytes;
  if (idx.size() < least || (idx.size() - least) % 8 != 0) return false;
  const std::string_view bytes = packed.bytes();
  return bytes.size() >= kPackHeaderBytes + kSha1Bytes && bytes.starts_with("PACK") &&
         get_u32(bytes, 8) == count &&
         digest_at(bytes, bytes.size() - kSha1Bytes) == digest_at(idx, idx.size() - 40);
}

bool pack_is_whole(const std::filesystem::path& pack) {
  if (!disk::file_exists(pack)) return false;
  const disk::Mapping file(pack);
  const std::string_view bytes = file.bytes();
  if (bytes.size() < kPackHeaderBytes + kSha1Bytes) return false;
  const std::size_t body = bytes.size() - kSha1Bytes;
  return sha1(bytes.substr(0, body)) == digest_at(bytes, body);
}

// A window of 4 KiB holds nearly every object. Making ready for the next one clears the tables of
// the state: 4 KiB here, 64 KiB in the usual one, which is more than the object.
constexpr int kSmallWindowBits = 12;
constexpr int kSmallMemory = 4;
constexpr int kLargeMemory = 8;  // zlib's own

// One zlib state for all entries of a pack: setting it up costs more than a small object does.
struct PackStream::Deflater {
  z_stream state{};
  Deflater(int window_bits, int memory_level) {
    KONTOR_CHECK(::deflateInit2(&state, 1, Z_DEFLATED, window_bits, memory_level,
                                Z_DEFAULT_STRATEGY) == Z_OK);
  }
  ~Deflater() { ::deflateEnd(&state); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  void deflate_to(std::string& out, std::string_view bytes) {
    KONTOR_CHECK(::deflateReset(&state) == Z_OK);
    const std::size_t start = out.size();
    const auto size = static_cast<uInt>(bytes.size());
    const std::size_t bound = ::deflateBound(&state, size);
    out.resize(start + bound);
    state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    state.avail_in = size;
    state.next_out = reinterpret_cast<Bytef*>(out.data() + start);
    state.avail_out = static_cast<uInt>(bound);
    KONTOR_CHECK(::deflate(&state, Z_FINISH) == Z_STREAM_END);
    out.resize(start + bound - state.avail_out);
  }
};

PackStream::PackStream(std::filesystem::path pack_directory)
    : directory_(std::move(pack_directory)),
      file_(directory_),
      small_(std::make_unique<Deflater>(kSmallWindowBits, kSmallMemory)) {
  buffer_.reserve(kBufferBytes + (16u << 10));
  std::string header = "PACK";
  put_u32(header, 2);
  put_u32(header, 0);  // the count, filled in by seal()
  append(header);
}

PackStream::~PackStream() = default;

void PackStream::append(std::string_view bytes) {
  buffer_ += bytes;
  offset_ += bytes.size();
  if (buffer_.size() >= kBufferBytes) flush();
}

void PackStream::flush() {
  if (!buffer_.empty()) file_.write(buffer_);
  buffer_.clear();
}

void PackStream::add(const Object& object, EntryCache* cache) {
  if (cache != nullptr) {
    if (const auto made = cache->find(object.oid); made != cache->end())
      return add_raw(object.oid, made->second);
  }
  const bool small = object.bytes.size() <= std::size_t{1} << kSmallWindowBits;
  if (!small && !large_) large_ = std::make_unique<Deflater>(MAX_WBITS, kLargeMemory);
  const std::size_t start = buffer_.size();
  buffer_ += entry_header(static_cast<int>(object.type), object.bytes.size());
  (small ? small_ : large_)->deflate_to(buffer_, object.bytes);
  const std::string_view entry = std::string_view(buffer_).substr(start);
  if (cache != nullptr) cache->emplace(object.oid, entry);
  entries_.push_back({object.oid, offset_, crc_of(entry)});
  offset_ += entry.size();
  if (buffer_.size() >= kBufferBytes) flush();
}

void PackStream::add_raw(const Oid& oid, std::string_view entry, std::uint32_t crc) {
  entries_.push_back({oid, offset_, crc});
  append(entry);
}

void PackStream::add_raw(const Oid& oid, std::string_view entry) {
  add_raw(oid, entry, crc_of(entry));
}

// Completes the temporary file; the checksum is computed over the file as the kernel holds it.
Sha1 PackStream::seal() {
  flush();
  std::string count;
  put_u32(count, static_cast<std::uint32_t>(entries_.size()));
  file_.write_at(8, count);
  Sha1 digest{};
  {
    const disk::Mapping written(file_.path());
    digest = sha1(written.bytes());
  }
  file_.write(view(digest));
  file_.read_only();
  file_.sync();
  return digest;
}

std::string PackStream::finish() {
  const Sha1 digest = seal();
  const std::string stem = "pack-" + hex(digest);
  const std::filesystem::path pack = directory_ / (stem + ".pack");
  const std::filesystem::path index = directory_ / (stem + ".idx");
  const std::string index_bytes = encode_index(entries_, digest);
  // The same objects give the same name: after a crash the work is often already there.
  if (pack_is_whole(pack) && disk::read_file(index) == index_bytes) {
    disk::sync_directory(directory_);
    return stem;
  }
  disk::unlink_file(index);
  disk::unlink_file(pack);
  disk::Temporary index_file(directory_);
  index_file.write(index_bytes);
  index_file.read_only();
  index_file.sync();
  file_.rename_to(pack);
  index_file.rename_to(index);
  disk::sync_directory(directory_);
  return stem;
}

PackWriter::PackWriter(std::filesystem::path pack_directory)
    : directory_(std::move(pack_directory)) {}

void PackWriter::add(const Object& object, EntryCache* cache) {
  if (!added_.insert(object.oid).second) return;
  // deflateBound of level 1 stays below this for what zlib cannot shrink.
  const std::uint64_t most = object.bytes.size() + object.bytes.size() / 1000 + 64;
  if (stream_ && stream_->size_bytes() + most + kSha1Bytes > kMaxPackBytes) finish();
  if (!stream_) stream_.emplace(directory_);
  stream_->add(object, cache);
}

void PackWriter::finish() {
  if (stream_ && !stream_->entries().empty()) stream_->finish();
  stream_.reset();
}

}  // namespace kontor
