// SPDX-License-Identifier: Apache-2.0
//   node  = *entry, in git's order
//   entry = flag ('d' directory, 'f' file) u8(length of name) name id(20) id(32)
#include "lib/history/tree.h"

#include <algorithm>
#include <unordered_set>

#include "lib/base/error.h"
#include "lib/base/id.h"

namespace kontor {
namespace {

constexpr std::size_t kIdBytes = 20 + 32;
constexpr std::size_t kMaxNameBytes = 255;  // the length is one byte; file systems end there too

// One row of a node; `name` lies in the node's body or in the path of a change.
using Row = NodeEntry;
// A row to set, or to drop when its id is empty.
struct Edit {
  std::string_view name;
  bool is_tree = false;
  std::optional<TreeId> id;
};

[[noreturn]] void bug(const std::string& what) {
  throw Error(Fault::kBug, "bad_tree_change", what);
}

// Git's order: a directory as if its name ended in '/'.
int compare(std::string_view a, bool a_is_tree, std::string_view b, bool b_is_tree) {
  const std::size_t common = std::min(a.size(), b.size());
  if (const int order = a.compare(0, common, b, 0, common); order != 0) return order;
  const auto next = [common](std::string_view name, bool is_tree) -> int {
    if (name.size() > common) return static_cast<unsigned char>(name[common]);
    return is_tree ? '/' : -1;
  };
  return next(a, a_is_tree) - next(b, b_is_tree);
}

void append_row(std::string& body, const Row& row) {
  body += row.is_tree ? 'd' : 'f';
  body += static_cast<char>(row.name.size());
  body += row.name;
  body += view(row.id.oid.raw);
  body += view(row.id.sha256);
}

// Takes the first row off a body.
Row next_row(std::string_view& body) {
  const std::size_t length = body.size() < 2 ? kMaxNameBytes : static_cast<unsigned char>(body[1]);
  if (body.size() < 2 + length + kIdBytes) {
    throw Error(Fault::kData, "bad_node", "a stored tree node is cut short");
  }
  Row row{body.substr(2, length), body[0] == 'd', {}};
  const std::string_view ids = body.substr(2 + length, kIdBytes);
  std::copy_n(ids.begin(), 20, row.id.oid.raw.begin());
  std::copy_n(ids.begin() + 20, 32, row.id.sha256.begin());
  body.remove_prefix(2 + length + kIdBytes);
  return row;
}

std::vector<Row> parse_node(std::string_view body) {
  std::vector<Row> rows;
  rows.reserve(body.size() / 64);
  while (!body.empty()) rows.push_back(next_row(body));
  return rows;
}

std::string with_header(const char* type, std::string_view bytes) {
  std::string out = type + std::to_string(bytes.size());
  out += '\0';
  out += bytes;
  return out;
}

// Ids of a directory with these rows; its sha1 bytes go to `bytes` when asked for.
TreeId rows_id(const std::vector<Row>& rows, std::string* bytes) {
  std::string narrow;
  std::string wide;
  narrow.reserve(rows.size() * 40);
  wide.reserve(rows.size() * 52);
  for (const Row& row : rows) {
    const std::string_view mode = row.is_tree ? "40000 " : "100644 ";
    for (std::string* out : {&narrow, &wide}) {
      *out += mode;
      *out += row.name;
      *out += '\0';
    }
    narrow += view(row.id.oid.raw);
    wide += view(row.id.sha256);
  }
  TreeId id;
  id.oid.raw = sha1(with_header("tree ", narrow));
  id.sha256 = sha256(with_header("tree ", wide));
  if (bytes != nullptr) *bytes = std::move(narrow);
  return id;
}

// Applies edits (any order) to rows in git's order.
std::vector<Row> merged(const std::vector<Row>& rows, std::vector<Edit>& edits,
                        std::string_view directory) {
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return compare(a.name, a.is_tree, b.name, b.is_tree) < 0;
  });
  std::vector<Row> out;
  out.reserve(rows.size() + edits.size());
  auto row = rows.begin();
  for (const Edit& edit : edits) {
    while (row != rows.end() && compare(row->name, row->is_tree, edit.name, edit.is_tree) < 0) {
      out.push_back(*row++);
    }
    const bool stands = row != rows.end() && row->name == edit.name && row->is_tree == edit.is_tree;
    if (stands) ++row;
    if (edit.id) {
      out.push_back({edit.name, edit.is_tree, *edit.id});
    } else if (!stands) {
      bug("nothing to remove at " + std::string(directory) + "/" + std::string(edit.name));
    }
  }
  out.insert(out.end(), row, rows.end());
  return out;
}

// A name may stand once, be it file or directory. Only edited names can have come twice.
void check_names(const std::vector<Row>& rows, const std::vector<Edit>& edits) {
  for (const Edit& edit : edits) {
    if (!edit.id) continue;
    const auto other =
        std::lower_bound(rows.begin(), rows.end(), edit, [](const Row& a, const Edit& b) {
          return compare(a.name, a.is_tree, b.name, !b.is_tree) < 0;
        });
    if (other != rows.end() && other->name == edit.name && other->is_tree != edit.is_tree) {
      bug("both a file and a directory: " + std::string(edit.name));
    }
  }
}

std::string_view segment_of(std::string_view path, std::size_t at) {
  return path.substr(at, path.find('/', at) - at);
}

void check_segment(std::string_view name, std::string_view path) {
  if (name.empty() || name == "." || name == ".." || name.size() > kMaxNameBytes ||
      name.find('\0') != std::string_view::npos) {
    bug("not a path for a tree: " + std::string(path));
  }
}

// One run over the sorted changes; a directory is left when its last change is done.
class Update {
 public:
  using Iterator = FileChanges::const_iterator;

  Update(NodeStore& nodes, std::vector<Object>* objects) : nodes_(nodes), objects_(objects) {}

  // The directory at the first `depth` bytes of the paths in [first, last). Empty: nothing is left.
  std::optional<TreeId> directory(Iterator first, Iterator last, std::size_t depth);

 private:
  TreeId blob(const std::string& bytes);
  std::vector<Edit> edits_below(Iterator first, Iterator last, std::size_t depth);
  void add_object(ObjectType type, const std::string& bytes, const Oid& oid);

  NodeStore& nodes_;
  std::vector<Object>* objects_;
  std::unordered_set<Oid> added_;
};

void Update::add_object(ObjectType type, const std::string& bytes, const Oid& oid) {
  if (objects_ != nullptr && added_.insert(oid).second) objects_->push_back({type, bytes, oid});
}

TreeId Update::blob(const std::string& bytes) {
  const TreeId id = blob_id(bytes);
  add_object(ObjectType::kBlob, bytes, id.oid);
  return id;
}

std::vector<Edit> Update::edits_below(Iterator first, Iterator last, std::size_t depth) {
  std::vector<Edit> edits;
  while (first != last) {
    const std::string_view path = first->first;
    const std::string_view name = segment_of(path, depth);
    check_segment(name, path);
    const std::size_t end = depth + name.size();
    if (end == path.size()) {
      std::optional<TreeId> id;
      if (first->second) id = blob(*first->second);
      edits.push_back({name, false, id});
      ++first;
      continue;
    }
    Iterator next = first;
    while (next != last && std::string_view(next->first).starts_with(path.substr(0, end + 1)))
      ++next;
    edits.push_back({name, true, directory(first, next, end + 1)});
    first = next;
  }
  return edits;
}

std::optional<TreeId> Update::directory(Iterator first, Iterator last, std::size_t depth) {
  const std::string_view path =
      std::string_view(first->first).substr(0, depth == 0 ? 0 : depth - 1);
  std::vector<Edit> edits = edits_below(first, last, depth);
  const std::string before = nodes_.node(path).value_or("");
  const std::vector<Row> rows = merged(parse_node(before), edits, path);
  check_names(rows, edits);
  if (rows.empty() && depth != 0) {
    nodes_.remove_node(path);
    return std::nullopt;
  }
  std::string body;
  body.reserve(before.size() + edits.size() * 80);
  for (const Row& row : rows) append_row(body, row);
  std::string bytes;
  const TreeId id = rows_id(rows, &bytes);
  if (body != before || rows.empty()) {
    nodes_.put_node(path, body);
    add_object(ObjectType::kTree, bytes, id.oid);
  }
  return id;
}

}  // namespace

std::optional<std::string> MemoryNodeStore::node(std::string_view path) const {
  const auto found = nodes_.find(path);
  if (found == nodes_.end()) return std::nullopt;
  return found->second;
}

void MemoryNodeStore::put_node(std::string_view path, std::string_view body) {
  nodes_.insert_or_assign(std::string(path), std::string(body));
}

void MemoryNodeStore::remove_node(std::string_view path) {
  if (const auto found = nodes_.find(path); found != nodes_.end()) nodes_.erase(found);
}

TreeId update_tree(NodeStore& nodes, const FileChanges& changes, std::vector<Object>* objects) {
  if (changes.empty()) return directory_id(nodes, "");
  return *Update(nodes, objects).directory(changes.begin(), changes.end(), 0);
}

TreeId directory_id(const NodeStore& nodes, std::string_view path) {
  return node_id(nodes.node(path).value_or(""));
}

TreeId node_id(std::string_view body) { return rows_id(parse_node(body), nullptr); }

std::optional<NodeEntry> node_entry(std::string_view body, std::string_view name) {
  while (!body.empty()) {
    if (const NodeEntry entry = next_row(body); entry.name == name) return entry;
  }
  return std::nullopt;
}

void each_entry(std::string_view body, const std::function<void(const NodeEntry&)>& visit) {
  while (!body.empty()) visit(next_row(body));
}

TreeId blob_id(std::string_view bytes) {
  const std::string whole = with_header("blob ", bytes);
  return {Oid{sha1(whole)}, sha256(whole)};
}

bool has_state_path(std::string_view id) {
  return is_site_slug(id) || (is_entity_id(id) && id.find('/') == std::string_view::npos);
}

std::string state_path(std::string_view kind, std::string_view id) {
  std::string path = "state/" + std::string(kind) + "/";
  if (!is_site_slug(id) || is_id(id)) {
    if (!has_state_path(id)) {
      throw Error(Fault::kData, "bad_id", "no place in the state for " + std::string(id));
    }
    const std::string digest = sha256_hex(id);
    path += digest.substr(0, 2) + "/" + digest.substr(2, 2) + "/";
  }
  return path.append(id).append(".json");
}

std::optional<StateName> parse_state_path(std::string_view path) {
  constexpr std::string_view kFolder = "state/";
  constexpr std::string_view kSuffix = ".json";
  const std::string_view whole = path;
  if (!path.starts_with(kFolder) || !path.ends_with(kSuffix)) return std::nullopt;
  path.remove_prefix(kFolder.size());
  const std::size_t kind_end = path.find('/');
  if (kind_end == std::string_view::npos || kind_end == 0) return std::nullopt;
  StateName name;
  name.kind = path.substr(0, kind_end);
  path.remove_prefix(kind_end + 1);
  if (path.size() <= kSuffix.size()) return std::nullopt;
  path.remove_suffix(kSuffix.size());
  name.id = path;
  // Two hex levels above an id that does not lie flat: state/lead/3f/a0/k7qx2m4p9d0e1f2g.json.
  if (std::count(path.begin(), path.end(), '/') == 2) name.id = path.substr(path.rfind('/') + 1);
  if (!is_entity_id(name.id)) return std::nullopt;
  const bool nested = !is_site_slug(name.id) && name.id.find('/') != std::string::npos;
  if (nested || state_path(name.kind, name.id) != whole) return std::nullopt;
  return name;
}

void StateIdBuilder::add(std::string_view kind, std::string_view id, std::string_view bytes) {
  files_.emplace_back(state_path(kind, id).substr(std::string_view("state/").size()),
                      blob_id(bytes));
}

namespace {

using Files = std::vector<std::pair<std::string, TreeId>>;

TreeId directory_of(Files::const_iterator first, Files::const_iterator last, std::size_t depth) {
  std::vector<Row> rows;
  while (first != last) {
    const std::string_view path = first->first;
    const std::string_view name = segment_of(path, depth);
    const std::size_t end = depth + name.size();
    if (end == path.size()) {
      rows.push_back({name, false, first->second});
      ++first;
      continue;
    }
    auto next = first;
    while (next != last && std::string_view(next->first).starts_with(path.substr(0, end + 1)))
      ++next;
    rows.push_back({name, true, directory_of(first, next, end + 1)});
    first = next;
  }
  return rows_id(rows, nullptr);
}

}  // namespace

// Paths in byte order are in git's order at each level.
TreeId StateIdBuilder::finish() {
  std::sort(files_.begin(), files_.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto twice =
      std::adjacent_find(files_.begin(), files_.end(),
                         [](const auto& a, const auto& b) { return a.first == b.first; });
  KONTOR_CHECK(twice == files_.end());
  return directory_of(files_.cbegin(), files_.cend(), 0);
}

}  // namespace kontor
