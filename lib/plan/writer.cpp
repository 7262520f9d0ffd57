// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/writer.h"

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "lib/base/text.h"
#include "lib/change/file_text.h"
#include "lib/config/toml.h"
#include "lib/plan/record.h"

namespace kontor::plan {
namespace {

using Lines = std::vector<std::string>;

std::string pair_of(std::string_view key, const std::string& value) {
  return key_path("", key) + " = " + value;
}

std::string braces(const Lines& members) {
  return members.empty() ? "{}" : "{ " + join(members, ", ") + " }";
}

// --- conditions

// Tests that may stand together behind one field; the reader takes them by name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kWords = {
    {{"eq", "="},
     {"gt", "above"},
     {"lt", "below"},
     {"in", "in"},
     {"ne", "not"},
     {"same_as", "same_as"}}};

// Empty of a range, which stands alone.
std::string_view word_of(const Json& condition) {
  for (const auto& [op, word] : kWords) {
    if (condition.str("op") == op) return word;
  }
  return {};
}

// TEST of the only condition on its field.
std::string test_of(const Json& condition) {
  const std::string& op = condition.str("op");
  const Json& value = condition.at("value");
  if (op == "eq" || op == "in") return toml_value(value);
  if (op != "range") return braces({pair_of(word_of(condition), toml_value(value))});
  return braces({pair_of("from", toml_value(value.items().at(0))),
                 pair_of("to", toml_value(value.items().at(1)))});
}

std::string single(const Json& condition) {
  return braces({pair_of(condition.str("field"), test_of(condition))});
}

bool is_of(const Json& condition, std::int64_t group) {
  return condition.num_or("any", 0) == group;
}

// any = [ ... ] of those from `at` on that are of one group; `at` is behind them then.
std::string any_of(const Json::Array& when, std::size_t& at) {
  const std::int64_t group = when[at].num("any");
  Lines items;
  for (; at < when.size() && is_of(when[at], group); ++at) items.push_back(single(when[at]));
  return pair_of("any", "[" + join(items, ", ") + "]");
}

// FIELD = TEST of all conditions on one field from `at` on, or nothing where the reader would put
// them into another order.
std::optional<std::string> tests_of(const Json::Array& when, std::size_t& at) {
  const std::string& field = when[at].str("field");
  Lines words;
  std::string_view last;
  std::size_t end = at;
  for (; end < when.size() && when[end].str("field") == field; ++end) {
    const std::string_view word = word_of(when[end]);
    if (word.empty() || word <= last) break;
    last = word;
    words.push_back(pair_of(word, toml_value(when[end].at("value"))));
  }
  if (words.size() < 2) return pair_of(field, test_of(when[at++]));
  at = end;
  return pair_of(field, braces(words));
}

// One table, as a person writes it: the reader takes `any` first, then the fields by name.
std::optional<std::string> plain_table(const Json::Array& when) {
  Lines members;
  std::size_t at = 0;
  if (!when.empty() && is_of(when[0], 1)) members.push_back(any_of(when, at));
  std::string last;
  while (at < when.size()) {
    const std::string& field = when[at].str("field");
    if (!is_of(when[at], 0) || field <= last) return std::nullopt;
    last = field;
    members.push_back(*tests_of(when, at));
  }
  return braces(members);
}

std::string when_text(const Json& list) {
  const Json::Array& when = list.items();
  if (const auto plain = plain_table(when)) return *plain;
  Lines items;  // a list keeps every order
  for (std::size_t at = 0; at < when.size();) {
    if (is_of(when[at], 0)) {
      items.push_back(single(when[at++]));
    } else {
      items.push_back(braces({any_of(when, at)}));
    }
  }
  return braces({pair_of("all", "[" + join(items, ", ") + "]")});
}

// --- rows

// "key = value" of each field of the form that the row has, but for `name`.
std::vector<std::pair<std::string_view, std::string>> keys_of(const Form& form, const Json& row,
                                                              std::string_view name = {}) {
  std::vector<std::pair<std::string_view, std::string>> out;
  for (const Field& field : form.fields) {
    const Json* value = row.find(field.name);
    if (!value || field.name == name || field.name == "for") continue;
    const bool conditions = field.name == "when";
    out.emplace_back(field.name, conditions ? when_text(*value) : toml_value(field, *value));
  }
  return out;
}

std::string inline_row(const Form& form, const Json& row, std::string_view name) {
  Lines members;
  for (const auto& [key, value] : keys_of(form, row, name)) members.push_back(pair_of(key, value));
  return braces(members);
}

class Writer {
 public:
  explicit Writer(const Json& body) : body_(body) {}

  std::string text() {
    out_.key("schema", toml_value(body_.at("schema")));
    for (const Field& field : body_form.fields) {  // an empty list has no rows to stand in
      const bool empty = body_.has(field.name) && is_list(field) && body_.list(field.name).empty();
      if (empty && !is_named(field)) out_.key(field.name, "[]");
    }
    for (const Field& field : body_form.fields) {
      if (body_.has(field.name) && field.type == Type::kObject) section(field);
    }
    return out_.take();
  }

 private:
  static bool is_list(const Field& field) { return field.many == Many::kList; }
  static bool is_named(const Field& field) {
    return field.name == "base" || field.name == "stages" || field.name == "split";
  }

  void section(const Field& field) {
    const Form& form = *field.form;
    const Json& value = body_.at(field.name);
    if (field.name == "base") return base(form);
    if (field.name == "stages") return stages(form);
    if (field.name == "split") return named("split", form, "of");
    if (!is_list(field)) {
      out_.table(field.name);
      return put(form, value);
    }
    for (const Json& row : value.items()) {
      out_.row(field.name);
      put(form, row);
    }
  }

  void put(const Form& form, const Json& row) {
    for (const auto& [key, value] : keys_of(form, row)) out_.key(key, value);
  }

  void named(std::string_view table, const Form& form, std::string_view name) {
    out_.table(table);
    for (const Json& row : body_.list(table)) {
      out_.key(row.str(name), inline_row(form, row, name));
    }
  }

  void stages(const Form& form) {
    named("stages", form, "name");
    for (const char* key : {"if_absent", "late_grace"}) {
      if (const Json* value = body_.find(key)) out_.key(key, toml_value(*value));
    }
  }

  // The rows of one name stand together, in the order of the body.
  void base(const Form& form) {
    constexpr std::array<std::pair<std::string_view, BaseFor>, 3> kTables = {
        {{"item", BaseFor::kItem}, {"group", BaseFor::kGroup}, {"brand", BaseFor::kBrand}}};
    if (body_.list("base").empty()) out_.table("base");
    for (const auto& [of_what, table] : kTables) {
      std::vector<std::pair<std::string, Lines>> names;
      for (const Json& row : body_.list("base")) {
        if (row.str("for") != of_what) continue;
        const std::string& name = row.str("name");
        if (names.empty() || names.back().first != name) names.emplace_back(name, Lines());
        names.back().second.push_back(inline_row(form, row, "name"));
      }
      if (!names.empty()) out_.table(base_table(table));
      for (const auto& [name, rows] : names) {
        out_.key(name, rows.size() == 1 ? rows[0] : "[\n  " + join(rows, ",\n  ") + ",\n]");
      }
    }
    for (const Json& row : body_.list("base")) {
      if (row.str("for") != "any") continue;
      out_.row(base_table(BaseFor::kAny));
      put(form, row);
    }
  }

  const Json& body_;
  TomlText out_;
};

}  // namespace

std::string plan_text(const Json& body) { return Writer(body).text(); }

}  // namespace kontor::plan
