// SPDX-License-Identifier: Apache-2.0
#include "lib/config/toml.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "lib/base/error.h"
#include "lib/config/settings.h"

namespace kontor {
namespace {

struct Refusal {
  std::string code;
  std::string message;
  std::string hint;
  Fault fault = Fault::kBug;
};

template <typename Work>
Refusal refusal(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return {error.code(), error.what(), error.hint(), error.fault()};
  }
  return {};
}

constexpr const char* kPlan = R"(# a plan
[plan]
id = "retail"
valid.from = 2025-08-14
open = true
rate = "0.90"

[plan.settle]
at = 2025-08-14T10:00:00+02:00
local = 2025-08-14T10:00:00.250
noon = 12:00:00
count = 1_000

[[factor]]
name = "ä"
value = 1

[[factor]]
name = "b"
value = 2

[enum.job]
"admin." = "admin"
'quo"te' = "q"
)";

TEST_CASE("values become JSON, with their places") {
  const TomlFile file = parse_toml(kPlan, "plan.toml");
  CHECK(file.root.at("plan").str("id") == "retail");
  CHECK(file.root.at("plan").at("valid").str("from") == "2025-08-14");
  CHECK(file.root.at("plan").at("open").boolean());
  const Json& settle = file.root.at("plan").at("settle");
  CHECK(settle.str("at") == "2025-08-14T10:00:00+02:00");
  CHECK(settle.str("local") == "2025-08-14T10:00:00.25");
  CHECK(settle.str("noon") == "12:00:00");
  CHECK(settle.num("count") == 1000);
  CHECK(file.place("plan.valid.from").line == 4);
  CHECK(file.place("plan.settle").line == 8);
  CHECK(file.place("plan.settle.noon").line == 11);
  CHECK(file.place("factor[1].value").line == 20);
  CHECK(file.place("factor[1]").line == 18);
  CHECK(file.place("factor[1].nothing.here").line == 18);
  CHECK(file.place("nothing").line == 1);
  CHECK(file.place(key_path("enum.job", "admin.")).line == 23);
  CHECK(file.place(key_path("enum.job", "admin.")).column == 1);
}

TEST_CASE("paths find what they spell") {
  const TomlFile file = parse_toml(kPlan, "plan.toml");
  CHECK(find_path(file.root, "factor[0].name")->string() == "ä");
  CHECK(key_path("enum.job", "admin.") == "enum.job.\"admin.\"");
  CHECK(find_path(file.root, key_path("enum.job", "admin."))->string() == "admin");
  CHECK(find_path(file.root, key_path("enum.job", "quo\"te"))->string() == "q");
  CHECK(find_path(file.root, "") == &file.root);
  for (const char* path : {"factor[2]", "factor[0].name.x", "plan[0]", "nope", "\"",
                           "factor[99999999999999999999999]", ".", "plan..id"}) {
    CAPTURE(path);
    CHECK(!find_path(file.root, path));
  }
}

TEST_CASE("what is refused says where and what to write") {
  const auto parse = [](const char* text) { return refusal([&] { parse_toml(text, "a.toml"); }); };
  const Refusal umlaut = parse("x = 1\nä = 2\n");  // bare keys are ASCII
  CHECK(umlaut.code == "bad_toml");
  CHECK(umlaut.fault == Fault::kData);
  CHECK(umlaut.message.starts_with("a.toml:2:1: "));
  CHECK(parse("\"ä\" = [1, 0.90]").message ==
        "a.toml:1:11: 0.90 is a binary float, which cannot be exact");
  CHECK(parse("a = 0.90").hint == "write it as a decimal string: \"0.90\"");
  CHECK(parse("\n a = -1e3 # x").hint == "write it as a decimal string: \"-1e3\"");
  CHECK(parse("a = inf").code == "bad_toml");
  CHECK(parse("a = 9007199254740993").message.starts_with("a.toml:1:5: integers are between"));
  CHECK(parse("a = 1\na = 2").message.starts_with("a.toml:2:"));
  CHECK(parse("a = \"x").code == "bad_toml");
  CHECK(parse("a = \"\xff\"").code == "bad_toml");
  CHECK(parse((std::string("a = ") + std::string(5000, '[')).c_str()).code == "bad_toml");
  CHECK(parse(std::string((1u << 20) + 1, ' ').c_str()).code == "bad_toml");
  std::string deep = "a";
  for (int i = 0; i < 100000; ++i) deep += ".a";
  CHECK(parse((deep + " = 1").c_str()).code == "bad_toml");
  CHECK(parse(("\n[" + deep + "]").c_str()).code == "bad_toml");
  CHECK(parse(("b = { " + deep + " = 1 }").c_str()).code == "bad_toml");
  CHECK(refusal([] { read_toml("/no/such/file.toml"); }).code == "no_file");
  CHECK(refusal([] { read_toml("/tmp"); }).code == "no_file");
}

TEST_CASE("unknown keys are named with the nearest known one") {
  const TomlFile file = parse_toml("[plan]\nsettel = 1\nxyzzy = 2\nid = 3\n", "plan.toml");
  const std::vector<Finding> findings = unknown_keys(file, "plan", {"id", "settle"});
  REQUIRE(findings.size() == 2);
  CHECK(format_finding(file, findings[0]) ==
        "plan.toml:2:1: unknown key \"settel\"; did you mean \"settle\"?");
  CHECK(findings[1].remedy == "known here: id, settle");
  CHECK(findings[1].path == "plan.xyzzy");
  CHECK(unknown_keys(file, "nothing", {}).empty());
  CHECK(unknown_keys(file, "plan.id", {}).empty());
  const Refusal refused = refusal([&] { refuse_if_any(file, findings); });
  CHECK(refused.code == "bad_file");
  CHECK(refused.message ==
        "plan.toml:2:1: unknown key \"settel\"; did you mean \"settle\"?\n"
        "plan.toml:3:1: unknown key \"xyzzy\"; known here: id, settle");
  Finding hint;
  hint.error = false;
  CHECK_NOTHROW(refuse_if_any(file, {hint}));
}

TEST_CASE("settings: defaults, values, refusals") {
  const Settings defaults = parse_settings(parse_toml("", "config.toml"));
  CHECK(defaults.sync_interval_s == 60);
  CHECK(defaults.log_format == "text");
  const Settings set =
      parse_settings(parse_toml("[log]\nformat = 'json'\n"
                                "[sync]\ninterval_s = 5\n"
                                "[hub]\nlocation = '/srv/hub'\n"
                                "[default]\nseller = 'anna'\n",
                                "config.toml"));
  CHECK(set.log_format == "json");
  CHECK(set.sync_interval_s == 5);
  CHECK(set.hub_location == "/srv/hub");
  CHECK(set.default_seller == "anna");

  const auto refused = [](const char* text) {
    return refusal([&] { parse_settings(parse_toml(text, "config.toml")); });
  };
  const Refusal unknown = refused("[sync]\nintervall_s = 5\n");
  CHECK(unknown.fault == Fault::kConfig);
  CHECK(unknown.code == "bad_config");
  CHECK(unknown.message ==
        "config.toml:2:1: unknown key \"intervall_s\"; did you mean \"interval_s\"?");
  CHECK(refused("[snyc]\n").message ==
        "config.toml:1:2: unknown key \"snyc\"; did you mean \"sync\"?");
  CHECK(refused("[sync]\ninterval_s = 0").message ==
        "config.toml:2:1: sync.interval_s takes an integer from 1 to 86400");
  CHECK(refused("sync = 3").message.ends_with("sync is a table"));
  CHECK(refused("[log]\nformat = 'xml'").message.ends_with("log.format takes one of text, json"));
  CHECK(refused("[log]\nlevel = 3").message.ends_with("log.level takes a string"));
}

TEST_CASE("the table of settings is the man page: sorted, complete, documented") {
  std::string_view last;
  for (const SettingRow& row : setting_rows()) {
    CHECK(row.key > last);
    last = row.key;
    CHECK(row.doc.ends_with('.'));
    // Each default is a value that the reader takes.
    const std::size_t dot = row.key.find('.');
    const std::string value = " = " + setting_text(row, Settings{}) + "\n";
    const std::string text = dot == std::string_view::npos
                                 ? std::string(row.key) + value
                                 : "[" + std::string(row.key.substr(0, dot)) + "]\n" +
                                       std::string(row.key.substr(dot + 1)) + value;
    CAPTURE(text);
    const Settings read = parse_settings(parse_toml(text, "config.toml"));
    CHECK(setting_text(row, read) == setting_text(row, Settings{}));
  }
}

TEST_CASE("settings of a file that is absent, or broken") {
  std::string folder = (std::filesystem::temp_directory_path() / "kontor-config-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()));
  const std::filesystem::path file = std::filesystem::path(folder) / "config.toml";
  CHECK(read_settings(file).sync_interval_s == 60);
  std::ofstream(file) << "log = de\n";
  CHECK(refusal([&] { read_settings(file); }).fault == Fault::kConfig);
  std::filesystem::remove_all(folder);
}

TEST_CASE("dots in texts and comments are no parts of a key") {
  const std::string dots(40, '.');
  const std::string text = "# " + dots + "\na = \"" + dots + "\\\"" + dots + "\"\nb = '" + dots +
                           "'\nc = \"\"\"\n" + dots + "\"" + dots + "\"\"\"\nd.e.f = 1\n";
  const TomlFile file = parse_toml(text, "dots.toml");
  CHECK(file.root.str("a") == dots + "\"" + dots);
  CHECK(file.root.str("c") == dots + "\"" + dots);
  CHECK(find_path(file.root, "d.e.f")->integer() == 1);
}

}  // namespace
}  // namespace kontor
