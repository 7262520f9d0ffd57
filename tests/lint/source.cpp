// SPDX-License-Identifier: Apache-2.0
#include "tests/lint/source.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"

namespace kontor::lint {
namespace {

namespace fs = std::filesystem;

// Writes over literals and comments as it goes; newlines stay.
class Blanker {
 public:
  explicit Blanker(std::string_view text) : out_(text) {}

  std::string run() {
    while (at_ < out_.size()) {
      if (starts("//")) {
        blank_until("\n", 0);
      } else if (starts("/*")) {
        blank_until("*/", 2);
      } else if (starts("R\"") && !word_before()) {
        raw_string();
      } else if (out_[at_] == '"' || (out_[at_] == '\'' && !word_before())) {
        literal(out_[at_]);
      } else {
        ++at_;
      }
    }
    return std::move(out_);
  }

 private:
  bool starts(std::string_view what) const {
    return std::string_view(out_).substr(at_).starts_with(what);
  }
  // A digit or letter: then ' separates digits, and R is the end of a name.
  bool word_before() const {
    if (at_ == 0) return false;
    const char c = out_[at_ - 1];
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
  void blank(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if (out_[i] != '\n') out_[i] = ' ';
    }
  }
  void blank_until(std::string_view end, std::size_t more) {
    const std::size_t found = out_.find(end, at_);
    const std::size_t to = found == out_.npos ? out_.size() : found + more;
    blank(at_, to);
    at_ = to;
  }
  void raw_string() {
    const std::size_t open = out_.find('(', at_);
    if (open == out_.npos) return void(at_ = out_.size());
    const std::string close = ")" + out_.substr(at_ + 2, open - at_ - 2) + "\"";
    const std::size_t found = out_.find(close, open);
    const std::size_t to = found == out_.npos ? out_.size() : found + close.size();
    blank(at_ + 2, to - 1);
    at_ = to;
  }
  void literal(char quote) {
    std::size_t end = at_ + 1;
    while (end < out_.size() && out_[end] != quote && out_[end] != '\n')
      end += out_[end] == '\\' ? 2 : 1;
    end = std::min(end, out_.size());
    blank(at_ + 1, end);
    at_ = end + 1;
  }

  std::string out_;
  std::size_t at_ = 0;
};

}  // namespace

Tree read_repository() {
  const char* source = std::getenv("KONTOR_SOURCE");
  KONTOR_CHECK(source != nullptr);
  const fs::path root(source);
  SystemFile file;
  Tree tree;
  for (const char* folder :
       {"lib", "cmd", "daemon", "tests", "bench", "schemas", "scripts", ".ci"}) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file()) continue;
      tree[fs::relative(entry.path(), root)] = file.read(entry.path());
    }
  }
  return tree;
}

std::string without_comments_and_literals(std::string_view text) { return Blanker(text).run(); }

std::size_t line_of(std::string_view text, std::size_t offset) {
  return 1 + static_cast<std::size_t>(std::count(
                 text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

std::vector<Include> includes_of(std::string_view text) {
  std::vector<Include> found;
  std::size_t number = 0;
  for (const std::string& line : split(text, '\n')) {
    ++number;
    std::string_view rest = trim(line);
    if (!rest.starts_with("#include")) continue;
    rest = trim(rest.substr(std::string_view("#include").size()));
    if (rest.size() < 2) continue;
    const char close = rest.front() == '<' ? '>' : rest.front();
    const std::size_t end = rest.find(close, 1);
    if (end == rest.npos) continue;
    found.push_back({std::string(rest.substr(1, end - 1)), close == '"', number});
  }
  return found;
}

bool is_source(std::string_view path) { return path.ends_with(".cpp") || path.ends_with(".h"); }

bool is_test(std::string_view path) {
  return path.starts_with("tests/") || path.ends_with("_test.cpp") || path.ends_with("_test.h") ||
         path.find("/test_") != path.npos;
}

std::vector<Layer> parse_layers(std::string_view text) {
  std::vector<Layer> layers;
  for (const std::string& line : split(text, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    Layer layer;
    std::istringstream words(line);
    words >> layer.rank >> layer.folder;
    KONTOR_CHECK(!words.fail());
    layers.push_back(layer);
  }
  return layers;
}

}  // namespace kontor::lint
