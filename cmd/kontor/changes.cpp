// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/changes.h"

#include <algorithm>
#include <array>

#include "cmd/console/output.h"
#include "cmd/kontor/privacy.h"

namespace kontor::cli {
namespace {

constexpr std::array<std::string_view, 5> kStandard = {"changed", "created", "id", "kind", "rev"};

std::string joined(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}

class Differ {
 public:
  std::vector<LeafChange> out;
  std::string on;

  void compare(const std::string& path, const Json* from, const Json* to) {
    if (from && to && *from == *to) return;
    const Json* shape = to ? to : from;
    const bool same = !from || !to || (from->is_object() && to->is_object()) ||
                      (from->is_array() && to->is_array());
    const bool leaf = is_commitment(*shape) || (shape->has("amount") && shape->has("currency"));
    if (same && shape->is_object() && !leaf && !shape->members().empty()) {
      return members(path, from, to);
    }
    if (same && shape->is_array() && of_tables(*shape)) return items(path, from, to);
    out.push_back({on, !from ? "add" : !to ? "remove" : "change", path, from, to});
  }

 private:
  static bool of_tables(const Json& list) {
    return !list.items().empty() && list.items().front().is_object();
  }

  void members(const std::string& path, const Json* from, const Json* to) {
    std::vector<std::string> keys;
    for (const Json* side : {from, to}) {
      if (!side) continue;
      for (const auto& member : side->members()) keys.push_back(member.first);
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    for (const std::string& key : keys) {
      const bool standard =
          path.empty() && std::find(kStandard.begin(), kStandard.end(), key) != kStandard.end();
      if (standard) continue;
      compare(joined(path, key), from ? from->find(key) : nullptr, to ? to->find(key) : nullptr);
    }
  }

  void items(const std::string& path, const Json* from, const Json* to) {
    const auto at = [](const Json* list, std::size_t i) {
      return list && i < list->items().size() ? &list->items()[i] : nullptr;
    };
    for (std::size_t i = 0; at(from, i) || at(to, i); ++i) {
      compare(path + "[" + std::to_string(i) + "]", at(from, i), at(to, i));
    }
  }
};

constexpr Field kFields[] = {
    {.name = "on", .type = Type::kText, .need = Need::kRequired, .doc = "KIND/ID"},
    {.name = "action", .type = Type::kEnum, .need = Need::kRequired, .of = "add|change|remove"},
    {.name = "path", .type = Type::kText, .doc = "of the key, as the file spells it"},
    {.name = "from", .type = Type::kAny, .doc = "before; absent of a private value"},
    {.name = "to", .type = Type::kAny, .doc = "after; absent of a private value"},
};
constexpr Form kForm{"difference", kFields};

std::string value_text(const Json& value) {
  return is_commitment(value) ? "(private)" : cell_text(value);
}

}  // namespace

std::vector<LeafChange> leaf_changes(const std::vector<RecordChange>& changes) {
  Differ differ;
  for (const RecordChange& change : changes) {
    differ.on = change.kind + "/" + change.id;
    if (!change.after) {
      differ.out.push_back({differ.on, "remove", "", change.before.get(), nullptr});
    } else {
      differ.compare("", change.before.get(), change.after.get());
    }
  }
  return std::move(differ.out);
}

const Form* difference_form() { return &kForm; }

Json changes_json(const std::vector<LeafChange>& changes) {
  Json out = Json::array();
  for (const LeafChange& change : changes) {
    Json row = Json::object({{"on", change.on}, {"action", change.action}});
    if (!change.path.empty()) row.set("path", change.path);
    if (change.from && !is_commitment(*change.from)) row.set("from", *change.from);
    if (change.to && !is_commitment(*change.to)) row.set("to", *change.to);
    out.push(std::move(row));
  }
  return out;
}

std::string changes_text(const std::vector<LeafChange>& changes) {
  std::string out;
  std::string on;
  for (const LeafChange& change : changes) {
    if (change.on != on) out += change.on + "\n";
    on = change.on;
    const std::string path = change.path.empty() ? "(all)" : change.path;
    if (change.from && change.to) {
      out += "  ~ " + path + "  " + value_text(*change.from) + " -> " + value_text(*change.to);
    } else {
      out += std::string(change.to ? "  + " : "  - ") + path + "  " +
             value_text(change.to ? *change.to : *change.from);
    }
    out += "\n";
  }
  return out;
}

}  // namespace kontor::cli
