// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/manual_files.h"

#include "cmd/console/roff.h"
#include "cmd/kontor/file_keys.h"
#include "cmd/kontor/help.h"
#include "cmd/kontor/options.h"
#include "lib/plan/lint.h"
#include "lib/plan/reader.h"
#include "lib/plan/record.h"
#include "lib/return/record.h"

namespace kontor::cli {
namespace {

std::string key_item(const FileKey& key) {
  return manual_item("\\fB" + roff(key.path) + "\\fR (" + roff(key.type) + ")", key.doc) +
         ".br\n\\fI" + roff(key.example) + "\\fR\n";
}

std::string description(const FilePage& page) {
  const std::string noun(page.noun);
  std::string out = ".SH DESCRIPTION\nTOML. The first line names the format: \\fBschema = \"" +
                    noun + "/1\"\\fR.\n";
  if (page.id.empty()) {
    out += "One " + noun + " a file.\n";
  } else {
    out += "Then a table \\fB[" + noun + "]\\fR, or a table \\fB[[" + noun +
           "]]\\fR for each record.\n";
  }
  out +=
      "A key that is not listed here is refused, with the nearest known one. Below, [] stands for\n"
      "each row of a list and NAME for a name of one's own.\n";
  return page.remark.empty() ? out : out + ".PP\n" + roff(page.remark) + "\n";
}

// The four tables of base rows, in the order in which a sale asks them.
std::string plan_bases() {
  std::string out =
      ".SH BASE\nOf the tables below the first that has a row for the item and whose conditions "
      "hold decides;\na name may have one row or a list of rows, of which the first that holds "
      "counts. A row of kind\n\\fBnone\\fR ends the search: the item is commission-free.\n";
  out +=
      manual_item("\\fB[base.NAME]\\fR", "of an item, by the slug of its offer, else its product");
  out += manual_item("\\fB[base_group.NAME]\\fR", "of the group that the item's offer names");
  out += manual_item("\\fB[base_brand.NAME]\\fR", "of the brand that the item's offer names");
  out += manual_item("\\fB[base_any]\\fR, \\fB[[base_any]]\\fR", "of every other item");
  return out;
}

// How settlement runs read tiers, caps, floors, draws and holds.
std::string plan_periods() {
  return ".SH PERIODS\nMonths, quarters and years are those of the calendar. A period follows the "
         "newest version of the\nplan that is valid on its first day, else the first that begins "
         "in "
         "it; after the plan's end the\nlast version stays for what vests late, but for floors and "
         "draws. What was earned counts on the\nday it vested, what came back on its own "
         "day.\n.PP\n"
         "A settlement run works periods out from all facts up to its day, and posts what differs "
         "from\nbefore: tiers, then caps (shorter periods first), then floors, then draws; the "
         "latter two once a\nperiod is over. A tier's gain is beside what was earned: factor 1.5 "
         "adds a half. A band begins at\nits bound; below the first nothing changes. What a seller "
         "gains by a tier that its business is\ncharged for counts after the seller's caps. What "
         "is "
         "on hold counts at once.\n";
}

// How the bands of a tier are read, each way on the same figures.
std::string plan_modes() {
  std::string out =
      ".PP\nThe modes of a tier, with bands { from = 2000, factor = \"1.5\" } and { from = 4000, "
      "factor =\n\"2.0\" } of what was earned, after a sale of 30.00 and one of 20.00:\n";
  out += manual_item("\\fBmarginal\\fR",
                     "each band for the part that lies in it: 20.00 gain a half and 10.00 as much "
                     "again, 20.00");
  out += manual_item("\\fBretroactive\\fR",
                     "the band that was reached for all of it: 50.00 gain as much again, 50.00");
  out += manual_item("\\fBoverage\\fR",
                     "the band that was reached for what is above the quota, or without one above "
                     "the first bound: 30.00 gain as much again, 30.00");
  out += manual_item("\\fBstanding\\fR",
                     "each sale by the band that stood before it: nothing for the first, a half of "
                     "the second, 10.00");
  return out +
         ".PP\nIn books and explanations attainment is what was measured: money in minor units, "
         "pieces (measure\nunits) in thousandths, so that 450 is 0.45 of a piece. band is the one "
         "that was reached, the first\nis 1 and below it 0.\n";
}

std::string plan_causes() {
  std::string causes;
  for (const std::string_view cause : bar_list(returns::kCauses)) {
    causes += (causes.empty() ? "" : ", ") + std::string(cause);
  }
  return ".SH LIABILITY\nThe causes of a return are " + roff(causes) +
         ".\nOne among never_causes reverses nothing. One among full_causes reverses all, whatever "
         "the\nwindow: also after it. Any other follows window and curve.\n";
}

// What lint and apply say beside grammar and law.
std::string plan_words() {
  std::string out = ".PP\nOf every plan, whatever its regime:\n";
  out += manual_item("\\fBword\\fR",
                     "channels, causes, kinds of touch, contract types and types of customer: what "
                     "looks like a known word is refused, another one is warned of");
  out += manual_item("\\fBstore\\fR",
                     "at HQ, a warning of offers, products, groups, brands, partners and outlets "
                     "that it does not hold");
  out += manual_item("\\fBexact\\fR",
                     "a warning of factors that leave exact fractions when they all hold: such a "
                     "sale earns nothing, with the reason amount_overflow");
  return out;
}

// What a plan's file has beside keys: base tables, conditions, and rules that refuse it.
std::string plan_sections() {
  std::string out =
      plan_bases() +
      ".SH CONDITIONS\nA table \\fIFIELD\\fR = \\fITEST\\fR, whose members hold together. The "
      "member "
      "\\fBany\\fR is a list\nof tables with one member each, of which one must hold. A test is a "
      "literal, a list of\nliterals (one of them), or a table of:\n";
  for (const plan::TestWord& word : plan::test_words()) {
    out += manual_item("\\fB" + roff(word.word) + "\\fR", word.doc);
  }
  out +=
      ".PP\nNumbers are integers or decimals as text, compared exactly. A field that is absent "
      "fails "
      "every\ntest but not. Fields of touch stand in factors of scope share alone.\nThe fields:\n";
  for (const plan::ConditionField& field : plan::condition_fields()) {
    out += manual_item("\\fB" + roff(field.name) + "\\fR", field.doc);
  }
  out += plan_periods() + plan_modes() + plan_causes() + ".SH RULES\n";
  out += "What the law asks of a plan of an agent (regime hgb_agent or hgb_insurance_agent):\n";
  for (const plan::LintRow& row : plan::lint_rows()) {
    out += manual_item("\\fB" + roff(row.id) + "\\fR",
                       std::string(row.rule) + " (" + std::string(row.source) + ")");
  }
  return out + plan_words();
}

std::string examples(const FilePage& page) {
  std::string out = ".SH EXAMPLE\n";
  for (const std::string_view name : bar_list(page.examples)) {
    out += ".PP\n.EX\n" + roff(embedded_example(name)) + ".EE\n";
  }
  return out;
}

std::string file_page(const FilePage& page) {
  const std::string title = "kontor-" + std::string(page.noun);
  std::string out = manual_head(title, 5, program_version(),
                                "files of kontor " + std::string(page.noun) + " apply",
                                "the forms of kontor's operations and man/examples");
  out += description(page) + ".SH KEYS\n";
  for (const FileKey& key : file_keys(page)) out += key_item(key);
  if (page.noun == "plan") out += plan_sections();
  return out + examples(page) + ".SH SEE ALSO\n.BR " + roff(title) + " (1),\n.BR kontor (1)\n";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> manual_file_pages() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const FilePage& page : file_page_table()) {
    out.emplace_back("kontor-" + std::string(page.noun) + ".5", file_page(page));
  }
  return out;
}

}  // namespace kontor::cli
