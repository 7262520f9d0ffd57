// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/findings.h"

#include <charconv>

#include "lib/base/text.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "file", .type = Type::kText, .need = Need::kRequired, .doc = "as it was named"},
    {.name = "line", .type = Type::kInt, .doc = "from 1"},
    {.name = "column", .type = Type::kInt, .doc = "from 1"},
    {.name = "path", .type = Type::kText, .doc = "of the key"},
    {.name = "rule", .type = Type::kWord, .need = Need::kRequired, .doc = "that found it"},
    {.name = "weight",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "error|warning",
     .doc = "an error refuses the file"},
    {.name = "message", .type = Type::kText, .need = Need::kRequired, .doc = "what is wrong"},
    {.name = "remedy", .type = Type::kText, .doc = "what would mend it"},
    {.name = "source", .type = Type::kText, .doc = "law behind the rule, and what it asks"},
};
constexpr Form kForm{"finding", kFields};

std::string line_of(const Json& item) {
  std::string out = item.str("file");
  if (item.has("line")) {
    out += ":" + std::to_string(item.num("line")) + ":" + std::to_string(item.num_or("column", 1));
  }
  out += ": " + item.str("weight") + ": " + item.str("message") + " [" + item.str("rule") + "]\n";
  for (const char* key : {"remedy", "source"}) {
    if (item.has(key)) out += "  " + item.str(key) + "\n";
  }
  return out;
}

// "12:rest" gives the number to the item.
void take_number(std::string_view& text, const char* name, Json& item) {
  const std::size_t colon = text.find(':');
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (colon == std::string_view::npos || problem != std::errc() || end != text.data() + colon) {
    return;
  }
  item.set(name, value);
  text.remove_prefix(colon + 1);
}

}  // namespace

const Form* finding_form() { return &kForm; }

void Findings::add(const TomlFile& file, const Finding& finding) {
  Json item = Json::object({{"file", file.name},
                            {"rule", finding.rule},
                            {"weight", finding.error ? "error" : "warning"},
                            {"message", finding.message}});
  if (finding.place.line > 0) {
    item.set("line", finding.place.line);
    item.set("column", finding.place.column);
  }
  if (!finding.path.empty()) item.set("path", finding.path);
  if (!finding.remedy.empty()) item.set("remedy", finding.remedy);
  if (!finding.source.empty()) item.set("source", finding.source);
  errors_ = errors_ || finding.error;
  items_.push(std::move(item));
}

void Findings::add_error(const std::string& file, const Error& error) {
  for (const std::string& line : split(error.what(), '\n')) {
    std::string_view message = trim(line);
    if (message.empty()) continue;
    Json item = Json::object({{"file", file}, {"rule", error.code()}, {"weight", "error"}});
    if (message.starts_with(file + ":")) {
      message.remove_prefix(file.size() + 1);
      take_number(message, "line", item);
      take_number(message, "column", item);
    }
    item.set("message", trim(message));
    if (!error.hint().empty()) item.set("remedy", error.hint());
    items_.push(std::move(item));
  }
  errors_ = true;
}

int Findings::report(Call& call) const {
  std::string text;
  for (const Json& item : items_.items()) text += line_of(item);
  call.answer_items(items_, text);
  if (items_.items().empty()) call.say("nothing to find fault with");
  return errors_ ? 1 : 0;
}

}  // namespace kontor::cli
