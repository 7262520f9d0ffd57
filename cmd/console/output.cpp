// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/output.h"

#include <algorithm>
#include <array>

#include "lib/base/error.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

constexpr std::size_t kBlock = 64 * 1024;  // bytes that are worth a write
// What every record has and few want to read.
constexpr std::array<std::string_view, 5> kLast = {"withheld", "scope", "rev", "created",
                                                   "changed"};

bool is_number(std::string_view text) {
  if (text.starts_with("-")) text.remove_prefix(1);
  if (text.empty()) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

void describe_into(std::vector<std::pair<std::string, std::string>>& lines, const std::string& path,
                   const Json& value) {
  const bool money = value.is_object() && value.members().size() == 2 && value.has("amount") &&
                     value.has("currency");
  if (value.is_object() && !money && !value.members().empty()) {
    for (const auto& [key, member] : value.members()) {
      describe_into(lines, path.empty() ? key : path + "." + key, member);
    }
    return;
  }
  const bool tables = value.is_array() && !value.items().empty() && value.items()[0].is_object();
  if (tables) {
    std::size_t n = 0;
    for (const Json& item : value.items()) {
      describe_into(lines, path + "[" + std::to_string(n++) + "]", item);
    }
    return;
  }
  lines.emplace_back(path, cell_text(value));
}

}  // namespace

Format parse_format(const std::string& word) {
  if (word == "table") return Format::kTable;
  if (word == "json") return Format::kJson;
  if (word == "jsonl") return Format::kJsonl;
  if (word == "csv") return Format::kCsv;
  if (word == "toml") return Format::kToml;
  if (word == "html") return Format::kHtml;
  if (word == "ubl") return Format::kUbl;
  throw Error(Fault::kUsage, "bad_usage", "unknown format \"" + printable(word) + "\"",
              "--format table, json, jsonl or csv");
}

void Out::put(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() < kBlock) return;
  if (file_.empty()) {
    env_.put(buffer_);
  } else {
    if (!written_) written_.emplace(file_);
    written_->write(buffer_);
  }
  buffer_.clear();
}

void Out::finish() {
  if (finished_ && buffer_.empty()) return;
  finished_ = true;
  if (file_.empty()) {
    env_.put(buffer_);
    if (std::fflush(env_.out) != 0 || std::ferror(env_.out)) {
      throw Error(Fault::kIo, "io_failed", "cannot write standard output");
    }
  } else {
    if (!written_) written_.emplace(file_);
    written_->write(buffer_);
    written_->commit();
    written_.reset();
  }
  buffer_.clear();
}

std::size_t text_width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string Table::text(bool bold_head) const {
  std::vector<std::size_t> widths;
  std::vector<bool> right(columns_.size(), !rows_.empty());
  for (const std::string& column : columns_) widths.push_back(text_width(column));
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      widths[i] = std::max(widths[i], text_width(row[i]));
      if (!row[i].empty() && !is_number(row[i])) right[i] = false;
    }
  }
  std::string out;
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string gap(widths[i] - text_width(cells[i]), ' ');
      text += (i ? "  " : "") + (right[i] ? gap + cells[i] : cells[i] + gap);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  };
  out += bold_head ? "\x1b[1m" + line(columns_) + "\x1b[0m\n" : line(columns_) + "\n";
  for (const auto& row : rows_) out += line(row) + "\n";
  return out;
}

std::string csv_row(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i) out += ',';
    if (cells[i].find_first_of(",\"\r\n") == std::string::npos) {
      out += cells[i];
      continue;
    }
    out += '"';
    for (char c : cells[i]) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    out += '"';
  }
  return out + "\n";
}

std::string cell_text(const Json& value) {
  if (value.is_string()) return printable(value.string());
  if (value.is_object() && value.has("amount") && value.has("currency")) {
    const std::string& currency = value.str("currency");
    return format_amount(value.num("amount"), currency) + " " + currency;
  }
  if (value.is_array()) {
    std::vector<std::string> parts;
    for (const Json& item : value.items()) parts.push_back(cell_text(item));
    return join(parts, ", ");
  }
  return value.encode();
}

std::string describe(const Json& item, const std::vector<std::string_view>& first) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const std::string_view key : first) {
    if (const Json* value = item.find(key)) describe_into(lines, std::string(key), *value);
  }
  const auto named = [&](const auto& list, const std::string& key) {
    return std::find(list.begin(), list.end(), key) != list.end();
  };
  for (const auto& [key, value] : item.members()) {
    if (!named(first, key) && !named(kLast, key)) describe_into(lines, key, value);
  }
  for (const std::string_view key : kLast) {
    const Json* value = named(first, std::string(key)) ? nullptr : item.find(key);
    if (value) describe_into(lines, std::string(key), *value);
  }
  std::size_t width = 0;
  for (const auto& line : lines) width = std::max(width, text_width(line.first));
  std::string out;
  for (const auto& [path, value] : lines) {
    out += path + std::string(width - text_width(path), ' ') + "  " + value + "\n";
  }
  return out;
}

}  // namespace kontor::cli
