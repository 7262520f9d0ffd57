// SPDX-License-Identifier: Apache-2.0
// What can be counted: lengths, calls that have a replacement, the rooms of a noun, first lines.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "lib/base/text.h"
#include "tests/lint/source.h"

namespace kontor::lint {
namespace {

constexpr std::size_t kMostFileLines = 600;     // one file, one room
constexpr std::size_t kMostTestLines = 120;     // a test tells a story
constexpr std::size_t kMostFunctionLines = 80;  // a screen
constexpr std::string_view kSpdx = "SPDX-License-Identifier: Apache-2.0";

std::string place(const std::string& path, std::size_t line) {
  return path + ":" + std::to_string(line) + ": ";
}

struct Function {
  std::size_t first_line = 0;
  std::size_t last_line = 0;
  std::string head;
};

// Whether what stands before a brace, since the last ; { or }, begins a function's body.
bool is_function_head(std::string_view head) {
  static const std::set<std::string_view> scopes = {"namespace", "struct", "class",
                                                    "enum",      "union",  "extern"};
  const std::size_t word_end = head.find_first_of(" \n\t({:");
  if (scopes.contains(head.substr(0, word_end))) return false;
  int depth = 0;
  bool call = false;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '(') {
      call = true;
      ++depth;
    }
    if (head[i] == ')') --depth;
    const bool assigns = head[i] == '=' && depth == 0;
    if (assigns && head.find("operator") == head.npos) return false;  // a table, not a body
  }
  return call;
}

// The functions of a blanked text. Lambdas and blocks inside belong to them; namespaces and classes
// are entered.
std::vector<Function> functions_of(std::string_view text) {
  std::vector<Function> found;
  std::size_t head_from = 0;
  int inside = 0;  // braces open since the function began
  bool initializers = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (inside > 0) {
      if (c == '{') ++inside;
      if (c == '}' && --inside == 0) {
        found.back().last_line = line_of(text, i);
        head_from = i + 1;
      }
      continue;
    }
    if (c == '#' && trim(text.substr(head_from, i - head_from)).empty()) {
      i = std::min(text.find('\n', i), text.size() - 1);
      head_from = i + 1;
    } else if (c == '{') {
      const std::string_view head = trim(text.substr(head_from, i - head_from));
      // a(b), c{d} { ... }: the brace of a member initializer directly follows its name
      initializers = head.find("):") != head.npos || head.find(") :") != head.npos;
      const char before = i == 0 ? ' ' : text[i - 1];
      if (initializers && before != ' ' && before != '\n') {
        i = std::min(text.find('}', i), text.size() - 1);
      } else if (is_function_head(head)) {
        const std::size_t start = head_from + text.substr(head_from).find_first_not_of(" \t\r\n");
        found.push_back({line_of(text, start), 0, std::string(head.substr(0, head.find('\n')))});
        inside = 1;
      } else {
        head_from = i + 1;
      }
    } else if (c == '}' || c == ';') {
      head_from = i + 1;
    }
  }
  return found;
}

Problems check_lengths(const Tree& tree) {
  Problems problems;
  for (const auto& [path, text] : tree) {
    if (!is_source(path)) continue;
    const std::size_t lines = line_of(text, text.size()) - 1;
    if (lines > kMostFileLines) {
      problems.push_back(place(path, lines) + "more than " + std::to_string(kMostFileLines) +
                         " lines");
    }
    for (const Function& function : functions_of(without_comments_and_literals(text))) {
      const std::size_t length = function.last_line - function.first_line + 1;
      const std::size_t most = is_test(path) ? kMostTestLines : kMostFunctionLines;
      if (length <= most) continue;
      problems.push_back(place(path, function.first_line) + function.head + " has " +
                         std::to_string(length) + " lines, more than " +
                         std::to_string(kMostFunctionLines));
    }
  }
  return problems;
}

struct Ban {
  std::vector<std::string_view> words;  // in code, not in comments or literals
  std::vector<std::string_view> next;   // one of these follows, blanks aside; none: anything
  std::string_view instead;
  std::string_view scope = "";                // path prefix
  std::vector<std::string_view> except = {};  // the replacement's own home, or what has a reason
  bool in_tests = false;
};
const std::vector<Ban>& bans() {
  static const std::vector<Ban> rows = {
      {{"rand", "srand", "random_device", "mt19937", "mt19937_64"}, {}, "Random of lib/base/id.h"},
      {{"time"}, {"(nullptr", "(NULL", "(0"}, "Clock of lib/base/time.h", "", {}, true},
      {{"system_clock"}, {"::now"}, "Clock of lib/base/time.h", "lib/", {"lib/base/time.cpp"}},
      {{"gettimeofday"}, {"("}, "Clock of lib/base/time.h"},
      {{"localtime", "localtime_r", "gmtime", "gmtime_r", "mktime", "timegm", "strftime"},
       {"("},
       "lib/base/time.h"},
      {{"pow"}, {"("}, "checked_mul or Rational of lib/base/money.h"},
      {{"stod", "stof", "strtod", "strtof", "atof", "atoi", "atol", "stoi", "stol", "stoll"},
       {"("},
       "parse_integer of lib/base/text.h or Rational::parse"},
      // The parser's callback refuses what it is handed.
      {{"float", "double"},
       {},
       "integers and Rational: floats differ between machines",
       "lib/",
       {"lib/base/json.cpp"}},
      {{"system"}, {"("}, "a child process with a list of arguments", "", {}, true},
      {{"sprintf", "vsprintf", "strcpy", "strcat", "strtok"}, {"("}, "std::string", "", {}, true},
      // A bug's last words.
      {{"printf", "fprintf", "puts", "fputs", "putchar"},
       {"("},
       "an answer to the caller: only programs print",
       "lib/",
       {"lib/base/error.cpp"}},
      {{"cout", "cerr", "clog"}, {}, "an answer to the caller: only programs print", "lib/"},
      {{"setlocale", "locale"}, {"("}, "nothing: there is no locale", "lib/"},
      {{"getenv"}, {"("}, "Env of the program", "lib/"},
      {{"assert"}, {"("}, "KONTOR_CHECK, which holds in every build", "", {}, true},
      {{"throw"}, {"std::"}, "Error of lib/base/error.h"},
      {{"sleep", "usleep", "sleep_for", "sleep_until"},
       {"("},
       "poll with a time-out: work is pulled by tick(now)",
       "lib/"},
  };
  return rows;
}

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Whether the word that ends at `end` is followed by one of `next`, and is no member of something.
bool is_banned_use(const Ban& ban, std::string_view code, std::size_t begin, std::size_t end) {
  if (begin > 0 && (code[begin - 1] == '.' || code.substr(0, begin).ends_with("->"))) return false;
  if (ban.next.empty()) return true;
  std::string after;
  for (std::size_t i = end; i < code.size() && after.size() < 16; ++i) {
    if (code[i] != ' ' && code[i] != '\n') after.push_back(code[i]);
  }
  return std::any_of(ban.next.begin(), ban.next.end(),
                     [&](std::string_view next) { return after.starts_with(next); });
}

void check_word(const std::string& path, std::string_view code, std::size_t begin, std::size_t end,
                Problems& problems) {
  static const std::map<std::string_view, std::vector<const Ban*>> by_word = [] {
    std::map<std::string_view, std::vector<const Ban*>> out;
    for (const Ban& ban : bans()) {
      for (const std::string_view word : ban.words) out[word].push_back(&ban);
    }
    return out;
  }();
  const auto found = by_word.find(code.substr(begin, end - begin));
  if (found == by_word.end()) return;
  for (const Ban* ban : found->second) {
    const bool excepted =
        std::find(ban->except.begin(), ban->except.end(), path) != ban->except.end();
    if (!path.starts_with(ban->scope) || excepted || (is_test(path) && !ban->in_tests)) continue;
    if (!is_banned_use(*ban, code, begin, end)) continue;
    problems.push_back(place(path, line_of(code, begin)) + std::string(found->first) + ": use " +
                       std::string(ban->instead));
  }
}

Problems check_bans(const Tree& tree) {
  Problems problems;
  for (const auto& [path, text] : tree) {
    if (!is_source(path)) continue;
    const std::string code = without_comments_and_literals(text);
    for (std::size_t begin = 0; begin < code.size();) {
      std::size_t end = begin;
      while (end < code.size() && is_word_char(code[end])) ++end;
      if (end > begin) check_word(path, code, begin, end, problems);
      begin = std::max(end, begin + 1);
    }
  }
  return problems;
}

Problems check_first_lines(const Tree& tree) {
  Problems problems;
  for (const auto& [path, text] : tree) {
    const std::vector<std::string> lines = split(text, '\n');
    const bool script = path.starts_with("scripts/") || path.starts_with(".ci/");
    if (is_source(path) && lines[0] != "// " + std::string(kSpdx)) {
      problems.push_back(place(path, 1) + "the first line is not // " + std::string(kSpdx));
    }
    if (script && lines[0].starts_with("#!") &&
        (lines.size() < 2 || lines[1] != "# " + std::string(kSpdx))) {
      problems.push_back(place(path, 2) + "the second line is not # " + std::string(kSpdx));
    }
    if (path.ends_with(".h") &&
        std::find(lines.begin(), lines.end(), "#pragma once") == lines.end()) {
      problems.push_back(place(path, 1) + "no #pragma once");
    }
  }
  return problems;
}

Problems check_unfinished(const Tree& tree) {
  // Spelled apart, so that this file passes its own rule.
  static const std::vector<std::string> words = {
      "TO"
      "DO",
      "FIX"
      "ME",
      "XX"
      "X"};
  Problems problems;
  for (const auto& [path, text] : tree) {
    for (const std::string& word : words) {
      for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool inside = (at > 0 && is_word_char(text[at - 1])) ||
                            (end < text.size() && is_word_char(text[end]));
        if (!inside) problems.push_back(place(path, line_of(text, at)) + word);
      }
    }
  }
  return problems;
}

// Rooms that a noun does not have, and why.
const std::map<std::string, std::string>& exceptions() {
  static const std::map<std::string, std::string> rows = {
      {"lib/claim/audience.cpp", "earning.cpp: each payee sees a view of its own shares"},
  };
  return rows;
}

Problems check_rooms(const Tree& tree) {
  Problems problems;
  for (const Layer& layer : parse_layers(tree.at("lib/LAYERS"))) {
    if (!layer.noun()) continue;
    const std::string folder = "lib/" + layer.folder + "/";
    for (const std::string& room :
         {folder + "record.h", folder + "operations.h", folder + "audience.cpp", folder + "noun.h",
          folder + "noun.cpp", folder + layer.folder + "_test.cpp",
          "schemas/store/" + layer.folder + ".sql"}) {
      const bool excepted = exceptions().contains(room);
      if (!tree.contains(room) && !excepted) problems.push_back(room + ": missing");
      if (tree.contains(room) && excepted) problems.push_back(room + ": is there, but excepted");
    }
  }
  return problems;
}

// The words in front of `suffix` in a text, in its order: "lead" of "&lead_noun()".
std::vector<std::string> words_before(std::string_view text, std::string_view suffix) {
  std::vector<std::string> out;
  for (std::size_t at = text.find(suffix); at != text.npos; at = text.find(suffix, at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && is_word_char(text[begin - 1])) --begin;
    out.emplace_back(text.substr(begin, at - begin));
  }
  return out;
}

// What is written but not in its table builds, passes its tests, and is not there for anyone.
Problems check_tables(const Tree& tree) {
  static const std::string nouns = "lib/ledger/nouns.cpp";
  static const std::string commands = "cmd/kontor/table.cpp";
  Problems problems;
  std::vector<std::string> folders;
  for (const Layer& layer : parse_layers(tree.at("lib/LAYERS"))) {
    if (layer.noun()) folders.push_back(layer.folder);
  }
  if (words_before(tree.at(nouns), "_noun()") != folders)
    problems.push_back(nouns + ": not the nouns of lib/LAYERS in their order");
  const std::vector<std::string> listed = words_before(tree.at(commands), "_verbs()");
  for (const auto& [path, text] : tree) {
    if (!path.starts_with("cmd/kontor/") || !path.ends_with("/verbs.cpp")) continue;
    const std::string noun = split(path, '/')[2];
    if (std::find(listed.begin(), listed.end(), noun) == listed.end())
      problems.push_back(path + ": no row in " + commands);
  }
  return problems;
}

void none(const Problems& problems) {
  for (const std::string& problem : problems) FAIL_CHECK(problem);
}

std::string lines(std::size_t count, const std::string& line) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += line + "\n";
  return out;
}

TEST_CASE("the repository is tidy") {
  const Tree tree = read_repository();
  SUBCASE("lengths") { none(check_lengths(tree)); }
  SUBCASE("calls") { none(check_bans(tree)); }
  SUBCASE("first lines") { none(check_first_lines(tree)); }
  SUBCASE("nothing is left for later") { none(check_unfinished(tree)); }
  SUBCASE("each noun has its rooms") { none(check_rooms(tree)); }
  SUBCASE("what is written is in its table") { none(check_tables(tree)); }
}

TEST_CASE("literals and comments are blanked") {
  CHECK(without_comments_and_literals("a \"b\\\"c\" d // e\nf /* g\nh */ i") ==
        "a \"    \" d     \nf     \n     i");
  CHECK(without_comments_and_literals("R\"x(a\")\nb)x\" 'c' 1'000'000 '\\''") ==
        "R\"     \n   \" ' ' 1'000'000 '  '");
}

TEST_CASE("functions are found and measured") {
  const std::string text =
      "namespace a {\n"
      "struct B : C {\n"
      "  B() : b_(1), c_{2} {\n"
      "    if (x) {\n"
      "    }\n"
      "  }\n"
      "  int d() const { return 1; }\n"
      "};\n"
      "const int table[] = {f(1), 2};\n"
      "bool operator==(int a,\n"
      "                int b = 1) {\n"
      "}\n"
      "}\n";
  const auto found = functions_of(text);
  REQUIRE(found.size() == 3);
  CHECK(found[0].first_line == 3);
  CHECK(found[0].last_line == 6);
  CHECK(found[1].first_line == 7);
  CHECK(found[2].first_line == 10);
  CHECK(found[2].last_line == 12);
}

TEST_CASE("lengths") {
  CHECK(check_lengths({{"lib/a/a.cpp", lines(600, "//")}}).empty());
  CHECK(check_lengths({{"lib/a/a.cpp", lines(601, "//")}}).size() == 1);
  CHECK(check_lengths({{"lib/a/a.cpp", "void f() {\n" + lines(78, "x();") + "}\n"}}).empty());
  CHECK(check_lengths({{"lib/a/a.cpp", "void f() {\n" + lines(79, "x();") + "}\n"}}).size() == 1);
}

TEST_CASE("calls that have a replacement") {
  for (const char* call : {"std::rand();",     "std::mt19937 r;",
                           "time(nullptr);",   "std::time(0);",
                           "localtime(&t);",   "std::pow (2, 3);",
                           "std::stod(s);",    "atoi(s);",
                           "double x = 1;",    "std::system(s);",
                           " system (s);",     "sprintf(b, s);",
                           "printf(s);",       "std::cout << 1;",
                           "setlocale(1, s);", "getenv(s);",
                           "assert(x);",       "throw std::runtime_error(s);",
                           "sleep(1);",        "std::chrono::system_clock::now();"}) {
    CAPTURE(call);
    CHECK(check_bans({{"lib/a/a.cpp", call}}).size() == 1);
    CHECK(check_bans({{"lib/a/a.cpp", std::string("// ") + call}}).empty());
  }
  CHECK(check_bans({{"lib/a/a.cpp",
                     "power(2); runtime(0); snprintf(b, 1, s); file.system(1); co_printf(1);"}})
            .empty());
  CHECK(check_bans({{"cmd/kontor/a.cpp", "printf(s);"}}).empty());
}

TEST_CASE("first lines") {
  const std::string good = "// SPDX-License-Identifier: Apache-2.0\n";
  CHECK(check_first_lines({{"lib/a.h", good + "#pragma once\n"}, {"lib/a.cpp", good}}).empty());
  CHECK(check_first_lines({{"lib/a.h", good}}).size() == 1);
  CHECK(check_first_lines({{"lib/a.cpp", "\n" + good}}).size() == 1);
  CHECK(check_first_lines({{"scripts/a", "#!/bin/sh\nset -e\n"}}).size() == 1);
}

TEST_CASE("left for later") {
  CHECK(check_unfinished({{"lib/a.cpp",
                           "// TO"
                           "DO: x\n"}})
            .size() == 1);
  CHECK(check_unfinished({{"lib/a.cpp", "int to_do;\n"}}).empty());
}

TEST_CASE("tables") {
  Tree tree = {{"lib/LAYERS", "0 base\n3 history\n3 offer\n3 order\n"},
               {"lib/ledger/nouns.cpp", "x = {&offer_noun(), &order_noun()};"},
               {"cmd/kontor/table.cpp", "{\"offer\", \"what is sold\", offer_verbs()},"},
               {"cmd/kontor/offer/verbs.cpp", ""}};
  CHECK(check_tables(tree).empty());
  tree["cmd/kontor/order/verbs.cpp"] = "";
  CHECK(check_tables(tree).size() == 1);
  tree["lib/ledger/nouns.cpp"] = "x = {&order_noun(), &offer_noun()};";
  CHECK(check_tables(tree).size() == 2);
  tree["lib/ledger/nouns.cpp"] = "x = {&offer_noun()};";
  CHECK(check_tables(tree).size() == 2);
}

TEST_CASE("rooms") {
  Tree tree = {{"lib/LAYERS", "0 base\n3 history\n3 offer\n"}};
  CHECK(check_rooms(tree).size() == 7);
  for (const char* room :
       {"record.h", "operations.h", "audience.cpp", "noun.h", "noun.cpp", "offer_test.cpp"}) {
    tree[std::string("lib/offer/") + room] = "";
  }
  tree["schemas/store/offer.sql"] = "";
  CHECK(check_rooms(tree).empty());
}

}  // namespace
}  // namespace kontor::lint
