// SPDX-License-Identifier: Apache-2.0
#include "lib/change/file_form.h"

#include <doctest/doctest.h>

#include <string>

#include "lib/base/error.h"
#include "lib/change/file_text.h"

namespace kontor {
namespace {

constexpr Field kPriceFields[] = {
    {.name = "point", .type = Type::kWord, .need = Need::kRequired},
    {.name = "amount", .type = Type::kMoney},
};
constinit const Form price_form{"toy.price", kPriceFields};
constexpr Field kToyFields[] = {
    {.name = "colour", .type = Type::kEnum, .need = Need::kRequired, .of = "red|green"},
    {.name = "since", .type = Type::kDate},
    {.name = "name", .type = Type::kPrivate},
    {.name = "price", .type = Type::kObject, .many = Many::kList, .form = &price_form},
    {.name = "parts", .type = Type::kObject, .many = Many::kMap, .form = &price_form},
};
constinit const Form toy_form{"toy.apply", kToyFields};

std::vector<FilePayload> read(const std::string& text) {
  return read_form_file(parse_toml(text, "toy.toml"), "toy", toy_form);
}

// The message of the refusal, or empty.
std::string problem(const std::string& text) {
  try {
    read(text);
    return {};
  } catch (const Error& error) {
    CHECK(error.code() == "bad_file");
    return error.what();
  }
}

bool names(const std::string& message, const std::string& part) {
  const bool found = message.find(part) != std::string::npos;
  if (!found) MESSAGE(message);
  return found;
}

const std::string kSchema = "schema = \"toy/1\"\n";

TEST_CASE("one table, nested tables, a date, a private text") {
  const auto read_back = read(kSchema + R"([toy]
id = "ball"
colour = "red"
since = 2025-08-13
name = "Anna's"
[[toy.price]]
point = "list"
amount = { amount = 100, currency = "EUR" }
[toy.parts.skin]
point = "list"
)");
  REQUIRE(read_back.size() == 1);
  CHECK(read_back[0].id == "ball");
  CHECK(read_back[0].place.line == 2);
  CHECK(read_back[0].payload.encode() ==
        R"({"colour":"red","name":"Anna's","parts":{"skin":{"point":"list"}},)"
        R"("price":[{"amount":{"amount":100,"currency":"EUR"},"point":"list"}],)"
        R"("since":"2025-08-13"})");
}

TEST_CASE("one table a record, and a record without an id") {
  const auto toys = read(kSchema +
                         "[[toy]]\nid = \"a\"\ncolour = \"red\"\n"
                         "[[toy]]\nid = \"b\"\ncolour = \"green\"\n");
  REQUIRE(toys.size() == 2);
  CHECK(toys[1].id == "b");
  CHECK(toys[1].place.line == 5);
  CHECK(read(kSchema + "[toy]\ncolour = \"red\"\n")[0].id.empty());
}

TEST_CASE("another schema, and no schema") {
  CHECK(names(problem("schema = \"game/1\"\n[toy]\ncolour = \"red\"\n"), "toy/1"));
  CHECK(names(problem("schema = \"toy/2\"\n[toy]\ncolour = \"red\"\n"), "toy/1"));
  CHECK(names(problem("[toy]\ncolour = \"red\"\n"), "schema"));
  CHECK(names(problem(kSchema), "[toy]"));
}

TEST_CASE("an unknown key is named with the nearest known one, at its place") {
  const std::string top = problem(kSchema + "[toy]\nid = \"a\"\ncolor = \"red\"\n");
  CHECK(names(top, "toy.toml:4:1"));
  CHECK(names(top, "colour"));
  const std::string nested =
      problem(kSchema + "[toy]\ncolour = \"red\"\n[[toy.price]]\npiont = \"list\"\n");
  CHECK(names(nested, "toy.toml:5:1"));
  CHECK(names(nested, "point"));
  CHECK(names(problem(kSchema + "[toy]\ncolour = \"red\"\n[other]\n"), "other"));
}

TEST_CASE("values that the form refuses, all of them at once") {
  const std::string all = problem(kSchema + R"([toy]
colour = "blue"
since = "yesterday"
name = 7
[[toy.price]]
amount = { amount = 100 }
)");
  CHECK(names(all, "toy.toml:3:"));
  CHECK(names(all, "\"blue\" is none of: red green"));
  CHECK(names(all, "toy.toml:4:"));
  CHECK(names(all, "not a date"));
  CHECK(names(all, "name: not a text"));
  CHECK(names(all, "price[0].point: missing"));
  CHECK(names(all, "price[0].amount: not money"));
}

TEST_CASE("ids: malformed, twice, and a commitment that somebody typed") {
  CHECK(names(problem(kSchema + "[toy]\nid = \"A B\"\ncolour = \"red\"\n"), "not an id"));
  CHECK(names(problem(kSchema + "[[toy]]\nid = \"a\"\ncolour = \"red\"\n"
                                "[[toy]]\nid = \"a\"\ncolour = \"red\"\n"),
              "twice"));
  CHECK(names(problem(kSchema + "[toy]\ncolour = \"red\"\nname = { c = \"sha256:00\" }\n"),
              "name: not a text"));
  CHECK(names(problem(kSchema + "[toy]\ncolour = \"red\"\nname = \"\"\n"), "name: not a text"));
}

TEST_CASE("what is written is what was read, keys in the order of the form") {
  const std::string text = kSchema + R"(
[toy]
id = "ball"
colour = "red"
since = 2025-08-13
name = "Anna \"A.\" \\ line\n\ttab\u0001"
parts = { skin = { point = "list", amount = { amount = -3, currency = "EUR" } } }

[[toy.price]]
point = "list"
amount = { amount = 100, currency = "EUR" }

[[toy.price]]
point = "online"
)";
  const auto first = read(text);
  CHECK(write_form_file("toy", toy_form, first[0].id, first[0].payload) == text);
  Json none = first[0].payload;
  none.set("price", Json::array());
  none.set("parts", Json());
  const auto second = read(write_form_file("toy", toy_form, "ball", none));
  CHECK(second[0].payload == none);
}

}  // namespace
}  // namespace kontor
