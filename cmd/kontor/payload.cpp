// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/payload.h"

#include "cmd/console/input.h"
#include "lib/base/bounded.h"
#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

// "delivery.name" stays, "valid-until" is the field valid_until.
std::string field_key(const Form& form, std::string key) {
  if (form.find(key)) return key;
  for (char& c : key) {
    if (c == '-') c = '_';
  }
  return key;
}

[[noreturn]] void unknown_field(const Form& form, const std::string& key) {
  std::vector<std::string_view> names;
  for (const Field& field : form.fields) names.push_back(field.name);
  const std::string_view near = nearest(key, names);
  throw Error(Fault::kUsage, "unknown_field", "no field \"" + printable(key) + "\"",
              near.empty() ? "" : "did you mean " + std::string(near) + "?");
}

void add_value(Json& payload, const Field& field, const std::string& typed) {
  if (field.many == Many::kOne) {
    payload.set(field.name, typed_word(field, typed));
  } else if (field.many == Many::kList) {
    if (!payload.has(field.name)) payload.set(field.name, Json::array());
    payload.find(field.name)->push(typed_word(field, typed));
  } else {
    const std::size_t equals = typed.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Error(Fault::kUsage, "bad_value",
                  std::string(field.name) + " \"" + printable(typed) + "\" is not key=value");
    }
    payload[field.name].set(typed.substr(0, equals), typed_word(field, typed.substr(equals + 1)));
  }
}

void resolve_refs(Call& call, const Form& form, Json& payload) {
  for (const Field& field : form.fields) {
    if (field.type != Type::kRef || field.blind) continue;
    Json* value = payload.find(field.name);
    if (!value) continue;
    const auto whole = [&](Json& id) {
      if (!id.is_string()) return;
      Workspace& site = call.workspace();
      id = Json(field.of == "seller" ? site.resolve_seller(id.string())
                                     : site.resolve(field.of, id.string()));
    };
    if (value->is_array()) {
      for (Json& id : value->items()) whole(id);
    } else {
      whole(*value);
    }
  }
}

}  // namespace

std::string read_source(const Call& call, const std::string& file) {
  if (file == "-") return call.env.read_in();
  std::string text = read_upto(file, kMaxInputBytes);
  if (text.size() > kMaxInputBytes) input_too_large(printable(file));
  return text;
}

Assignment parse_assignment(const Call& call, const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw Error(Fault::kUsage, "bad_usage", "\"" + printable(word) + "\" is not field=value");
  }
  Assignment out{word.substr(0, equals), word.substr(equals + 1)};
  if (out.value.size() > 1 && out.value[0] == '@') {
    out.value = read_source(call, out.value.substr(1));
    if (out.value.ends_with('\n')) out.value.pop_back();
  }
  return out;
}

Json payload_of(Call& call, const Form& form) {
  Json payload;
  if (call.args.has("from")) {
    payload = parse_json(read_source(call, call.args.text("from")));
    if (!payload.is_object()) {
      throw Error(Fault::kData, "bad_json", "--from is not an object of fields");
    }
  }
  for (const OptionRow& row : options_of(call.verb)) {
    const Field* field = row.field ? form.find(row.field->name) : nullptr;
    if (!field || row.shared || !call.args.has(row.argument.name)) continue;
    payload.erase(field->name);
    for (const std::string& typed : call.args.all(row.argument.name)) {
      add_value(payload, *field, typed);
    }
  }
  for (const std::string& word : call.args.all("assignment")) {
    if (const Field* field = form.find(call.verb.bare);
        field && word.find('=') == std::string::npos) {
      if (payload.has(field->name)) {
        throw Error(Fault::kUsage, "bad_usage",
                    std::string(field->name) + " is named twice: \"" + printable(word) + "\"");
      }
      add_value(payload, *field, word);
      continue;
    }
    const Assignment assignment = parse_assignment(call, word);
    const Field* field = form.find(field_key(form, assignment.key));
    if (!field) unknown_field(form, assignment.key);
    add_value(payload, *field, assignment.value);
  }
  resolve_refs(call, form, payload);
  if (call.verb.prepare) call.verb.prepare(call, payload);
  return payload;
}

std::string target_of(Call& call, std::string_view kinds) {
  return call.workspace().resolve(kinds, call.args.text("id"));
}

}  // namespace kontor::cli
