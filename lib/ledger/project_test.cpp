// SPDX-License-Identifier: Apache-2.0
#include "lib/ledger/project.h"

#include <doctest/doctest.h>

#include "lib/ledger/nouns.h"

namespace kontor {
namespace {

constexpr const char* kTalk = "7000000000000000";

struct Ground {
  Ground() {
    state.put("scope", "nord", Json::object({{"id", "nord"}, {"partner", "nord"}}));
    state.put("partner", "nord", Json::object({{"id", "nord"}, {"tier", "gold"}}));
  }
  // A consultation of `scope`, whose audience is that scope and no other.
  void put_talk(const char* scope) {
    state.put("interaction", kTalk, Json::object({{"id", kTalk}, {"scope", scope}}));
  }

  EmptyState nothing;
  Overlay state{nothing, all_indexes()};
};

TEST_CASE("a scope that HQ added is given what its audience says") {
  Ground ground;
  ground.put_talk("nord");
  CHECK(project_record(ground.state, "interaction", kTalk).whole == std::set<std::string>{"nord"});
  CHECK(visible(ground.state, "nord", "interaction", kTalk));
}

TEST_CASE("a scope that nobody added is given nothing, whatever an audience says") {
  Ground ground;
  ground.put_talk("west");
  CHECK(project_record(ground.state, "interaction", kTalk).whole.empty());
  CHECK_FALSE(visible(ground.state, "west", "interaction", kTalk));
  CHECK(visible(ground.state, "hq", "interaction", kTalk));
  const Ground before;
  CHECK(project_changes(before.state, ground.state, {{"interaction", kTalk}}).empty());
}

TEST_CASE("neither a grant nor a view brings a scope about") {
  Ground ground;
  ground.state.put("lead", kTalk,
                   Json::object({{"id", kTalk}, {"scope", "west"}, {"assignment", "pooled"}}));
  ground.state.put(
      "grant", kTalk,
      Json::object(
          {{"on", "lead"}, {"scopes", Json::object({{"east", Json::object({{"as", "whole"}})}})}}));
  const Projection cards = project_record(ground.state, "lead", kTalk);
  CHECK(cards.whole.empty());
  CHECK(cards.views.contains("nord"));
  CHECK(cards.views.size() == 1);
}

TEST_CASE("HQ is no scope to project into") {
  Ground ground;
  ground.put_talk("hq");
  CHECK(project_record(ground.state, "interaction", kTalk).whole.empty());
}

}  // namespace
}  // namespace kontor
