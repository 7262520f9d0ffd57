// SPDX-License-Identifier: Apache-2.0
// The arrows of the house: what a file may include, by lib/LAYERS and by the table of vendor
// headers below. KONTOR_SOURCE names the source tree.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

fs::path source_tree() {
  const char* named = std::getenv("KONTOR_SOURCE");
  return named ? fs::path(named) : fs::current_path();
}

struct Layer {
  int rank = 0;
  int place = 0;  // line in lib/LAYERS: nouns stand in their order
};

// Folder under lib/ -> layer.
std::map<std::string, Layer> read_layers() {
  std::map<std::string, Layer> out;
  std::ifstream in(source_tree() / "lib/LAYERS");
  int place = 0;
  for (std::string line; std::getline(in, line); ++place) {
    if (line.empty() || line.front() == '#') continue;
    out[line.substr(2)] = {line.front() - '0', place};
  }
  return out;
}

constexpr int kNounRank = 3;
// Of the rank of the nouns, and none.
constexpr std::string_view kHistory = "history";

struct Include {
  std::string from;  // "lib/offer/record.cpp"
  std::string to;    // "lib/change/noun.h", "sqlite3.h"
  bool quoted = false;
};

bool is_source(const fs::path& file) {
  return file.extension() == ".h" || file.extension() == ".cpp";
}

std::vector<Include> includes_under(const std::string& top) {
  std::vector<Include> out;
  const fs::path root = source_tree();
  if (!fs::exists(root / top)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
    if (!is_source(entry.path())) continue;
    const std::string from = fs::relative(entry.path(), root).generic_string();
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      if (!line.starts_with("#include ")) continue;
      const std::size_t open = line.find_first_of("\"<");
      const std::size_t close = line.find_first_of("\">", open + 1);
      if (open == std::string::npos || close == std::string::npos) continue;
      out.push_back({from, line.substr(open + 1, close - open - 1), line[open] == '"'});
    }
  }
  return out;
}

bool is_test(const std::string& file) {
  return file.ends_with("_test.cpp") || file.ends_with("_test.h") || file.starts_with("tests/");
}

// "lib/offer/record.h" -> "offer"; empty outside of lib/.
std::string folder_of(const std::string& file) {
  if (!file.starts_with("lib/")) return {};
  const std::size_t slash = file.find('/', 4);
  return slash == std::string::npos ? std::string() : file.substr(4, slash - 4);
}

// Why `from` may not include `to`, both under lib/; empty: it may.
std::string refusal(const std::map<std::string, Layer>& layers, const Include& include) {
  const std::string from = folder_of(include.from);
  const std::string to = folder_of(include.to);
  if (from == to) return {};
  if (!layers.contains(from)) return from + " is not in lib/LAYERS";
  if (!layers.contains(to)) return to + " is not in lib/LAYERS";
  const Layer mine = layers.at(from);
  const Layer theirs = layers.at(to);
  const bool noun = mine.rank == kNounRank && from != kHistory;
  if (noun && (to == "store" || include.to == "lib/base/file.h") && !is_test(include.from)) {
    return "a noun sees neither SQLite nor files";
  }
  if (theirs.rank < mine.rank) return {};
  if (!noun || theirs.rank != kNounRank || to == kHistory) return "an include may only go down";
  if (is_test(include.from)) return {};  // a test furnishes its world with whole nouns
  if (theirs.place > mine.place) return to + " stands below " + from + " in lib/LAYERS";
  return include.to.ends_with("/record.h") ? "" : "of another noun only its record.h";
}

// One home per vendor header.
struct Vendor {
  std::string_view header;  // prefix of the include
  Words homes;              // prefixes of files
};
const std::vector<Vendor> kVendors = {
    {"SQLiteCpp/", {"lib/store/"}},
    {"sqlite3", {"lib/store/"}},
    {"git2", {"lib/history/"}},
    {"openssl/", {"lib/crypto/"}},
    {"toml++/", {"lib/config/"}},
    {"CLI/", {"cmd/kontor/args.cpp"}},
    // A codec, and printers of foreign formats; never in a header.
    {"nlohmann/", {"lib/base/json.cpp", "cmd/kontor/print"}},
};

}  // namespace

TEST_CASE("every folder under lib has a rank") {
  const auto layers = read_layers();
  REQUIRE(layers.size() > 20);
  for (const auto& entry : fs::directory_iterator(source_tree() / "lib")) {
    if (!entry.is_directory()) continue;
    const std::string folder = entry.path().filename().string();
    CHECK_MESSAGE(layers.contains(folder), folder);
  }
}

TEST_CASE("an include under lib points down") {
  const auto layers = read_layers();
  std::size_t asked = 0;
  for (const Include& include : includes_under("lib")) {
    if (!include.quoted) continue;
    const std::string where = include.from + " includes " + include.to;
    if (!include.to.starts_with("lib/")) {
      CHECK_MESSAGE((include.to.starts_with("tests/") && is_test(include.from)), where);
      continue;
    }
    ++asked;
    const std::string reason = refusal(layers, include);
    CHECK_MESSAGE(reason.empty(), where << ": " << reason);
  }
  CHECK(asked > 100);
}

TEST_CASE("programs do not include each other") {
  for (const char* top : {"cmd/kontor", "cmd/kontor-audit", "daemon"}) {
    for (const Include& include : includes_under(top)) {
      if (!include.quoted) continue;
      const bool own = include.to.starts_with(std::string(top) + "/");
      const bool test = is_test(include.from) && include.to.starts_with("tests/");
      CHECK_MESSAGE((own || test || include.to.starts_with("lib/")),
                    include.from << " includes " << include.to);
    }
  }
}

TEST_CASE("a vendor header has one home") {
  for (const char* top : {"lib", "cmd", "daemon", "tests"}) {
    for (const Include& include : includes_under(top)) {
      const std::string where = include.from + " includes " + include.to;
      if (include.to.starts_with("doctest/")) CHECK_MESSAGE(is_test(include.from), where);
      for (const Vendor& vendor : kVendors) {
        if (!include.to.starts_with(vendor.header)) continue;
        const bool home =
            std::any_of(vendor.homes.begin(), vendor.homes.end(),
                        [&](const std::string& file) { return include.from.starts_with(file); });
        CHECK_MESSAGE(home, where);
      }
    }
  }
}

TEST_CASE("the rule itself: what it lets pass and what not") {
  const std::map<std::string, Layer> layers = {
      {"base", {0, 1}},    {"store", {1, 2}},     {"change", {2, 3}},
      {"history", {3, 4}}, {"policy", {3, 5}},    {"offer", {3, 6}},
      {"ledger", {4, 7}},  {"workspace", {5, 8}}, {"audit", {5, 9}}};
  const auto why = [&](const char* from, const char* to) {
    return refusal(layers, {from, to, true});
  };
  CHECK(why("lib/offer/audience.cpp", "lib/policy/record.h").empty());
  CHECK(why("lib/offer/audience.cpp", "lib/offer/operations.h").empty());
  CHECK(why("lib/offer/record.h", "lib/change/noun.h").empty());
  CHECK(why("lib/offer/offer_test.cpp", "lib/policy/noun.h").empty());
  CHECK(why("lib/ledger/nouns.cpp", "lib/offer/noun.h").empty());
  CHECK(why("lib/offer/record.cpp", "lib/policy/operations.h") ==
        "of another noun only its record.h");
  CHECK(why("lib/policy/record.cpp", "lib/offer/record.h") ==
        "offer stands below policy in lib/LAYERS");
  CHECK(why("lib/offer/record.cpp", "lib/history/tree.h") == "an include may only go down");
  CHECK(why("lib/history/tree.cpp", "lib/offer/record.h") == "an include may only go down");
  CHECK(why("lib/change/noun.cpp", "lib/offer/record.h") == "an include may only go down");
  CHECK(why("lib/offer/record.cpp", "lib/store/store.h") == "a noun sees neither SQLite nor files");
  CHECK(why("lib/offer/record.cpp", "lib/base/file.h") == "a noun sees neither SQLite nor files");
  CHECK(why("lib/audit/verify.cpp", "lib/ledger/sequence.h").empty());
  CHECK(why("lib/audit/verify.cpp", "lib/workspace/take.h") == "an include may only go down");
  CHECK(why("lib/offer/record.cpp", "lib/none/x.h") == "none is not in lib/LAYERS");
}
