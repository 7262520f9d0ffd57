// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/extract.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/claim/derive.h"
#include "lib/claim/story_test.h"

namespace kontor::claim {
namespace {

using example::kAnna;
using example::kNordCustomer;
using example::Story;

// What the payee's own site holds of the story: its earnings and its own records.
struct Site : Story {
  explicit Site(const Story& hq, const std::string& partner) {
    for (const char* kind :
         {"claim", "account", "credit", "interaction", "lead", "order", "code"}) {
      for (const std::string& id : state.ids(kind)) state.remove(kind, id);
    }
    for (const char* kind : {"interaction", "lead", "order"}) {
      for (const std::string& id : hq.state.ids(kind)) {
        const Json record = *hq.state.get(kind, id);
        const bool closer = record.has("close") && record.at("close").str("scope") == partner;
        const bool own = record.has("close") ? closer : record.str("scope") == partner;
        if (own) state.put(kind, id, record);
      }
    }
    for (const std::string& id : hq.state.ids("claim")) {
      if (auto earning = earning_for(hq.state, id, partner)) state.put("earning", id, *earning);
    }
  }
};

std::string line(const Json& row) {
  std::vector<std::string> out = {row.str("kind"), row.str_or("item", row.str_or("premium")),
                                  row.str_or("stage"), row.str_or("state")};
  for (const char* key : {"amount", "earned", "reversed", "reserved", "settled"}) {
    if (row.has(key)) out.push_back(std::to_string(row.num(key)));
  }
  if (row.has("reason")) out.push_back(row.str("reason"));
  return join(out, " ");
}

std::vector<std::string> lines(const std::vector<Json>& rows) {
  std::vector<std::string> out;
  for (const Json& row : rows) {
    CHECK(check_form(extract_form, row).empty());
    out.push_back(line(row));
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST_CASE("a conditional transaction says what it waits for") {
  Story story;
  story.before().submit();
  CHECK(lines(extract(story.state, {.payee = "online", .from = {}, .to = {}})) ==
        Lines{"share phone close provisional 396 0 0 waits for order.delivered and the end of the "
              "grace for late touches",
              "share tariff-l close provisional 4752 0 0 waits for order.delivered and the end of "
              "the grace for late touches"});
}

TEST_CASE("what came back stays, with its cause") {
  Story story;
  story.earn();
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"phone"});
  const auto rows = extract(story.state, {.payee = "nord", .from = {}, .to = {}});
  CHECK(lines(rows) ==
        Lines{"share phone tip reversed 59 59 -59 withdrawal on 2025-09-10 (full_causes)",
              "share phone consultation reversed 74 74 -74 withdrawal on 2025-09-10 (full_causes)",
              "share tariff-l tip earned 713 713 0", "share tariff-l consultation earned 891 891 0",
              "premium shop-for-online   200"});
  CHECK(rows[0].str("customer") == kNordCustomer);
  CHECK(rows[2].str("vested") == "2025-08-28");
}

TEST_CASE("a seller's extract is its own; the period is that of the close") {
  Story story;
  story.earn();
  const auto all = extract(story.state, {.payee = kAnna, .from = {}, .to = {}});
  CHECK(all.size() == 4);
  for (const Json& row : all) CHECK(row.str("role") == "seller");
  const Date day = parse_date("2025-08-28");
  CHECK(extract(story.state, {.payee = kAnna, .from = day, .to = day}).size() == 4);
  CHECK(extract(story.state, {.payee = kAnna, .from = Date{day.days + 1}, .to = {}}).empty());
  CHECK(extract(story.state, {.payee = kAnna, .from = {}, .to = Date{day.days - 1}}).empty());
}

TEST_CASE("nobody's extract is refused, and whose must be said at HQ") {
  Story story;
  story.earn();
  CHECK_THROWS_AS(extract(story.state, {.payee = "west", .from = {}, .to = {}}), Error);
  CHECK_THROWS_AS(extract(story.state, {}), Error);
}

TEST_CASE("HQ's rows and those of the payee's own site are the same") {
  Story story;
  story.earn();
  story.give_back("2025-09-10T10:00:00Z", "0000000000000ret", "withdrawal", {"phone"});
  for (const std::string scope : {"nord", "sued", "online"}) {
    const Site site(story, scope);
    const ExtractQuery query{.payee = scope, .from = {}, .to = {}};
    CHECK(extract(story.state, query) == extract(site.state, query));
  }
}

}  // namespace
}  // namespace kontor::claim
