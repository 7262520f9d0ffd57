// SPDX-License-Identifier: Apache-2.0
// The worked example on real sites: what comes of it, to the cent, and that it audits.
#include "tests/flow/story.h"

#include <map>

#include "lib/claim/record.h"

namespace kontor {
namespace {

using Sums = std::map<std::string, std::int64_t>;

Sums outstanding(const State& hq) {
  Sums out;
  for (const std::string& id : hq.ids("claim")) {
    for (const claim::Part& part : claim::outstanding(hq, id)) out[part.payee] += part.amount;
  }
  return out;
}

Sums settled(const State& hq) {
  Sums out;
  for (const std::string& id : hq.ids("account")) {
    const Record account = hq.get("account", id);
    out[account->str("payee")] += claim::balance(hq, *account).settled;
  }
  return out;
}

TEST_CASE("the worked example, from the first lead to the withdrawal") {
  flow::Story story;
  story.advise().sell();
  const Workspace hq = story.open("hq");
  CHECK(outstanding(hq.base()).empty());  // inside the grace period
  story.settle();
  const Sums earned = {
      {story.anna, 1159}, {"nord", 1737}, {story.ben, 1930}, {"sued", 2896}, {"online", 5148}};
  CHECK(outstanding(hq.base()) == earned);
  const Sums paid = {{story.anna, 1043},
                     {"nord", 1563 + 200},  // the premium is settled with it
                     {story.ben, 1737},
                     {"sued", 2606 + 600},
                     {"online", 4633}};
  CHECK(settled(hq.base()) == paid);
  story.withdraw();
  for (const auto& [payee, amount] : outstanding(hq.base())) CHECK_MESSAGE(amount == 0, payee);
  for (const char* site : {"nord", "sued", "online"}) {
    CHECK(story.open(site).base().ids("earning").size() == 2);
  }
  const AuditReport report = story.audit({"hq", "nord", "sued", "online"});
  CHECK(report.rejected == 0);
  CHECK(report.timers > 0);
  for (const char* site : {"nord", "sued", "online"}) {
    CHECK_FALSE(story.audit({site}).replayed_everything);
  }
}

}  // namespace
}  // namespace kontor
