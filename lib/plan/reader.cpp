// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/reader.h"

#include <algorithm>
#include <array>

#include "lib/plan/record.h"

namespace kontor::plan {
namespace {

constexpr std::array<TestWord, 10> kTests = {{
    {"not", "ne", "another value, or none", "not = 1"},
    {"!=", "ne", "the same as not", "\"!=\" = 1"},
    {"=", "eq", "the value", "\"=\" = 1"},
    {"below", "lt", "less, or earlier", "below = 3"},
    {"<", "lt", "the same as below", "\"<\" = 3"},
    {"above", "gt", "more, or later", "above = 1"},
    {">", "gt", "the same as above", "\">\" = 1"},
    {"in", "in", "one of a list", "in = [1, 2]"},
    {"same_as", "same_as", "the value of another field", "same_as = \"item.quantity\""},
    {"from", "", "with to: from this value to that one, both included", "from = 1, to = 3"},
}};

class Reader {
 public:
  Reader(const TomlFile& file, Json& body) : file_(file), body_(body) {}

  std::vector<Finding> read() {
    body_ = file_.root;
    if (!body_.is_object()) return std::move(findings_);
    conditions_of("factor");
    conditions_of("premium");
    conditions_of("credit");
    stages();
    split();
    for (const Problem& problem : safe_problems()) problem_found(problem);
    return std::move(findings_);
  }

 private:
  void add(const std::string& path, std::string message, std::string remedy = {}) {
    findings_.push_back(
        {"plan", path, file_.place(path), std::move(message), std::move(remedy), true});
  }

  std::vector<Problem> safe_problems() {
    if (!findings_.empty()) return check_form(body_form, body_);  // the rest would only repeat
    return body_problems(body_);
  }

  // Paths of the body are those of the file, but for stages and split, which were tables.
  void problem_found(const Problem& problem) {
    std::string path = problem.path;
    for (const auto& [list, names] : names_) {
      if (!path.starts_with(list + "[")) continue;
      const std::size_t end = path.find(']');
      const std::size_t index = std::stoul(path.substr(list.size() + 1, end - list.size() - 1));
      if (index < names.size()) path = key_path(list, names[index]) + path.substr(end + 1);
    }
    if (path == "if_absent" || path == "late_grace") path = "stages." + path;
    add(path, (path.empty() ? "" : path + ": ") + problem.message);
  }

  void conditions_of(const std::string& list) {
    Json* rows = body_.find(list);
    if (!rows || !rows->is_array()) return;
    for (std::size_t i = 0; i < rows->items().size(); ++i) {
      Json& row = rows->items()[i];
      const Json* when = row.find("when");
      if (!when) continue;
      const std::string path = list + "[" + std::to_string(i) + "].when";
      if (!when->is_object()) {
        add(path, path + ": not a table of conditions");
        continue;
      }
      Json out = Json::array();
      table(*when, path, 0, out);
      row.set("when", std::move(out));
    }
  }

  void table(const Json& when, const std::string& path, std::int64_t group, Json& out) {
    for (const auto& [field, test] : when.members()) {
      if (field == "all" || field == "any") {
        nested(field, test, path, group, out);
      } else {
        condition(field, test, path, group, out);
      }
    }
  }

  void nested(const std::string& word, const Json& list, const std::string& path,
              std::int64_t group, Json& out) {
    if (!list.is_array() || group != 0) {
      return add(path, path + ": " + word + " is a list of tables, not inside another any");
    }
    const std::int64_t inner = word == "any" ? ++groups_ : 0;
    for (const Json& item : list.items()) {
      const bool one = item.is_object() && (inner == 0 || item.members().size() == 1);
      if (!one) {
        add(path, path + ": a table inside any holds one condition");
      } else {
        table(item, path, inner, out);
      }
    }
  }

  void condition(const std::string& field, const Json& test, const std::string& path,
                 std::int64_t group, Json& out) {
    Json row = Json::object({{"field", field}});
    if (group > 0) row.set("any", group);
    if (test.is_object() && test.has("from") && test.has("to") && test.members().size() == 2) {
      row.set("op", "range");
      row.set("value", Json::array({test.at("from"), test.at("to")}));
      return out.push(std::move(row));
    }
    if (!test.is_object()) {
      row.set("op", test.is_array() ? "in" : "eq");
      row.set("value", test);
      return out.push(std::move(row));
    }
    for (const auto& [word, value] : test.members()) {
      const auto known = std::find_if(kTests.begin(), kTests.end(),
                                      [&](const TestWord& row_of) { return row_of.word == word; });
      if (known == kTests.end() || known->op.empty()) {
        add(path, path + ": " + field + ": \"" + word + "\" is no comparison",
            "use not, below, above, in, same_as, or from with to");
        continue;
      }
      row.set("op", known->op);
      row.set("value", value);
      out.push(row);
    }
  }

  // Names of the tables below `table` in the order of the file.
  std::vector<std::string> in_file_order(const std::string& table, const Json& root) {
    std::vector<std::string> names;
    for (const auto& [name, value] : root.members()) {
      if (value.is_object()) names.push_back(name);
    }
    std::stable_sort(names.begin(), names.end(), [&](const auto& a, const auto& b) {
      const Place left = file_.place(key_path(table, a));
      const Place right = file_.place(key_path(table, b));
      return std::pair(left.line, left.column) < std::pair(right.line, right.column);
    });
    return names;
  }

  void rows(const std::string& table, std::string_view key) {
    const Json root = body_.at(table);
    Json out = Json::array();
    names_[table] = in_file_order(table, root);
    for (const std::string& name : names_[table]) {
      Json row = root.at(name);
      row.set(key, name);
      out.push(std::move(row));
    }
    body_.set(table, std::move(out));
  }

  void stages() {
    const Json* table = body_.find("stages");
    if (!table || !table->is_object()) return;
    const Json root = *table;
    for (const auto& [name, value] : root.members()) {
      if (value.is_object()) continue;
      if (name == "if_absent" || name == "late_grace") {
        body_.set(name, value);
      } else {
        add("stages." + name, "stages." + name + ": unknown key, and no stage");
      }
    }
    rows("stages", "name");
  }

  void split() {
    const Json* table = body_.find("split");
    if (table && table->is_object()) rows("split", "of");
  }

  const TomlFile& file_;
  Json& body_;
  std::vector<Finding> findings_;
  std::map<std::string, std::vector<std::string>> names_;
  std::int64_t groups_ = 0;
};

}  // namespace

std::span<const TestWord> test_words() { return kTests; }

std::vector<Finding> read_body(const TomlFile& file, Json& body) {
  return Reader(file, body).read();
}

Json body_from_toml(const TomlFile& file) {
  Json body;
  refuse_if_any(file, read_body(file, body));
  return body;
}

}  // namespace kontor::plan
