// SPDX-License-Identifier: Apache-2.0
// How a noun comes to be, from nothing: a reminder that a shop hangs on a customer. A real one
// spreads these parts over the rooms that CONTRIBUTING names; here they stand in the order in which
// one writes them.
#include <doctest/doctest.h>

#include "lib/base/error.h"
#include "lib/change/noun.h"
#include "lib/store/store.h"
#include "tests/scratch.h"

namespace kontor {
namespace {

// 1. record.cpp: the fields, once. Codec, schema, options, TOML keys and man page follow from them.
constexpr Field kAddFields[] = {
    {.name = "customer",
     .type = Type::kRef,
     .need = Need::kRequired,
     .of = "customer",
     .doc = "whom it is about"},
    {.name = "due", .type = Type::kDate, .need = Need::kRequired, .doc = "on which day"},
    {.name = "text", .type = Type::kPrivate, .doc = "what to think of; to the vault"},
};
constexpr Field kStateField[] = {{.name = "state",
                                  .type = Type::kEnum,
                                  .need = Need::kRequired,
                                  .of = "open|done",
                                  .doc = "of the reminder"}};
constexpr auto kRecordFields = join_fields(kAddFields, kStateField);
constexpr Form kAdd{"reminder.add", kAddFields};
constexpr Form kDone{"reminder.done", {}};
constexpr Form kRecord{"reminder", kRecordFields};  // what a record has beside the standard parts

// 2. operations.cpp: check says why not, apply writes. Both see records alone: no clock, no store.
Outcome check_done(const State& state, const Operation& operation, const Context&) {
  const Record reminder = state.get("reminder", operation.on);
  return reminder->str("state") == "open" ? accept() : reject("wrong_state", "done already");
}

void apply_add(Overlay& state, const Operation& operation, const Context& context) {
  Json record = new_record("reminder", operation, context, operation.payload);
  record.set("state", "open");
  state.put("reminder", operation.on, std::move(record));
}

void apply_done(Overlay& state, const Operation& operation, const Context& context) {
  Json record = *state.get("reminder", operation.on);
  record.set("state", "done");
  touch_record(record, operation, context);
  state.put("reminder", operation.on, std::move(record));
}

// 3. audience.cpp: who sees it. A reminder is its shop's own.
void audience(const State&, const std::string&, const Json& record, Projection& out) {
  out.whole.insert(record.str("scope"));
}

// 4. noun.cpp: the rows. A real one is named in lib/ledger/nouns.cpp: sites, HQ and auditors know
// it then; its verbs are rows of their own (CONTRIBUTING, 5).
const NounRow& reminder_noun() {
  static const NounRow row{
      .name = "reminder",
      .kinds = {{.kind = "reminder",
                 .form = &kRecord,
                 .audience = audience,
                 .indexes = {"customer"},
                 .doc = "something to think of on a day"}},
      .operations = {{.kind = "reminder.add",
                      .on = "reminder",
                      .existence = Existence::kCreates,
                      .form = &kAdd,
                      .apply = apply_add,
                      .doc = "think of something on a day"},
                     {.kind = "reminder.done",
                      .on = "reminder",
                      .form = &kDone,
                      .check = check_done,
                      .apply = apply_done,
                      .doc = "it has been seen to"}},
      .sql =
          "CREATE VIEW reminders AS SELECT id, json_extract(json, '$.due') AS due, "
          "json_extract(json, '$.state') AS state FROM record "
          "WHERE kind = 'reminder' AND json IS NOT NULL;"};
  return row;
}

constexpr const char* kReminder = "0123456789abcdef";
constexpr const char* kCustomer = "fedcba9876543210";

Operation operation(const char* kind, Json payload) {
  return Operation{OperationId{"shop-1", 0, 1}, kind, kReminder, "shop-1",
                   "2025-08-14T10:00:00Z",      1,    "",        std::move(payload)};
}

TEST_CASE("tutorial: the form refuses what it does not know") {
  const Json good = Json::object({{"customer", kCustomer}, {"due", "2025-09-01"}});
  CHECK(check_form(kAdd, good).empty());
  Json bad = good;
  bad.set("due", "tomorrow");
  bad.set("colour", "red");
  const std::vector<Problem> problems = check_form(kAdd, bad);
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].path == "colour");
  CHECK(problems[1].path == "due");
  CHECK(form_schema(kAdd).at("properties").has("due"));
  REQUIRE(references(kAdd, good).size() == 1);
  CHECK(references(kAdd, good).front().kinds == "customer");
}

TEST_CASE("tutorial: operations make and change the record, and say why not") {
  const NounRow& noun = reminder_noun();
  const EmptyState empty;
  const Indexes indexes{{"reminder", {"customer"}}};
  Overlay state(empty, indexes);
  Context context;
  context.scope = "nord";
  context.rule_time = parse_instant("2025-08-14T10:00:00Z");
  const Json payload = Json::object({{"customer", kCustomer}, {"due", "2025-09-01"}});
  noun.operations[0].apply(state, operation("reminder.add", payload), context);
  CHECK(state.get("reminder", kReminder)->str("state") == "open");
  CHECK(state.find("reminder", "customer", kCustomer).size() == 1);

  const Operation done = operation("reminder.done", Json());
  CHECK(noun.operations[1].check(state, done, context).accepted());
  noun.operations[1].apply(state, done, context);
  CHECK(state.get("reminder", kReminder)->num("rev") == 2);
  CHECK(noun.operations[1].check(state, done, context).reason == "wrong_state");

  Projection projection;
  noun.kinds[0].audience(state, kReminder, *state.get("reminder", kReminder), projection);
  CHECK(projection.whole == std::set<std::string>{"nord"});
}

TEST_CASE("tutorial: the view shows it in the sqlite3 shell") {
  const Scratch folder;
  const NounRow& noun = reminder_noun();
  StoreSchema schema;
  schema.views = {std::string(noun.sql)};
  schema.indexes = {{"reminder", "customer"}};
  schema.version = "tutorial";
  Store store = Store::open(folder / "store.db", schema);
  {
    Store::Transaction transaction(store);
    store.put_live(
        "reminder", kReminder,
        Json::object({{"due", "2025-09-01"}, {"state", "open"}, {"customer", kCustomer}}).encode());
    transaction.commit();
  }
  std::string due;
  store.query("SELECT due FROM reminders WHERE state = ?1", {"open"},
              [&](const Store::Row&, const Store::Row& values) { due = values.front(); });
  CHECK(due == "2025-09-01");
  CHECK(store.find(Layer::kLive, "reminder", "customer", kCustomer).size() == 1);
}

}  // namespace
}  // namespace kontor
