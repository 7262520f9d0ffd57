// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/config/import_map.h"

namespace kontor {
namespace {

const ImportFields& fields() {
  static const ImportFields kFields{
      {"campaign", "topic", "score", "close_by", "postcode_prefix", "facts.*"},
      {"type", "direction", "medium", "minutes", "result", "facts.*"},
      {"name", "email", "phone", "street", "city", "postcode", "company", "web", "note"}};
  return kFields;
}

ImportMap map_of(const std::string& text) {
  return parse_import_map(parse_toml(text, "map.toml"), fields());
}

std::vector<std::string> refusals(const std::string& text) {
  try {
    map_of(text);
  } catch (const Error& error) {
    CHECK(error.code() == "bad_file");
    return split(error.what(), '\n');
  }
  return {};
}

constexpr const char* kMap = R"([source]
name = "fair"
id = "nr"

[lead]
campaign = {const = "spring"}
score = {column = "points", type = "count"}
close_by = {column = "until", type = "date"}

[lead.facts]
age = "age"
job = {column = "work", enum = "job"}
size = {column = "staff", type = "count"}

[interaction]
type = {const = "call"}
minutes = {column = "seconds", band = "minutes"}

[private]
name = ["first", "last"]
phone = "phone"

[band.age]
"18-29" = [18, 29]
"30+" = {from = 30}
"minor" = {to = 17}

[band.minutes]
"1" = [0, 119]
"3" = [120, 299]

[enum.job]
"admin." = "admin"
cook = "cook"
level = 3
"" = "unknown"
"*" = "other"
)";

const std::vector<std::string> kColumns = {"nr",      "points", "until", "age",   "work",  "staff",
                                           "seconds", "first",  "last",  "phone", "secret"};

MappedRow mapped(std::vector<std::string> values) {
  const ImportMapper mapper(map_of(kMap), kColumns);
  return mapper.map_row({.line = 7, .values = std::move(values), .problem = ""});
}

std::string problems(const MappedRow& row) {
  std::vector<std::string> lines;
  for (const ImportProblem& problem : row.problems) {
    CHECK(problem.line == 7);
    lines.push_back(problem.field + ": " + problem.message);
  }
  return join(lines, "\n");
}

TEST_CASE("a row becomes public texts by rule, and private ones") {
  const MappedRow row = mapped({"K-1", "12", "31.08.2025", "29", "admin.", "0", "130", " Jo ",
                                "Müller", "0171 1", "secret"});
  CHECK(problems(row) == "");
  CHECK(row.source_id == "K-1");
  CHECK(row.lead == Texts{{"campaign", "spring"},
                          {"score", "12"},
                          {"close_by", "2025-08-31"},
                          {"facts.age", "18-29"},
                          {"facts.job", "admin"},
                          {"facts.size", "0"}});
  CHECK(row.interaction == Texts{{"type", "call"}, {"minutes", "3"}});
  CHECK(row.lead_private == Texts{{"name", "Jo Müller"}, {"phone", "0171 1"}});
}

TEST_CASE("an empty cell is no value, unless the enumeration names it") {
  const MappedRow row = mapped({"1", "", "", "", "", "", "", "", "", "", ""});
  CHECK(problems(row) == "");
  CHECK(row.lead == Texts{{"campaign", "spring"}, {"facts.job", "unknown"}});
  CHECK(row.lead_private.empty());
}

TEST_CASE("enumerations and bands take what they say") {
  const auto job = [](const char* cell) {
    return mapped({"1", "", "", "", cell, "", "", "", "", "", ""}).lead.at("facts.job");
  };
  CHECK(job("cook") == "cook");
  CHECK(job("Cook") == "other");
  CHECK(job("level") == "3");
  const auto age = [](const char* cell) {
    return mapped({"1", "", "", cell, "", "", "", "", "", "", ""}).lead.at("facts.age");
  };
  CHECK(age("-5") == "minor");
  CHECK(age("17") == "minor");
  CHECK(age("18") == "18-29");
  CHECK(age("30") == "30+");
  CHECK(age("9223372036854775807") == "30+");
}

TEST_CASE("a cell that no rule takes is a problem that does not repeat the cell") {
  const MappedRow row =
      mapped({"", "-1", "2025-02-30", "old", "x", "10000", "300", "", "", "", ""});
  CHECK(problems(row) ==
        "source.id: missing\n"
        "lead.close_by: not a date (2025-08-31, 31.08.2025)\n"
        "lead.facts.age: not a whole number\n"
        "lead.facts.size: not a count (0 to 9999)\n"
        "lead.score: not a count (0 to 9999)\n"
        "interaction.minutes: in no band of [band.minutes]");
  MappedRow narrow = ImportMapper(map_of(kMap), kColumns)
                         .map_row({.line = 7, .values = {"1"}, .problem = "short"});
  CHECK(problems(narrow) == ": short");
}

TEST_CASE("columns that the file does not have are all named") {
  try {
    const ImportMapper mapper(map_of(kMap), {"nr", "points", "untill", "age", "work", "staff",
                                             "seconds", "first", "last"});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == "no_such_column");
    CHECK(std::string(error.what()) ==
          "map.toml names columns that the file does not have: \"phone\", \"until\" (did you mean "
          "\"untill\"?)");
  }
}

TEST_CASE("no column becomes public as it stands") {
  const std::string head = "[source]\nname = 'fair'\n";
  const auto only = [&](const std::string& rest) {
    const std::vector<std::string> lines = refusals(head + rest);
    REQUIRE(lines.size() == 1);
    return lines[0];
  };
  CHECK(only("[lead]\ntopic = 'name'") ==
        "map.toml:4:1: topic is public, and the column \"name\" has neither an enumeration nor a "
        "band; add [enum.name] or [band.name], or map it under [private]");
  CHECK(only("[lead]\ntopic = {column = 'name'}") ==
        "map.toml:4:1: topic is public, and its column has neither enum, band nor type; no cell "
        "becomes public as it stands");
  CHECK(
      only("[lead]\ntopic = {column = 'name', type = 'text'}").ends_with("\"count\" or \"date\""));
  CHECK(only("[lead.facts]\nx = {column = 'a', enum = 'job'}") ==
        "map.toml:4:20: there is no [enum.job]");
  CHECK(only("[lead]\nscore = {column = 'a', enum = 'e', band = 'b'}\n[enum.e]\nx = 1\n"
             "[band.b]\ny = [1, 2]")
            .ends_with("not both"));
}

TEST_CASE("unknown fields, tables and keys are named") {
  const std::string head = "[source]\nname = 'fair'\n";
  const std::string good = "[private]\nname = 'n'\n";
  const auto has = [&](const std::string& text, const std::string& part) {
    CAPTURE(text);
    const std::vector<std::string> lines = refusals(text);
    CHECK_MESSAGE(join(lines, "|").find(part) != std::string::npos, join(lines, "|"));
  };
  has(head + "[lead]\ntopci = {const = 'x'}", "unknown key \"topci\"; did you mean \"topic\"?");
  has(head + "[privat]\nname = 'n'", "did you mean \"private\"?");
  has(head + "[private]\nnme = 'n'", "did you mean \"name\"?");
  has(head + "[lead]\nemail = 'email'", "unknown key \"email\"");
  has(head + "[lead]\ntopic = {const = 'x', enum = 'y'}", "unknown key \"enum\"");
  has(head + "[lead]\ntopic = {const = [1]}", "a constant is");
  has(head + "[lead]\ntopic = {const = ''}", "a constant is");
  has(head + "[lead]\ntopic = 3", "takes a column");
  has(head + "[lead]\nfacts = 'x'", "lead.facts is a table");
  has(head + "[lead.facts]\n\"Ä\" = {const = 'x'}", "a key is of a-z");
  has(head, "no field is mapped");
  has(good, "[source] has no name");
  has("[source]\nname = 'The Fair'\n" + good, "a source's name is of");
  has("[source]\nname = 'f'\ndelimiter = '|'\n" + good, "the delimiter is");
  has("[source]\nname = 'f'\nid = 3\n" + good, "source.id takes a text");
  has(head + "[private]\nname = []", "a column or a list");
  has(head + "[private]\nname = ['a', 3]", "a column or a list");
  has(head + good + "[enum.job]\na = 'b'", "nothing uses [enum.job]");
  has(head + good + "[band.age]\na = [1, 2]", "nothing uses [band.age]");
  has(head + good + "[band]\nage = 3", "band.age is a table");
  has(head + "[lead]\nscore = 'a'\n[band.a]\nx = [1, 5]\ny = [5, 9]", "\"x\" and \"y\" overlap");
  has(head + "[lead]\nscore = 'a'\n[band.a]\nx = [5, 1]", "a band is");
  has(head + "[lead]\nscore = 'a'\n[band.a]\nx = [1]", "a band is");
  has(head + "[lead]\nscore = 'a'\n[band.a]\nx = {from = 1, until = 2}", "a band is");
  has(head + "[lead]\ntopic = 'a'\n[enum.a]\nx = {y = 1}", "an enumeration gives");
}

// Beside the sources, or where KONTOR_DATA says.
std::filesystem::path source_folder() {
  const char* const source = std::getenv("KONTOR_SOURCE");
  return source ? source : ".";
}
std::filesystem::path real_data() {
  const char* const given = std::getenv("KONTOR_DATA");
  return given ? std::filesystem::path(given) : source_folder() / "../shared/data";
}

ImportMap shipped(const char* name) {
  return parse_import_map(read_toml(source_folder() / "packs/import" / name), fields());
}

TEST_CASE("the mappings that come with the product are good") {
  CHECK(shipped("uci.toml").id.empty());
  CHECK(shipped("uci.toml").private_fields.empty());
  CHECK(shipped("us500.toml").interaction.empty());
  CHECK(shipped("us500.toml").private_fields.size() == 9);
}

// Counts of every (field, text) over all rows of a file.
std::map<std::string, std::map<std::string, int>> counts(const char* map, const char* file) {
  std::ifstream in(real_data() / file, std::ios::binary);
  CsvReader reader(in, file);
  const ImportMapper mapper(shipped(map), reader.columns());
  std::map<std::string, std::map<std::string, int>> counted;
  CsvRow row;
  while (reader.next(row)) {
    const MappedRow out = mapper.map_row(row);
    CHECK(out.problems.empty());
    for (const auto& [field, text] : out.lead) ++counted[field][text];
    for (const auto& [field, text] : out.interaction) ++counted["call " + field][text];
    for (const auto& [field, text] : out.lead_private) ++counted["private " + field][text];
  }
  return counted;
}

TEST_CASE("they fit the real files, where those are at hand") {
  if (!std::filesystem::exists(real_data())) {
    MESSAGE("skipped: no folder of real data");
    return;
  }
  auto bank = counts("uci.toml", "uci_bank_marketing/bank-2008-2009.csv");
  std::ifstream in(real_data() / "uci_bank_marketing/expected.csv", std::ios::binary);
  CsvReader expected(in, "expected.csv");
  CsvRow row;
  int compared = 0;
  while (expected.next(row)) {
    if (row.values[0] == "all") continue;
    CHECK(bank["facts." + row.values[0]][row.values[1]] == std::stoi(row.values[2]));
    ++compared;
  }
  CHECK(compared == 28);
  CHECK(bank["facts.y"]["yes"] == 1520);
  CHECK(bank["call result"]["yes"] == 1520);
  CHECK(bank["call type"]["call"] == 30'000);

  auto contacts = counts("us500.toml", "us500_contacts/us-500.csv");
  CHECK(contacts["private name"]["James Butt"] == 1);
  CHECK(contacts["private email"].size() == 500);
  int zoned = 0;
  for (const auto& [zone, count] : contacts["postcode_prefix"]) zoned += count;
  CHECK(zoned == 500);
  CHECK(contacts["postcode_prefix"].size() == 10);
}

}  // namespace
}  // namespace kontor
