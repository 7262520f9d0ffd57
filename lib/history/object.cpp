// SPDX-License-Identifier: Apache-2.0
#include "lib/history/object.h"

#include <algorithm>
#include <charconv>

#include "lib/base/error.h"

namespace kontor {
namespace {

constexpr std::string_view kGitNames[] = {"", "commit", "tree", "blob"};

[[noreturn]] void bad_tree(const std::string& why) {
  throw Error(Fault::kData, "bad_tree", "tree object is malformed: " + why);
}

[[noreturn]] void bad_commit(const std::string& why) {
  throw Error(Fault::kTrust, "bad_commit", "commit is not as kontor writes it: " + why);
}

// Git compares names as bytes, a directory as if its name ended in '/'.
bool tree_less(const TreeEntry& a, const TreeEntry& b) {
  const std::size_t common = std::min(a.name.size(), b.name.size());
  if (const int order = a.name.compare(0, common, b.name, 0, common); order != 0) return order < 0;
  const auto next = [common](const TreeEntry& entry) -> unsigned char {
    if (entry.name.size() > common) return static_cast<unsigned char>(entry.name[common]);
    return entry.is_tree ? '/' : '\0';
  };
  return next(a) < next(b);
}

bool name_is_safe(std::string_view name) {
  if (name.empty() || name == "." || name == "..") return false;
  if (name.size() == 4 && name[0] == '.' && (name[1] | 32) == 'g' && (name[2] | 32) == 'i' &&
      (name[3] | 32) == 't') {
    return false;
  }
  return name.find_first_of(std::string_view("/\0", 2)) == std::string_view::npos;
}

// A file and a directory of one name are not neighbours in git's order ("a", "a-b", "a/"), so order
// alone does not exclude them.
bool has_file_of_same_name(const std::vector<TreeEntry>& entries, const TreeEntry& directory) {
  for (auto i = entries.rbegin(); i != entries.rend(); ++i) {
    if (i->name == directory.name) return true;
    if (!i->name.starts_with(directory.name)) return false;
  }
  return false;
}

// Consumes `prefix` up to and including the next line feed; false if the text does not start so.
bool take_line(std::string_view& text, std::string_view prefix, std::string_view& value) {
  if (!text.starts_with(prefix)) return false;
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  value = text.substr(prefix.size(), end - prefix.size());
  text.remove_prefix(end + 1);
  return true;
}

void parse_person(std::string_view line, Commit& commit) {
  const std::size_t open = line.find(" <");
  const std::size_t close = line.find("> ");
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
    bad_commit("author line");
  }
  commit.name = line.substr(0, open);
  commit.email = line.substr(open + 2, close - open - 2);
  const std::string_view time = line.substr(close + 2);
  const auto [end, fault] =
      std::from_chars(time.data(), time.data() + time.size(), commit.time_seconds);
  if (fault != std::errc() || std::string_view(end, time.data() + time.size()) != " +0000") {
    bad_commit("author time");
  }
}

// The folded value of a gpgsig header: continuation lines start with a space.
std::string take_armor(std::string_view& text) {
  std::string armor;
  std::string_view line;
  if (!take_line(text, "gpgsig ", line)) return armor;
  armor = line;
  while (take_line(text, " ", line)) {
    armor += '\n';
    armor += line;
  }
  return armor;
}

}  // namespace

Oid parse_oid(std::string_view hex40) {
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  if (hex40.size() != 40 || !std::all_of(hex40.begin(), hex40.end(), is_digit)) {
    throw Error(Fault::kData, "bad_oid", "not an object id: \"" + std::string(hex40) + "\"");
  }
  const Bytes raw = unhex(hex40);
  Oid oid;
  std::copy(raw.begin(), raw.end(), oid.raw.begin());
  return oid;
}

Object make_object(ObjectType type, std::string bytes) {
  std::string framed_bytes;
  framed_bytes.reserve(bytes.size() + 32);
  framed_bytes += kGitNames[static_cast<int>(type)];
  framed_bytes += ' ';
  framed_bytes += std::to_string(bytes.size());
  framed_bytes += '\0';
  framed_bytes += bytes;
  Object object{type, std::move(bytes), {}};
  object.oid.raw = sha1(framed_bytes);
  return object;
}

std::string encode_tree(std::vector<TreeEntry> entries) {
  std::sort(entries.begin(), entries.end(), tree_less);
  std::string out;
  for (const TreeEntry& entry : entries) {
    KONTOR_CHECK(name_is_safe(entry.name));
    out += entry.is_tree ? "40000 " : "100644 ";
    out += entry.name;
    out += '\0';
    out += view(entry.oid.raw);
  }
  return out;
}

std::vector<TreeEntry> decode_tree(std::string_view bytes) {
  std::vector<TreeEntry> entries;
  while (!bytes.empty()) {
    TreeEntry entry;
    if (bytes.starts_with("40000 ")) {
      entry.is_tree = true;
      bytes.remove_prefix(6);
    } else if (bytes.starts_with("100644 ")) {
      bytes.remove_prefix(7);
    } else {
      bad_tree("unknown mode");
    }
    const std::size_t end = bytes.find('\0');
    if (end == std::string_view::npos || bytes.size() - end < 21) bad_tree("cut short");
    entry.name = bytes.substr(0, end);
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(end) + 1, 20, entry.oid.raw.begin());
    bytes.remove_prefix(end + 21);
    if (!name_is_safe(entry.name)) bad_tree("unsafe name");
    if (!entries.empty() && !tree_less(entries.back(), entry)) bad_tree("names out of order");
    if (entry.is_tree && has_file_of_same_name(entries, entry)) bad_tree("name given twice");
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::string encode_commit(const Commit& commit) {
  const std::string person =
      commit.name + " <" + commit.email + "> " + std::to_string(commit.time_seconds) + " +0000\n";
  std::string out = "tree " + commit.tree.text() + "\n";
  for (const Oid& parent : commit.parents) out += "parent " + parent.text() + "\n";
  out += "author " + person + "committer " + person + "\n" + commit.message;
  return out;
}

std::string with_signature(std::string_view commit, std::string_view armor) {
  if (armor.empty()) return std::string(commit);
  const std::size_t header_end = commit.find("\n\n");
  KONTOR_CHECK(header_end != std::string_view::npos);
  std::string out(commit.substr(0, header_end + 1));
  out.reserve(commit.size() + armor.size() + 32);
  out += "gpgsig ";
  for (const char c : armor) {
    out += c;
    if (c == '\n') out += ' ';
  }
  out += '\n';
  out += commit.substr(header_end + 1);
  return out;
}

SignedCommit decode_commit(std::string_view bytes) {
  SignedCommit out;
  std::string_view text = bytes;
  std::string_view line;
  try {
    if (!take_line(text, "tree ", line)) bad_commit("no tree");
    out.commit.tree = parse_oid(line);
    while (take_line(text, "parent ", line)) out.commit.parents.push_back(parse_oid(line));
  } catch (const Error& error) {
    if (error.code() != "bad_oid") throw;
    bad_commit("object id");
  }
  if (!take_line(text, "author ", line)) bad_commit("no author");
  parse_person(line, out.commit);
  if (!take_line(text, "committer ", line)) bad_commit("no committer");
  out.armor = take_armor(text);
  if (!text.starts_with('\n')) bad_commit("unknown header");
  out.commit.message = text.substr(1);
  out.payload = encode_commit(out.commit);
  // One spelling only: whatever the parser was lenient about would give a commit a second id.
  if (with_signature(out.payload, out.armor) != bytes) bad_commit("another spelling");
  return out;
}

}  // namespace kontor
