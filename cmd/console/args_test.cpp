// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/args.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"

using namespace kontor;
using namespace kontor::cli;

namespace {

const std::vector<Argument> kKnown = {
    {.name = "id", .positional = true, .required = true},
    {.name = "assignment", .takes = Takes::kMany, .positional = true},
    {.name = "minutes"},
    {.name = "topics", .takes = Takes::kMany},
    {.name = "quiet", .letter = 'q', .takes = Takes::kNothing},
    {.name = "dry-run", .letter = 'n', .takes = Takes::kNothing},
    {.name = "wait", .takes = Takes::kMaybe},
};

std::string refused(std::vector<std::string> words) {
  try {
    parse_args(kKnown, std::move(words));
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::kUsage);
    return error.what() + (error.hint().empty() ? "" : "; " + error.hint());
  }
  return "accepted";
}

}  // namespace

TEST_CASE("words become named values") {
  const Args args = parse_args(kKnown, {"k7q", "--topics", "mobile", "name=Ada", "--minutes=25",
                                        "--topics", "price", "-qn", "note=-"});
  CHECK(args.text("id") == "k7q");
  CHECK(args.all("assignment") == std::vector<std::string>{"name=Ada", "note=-"});
  CHECK(args.number("minutes", 0) == 25);
  CHECK(args.all("topics") == std::vector<std::string>{"mobile", "price"});
  CHECK(args.has("quiet"));
  CHECK(args.has("dry-run"));
  CHECK_FALSE(args.has("wait"));
}

TEST_CASE("an optional value stands behind the equals sign alone") {
  const Args bare = parse_args(kKnown, {"--wait", "k7q"});
  CHECK(bare.has("wait"));
  CHECK(bare.text("id") == "k7q");
  CHECK(parse_args(kKnown, {"k7q", "--wait=30"}).text("wait") == "30");
}

TEST_CASE("words after two hyphens are no options") {
  CHECK(parse_args(kKnown, {"k7q", "--", "--minutes"}).all("assignment") ==
        std::vector<std::string>{"--minutes"});
}

TEST_CASE("values that begin with a hyphen or hold an equals sign") {
  CHECK(parse_args(kKnown, {"k7q", "--minutes=-5"}).number("minutes", 0) == -5);
  CHECK(parse_args(kKnown, {"k7q", "--topics=a=b"}).text("topics") == "a=b");
}

TEST_CASE("a wrong command line is refused with the nearest option") {
  CHECK(refused({}) == "the id is missing");
  CHECK(refused({"k7q", "--minuets", "5"}) == "unknown option --minuets; did you mean --minutes?");
  CHECK(refused({"k7q", "-z"}) == "unknown option -z");
  CHECK(refused({"k7q", "--minutes"}) == "option --minutes takes exactly one value");
  CHECK(refused({"k7q", "--minutes", "5", "--minutes", "6"}) ==
        "option --minutes takes exactly one value");
  CHECK_THROWS_AS(parse_args(kKnown, {"k7q", "--minutes", "x"}).number("minutes", 0), Error);
}
