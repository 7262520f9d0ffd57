// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/formats.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace kontor::cli {
namespace {

constexpr std::string_view kOid = "[0-9a-f]{40}";
constexpr std::string_view kDigest = "sha256:[0-9a-f]{64}";
constexpr std::string_view kSlug = "[a-z0-9-]{1,40}";
constexpr std::string_view kLedger = "[0-9a-hjkmnp-tv-z]{26}";
constexpr std::string_view kNumber = "(0|[1-9][0-9]{0,15})";
constexpr std::string_view kTime =
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z";  // of HQ: UTC alone
constexpr std::string_view kInstant =
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})";
constexpr std::string_view kKey = "ssh-ed25519 [A-Za-z0-9+/]+={0,2}";
constexpr std::string_view kRaw = "[A-Za-z0-9+/]{43}=";

std::string all(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

Json text(std::string_view pattern) {
  return Json::object({{"type", "string"}, {"pattern", all({"^", pattern, "$"})}});
}
Json constant(Json value) { return Json::object({{"const", std::move(value)}}); }
Json count(std::int64_t least) { return Json::object({{"type", "integer"}, {"minimum", least}}); }
Json list(Json items, std::int64_t least) {
  return Json::object({{"type", "array"}, {"items", std::move(items)}, {"minItems", least}});
}

struct Member {
  std::string_view name;
  Json schema;
  bool optional = false;
};
// Exactly these members.
Json table(std::string_view description, std::initializer_list<Member> members) {
  Json properties;
  Json required = Json::array();
  for (const Member& member : members) {
    properties.set(member.name, member.schema);
    if (!member.optional) required.push(member.name);
  }
  return Json::object({{"type", "object"},
                       {"description", description},
                       {"properties", std::move(properties)},
                       {"required", std::move(required)},
                       {"additionalProperties", false}});
}

std::string operation_id() { return all({kSlug, "\\.", kNumber, "\\.", kNumber}); }
std::string any_id() { return "[a-z0-9./-]{1,120}"; }

Json change_set() {
  return table("trailers of a change set, the texts behind the colons",
               {{"Kontor", constant("change-set 1")},
                {"Ledger", text(kLedger)},
                {"Scope", text(kSlug)},
                {"Replica", text(all({kSlug, "/", kNumber}))},
                {"Seq", text(all({kNumber, "-", kNumber}))},
                {"Seen", text(all({kNumber, " ", kOid}))},
                {"Payload", text(kDigest)}});
}

Json entry() {
  return table("trailers of a ledger entry, the texts behind the colons",
               {{"Kontor", constant("ledger 1")},
                {"Ledger", text(kLedger)},
                {"Scope", text(kSlug)},
                {"Index", text(kNumber)},
                {"Term", text(kNumber)},
                {"Time", text(kTime)},
                {"Master", text(all({"(0 -|", kNumber, " ", kOid, ")"}))},
                {"State", text(kDigest)},
                {"Tree", text(kDigest)},
                {"Expires", text(kTime)}});
}

Json entry_line() {
  Json kinds = Json::array();
  kinds.push(table("a timer that fired", {{"t", constant("timer")}, {"id", text(any_id())}}));
  kinds.push(table(
      "an operation that has an effect",
      {{"t", constant("op")}, {"id", text(operation_id())}, {"verdict", constant("accepted")}}));
  kinds.push(table("an operation that has none", {{"t", constant("op")},
                                                  {"id", text(operation_id())},
                                                  {"verdict", constant("rejected")},
                                                  {"reason", text("[a-z_]{1,40}")}}));
  kinds.push(table("in a scope: what HQ or another scope caused",
                   {{"t", constant("effect")},
                    {"paths", list(text("state/[a-z_]+/[a-z0-9./-]+"), 1)},
                    {"cause", text(kDigest)}}));
  return Json::object({{"description", "a line of entry.jsonl"}, {"oneOf", std::move(kinds)}});
}

Json genesis() {
  const Json replica = table("the first replica", {{"id", text(kSlug)},
                                                   {"role", constant("hq_admin")},
                                                   {"sign_key", text(kRaw)},
                                                   {"vault_key", text(kRaw)}});
  Json clocks = Json::object({{"enum", Json::array({"real", "manual"})}});
  return table("roster/genesis.json", {{"clock", std::move(clocks)},
                                       {"k", count(1)},
                                       {"name", text(".+")},
                                       {"nonce", text("[0-9a-f]{32}")},
                                       {"replica", replica},
                                       {"roots", list(text(kKey), 1)},
                                       {"v", constant(1)}});
}

Json grant() {
  const Json as = Json::object({{"enum", Json::array({"whole", "card"})}});
  const Json reason =
      table("what gave the right", {{"as", as}, {"by", text(any_id())}, {"index", count(0)}});
  const Json right = table(
      "a scope's right",
      {{"as", as}, {"by", text(any_id())}, {"index", count(0)}, {"also", list(reason, 1), true}});
  Json scopes = Json::object({{"type", "object"}, {"additionalProperties", right}});
  const Json stamp = table("who and when", {{"at", text(kInstant)},
                                            {"by", text(any_id())},
                                            {"op", text(any_id())},
                                            {"outlet", text(any_id()), true},
                                            {"rule", text(kTime)}});
  return table("state/grant: who may see a record of another scope",
               {{"id", text(any_id())},
                {"kind", constant("grant")},
                {"rev", count(1)},
                {"scope", text(kSlug)},
                {"created", stamp},
                {"changed", stamp},
                {"on", text("[a-z_]+")},
                {"scopes", std::move(scopes)}});
}

}  // namespace

Json history_schema() {
  Json defs;
  defs.set("change-set", change_set());
  defs.set("entry", entry());
  defs.set("entry-line", entry_line());
  defs.set(
      "salt-line",
      table("a line of salts.jsonl: opens the cause of an effect",
            {{"cause", text(any_id())}, {"salt", text("[0-9a-f]{32}")}, {"scope", text(kSlug)}}));
  defs.set("head", table("heads/{replica}.json", {{"chain", text(kDigest)},
                                                  {"incarnation", count(0)},
                                                  {"oid", text(kOid)},
                                                  {"seq", count(1)}}));
  defs.set("genesis", genesis());
  const Json key = table("from this term on", {{"from_term", count(1)}, {"key", text(kKey)}});
  defs.set("sequencers",
           table("roster/sequencers.json",
                 {{"keys", list(key, 1)}, {"ledger", text(kLedger)}, {"v", count(1)}}));
  defs.set("grant", grant());
  defs.set("timer",
           table("state/timer: a deadline, until it has fired", {{"due", text(kTime)},
                                                                 {"id", text(any_id())},
                                                                 {"kind", constant("timer")},
                                                                 {"name", text("[a-z]+\\.[a-z_]+")},
                                                                 {"on", text(any_id())}}));
  return Json::object({{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                       {"title", "history"},
                       {"$defs", std::move(defs)}});
}

}  // namespace kontor::cli
