// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/file_keys.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cmd/kontor/options.h"
#include "lib/base/error.h"
#include "lib/config/toml.h"
#include "lib/ledger/nouns.h"
#include "lib/plan/record.h"

namespace kontor::cli {
namespace {

constexpr FilePage kPages[] = {
    {"offer", "offer", "slug of the offer",
     "A version may be applied again until it is launched; after that a change is the next "
     "version. A bundle has items and no price of its own; its parts keep theirs."},
    {"outlet", "outlet", "slug of the outlet behind its partner's: nord/mitte", ""},
    {"partner", "partner", "slug of the partner", ""},
    {"plan", "plan|plan-life|plan-team", "",
     "A new text is the next version; the newest may be applied again until its first day. Claims "
     "that are made keep their version, whatever the first day of a later one. plan retire ends "
     "all "
     "versions that there are; a next one may follow."},
    {"policy", "policy", "slug of the policy",
     "A version never changes: a new text is the next version."},
    {"seller", "seller", "random id of a seller that is known; not needed",
     "Without an id the seller with that login is meant, or a new one. A private value that is "
     "not given stays as it is."},
    {"target", "target", "slug of the target",
     "A retired target is wanted again once it is applied."},
};

// Where a file says it in another shape than the form of what is stored.
enum class Shift {
  kNamed,       // a list of rows: tables named by a member of the row
  kMoved,       // stands elsewhere
  kConditions,  // FIELD = TEST, as the page tells
  kTold,        // by the name of the table
};
struct ShiftRow {
  std::string_view noun;
  std::string_view field;
  Shift shift;
  std::string_view there;  // the member that names the table; the path where the key stands
};
constexpr ShiftRow kShifts[] = {
    {"plan", "base", Shift::kNamed, "name"},
    {"plan", "for", Shift::kTold, ""},
    {"plan", "stages", Shift::kNamed, "name"},
    {"plan", "split", Shift::kNamed, "of"},
    {"plan", "if_absent", Shift::kMoved, "stages.if_absent"},
    {"plan", "late_grace", Shift::kMoved, "stages.late_grace"},
    {"plan", "when", Shift::kConditions, ""},
};

const ShiftRow* shift_of(std::string_view noun, std::string_view field) {
  for (const ShiftRow& row : kShifts) {
    if (row.noun == noun && row.field == field) return &row;
  }
  return nullptr;
}

struct TypeRow {
  Type type;
  std::string_view words;
};
constexpr TypeRow kTypes[] = {
    {Type::kSlug, "slug"},
    {Type::kWord, "text"},
    {Type::kText, "text"},
    {Type::kPrivate, "private text"},
    {Type::kMoney, "money in minor units"},
    {Type::kInstant, "time"},
    {Type::kDate, "date"},
    {Type::kPeriod, "period"},
    {Type::kDecimal, "decimal as text"},
    {Type::kFlag, "true or false"},
    {Type::kObject, "table"},
};

std::string type_words(const Field& field) {
  if (field.type == Type::kEnum) {
    std::string out;
    for (const std::string_view value : bar_list(field.of)) {
      out += (out.empty() ? "" : ", ") + std::string(value);
    }
    return out;
  }
  if (field.type == Type::kRef) return "id of a record: " + std::string(field.of);
  if (field.type == Type::kInt) {
    const bool bounded = field.max < Field{}.max;
    return "integer from " + std::to_string(field.min) +
           (bounded ? " to " + std::to_string(field.max) : "");
  }
  for (const TypeRow& row : kTypes) {
    if (row.type == field.type) return std::string(row.words);
  }
  check_failed("a type that no file has", __FILE__, __LINE__);
}

std::string words_of(const Field& field, const ShiftRow* shift) {
  std::string out = type_words(field);
  if (shift && shift->shift == Shift::kConditions) {
    out = "conditions";
  } else if (field.many == Many::kMap || (shift && shift->shift == Shift::kNamed)) {
    out += "; by name";
  } else if (field.many == Many::kList) {
    out += "; a list";
  }
  return out + (field.need == Need::kRequired ? "; required" : "");
}

// "factor[1].when" and "split.\"nord/mitte\".seller" as lists of steps; an index is "[]".
std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '"') quoted = !quoted;
    if (quoted || (path[i] != '.' && path[i] != '[')) {
      out.back() += path[i];
    } else if (path[i] == '.') {
      out.emplace_back();
    } else {
      out.emplace_back("[]");
      i = path.find(']', i);
    }
  }
  return out;
}

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  return std::equal(pattern.begin(), pattern.end(), path.begin(), path.end(),
                    [](const auto& wanted, const auto& have) {
                      return wanted == have || (wanted == "NAME" && have != "[]");
                    });
}

// The lines of the example files of a page.
class Examples {
 public:
  explicit Examples(const FilePage& page) : page_(page) {
    for (const std::string_view name : bar_list(page.examples)) {
      const std::string_view text = embedded_example(name);
      const TomlFile file = parse_toml(text, "man/examples/" + std::string(name) + ".toml");
      const std::size_t first = rows_.size();
      for (const auto& [path, place] : file.places) {
        rows_.push_back({steps_of(path), place.line, text});
      }
      std::stable_sort(rows_.begin() + static_cast<std::ptrdiff_t>(first), rows_.end(),
                       [](const Row& a, const Row& b) { return a.line < b.line; });
    }
  }

  std::string line_of(const std::string& path) const {
    std::vector<std::string> wanted = steps_of(path);
    // Records may stand one by one or in a list: [offer] and [[offer]].
    std::vector<std::string> listed = wanted;
    listed.insert(listed.begin() + 1, "[]");
    for (const Row& row : rows_) {
      if (matches(wanted, row.steps) || matches(listed, row.steps)) return text_line(row);
    }
    throw Error(
        Fault::kData, "no_example",
        "no file of man/examples/ for kontor-" + std::string(page_.noun) + "(5) has " + path,
        "write a line with it: it becomes the example of the page");
  }

 private:
  struct Row {
    std::vector<std::string> steps;
    int line;
    std::string_view text;
  };

  static std::string text_line(const Row& row) {
    std::string_view text = row.text;
    for (int line = 1; line < row.line; ++line) text.remove_prefix(text.find('\n') + 1);
    return std::string(text.substr(0, text.find('\n')));
  }

  const FilePage& page_;
  std::vector<Row> rows_;
};

class Walk {
 public:
  explicit Walk(const FilePage& page) : page_(page), examples_(page) {}

  std::vector<FileKey> keys() {
    const bool whole = page_.id.empty();  // the form is the file, not a table of it
    const std::string noun(page_.noun);
    if (!whole) {
      add("schema", noun + "/1; required", "the format");
      add(noun + ".id", noun == "seller" ? "id" : "id; required", page_.id);
    }
    form(form_of(page_), whole ? "" : noun);
    return std::move(keys_);
  }

 private:
  void add(const std::string& path, std::string type, std::string_view doc) {
    keys_.push_back({path, std::move(type), std::string(doc), examples_.line_of(path)});
  }

  void form(const Form& of, const std::string& path, std::string_view without = {}) {
    for (const Field& field : of.fields) {
      if (field.name != without) key(field, path);
    }
  }

  void key(const Field& field, const std::string& path) {
    const ShiftRow* shift = shift_of(page_.noun, field.name);
    if (shift && shift->shift == Shift::kTold) return;
    std::string here = (path.empty() ? "" : path + ".") + std::string(field.name);
    if (shift && shift->shift == Shift::kMoved) here = shift->there;
    add(here, words_of(field, shift), field.doc);
    if (field.type != Type::kObject || (shift && shift->shift == Shift::kConditions)) return;
    if (shift) return form(*field.form, here + ".NAME", shift->there);
    form(*field.form, here + (field.many == Many::kList  ? "[]"
                              : field.many == Many::kMap ? ".NAME"
                                                         : ""));
  }

  const FilePage& page_;
  const Examples examples_;
  std::vector<FileKey> keys_;
};

}  // namespace

std::span<const FilePage> file_page_table() { return kPages; }

const Form& form_of(const FilePage& page) {
  if (page.id.empty()) return plan::body_form;
  const OperationRow* row = find_operation(std::string(page.noun) + ".apply");
  KONTOR_CHECK(row && row->form);
  return *row->form;
}

std::vector<FileKey> file_keys(const FilePage& page) { return Walk(page).keys(); }

}  // namespace kontor::cli
