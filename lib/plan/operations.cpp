// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/operations.h"

#include "lib/base/error.h"
#include "lib/base/id.h"
#include "lib/plan/lint.h"
#include "lib/plan/record.h"

namespace kontor::plan {
namespace {

constexpr Field kApplyFields[] = {
    {.name = "version", .type = Type::kInt, .need = Need::kRequired, .min = 1, .max = 100000},
    {.name = "body",
     .type = Type::kAny,
     .need = Need::kRequired,
     .doc = "kontor-plan(5), canonical"},
};

Outcome check_body(const Operation& operation) {
  const Json& body = operation.payload.at("body");
  std::vector<BodyProblem> problems = body_problems(body);
  if (problems.empty()) problems = amount_problems(body);
  if (!problems.empty()) {
    return reject("plan_form", problems[0].path + ": " + problems[0].message);
  }
  const Json& head = body.at("plan");
  if (head.str("id") != operation.on || head.num("version") != operation.payload.num("version")) {
    return reject("plan_name", head.str("id") + " " + std::to_string(head.num("version")));
  }
  std::string broken;
  for (const LintFinding& finding : lint(parse_plan(body))) {
    if (finding.weight != Weight::kError) continue;
    broken += (broken.empty() ? "" : ", ") + std::string(finding.row->id) + " " + finding.path;
  }
  return broken.empty() ? accept() : reject("plan_lint", broken);
}

Outcome check_version(const Record& before, const Operation& operation, Date today) {
  if (!before) return accept();  // a plan kept elsewhere until now may start at any number
  const std::int64_t version = operation.payload.num("version");
  const std::int64_t newest = before->num("version");
  if (version == newest + 1) return accept();
  if (version != newest) return reject("version_gap", std::to_string(newest + 1));
  const Json& valid = body_of(*before, newest).at("plan").at("valid");
  if (parse_date(valid.str("from")) <= today) {
    return reject("version_in_force", std::to_string(newest));
  }
  return accept();
}

}  // namespace

constinit const Form apply_form{"plan.apply", kApplyFields};

Outcome check_apply(const State& state, const Operation& operation, const Context& context) {
  if (!is_slug(operation.on)) return reject("plan_name", operation.on);
  try {
    Outcome outcome = check_body(operation);
    if (!outcome.accepted()) return outcome;
  } catch (
      const Error& error) {  // the body is any JSON: what its form lets through may still be odd
    return reject("plan_form", error.what());
  }
  return check_version(state.get("plan", operation.on), operation, context.rule_time.date());
}

void apply_apply(Overlay& state, const Operation& operation, const Context& context) {
  const Record before = state.get("plan", operation.on);
  Json record = before ? *before
                       : new_record("plan", operation, context,
                                    Json::object({{"versions", Json()}, {"ops", Json()}}));
  const Json& body = operation.payload.at("body");
  const std::string number = std::to_string(operation.payload.num("version"));
  record.set("version", operation.payload.at("version"));
  record["versions"].set(number, body);
  record["ops"].set(number, operation.id.text());
  Json warnings = Json::array();
  for (const LintFinding& finding : lint(parse_plan(body))) {
    if (finding.weight != Weight::kWarning) continue;
    warnings.push(std::string(finding.row->id) + " " + finding.path + ": " + finding.message);
  }
  record.set("warnings", std::move(warnings));
  if (before) touch_record(record, operation, context);
  state.put("plan", operation.on, std::move(record));
}

}  // namespace kontor::plan
