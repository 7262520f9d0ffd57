// SPDX-License-Identifier: Apache-2.0
// Who may include whom: lib/LAYERS, one home for each vendor's headers, pure nouns.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <set>

#include "tests/lint/source.h"

namespace kontor::lint {
namespace {

struct Home {
  std::string_view header;              // a header, or a folder with its slash
  std::vector<std::string_view> paths;  // a file, or a folder with its slash
};
const std::vector<Home>& homes() {
  static const std::vector<Home> rows = {
      {"nlohmann/", {"lib/base/json.cpp"}},  // 2.6 s to compile: never in a header
      {"CLI/", {"cmd/console/args.cpp"}},    // 4.7 s
      {"toml++/", {"lib/config/"}},
      {"SQLiteCpp/", {"lib/store/"}},
      {"sqlite3.h", {"lib/store/", "bench/"}},
      {"openssl/", {"lib/crypto/"}},
      {"git2.h", {"lib/history/"}},
      {"git2/", {"lib/history/"}},
      {"zlib.h", {"lib/history/"}},
      {"date/", {"lib/base/", "cmd/kontor/"}},  // cmd shows local time
      {"csv.h", {"lib/config/"}},
      {"qrencode.h", {"cmd/kontor/"}},
      {"fmt/", {""}},
      {"doctest/", {"tests/"}},  // and every *_test.cpp
      {"benchmark/", {"bench/"}},
  };
  return rows;
}

// What is neither of the C++ library nor of these has a row above.
bool is_system(std::string_view header) {
  static const std::set<std::string_view> posix = {
      "dirent.h",  "dlfcn.h",   "fcntl.h",  "langinfo.h", "netdb.h",  "poll.h",
      "pthread.h", "pwd.h",     "signal.h", "spawn.h",    "stdlib.h", "string.h",
      "syslog.h",  "termios.h", "time.h",   "unistd.h",   "stdio.h",  "utime.h",
  };
  if (header.find('.') == header.npos && header.find('/') == header.npos) return true;  // <vector>
  return posix.contains(header) || header.starts_with("sys/") || header.starts_with("netinet/") ||
         header.starts_with("arpa/") || header.starts_with("linux/");
}

bool lies_in(std::string_view path, std::string_view place) {
  return place.empty() || (place.ends_with('/') ? path.starts_with(place) : path == place);
}

constexpr std::string_view kConsole = "cmd/console";  // what all programs share

class Rules {
 public:
  explicit Rules(const Tree& tree) : tree_(tree), layers_(parse_layers(tree.at("lib/LAYERS"))) {}

  Problems run() {
    for (const auto& [path, text] : tree_) {
      if (!is_source(path)) continue;
      if (path.starts_with("lib/") && !layer_of(path))
        tell(path, 1, "its folder is not in lib/LAYERS");
      for (const Include& include : includes_of(text)) {
        if (include.quoted) {
          check_own(path, include);
        } else {
          check_vendor(path, include);
        }
        check_noun(path, include);
      }
    }
    return std::move(problems_);
  }

 private:
  void tell(const std::string& path, std::size_t line, const std::string& what) {
    problems_.push_back(path + ":" + std::to_string(line) + ": " + what);
  }
  void tell(const std::string& path, const Include& include, const std::string& why) {
    tell(path, include.line, "includes " + include.path + ": " + why);
  }

  // Place in lib/LAYERS of a file under lib/.
  std::optional<std::size_t> layer_of(std::string_view path) const {
    if (!path.starts_with("lib/")) return {};
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      if (path.starts_with("lib/" + layers_[i].folder + "/")) return i;
    }
    return {};
  }
  // lib, tests, or one of the programs: "cmd/kontor", "daemon".
  static std::string_view part_of(std::string_view path) {
    const std::size_t slash = path.find('/');
    const std::string_view top = path.substr(0, slash);
    if (top != "cmd" || slash == path.npos) return top;
    return path.substr(0, path.find('/', slash + 1));
  }

  void check_own(const std::string& path, const Include& include) {
    if (!tree_.contains(include.path))
      return tell(path, include, "not a path from the repository's root");
    const std::string_view from = part_of(path);
    const std::string_view to = part_of(include.path);
    if (is_test(path)) return check_test(path, include);
    if (to == "tests" || is_test(include.path)) return tell(path, include, "that is for tests");
    if (from == "lib" && to != "lib") return tell(path, include, "lib knows no program");
    if (from != "lib" && to != "lib" && to != kConsole && from != to)
      return tell(path, include, "programs know lib and the console, not each other");
    if (from == "lib") check_rank(path, include);
  }

  void check_rank(const std::string& path, const Include& include) {
    const auto from = layer_of(path);
    const auto to = layer_of(include.path);
    if (!from || !to || from == to) return;
    const Layer& a = layers_[*from];
    const Layer& b = layers_[*to];
    if (b.rank < a.rank) return;
    if (!is_pure(a) || !is_pure(b)) return tell(path, include, "not of a lower rank");
    if (!b.engine() && include.path != "lib/" + b.folder + "/record.h")
      return tell(path, include, "of another noun only record.h");
    if (*to > *from) tell(path, include, "that folder stands below in lib/LAYERS");
  }

  // A test sees its own rank whole, and what tests share.
  void check_test(const std::string& path, const Include& include) {
    const auto from = layer_of(path);
    const auto to = layer_of(include.path);
    if (from && to && layers_[*to].rank > layers_[*from].rank)
      tell(path, include, "not of a lower rank");
  }

  void check_vendor(const std::string& path, const Include& include) {
    if (is_system(include.path)) return;
    for (const Home& home : homes()) {
      if (!lies_in(include.path, home.header)) continue;
      const bool at_home =
          std::any_of(home.paths.begin(), home.paths.end(),
                      [&](std::string_view place) { return lies_in(path, place); });
      const bool in_test = home.header == "doctest/" && is_test(path);
      if (!at_home && !in_test)
        tell(path, include, "its home is elsewhere (homes in tests/lint/layers_test.cpp)");
      return;
    }
    tell(path, include, "a vendor's header without a home (homes in tests/lint/layers_test.cpp)");
  }

  static bool is_pure(const Layer& layer) { return layer.noun() || layer.engine(); }

  // A noun never sees SQLite, git, files, the clock or chance, nor an order that is not its own.
  void check_noun(const std::string& path, const Include& include) {
    static const std::set<std::string_view> kept_out = {
        "chrono",        "ctime",         "time.h", "filesystem",     "fstream",
        "iostream",      "cstdio",        "random", "thread",         "mutex",
        "unordered_map", "unordered_set", "cmath",  "lib/base/file.h"};
    const auto layer = layer_of(path);
    if (!layer || !is_pure(layers_[*layer]) || is_test(path)) return;
    if (kept_out.contains(include.path) || include.path.starts_with("lib/store/")) {
      tell(path, include, "nouns are pure");
    }
  }

  const Tree& tree_;
  std::vector<Layer> layers_;
  Problems problems_;
};

// What the rules say of one file that includes `header`, among files that are in order.
Problems about(const std::string& path, const std::string& header) {
  Tree tree = {{"lib/LAYERS",
                "# comment\n0 base\n1 crypto\n1 store\n3 history\n3 offer\n3 commission\n3 "
                "order\n5 sync\n"}};
  for (const char* file :
       {"lib/base/id.h", "lib/base/file.h", "lib/crypto/key.h", "lib/store/store.h",
        "lib/history/tree.h", "lib/offer/record.h", "lib/offer/operations.h",
        "lib/commission/tier.h", "lib/order/record.h", "lib/sync/loop.h", "cmd/kontor/call.h",
        "cmd/kontor-audit/call.h", "cmd/console/env.h", "daemon/tick.h", "tests/scratch.h"}) {
    tree[file] = "";
  }
  tree[path] += "#include " + header + "\n";
  return Rules(tree).run();
}

TEST_CASE("the repository keeps its layers") {
  for (const std::string& problem : Rules(read_repository()).run()) FAIL_CHECK(problem);
}

TEST_CASE("an include may go down") {
  for (const auto& [path, header] : std::vector<std::pair<std::string, std::string>>{
           {"lib/crypto/key.cpp", "\"lib/base/id.h\""},
           {"lib/crypto/key.cpp", "\"lib/crypto/key.h\""},
           {"lib/crypto/key.cpp", "<openssl/evp.h>"},
           {"lib/order/check.cpp", "\"lib/offer/record.h\""},
           {"lib/commission/tier.cpp", "\"lib/offer/record.h\""},
           {"lib/order/check.cpp", "\"lib/commission/tier.h\""},
           {"lib/offer/offer_test.cpp", "\"lib/order/record.h\""},
           {"lib/offer/offer_test.cpp", "\"tests/scratch.h\""},
           {"lib/offer/offer_test.cpp", "<doctest/doctest.h>"},
           {"lib/offer/record.cpp", "<vector>"},
           {"lib/base/file.cpp", "<sys/stat.h>"},
           {"cmd/kontor/offer/show.cpp", "\"lib/sync/loop.h\""},
           {"cmd/kontor/offer/show.cpp", "\"cmd/kontor/call.h\""},
           {"cmd/kontor/offer/show.cpp", "\"cmd/console/env.h\""},
           {"lib/sync/loop.cpp", "<fmt/format.h>"}}) {
    CAPTURE(path);
    CAPTURE(header);
    CHECK(about(path, header).empty());
  }
}

TEST_CASE("every other way is told") {
  for (const auto& [path, header] : std::vector<std::pair<std::string, std::string>>{
           {"lib/base/id.cpp", "\"lib/crypto/key.h\""},         // up
           {"lib/crypto/key.cpp", "\"lib/store/store.h\""},     // sideways
           {"lib/offer/record.cpp", "\"lib/history/tree.h\""},  // a noun and git
           {"lib/offer/record.cpp", "\"lib/store/store.h\""},   // a noun and SQLite
           {"lib/offer/record.cpp", "\"lib/base/file.h\""},     // a noun and files
           {"lib/offer/record.cpp", "<chrono>"},                // a noun and the clock
           {"lib/history/tree.cpp", "\"lib/offer/record.h\""},
           {"lib/order/check.cpp", "\"lib/offer/operations.h\""},  // not its record
           {"lib/offer/record.cpp", "\"lib/order/record.h\""},     // a later noun
           {"lib/offer/record.cpp", "\"lib/commission/tier.h\""},
           {"lib/commission/tier.cpp", "\"lib/order/record.h\""},
           {"lib/commission/tier.cpp", "\"lib/offer/operations.h\""},
           {"lib/commission/tier.cpp", "<chrono>"},   // the engine and the clock
           {"lib/offer/record.cpp", "\"record.h\""},  // not from the root
           {"lib/offer/record.cpp", "\"tests/scratch.h\""},
           {"lib/offer/record.cpp", "<doctest/doctest.h>"},
           {"lib/base/base_test.cpp", "\"lib/crypto/key.h\""},
           {"lib/sync/loop.cpp", "\"daemon/tick.h\""},
           {"lib/sync/loop.cpp", "<nlohmann/json.hpp>"},
           {"lib/sync/loop.cpp", "<boost/asio.hpp>"},
           {"lib/sync/loop.cpp", "<unknown.h>"},
           {"lib/stray/a.cpp", "<vector>"},
           {"cmd/kontor/offer/show.cpp", "<sqlite3.h>"},
           {"cmd/kontor/offer/show.cpp", "<git2.h>"},
           {"cmd/kontor/offer/show.cpp", "<openssl/evp.h>"},
           {"cmd/kontor/offer/show.cpp", "<CLI/CLI.hpp>"},
           {"cmd/kontor/offer/show.cpp", "\"cmd/kontor-audit/call.h\""},
           {"daemon/tick.cpp", "\"cmd/kontor/call.h\""},
           {"cmd/console/env.cpp", "\"cmd/kontor/call.h\""},
           {"daemon/tick.cpp", "<SQLiteCpp/SQLiteCpp.h>"}}) {
    CAPTURE(path);
    CAPTURE(header);
    CHECK(about(path, header).size() == 1);
  }
}

}  // namespace
}  // namespace kontor::lint
