// SPDX-License-Identifier: Apache-2.0
// Git objects as bytes (object format sha1), made without libgit2 so that ids are known before
// anything is written.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/crypto/hash.h"

namespace kontor {

struct Oid {
  Sha1 raw{};
  bool zero() const { return raw == Sha1{}; }
  std::string text() const { return hex(raw); }
  friend auto operator<=>(const Oid&, const Oid&) = default;
};
Oid parse_oid(std::string_view hex40);  // Error(kData, "bad_oid")

enum class ObjectType { kCommit = 1, kTree = 2, kBlob = 3 };
struct Object {
  ObjectType type{};
  std::string bytes;
  Oid oid;
};
Object make_object(ObjectType type, std::string bytes);  // computes the id

// Tree entries: mode 040000 for a tree, 100644 for a blob; encode sorts as git does.
struct TreeEntry {
  std::string name;
  bool is_tree = false;
  Oid oid;
};
std::string encode_tree(std::vector<TreeEntry> entries);
std::vector<TreeEntry> decode_tree(std::string_view bytes);  // Error(kData, "bad_tree")

// A commit as Kontor writes it: name and e-mail alike for author and committer, +0000, no encoding.
struct Commit {
  Oid tree;
  std::vector<Oid> parents;
  std::string name;
  std::string email;
  std::int64_t time_seconds = 0;
  std::string message;
};
std::string encode_commit(const Commit& commit);  // without gpgsig: what is signed
// Inserts the armor as `gpgsig`, folded as git does. Same bytes as
// git_commit_create_with_signature.
std::string with_signature(std::string_view commit, std::string_view armor);
struct SignedCommit {
  Commit commit;
  std::string payload;  // the bytes under the signature
  std::string armor;    // empty: unsigned
};
// Strict: encode_commit(commit) == payload and with_signature(payload, armor) == bytes, else
// Error(kTrust, "bad_commit").
SignedCommit decode_commit(std::string_view bytes);

}  // namespace kontor

// A digest is its own hash.
template <>
struct std::hash<kontor::Oid> {
  std::size_t operator()(const kontor::Oid& oid) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, oid.raw.data(), sizeof value);
    return value;
  }
};

namespace kontor {

// Entries as they stand in a pack, by id: what goes into several packs is compressed once.
using EntryCache = std::unordered_map<Oid, std::string>;

}  // namespace kontor
