// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/privacy.h"

#include <iterator>

#include "lib/ledger/nouns.h"

namespace kontor::cli {
namespace {

constexpr std::string_view kMark = R"("c":"sha256:)";  // in the bytes of every commitment

// Records outgrow the limits of one operation: an offer keeps all its versions.
constexpr JsonLimits kRecordLimits{.depth = 32, .string_bytes = 1u << 20};

class Reader {
 public:
  explicit Reader(Call& call) : call_(call), show_(call.shows_private()) {}
  std::vector<std::string> withheld;

  // False when the value has to go.
  bool visit(Json& value, const std::string& path) {
    if (is_commitment(value)) return open(value, path);
    if (value.is_object()) visit_members(value, path);
    if (value.is_array()) {
      auto& items = value.items();
      std::size_t n = 0;
      for (auto item = items.begin(); item != items.end(); ++n) {
        item = visit(*item, path + "[" + std::to_string(n) + "]") ? std::next(item)
                                                                  : items.erase(item);
      }
    }
    return true;
  }

 private:
  bool open(Json& value, const std::string& path) {
    if (show_) {
      if (auto row = call_.workspace().store().private_value(value.str("c"))) {
        value = Json(row->value);
        return true;
      }
    }
    withheld.push_back(path);
    return false;
  }

  void visit_members(Json& value, const std::string& path) {
    auto& members = value.members();
    for (auto member = members.begin(); member != members.end();) {
      const std::string inner = path.empty() ? member->first : path + "." + member->first;
      member = visit(member->second, inner) ? std::next(member) : members.erase(member);
    }
  }

  Call& call_;
  bool show_;
};

}  // namespace

bool is_commitment(const Json& value) {
  if (!value.is_object() || value.members().size() != 1) return false;
  const Json* digest = value.find("c");
  return digest && digest->is_string() && digest->string().starts_with("sha256:");
}

Json readable(Call& call, Json record) {
  Reader reader(call);
  reader.visit(record, "");
  if (!reader.withheld.empty()) record.set("withheld", Json::strings(reader.withheld));
  return record;
}

std::string readable_bytes(Call& call, std::string bytes) {
  if (bytes.find(kMark) == std::string::npos) return bytes;
  return readable(call, parse_json(bytes, kRecordLimits)).encode();
}

std::vector<std::string_view> private_fields(std::string_view kinds) {
  std::vector<std::string_view> out;
  for (const std::string_view kind : kind_list(kinds)) {
    const KindRow* row = find_kind(kind);
    if (!row || !row->form) continue;
    for (const Field& field : row->form->fields) {
      if (field.type == Type::kPrivate) out.push_back(field.name);
    }
  }
  return out;
}

}  // namespace kontor::cli
