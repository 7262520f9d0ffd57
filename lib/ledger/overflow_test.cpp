// SPDX-License-Identifier: Apache-2.0
#include "lib/ledger/overflow.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/sequence.h"

namespace kontor {
namespace {

constexpr std::int64_t kLast = 9007199254740991;  // the last integer: one more cannot be written
constexpr const char* kConsent = "00000000000000c1";
constexpr const char* kTimer = "00000000000000t1";

// HQ's ledger before its second entry, in memory: a partner and a consent whose revision has no
// next one stand for any sum that does not fit.
class Ledger {
 public:
  Ledger() : records_(nothing_, all_indexes()) {
    records_.put("replica", "hq-1",
                 Json::object({{"id", "hq-1"},
                               {"kind", "replica"},
                               {"scope", "hq"},
                               {"role", "hq_admin"},
                               {"from_index", 1},
                               {"sign_key", std::string(43, 'A') + "="}}));
    for (const char* name : {"full", "nord"}) put("partner", name, name[0] == 'f' ? kLast : 1);
    put("consent", kConsent, kLast);
    view_.ledger = "00000000000000000000000000";
    view_.records = &records_;
    view_.tips["hq"] =
        Tip{1, make_object(ObjectType::kBlob, "").oid, parse_instant("2025-08-13T08:00:00Z")};
    view_.nodes = [this](const std::string& scope) -> NodeStore& { return nodes_[scope]; };
    view_.entry = [](const std::string&, std::int64_t) { return std::optional<Tip>(); };
  }

  void put(const char* kind, const char* id, std::int64_t rev) {
    records_.put(kind, id,
                 Json::object({{"id", id},
                               {"kind", kind},
                               {"rev", rev},
                               {"scope", "hq"},
                               {"state", "validated"},
                               {"customer", "00000000000000c2"},
                               {"created", Json()},
                               {"changed", Json()}}));
  }

  EntryOutput entry(const char* time, const std::vector<const char*>& partners) {
    EntryInput input;
    input.time = parse_instant(time);
    input.salt = [](const std::string&, std::size_t) { return Bytes(16, '\0'); };
    input.sign = [](const std::string&, const Commit& commit) {
      std::string bytes = encode_commit(commit);
      return Signed{make_object(ObjectType::kCommit, bytes).oid, std::move(bytes)};
    };
    Intake set;
    set.head.replica = "hq-1";
    set.head.scope = "hq";
    set.head.first_seq = seq_ + 1;
    for (const char* partner : partners) {
      Operation operation;
      operation.id = {"hq-1", 0, ++seq_};
      operation.kind = "partner.apply";
      operation.on = partner;
      operation.actor = "hq-1";
      operation.at = time;
      operation.payload = Json::object({{"type", "dealer"}, {"tier", "gold"}});
      set.ops += encode_operation(operation) + "\n";
    }
    set.head.last_seq = seq_;
    if (!partners.empty()) input.sets.push_back(std::move(set));
    return make_entry(view_, input);
  }

  Overlay& records() { return records_; }

 private:
  EmptyState nothing_;
  Overlay records_;
  std::map<std::string, MemoryNodeStore> nodes_;
  LedgerView view_;
  std::int64_t seq_ = 0;
};

TEST_CASE("an operation whose sums do not fit is rejected and changes nothing") {
  Ledger ledger;
  const EntryOutput out = ledger.entry("2025-08-13T09:00:00Z", {"full", "nord"});
  REQUIRE(out.fates.size() == 2);
  CHECK(out.fates[0].outcome.reason == "amount_overflow");
  CHECK(out.fates[0].outcome.detail == "partner full");
  CHECK(out.fates[1].outcome.reason == "");  // the ledger goes on
  CHECK(ledger.records().get("partner", "full")->num("rev") == kLast);
  CHECK_FALSE(ledger.records().get("partner", "full")->has("type"));
  CHECK(ledger.records().get("partner", "nord")->num("rev") == 2);
  const Record rejection = ledger.records().get("rejection", "hq-1.0.1");
  REQUIRE(rejection);
  CHECK(rejection->str("reason") == "amount_overflow");
  CHECK(ledger.entry("2025-08-13T10:00:00Z", {"nord"}).fates[0].outcome.accepted());
}

TEST_CASE("a timer whose sums do not fit is asked again in a day") {
  Ledger ledger;
  const auto due = [&] { return ledger.records().get("timer", kTimer); };
  ledger.records().put("timer", kTimer,
                       Json::object({{"id", kTimer},
                                     {"kind", "timer"},
                                     {"name", "consent.expire"},
                                     {"on", kConsent},
                                     {"due", "2025-08-13T08:30:00Z"}}));
  const EntryOutput out = ledger.entry("2025-08-13T09:00:00Z", {"nord"});
  CHECK(out.entry_lines.find(kTimer) != std::string::npos);
  CHECK(out.fates[0].outcome.accepted());
  REQUIRE(due());
  CHECK(due()->str("due") == "2025-08-14T09:00:00Z");
  CHECK_FALSE(ledger.records().get("consent", kConsent)->has("lapsed"));
  ledger.put("consent", kConsent, 1);  // set right meanwhile
  ledger.entry("2025-08-14T09:00:00Z", {});
  CHECK_FALSE(due());
  CHECK(ledger.records().get("consent", kConsent)->has("lapsed"));
}

TEST_CASE("only what cannot be reckoned is a rejection") {
  CHECK(unless_overflow([] { return accept(); }).accepted());
  CHECK(unless_overflow([] { return reject("wrong_state"); }).reason == "wrong_state");
  const auto broken = [](const char* code) {
    return unless_overflow([&]() -> Outcome { throw Error(Fault::kData, code, "broken"); });
  };
  CHECK(broken("amount_overflow").reason == "amount_overflow");
  CHECK_THROWS_AS(broken("bad_json"), Error);
}

}  // namespace
}  // namespace kontor
