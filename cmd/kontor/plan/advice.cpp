// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/plan/advice.h"

#include <algorithm>

#include "lib/customer/record.h"
#include "lib/interaction/record.h"
#include "lib/offer/record.h"
#include "lib/outlet/record.h"
#include "lib/plan/advice.h"
#include "lib/policy/record.h"
#include "lib/return/record.h"

namespace kontor::cli {
namespace {

plan::Words words_of(std::string_view list) {
  plan::Words out;
  for (const std::string_view word : bar_list(list)) out.emplace_back(word);
  return out;
}

plan::Words enum_of(const Form& form, std::string_view field) {
  return words_of(form.find(field)->of);
}

// Touches that are no interaction: a tip, a code that stands for one, the close.
constexpr std::string_view kOtherEvidence = "lead_with_consent|code_issued|close";

plan::Vocabulary closed_words() {
  plan::Vocabulary out;
  out.causes = words_of(returns::kCauses);
  out.channels = words_of(outlet::kChannels);
  out.evidence = enum_of(interaction::add_form, "type");
  const plan::Words other = words_of(kOtherEvidence);
  out.evidence.insert(out.evidence.end(), other.begin(), other.end());
  out.contract_types = words_of(policy::kContractTypes);
  out.customers = enum_of(customer::add_form, "type");
  return out;
}

void insert(plan::Words& words, const Json& content, std::string_view key) {
  const std::string word = content.str_or(key);
  const bool known = word.empty() || std::find(words.begin(), words.end(), word) != words.end();
  if (!known) words.push_back(word);
}

// Every version counts: a plan is often written before the offer that it pays is launched.
void add_stored_words(const State& state, plan::Vocabulary& out) {
  out.offers = state.ids("offer");
  for (const std::string& id : out.offers) {
    const Record offer = state.get("offer", id);
    for (const auto& [number, content] : offer->map("versions")) {
      insert(out.products, content, "product");
      insert(out.groups, content, "group");
      insert(out.brands, content, "brand");
    }
  }
  out.partners = state.ids("partner");
  out.outlets = state.ids("outlet");
  for (const std::string& id : state.ids("directory_card")) out.outlets.push_back(id);
}

Finding finding_of(const TomlFile& file, const plan::PlanFile& read, std::string rule,
                   const std::string& path, const std::string& message, std::string remedy,
                   plan::Weight weight) {
  Finding out;
  out.rule = std::move(rule);
  out.path = read.in_file(path);
  out.place = file.place(out.path);
  out.message = out.path + ": " + message;
  out.remedy = std::move(remedy);
  out.error = weight == plan::Weight::kError;
  return out;
}

}  // namespace

std::vector<Finding> plan_findings(const TomlFile& file, const plan::PlanFile& read,
                                   Workspace* site) {
  std::vector<Finding> out;
  const plan::Plan plan = plan::parse_plan(read.body);
  for (const plan::LintFinding& one : plan::lint(plan)) {
    out.push_back(finding_of(file, read, std::string(one.row->id), one.path, one.message,
                             one.remedy, one.weight));
    out.back().source = std::string(one.row->source) + ": " + std::string(one.row->rule);
  }
  for (const plan::BodyProblem& one : plan::amount_problems(read.body)) {
    out.push_back(
        finding_of(file, read, "plan", one.path, one.message, one.remedy, plan::Weight::kError));
  }
  plan::Vocabulary words = closed_words();
  // A partner's site holds its own part: what it does not know may well be there.
  if (site && site->is_hq()) add_stored_words(site->live(), words);
  std::vector<plan::Advice> advice = plan::word_advice(plan, words);
  for (plan::Advice& one : plan::exact_advice(plan)) advice.push_back(std::move(one));
  for (const plan::Advice& one : advice) {
    out.push_back(finding_of(file, read, one.rule, one.path, one.message, one.remedy, one.weight));
  }
  return out;
}

}  // namespace kontor::cli
