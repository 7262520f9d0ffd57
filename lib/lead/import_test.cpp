// SPDX-License-Identifier: Apache-2.0
#include "lib/lead/import.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "lib/crypto/hash.h"
#include "lib/interaction/noun.h"
#include "lib/lead/noun.h"
#include "tests/world.h"

using namespace kontor;
using namespace kontor::lead;

namespace {

const ImportSource kSource{"ledger", "nord", "bank-2008-2009"};

MappedRow bank_row(std::int64_t line) {
  return {.line = line,
          .source_id = std::to_string(line),
          .lead = {{"facts.job", "admin."}, {"facts.age", "30-39"}, {"score", "120"}},
          .interaction = {{"type", "call"},
                          {"medium", "cellular"},
                          {"facts.month", "may"},
                          {"facts.poutcome", "failure"},
                          {"result", "no"}},
          .lead_private = {{"name", "Ada"}, {"email", " "}},
          .interaction_private = {}};
}

std::string problems(const ImportedRow& row) {
  std::string out;
  for (const ImportProblem& problem : row.problems) {
    out += std::to_string(problem.line) + " " + problem.field + ": " + problem.message + "\n";
  }
  return out;
}

struct Site : World {
  Site() : World({&lead_noun(), &interaction_noun()}) {
    as("shop-nord-1", "nord", "shop", "nord/mitte");
  }
};

}  // namespace

TEST_CASE("a row makes a lead and an interaction about it") {
  Site site;
  Import import(kSource);
  const ImportedRow row = import.row(bank_row(2), site.state);
  REQUIRE(problems(row) == "");
  REQUIRE(row.operations.size() == 2);
  const ImportedOperation& lead = row.operations[0];
  CHECK(lead.kind == "lead.add");
  CHECK(lead.on == import_id(kSource, "lead", "2"));
  CHECK(lead.payload.encode() ==
        R"({"facts":{"age":"30-39","job":"admin."},"imported":true,"score":120,)"
        R"("source":"bank-2008-2009","source_id":"2"})");
  REQUIRE(lead.private_texts.size() == 1);
  CHECK(lead.private_texts[0] == std::pair<std::string, std::string>{"name", "Ada"});
  const ImportedOperation& call = row.operations[1];
  CHECK(call.kind == "interaction.add");
  CHECK(call.payload.str("lead") == lead.on);
  CHECK(call.payload.at("imported").boolean());
  for (const ImportedOperation& operation : row.operations) {
    CHECK(site.run(operation.kind, operation.on, operation.payload) == "");
  }
}

TEST_CASE("the ids are those of the format") {
  CHECK(is_id(import_id(kSource, "lead", "2")));
  CHECK(import_id(kSource, "lead", "2") != import_id(kSource, "interaction", "2"));
  CHECK(import_id(kSource, "lead", "2") !=
        import_id({"ledger", "sued", kSource.source}, "lead", "2"));
  CHECK(import_id(kSource, "lead", "2") ==
        hashed_id({"kontor-import", "ledger", "nord", "lead", "bank-2008-2009", "2"}));
}

TEST_CASE("a second import finds the row present, or what is missing of it") {
  Site site;
  const ImportedRow first = Import(kSource).row(bank_row(2), site.state);
  site.run("lead.add", first.operations[0].on, first.operations[0].payload);
  ImportedRow again = Import(kSource).row(bank_row(2), site.state);
  REQUIRE(again.operations.size() == 1);
  CHECK(again.operations[0].kind == "interaction.add");
  site.run("interaction.add", first.operations[1].on, first.operations[1].payload);
  again = Import(kSource).row(bank_row(2), site.state);
  CHECK(again.operations.empty());
  CHECK(again.present);
}

TEST_CASE("a row without a contact makes a lead alone") {
  Site site;
  MappedRow row = bank_row(2);
  row.interaction.clear();
  CHECK(Import(kSource).row(row, site.state).operations.size() == 1);
}

TEST_CASE("a row with a problem is refused as a whole, with line, field and reason") {
  Site site;
  const auto refused = [&site](auto change) {
    MappedRow row = bank_row(7);
    change(row);
    const ImportedRow out = Import(kSource).row(row, site.state);
    CHECK(out.operations.empty());
    CHECK(!out.present);
    return problems(out);
  };
  CHECK(refused([](MappedRow& row) { row.lead["score"] = "high"; }) ==
        "7 lead.score: not a whole number\n");
  CHECK(refused([](MappedRow& row) { row.lead["score"] = "1001"; }) ==
        "7 lead.score: not within 0 to 1000\n");
  CHECK(refused([](MappedRow& row) { row.lead["colour"] = "red"; }) ==
        "7 lead.colour: unknown field\n");
  CHECK(refused([](MappedRow& row) { row.lead["facts"] = "red"; }) ==
        "7 lead.facts: unknown field\n");
  CHECK(refused([](MappedRow& row) { row.lead["score.x"] = "1"; }) ==
        "7 lead.score.x: unknown field\n");
  CHECK(refused([](MappedRow& row) { row.lead["facts.Job"] = "admin."; }) ==
        "7 lead.facts.Job: not a key ([a-z0-9_-]{1,40})\n");
  CHECK(refused([](MappedRow& row) { row.lead["phone"] = "030 1234567"; }) ==
        "7 lead.phone: is private: map it under [private]\n");
  CHECK(refused([](MappedRow& row) { row.lead_private["score"] = "12"; }) ==
        "7 lead.score: no private field\n");
  CHECK(refused([](MappedRow& row) { row.lead_private["note"] = std::string(5000, 'x'); }) ==
        "7 lead.note: not a UTF-8 text of at most 4096 bytes\n");
  CHECK(refused([](MappedRow& row) { row.lead_private["note"] = "\xff"; }) ==
        "7 lead.note: not a UTF-8 text of at most 4096 bytes\n");
  CHECK(refused([](MappedRow& row) { row.interaction.erase("type"); }) ==
        "7 interaction.type: missing\n");
  CHECK(refused([](MappedRow& row) {
          row.interaction["type"] = "seance";
        }).starts_with("7 interaction.type: \"seance\" is none of: "));
}

TEST_CASE("a source id is a key, once in a file") {
  Site site;
  Import import(kSource);
  for (const char* bad : {"", "ada@example.org", "Ada Lovelace", "+49 30 1234567"}) {
    MappedRow row = bank_row(3);
    row.source_id = bad;
    CHECK_MESSAGE(problems(import.row(row, site.state)).starts_with("3 source.id: not a key"), bad);
  }
  CHECK(problems(import.row(bank_row(4), site.state)) == "");
  MappedRow again = bank_row(9);
  again.source_id = "4";
  CHECK(problems(import.row(again, site.state)) == "9 source.id: the same as in line 4\n");
}

TEST_CASE("the mapping files that come with the product name fields of the two forms") {
  const char* const source = std::getenv("KONTOR_SOURCE");
  const std::string folder = std::string(source ? source : ".") + "/packs/import/";
  const ImportMapper bank(
      parse_import_map(read_toml(folder + "uci.toml"), import_fields()),
      {"age", "job", "marital", "education", "default", "balance", "housing", "loan", "contact",
       "day", "month", "duration", "campaign", "pdays", "previous", "poutcome", "y"});
  const MappedRow mapped =
      bank.map_row({.line = 2,
                    .values = {"41", "admin.", "single", "unknown", "no", "-20", "yes", "no",
                               "cellular", "5", "may", "261", "1", "-1", "0", "unknown", "yes"},
                    .problem = ""});
  Site site;
  Import import(kSource);
  const ImportedRow row = import.row(mapped, site.state);
  REQUIRE(problems(row) == "");
  REQUIRE(row.operations.size() == 2);
  CHECK(row.operations[0].payload.at("facts").str("job") == "admin.");
  CHECK(row.operations[0].payload.at("facts").str("balance") == "below-0");
  CHECK(row.operations[1].payload.num("minutes") == 3);
  CHECK(row.operations[1].payload.at("facts").str("pdays") == "never");
  CHECK_NOTHROW(parse_import_map(read_toml(folder + "us500.toml"), import_fields()));
}
