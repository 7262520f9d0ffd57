// SPDX-License-Identifier: Apache-2.0
#include "lib/base/json.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"

namespace kontor {
namespace {

// Code and message of the refusal, or "" if the text is taken.
std::string refusal(std::string_view text, const JsonLimits& limits = {}) {
  try {
    parse_json(text, limits);
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::kData);
    return error.code() + ": " + error.what();
  }
  return "";
}

bool canonical(std::string_view text) {
  try {
    return parse_canonical(text).encode() == text;
  } catch (const Error&) {
    return false;
  }
}

TEST_CASE("canonical texts come back byte by byte") {
  for (const char* text :
       {"{}", "[]", "0", "-1", "true", "false", "\"\"", "9007199254740991", "-9007199254740991",
        R"({"a":[1,-2,true],"b":{"c":"d"},"c-d_0":[[],{}]})",
        "\"\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80\x7F\""}) {
    CAPTURE(text);
    CHECK(canonical(text));
  }
}

TEST_CASE("string escapes are those of RFC 8785") {
  const std::string all("\x00\x01\x07\b\t\n\x0B\f\r\x1F\"\\/ ", 14);
  const std::string text = Json(all).encode();
  CHECK(text == R"("\u0000\u0001\u0007\b\t\n\u000b\f\r\u001f\"\\/ ")");
  CHECK(parse_canonical(text).string() == all);
}

TEST_CASE("another spelling is JSON, but not canonical") {
  for (const char* text : {" {}", "{} ", "{}\n", R"({"b":1,"a":2})", R"({"a": 1})", R"("\u00fc")",
                           R"("\/")", R"("\u001F")", R"("\u0008")", "-0"}) {
    CAPTURE(text);
    CHECK(refusal(text).empty());
    CHECK_FALSE(canonical(text));
  }
  CHECK_THROWS_WITH_AS(parse_canonical(R"({"b":1,"a":2})"), "JSON is not canonical from byte 2 on",
                       Error);
}

TEST_CASE("members may stand in any order, with space between") {
  CHECK(parse_json("{ \"b\":[1 ,\t2], \"a\" : {\"d\":true,\"c\":\"x\"}\r\n}").encode() ==
        R"({"a":{"c":"x","d":true},"b":[1,2]})");
  CHECK_THROWS_AS(parse_json(R"({"b":1,"a":2,"b":3})"), Error);
  CHECK_THROWS_AS(parse_json(R"({"b":1 "a":2})"), Error);
  CHECK_THROWS_AS(parse_json("{\"b\":1\v}"), Error);
  CHECK_THROWS_AS(parse_canonical(R"({"b":1,"a":2})"), Error);
}

TEST_CASE("what the formats exclude is refused, with its place") {
  CHECK(refusal("null") == "bad_json: bad JSON: null is not allowed");
  CHECK(refusal(R"({"a":[1,{"b":null}]})") == "bad_json: bad JSON at a[1].b: null is not allowed");
  CHECK(refusal(R"({"a":{"x":1,"y":2,"x":3}})") == "bad_json: bad JSON at a.x: duplicate key");
  CHECK(refusal("[1.0]") ==
        "bad_json: bad JSON at [0]: number 1.0 is not an integer within +-(2^53-1)");
  CHECK(refusal("[1,2e3]") ==
        "bad_json: bad JSON at [1]: number 2e3 is not an integer within +-(2^53-1)");
  CHECK(refusal("9007199254740992") == "bad_json: bad JSON: integer outside of +-(2^53-1)");
  CHECK(refusal("-9007199254740992") == "bad_json: bad JSON: integer outside of +-(2^53-1)");
  CHECK_FALSE(refusal("123456789012345678901234567890").empty());
  CHECK(refusal("\xEF\xBB\xBF{}") == "bad_json: bad JSON: begins with a byte order mark");
  CHECK(refusal(R"({"A":1})") == "bad_json: bad JSON: key \"A\" is not of a-z 0-9 _ -");
  CHECK_FALSE(refusal(R"({"":1})").empty());
}

TEST_CASE("malformed text is refused") {
  for (const char* text : {"",
                           " ",
                           "{",
                           "[1,]",
                           "{\"a\":1,}",
                           "{a:1}",
                           "01",
                           "+1",
                           "tru",
                           "[1]]",
                           "\"a",
                           "\"\n\"",
                           "\"\\x\"",
                           "// c\n1",
                           "NaN",
                           "\"\xC0\x80\"",
                           "\"\xED\xA0\x80\"",
                           "\"\\ud800\"",
                           "\"\\ude00\"",
                           "\"\xF4\x90\x80\x80\"",
                           "\"\xE2\x82\""}) {
    CAPTURE(text);
    CHECK(refusal(text).starts_with("bad_json: bad JSON"));
  }
  CHECK(refusal(std::string_view("1\0", 2)).starts_with("bad_json"));
  CHECK(refusal("[1,]").find("at byte 4") != std::string::npos);
}

TEST_CASE("every limit holds") {
  CHECK(refusal("[[[[[[[[1]]]]]]]]").empty());
  CHECK(refusal("[[[[[[[[[1]]]]]]]]]").find("nested deeper than 8") != std::string::npos);
  CHECK_FALSE(refusal(std::string(1u << 20, '[')).empty());
  const JsonLimits small{.size_bytes = 20, .depth = 1, .string_bytes = 3, .any_key = true};
  CHECK(refusal(R"({"A b":"xyz"})", small).empty());
  CHECK(refusal(R"({"A":"wxyz"})", small) == "bad_json: bad JSON at A: string longer than 3 bytes");
  CHECK_FALSE(refusal(R"({"long":1})", small).empty());
  CHECK_FALSE(refusal("{\"a\":{}}", small).empty());
  CHECK(refusal("[1,2,3,4,5,6,7,8,9,10]", small) == "bad_json: bad JSON: longer than 20 bytes");
}

TEST_CASE("the encoder signs nothing that the parser refuses") {
  CHECK_THROWS_AS(Json("\xFF").encode(), Error);
  CHECK_THROWS_AS(Json(std::int64_t{9007199254740992}).encode(), Error);
}

TEST_CASE("access") {
  Json order =
      Json::object({{"id", "k7"}, {"rev", 3}, {"open", true}, {"items", Json::array({1, 2})}});
  CHECK(order.str("id") == "k7");
  CHECK(order.num("rev") == 3);
  CHECK(order.flag_or("open", false));
  CHECK(order.list("items").size() == 2);
  CHECK(order.list("parts").empty());
  CHECK(order.map("fields").empty());
  CHECK(order.str_or("state", "draft") == "draft");
  CHECK(order.num_or("step", 7) == 7);
  CHECK(Json(1).find("a") == nullptr);
  CHECK_THROWS_WITH_AS(order.at("gone"), "member \"gone\" is missing", Error);
  CHECK_THROWS_WITH_AS(order.str("rev"), "JSON value is not a string", Error);
  CHECK_THROWS_AS(order.num_or("id", 1), Error);

  order["fields"]["iban"].set("by", "shop-1.0.4");
  order.set("rev", 4);
  order.erase("open");
  order.erase("never");
  order["items"].push("x");
  CHECK(order.encode() ==
        R"({"fields":{"iban":{"by":"shop-1.0.4"}},"id":"k7","items":[1,2,"x"],"rev":4})");
  CHECK(order == parse_canonical(order.encode()));
  CHECK(Json::strings({"b", "a"}).encode() == R"(["b","a"])");
  CHECK(Json::object({{"a", Json::array({1, Json()})}, {"b", Json::array()}}).pretty() ==
        "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
}

}  // namespace
}  // namespace kontor
