// SPDX-License-Identifier: Apache-2.0
#include "lib/ledger/reasons.h"

#include <algorithm>
#include <array>
#include <vector>

namespace kontor {
namespace {

constexpr auto kReasons = std::to_array<ReasonText>({
    {"above_bound", Fault::kRefused, "more than one amount may be: {}", "give a smaller amount"},
    {"acceptance_not_needed", Fault::kRefused,
     "a framework agreement contains the split: nobody is asked to accept it",
     "kontor plan show {on}"},
    {"actor_unknown", Fault::kPermission, "no seller {} here", "kontor seller list"},
    {"already_accepted", Fault::kRefused, "this version is accepted already, by {}",
     "kontor dispute add, where a claim is wrong"},
    {"already_refused", Fault::kRefused, "rejected already: {}", "kontor return show {on}"},
    {"already_returned", Fault::kRefused, "returned already: {}", "kontor return list"},
    {"amount_overflow", Fault::kRefused, "a sum would be too large to be kept exactly: {}",
     "give a smaller amount"},
    {"channel_rule", Fault::kRefused, "not sold in this channel by rule {}", "kontor offer show"},
    {"check_block", Fault::kRefused, "a check blocks: {}", "kontor order check {on}"},
    {"check_missing", Fault::kRefused, "not checked yet: {}", "kontor order check {on}"},
    {"code_expired", Fault::kRefused, "the code has expired", "kontor code issue"},
    {"code_revoked", Fault::kRefused, "the code was revoked", "kontor code issue"},
    {"code_unknown", Fault::kRefused, "no such code", "type it again, with its check symbol"},
    {"code_used", Fault::kRefused, "the code has no use left", "kontor code issue"},
    {"consent_forbids", Fault::kRefused, "the customer's consent does not permit this partner",
     "kontor consent list"},
    {"consent_withdrawn", Fault::kRefused, "the consent was withdrawn", "kontor consent list"},
    {"date_in_future", Fault::kRefused, "not yet come: {}", "give the day on which it happened"},
    {"date_in_past", Fault::kRefused, "past already: {}", "give today or a later day"},
    {"evidence_missing", Fault::kRefused, "evidence is missing: {}", "kontor evidence add {on} {}"},
    {"field_changed", Fault::kRefused, "somebody else was faster: {}", "kontor order show {on}"},
    {"gate_cycle", Fault::kRefused, "the gates form a cycle: {}", ""},
    {"handle_unknown", Fault::kRefused, "no order under this code or handle", ""},
    {"id_taken", Fault::kRefused, "the id is taken: {}", ""},
    {"item_unknown", Fault::kRefused, "no such item in the order: {}", "kontor order list"},
    {"malformed", Fault::kData, "not a valid operation: {}", ""},
    {"no_partner", Fault::kRefused, "only the site of a partner can do this: {}", "kontor whoami"},
    {"no_withdrawal", Fault::kRefused, "the order gives no right of withdrawal: {}",
     "name another cause"},
    {"not_answered", Fault::kRefused, "no answer was given yet", "kontor dispute answer {on}"},
    {"not_closed", Fault::kRefused, "the order was not submitted: {}", "kontor order show {}"},
    {"not_pooled", Fault::kRefused, "the lead is not in the pool", "kontor lead list"},
    {"not_returnable", Fault::kRefused, "the customer never had it: {}", "kontor order list"},
    {"not_visible", Fault::kRefused, "no longer available: {}", ""},
    {"nothing_to_do", Fault::kRefused, "nothing would change", ""},
    {"part_not_launched", Fault::kRefused, "not launched: {}", "kontor offer launch {}"},
    {"period_over", Fault::kRefused, "the period for this cause is over: {}", "name another cause"},
    {"period_start", Fault::kRefused, "a period starts on the first of a month, not on {}", ""},
    {"plan_form", Fault::kRefused, "the plan does not read well: {}", "kontor plan lint FILE"},
    {"plan_lint", Fault::kRefused, "the law asks more of the plan: {}", "kontor plan lint FILE"},
    {"plan_name", Fault::kRefused, "the file says another plan or version: {}", ""},
    {"replica_retired", Fault::kPermission, "this replica was retired", ""},
    {"role", Fault::kPermission, "the role {} may not do this", "kontor whoami"},
    {"share_below_zero", Fault::kRefused,
     "a dispute was answered with more than would be left of a share: {}",
     "kontor claim history {on}"},
    {"stage_unknown", Fault::kRefused, "no such stage in the plan: {}",
     "name one of these, or none for the claim as a whole"},
    {"step_missing", Fault::kRefused, "not filled in yet: {}", "kontor order set {on} {}=..."},
    {"target_value", Fault::kRefused, "not one value above zero for the measure {}",
     "value = \"...\" for credits and orders, revenue = { ... } for revenue"},
    {"version_gap", Fault::kRefused, "versions have no gaps: the next one is {}",
     "version = {} in the file"},
    {"version_in_force", Fault::kRefused,
     "version {} is in force since its first day, and stays as it is: claims rest on it",
     "give the file the next version and a first day of its own: kontor plan edit {on}"},
    {"version_launched", Fault::kRefused, "this version is launched and stays as it is",
     "apply it with the next version number"},
    {"version_unknown", Fault::kRefused, "no such version: {}", "kontor plan list"},
    {"wrong_state", Fault::kRefused, "not in this state: {}", ""},
    {"wrong_version", Fault::kRefused, "the next version is {}", ""},
});

// {on} is the record, {} the first word of the detail.
std::string next_command(std::string_view next, std::string_view on, std::string_view detail) {
  std::string out(next);
  if (const std::size_t at = out.find("{on}"); at != std::string::npos) out.replace(at, 4, on);
  const std::string_view word = detail.substr(0, detail.find_first_of(", "));
  if (const std::size_t at = out.find("{}"); at != std::string::npos) out.replace(at, 2, word);
  return out;
}

}  // namespace

const ReasonText* find_reason(std::string_view reason) {
  auto found = std::find_if(kReasons.begin(), kReasons.end(),
                            [&](const ReasonText& row) { return row.reason == reason; });
  return found == kReasons.end() ? nullptr : &*found;
}

std::string reason_words(std::string_view reason, std::string_view detail) {
  const ReasonText* row = find_reason(reason);
  if (!row) {
    std::string words(reason);
    std::replace(words.begin(), words.end(), '_', ' ');
    return detail.empty() ? words : words + ": " + std::string(detail);
  }
  std::string words(row->words);
  const std::size_t at = words.find("{}");
  if (at == std::string::npos) return words;
  words.replace(at, 2, detail);
  if (detail.empty() && words.ends_with(": ")) words.erase(words.size() - 2);
  return words;
}

Error refusal(std::string_view kind, std::string_view on, const Outcome& outcome) {
  std::string command(kind);
  std::replace(command.begin(), command.end(), '.', ' ');
  const ReasonText* row = find_reason(outcome.reason);
  Error error(row ? row->fault : Fault::kRefused, outcome.reason,
              command + ": " + reason_words(outcome.reason, outcome.detail),
              row ? next_command(row->next, on, outcome.detail) : std::string());
  error.on = on;
  if (!outcome.detail.empty() && (outcome.reason.ends_with("_missing"))) {
    std::vector<std::string> missing;
    std::string_view rest = outcome.detail;
    while (!rest.empty()) {
      const std::size_t end = rest.find_first_of(", ");
      if (end != 0) missing.emplace_back(rest.substr(0, end));
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
    error.lists.emplace_back("missing", std::move(missing));
  }
  return error;
}

}  // namespace kontor
