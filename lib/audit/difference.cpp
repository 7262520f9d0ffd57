// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/difference.h"

#include <set>
#include <vector>

#include "lib/base/error.h"
#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/change/operation.h"
#include "lib/ledger/sequence.h"

namespace kontor {
namespace {

constexpr std::size_t kShown = 120;  // of a value in a message

std::string shown(const Json& value) {
  std::string text = value.is_string() ? value.string() : value.encode();
  if (text.size() > kShown) text = text.substr(0, kShown) + "...";
  return text;
}

// The first place where two values differ: "facts[2].amount is 371, computed 370".
std::string value_differs(const Json& recorded, const Json& computed, const std::string& path) {
  if (recorded == computed) return "";
  if (recorded.is_object() && computed.is_object()) {
    for (const auto& [key, value] : recorded.members()) {
      const std::string here = path.empty() ? key : path + "." + key;
      const Json* other = computed.find(key);
      if (!other) return here + " is " + shown(value) + ", computed: absent";
      if (std::string found = value_differs(value, *other, here); !found.empty()) return found;
    }
    for (const auto& [key, value] : computed.members()) {
      if (!recorded.has(key)) {
        return (path.empty() ? key : path + "." + key) + " is absent, computed " + shown(value);
      }
    }
  }
  if (recorded.is_array() && computed.is_array()) {
    const auto& a = recorded.items();
    const auto& b = computed.items();
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
      std::string found = value_differs(a[i], b[i], path + "[" + std::to_string(i) + "]");
      if (!found.empty()) return found;
    }
    return path + " has " + std::to_string(a.size()) + " items, computed " +
           std::to_string(b.size());
  }
  return path + " is " + shown(recorded) + ", computed " + shown(computed);
}

std::string name_of(const std::string& path) {
  if (const auto name = parse_state_path(path)) return name->kind + " " + name->id;
  if (path.starts_with("scopes/")) return "the entry of scope " + path.substr(7);
  return path;
}

std::string bytes_differ(const std::string& path, const std::string& recorded,
                         const std::string& computed) {
  try {
    const std::string found = value_differs(parse_json(trim(recorded), kLedgerJson),
                                            parse_json(trim(computed), kLedgerJson), "");
    if (!found.empty()) return name_of(path) + ": " + found;
  } catch (const std::exception&) {  // not JSON: roster signatures, scope commits
    return name_of(path) + " is not as computed";
  }
  return name_of(path) + " is not as computed";
}

std::string line_name(const Json& line) {
  const std::string t = line.str_or("t");
  if (t == "effect") {
    const auto& paths = line.list("paths");
    return "the effect on " +
           (paths.empty() ? std::string("nothing") : name_of(paths.front().string()));
  }
  return (t == "op" ? "operation " : t + " ") + line.str_or("id");
}

std::string verdict(const Json& line) {
  const std::string reason = line.str_or("reason");
  return line.str_or("verdict") + (reason.empty() ? "" : " (" + reason + ")");
}

std::string left_out(const Json& computed) {
  const bool timer = computed.str_or("t") == "timer";
  return line_name(computed) + (timer ? " was due and did not fire" : " is left out");
}

std::string too_many(const Json& recorded) {
  const std::string t = recorded.str_or("t");
  if (t == "timer") return line_name(recorded) + " fired and was not due";
  return line_name(recorded) +
         (t == "op" ? " is decided and in no set of this entry" : " is recorded, computed: none");
}

class Lines {
 public:
  explicit Lines(std::string_view text) {
    for (std::string_view line : operation_lines(text)) {
      lines_.push_back(parse_json(line, kLedgerJson));
      names_.insert(line_name(lines_.back()));
    }
  }
  std::size_t size() const { return lines_.size(); }
  const Json& at(std::size_t i) const { return lines_[i]; }
  bool has(const Json& line) const { return names_.contains(line_name(line)); }

 private:
  std::vector<Json> lines_;
  std::set<std::string> names_;
};

std::string two_lines(const Lines& recorded, const Lines& computed, std::size_t i) {
  const Json& a = recorded.at(i);
  const Json& b = computed.at(i);
  if (line_name(a) == line_name(b)) {
    if (a.str_or("t") == "op")
      return line_name(a) + ": recorded as " + verdict(a) + ", computed as " + verdict(b);
    return line_name(a) + " has other paths or another cause than computed";
  }
  if (!recorded.has(b)) return left_out(b);
  if (!computed.has(a)) return too_many(a);
  return line_name(a) + " stands before " + line_name(b) + ", computed: after it";
}

}  // namespace

std::string lines_differ(std::string_view recorded, std::string_view computed) {
  if (recorded == computed) return "";
  try {
    const Lines a(recorded);
    const Lines b(computed);
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
      if (!(a.at(i) == b.at(i))) return two_lines(a, b, i);
    }
    if (a.size() < b.size()) return left_out(b.at(a.size()));
    if (a.size() > b.size()) return too_many(a.at(b.size()));
    return "entry.jsonl is not spelt as computed";
  } catch (const Error&) {
    return "entry.jsonl is malformed";
  }
}

std::string files_differ(const Repository& repository, const Oid& before, const Oid& recorded,
                         const FileChanges& computed, std::string_view prefix) {
  std::set<std::string> same;
  for (const PathChange& change : diff_trees(repository, before, recorded, prefix)) {
    const auto expected = computed.find(change.path);
    if (expected == computed.end()) {
      if (change.to.zero()) return name_of(change.path) + " is gone, computed: still there";
      return name_of(change.path) + (change.from.zero() ? " is recorded, computed: not there"
                                                        : " is changed, computed: as before");
    }
    if (change.to.zero()) {
      if (expected->second) return name_of(change.path) + " is missing";
    } else {
      const std::string bytes = repository.read_blob(change.to);
      if (!expected->second) return name_of(change.path) + " is there, computed: gone";
      if (bytes != *expected->second) return bytes_differ(change.path, bytes, *expected->second);
    }
    same.insert(change.path);
  }
  for (const auto& [path, bytes] : computed) {
    if (same.contains(path) || !path.starts_with(prefix)) continue;
    const std::optional<Oid> stands = at_path(repository, recorded, path);
    if (!bytes) {
      if (stands) return name_of(path) + " is still there, computed: gone";
      continue;
    }
    if (!stands) return name_of(path) + " is missing";
    const std::string recorded_bytes = repository.read_blob(*stands);
    if (recorded_bytes != *bytes) return bytes_differ(path, recorded_bytes, *bytes);
  }
  return "";
}

}  // namespace kontor
