// SPDX-License-Identifier: Apache-2.0
// Who holds HQ's sequencer key writes a claim's touches and sale anew, computes the amounts from
// them and signs: every field that a site's signed operation says is found out.
#include <doctest/doctest.h>

#include <functional>

#include "lib/audit/proof.h"
#include "lib/audit/proof_state.h"
#include "lib/audit/tree_state.h"
#include "lib/base/text.h"
#include "lib/claim/derive.h"
#include "lib/claim/record.h"
#include "lib/history/tree.h"
#include "lib/ledger/sequence.h"
#include "tests/audit/scene.h"

namespace kontor {
namespace {

// Delivered and not yet vested, so that the amounts stand in the shares alone.
struct Delivered : flow::Story {
  Delivered() {
    advise().resume();
    write("online", "order.set", order, Json::object({{"field", "campaign"}, {"value", "autumn"}}),
          "2025-08-28T10:06:00Z");
    close().deliver();
    key.emplace(open("hq").sequencer_key(1));
  }
  std::optional<SigningKey> key;
};
Delivered& delivered() {
  static Delivered story;
  return story;
}

Proof honest(const std::string& scope) {
  const Clone clone = open_clone(delivered().repository(scope), "");
  const TreeState state(clone.repository, clone.head().tree);
  const MemoryNodeStore nodes = nodes_of(clone.repository, clone.head().tree);
  return make_proof(state, clone, nodes, delivered().order + ".phone");
}

using Lie = std::function<void(Json&)>;

// The proof with the record changed, and everything above it up to the entry's signature.
std::string forged(const std::string& scope, const Lie& lie) {
  Proof proof = honest(scope);
  const std::string kind = scope == "hq" ? "claim" : "earning";
  const std::string path = state_path(kind, proof.claim);
  Json record = parse_json(trim(proof.files.at(path)), kLedgerJson);
  lie(record);
  if (scope == "hq") claim::recompute(ProofState(proof).records(), record);
  proof.files[path] = record_file(record);
  MemoryNodeStore nodes;
  for (const auto& [directory, body] : proof.nodes) nodes.put_node(directory, body);
  const TreeId root = update_tree(nodes, {{path, proof.files.at(path)}}, nullptr);
  for (auto& [directory, body] : proof.nodes) body = *nodes.node(directory);
  const Commit commit = decode_commit(proof.entry).commit;
  EntryHead head = parse_entry(commit);
  head.tree = root.sha256;
  head.state = directory_id(nodes, "state").sha256;
  proof.entry = sign_commit(entry_commit(head, commit.parents, root.oid), *delivered().key).bytes;
  return encode_proof(proof);
}

std::string verdict(const std::string& bytes) {
  try {
    check_proof(parse_proof(bytes), delivered().root_key());
    return "accepted";
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::kTrust);
    return error.code() + " " + error.what();
  }
}

Lie of_touch(std::size_t n, const char* field, const Json& value) {
  return [=](Json& record) { record["touches"].items().at(n).set(field, value); };
}
Lie of_sale(const char* field, const Json& value) {
  return [=](Json& record) { record["sale"].set(field, value); };
}

struct Case {
  Lie lie;
  std::string says;
};

void check_cases(const std::string& scope, const std::vector<Case>& cases) {
  REQUIRE(verdict(forged(scope, [](Json&) {})) == "accepted");
  for (const Case& one : cases) {
    CAPTURE(one.says);
    CHECK_SAYS(verdict(forged(scope, one.lie)), one.says, "_differs");
  }
}

TEST_CASE("a touch that HQ changed and signed is not what its site signed") {
  Delivered& story = delivered();
  const Json claim = parse_json(
      trim(honest("hq").files.at(state_path("claim", story.order + ".phone"))), kLedgerJson);
  REQUIRE(claim.list("touches").size() == 4);  // tip, two conversations, close
  REQUIRE(claim.list("touches")[2].str("code") == story.code);
  const auto erase = [](std::size_t n, const char* field) {
    return [=](Json& record) { record["touches"].items().at(n).erase(field); };
  };
  check_cases("hq", {{of_touch(1, "at", "2025-08-24T10:00:00Z"), "the time is not what operation"},
                     {of_touch(1, "at", "2025-08-16T10:00:00Z"), "the time is not what operation"},
                     {of_touch(1, "minutes", 60), "minutes is not what operation"},
                     {of_touch(1, "evidence", "visit"), "the evidence is not what operation"},
                     {of_touch(0, "evidence", "code_issued"), "the evidence is not what operation"},
                     {of_touch(1, "seller", story.ben), "the seller is not what operation"},
                     {erase(1, "seller"), "the seller is not what operation"},
                     {of_touch(1, "code", story.code), "the code is not what operation"},
                     {erase(2, "code"), "the code is not what operation"},
                     {[&](Json& record) {
                        of_touch(1, "code", story.code)(record);
                        erase(2, "code")(record);
                      },
                      "the code is not what operation"},
                     {[](Json& record) { record["touches"].push(Json(record.list("touches")[2])); },
                      "stands there twice"},
                     {of_touch(3, "seller", story.ben), "the seller is not what operation"},
                     {of_touch(3, "at", "2025-08-27T10:00:00Z"), "the time is not what operation"},
                     {of_touch(3, "code", story.code), "the code is not what operation"}});
}

TEST_CASE("a sale that HQ changed and signed is not what the order's operations say") {
  Delivered& story = delivered();
  check_cases(
      "hq", {{of_sale("price_point", "list"), "the price point is not what operation"},
             {of_sale("campaign", "spring"), "the campaign is not what operation"},
             {[](Json& record) { record["sale"].erase("campaign"); },
              "the campaign is not what operation"},
             {of_sale("closed", "2025-08-27T10:20:00Z"), "the time is not what operation"},
             {of_sale("offer", "phone"), "the offer is not what operation"},
             {of_sale("seller", story.ben), "the seller is not what operation"},
             {[](Json& record) { record["sale"].erase("code"); }, "the code is not what operation"},
             {of_sale("code", "0000000000000000"), "the code"},
             {[&](Json& record) { record.set("customer", story.nord_customer); },
              "the customer is not what operation"}});
}

TEST_CASE("an earning that HQ changed and signed is not what the payee's own sites signed") {
  check_cases("nord", {{of_touch(1, "at", "2025-08-24T10:00:00Z"), "the time is not what"},
                       {of_touch(1, "age_days", 4), "age_days is not what operation"},
                       {of_touch(1, "minutes", 60), "minutes is not what operation"}});
  check_cases("online", {{[](Json& record) { record.set("price_point", "list"); },
                          "the price point is not what operation"},
                         {[](Json& record) { record.set("campaign", "spring"); },
                          "the campaign is not what operation"}});
}

TEST_CASE("what no operation in the proof says is named") {
  const auto trust = [](const char* scope) {
    std::string out;
    const Json report = check_proof(honest(scope), delivered().root_key());
    for (const Json& line : report.list("on_hq_signature")) out += line.string() + "\n";
    return out;
  };
  CHECK_SAYS(trust("hq"), "list price and prices", "tier and split");
  CHECK_SAYS(trust("nord"), "the day of the close", "the price point \"online-special\"");
}

}  // namespace
}  // namespace kontor
