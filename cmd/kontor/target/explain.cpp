// SPDX-License-Identifier: Apache-2.0
// Why a target stands where it stands: order by order, each credit of the unit with what it brings
// or why it brings nothing, and what is missing.
#include "cmd/console/explanation.h"
#include "cmd/kontor/call.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/report/verbs.h"
#include "cmd/kontor/target/verbs.h"
#include "lib/target/attainment.h"

namespace kontor::cli {
namespace {

constexpr int kPlaces = 9;  // of a decimal, as in the report

Json line_node(const target::Part::Line& line) {
  const target::Entry& entry = *line.entry;
  Json inputs = Json::object(
      {{"date", format_date(entry.date)}, {"outlet", entry.outlet}, {"role", entry.role}});
  if (!entry.product.empty()) inputs.set("product", entry.product);
  Json result =
      Json::object({{"value", entry.value.decimal(kPlaces)}, {"counting", entry.counting}});
  if (!line.zero.empty()) result.set("zero", line.zero);
  return Json::object({{"step", "credit"}, {"inputs", inputs}, {"result", result}});
}

Json order_node(const target::Part& part) {
  Json steps = Json::array();
  for (const target::Part::Line& line : part.lines) steps.push(line_node(line));
  return Json::object({{"step", "order"},
                       {"inputs", Json::object({{"order", part.order}})},
                       {"result", Json::object({{"credited", part.credited.decimal(kPlaces)},
                                                {"counted", part.counted.decimal(kPlaces)}})},
                       {"steps", std::move(steps)}});
}

Json inputs_of(const target::Target& target) {
  Json out = Json::object({{"unit", target.unit},
                           {"measure", target.measure},
                           {"value", target.value.decimal(kPlaces)},
                           {"from", format_date(target.from)},
                           {"to", format_date(target.to)}});
  if (!target.role.empty()) out.set("role", target.role);
  if (!target.product.empty()) out.set("product", target.product);
  if (!target.currency.empty()) out.set("currency", target.currency);
  return out;
}

Json result_of(const target::Target& target, const target::Row& reached, bool any) {
  Json out = Json::object({{"credited", reached.credited.decimal(kPlaces)},
                           {"percent", target::percent(reached)},
                           {"counted", reached.counted.decimal(kPlaces)}});
  const Rational missing = target.value - reached.credited;
  if (missing.sign() > 0) out.set("missing", missing.decimal(kPlaces));
  if (reached.credited.zero()) {
    out.set("zero", any ? "no credit of the unit counts" : "the unit has no credit yet");
  }
  return out;
}

}  // namespace

const Form* target_explain_form() { return &explanation_form(); }

int explain_target(Call& call) {
  const std::string id = target_of(call, "target");
  const Record record = call.workspace().live().get("target", id);
  const target::Target target = target::target_of(*record);
  const target::Books books = credit_books(call);
  Json steps = Json::array();
  for (const target::Part& part : books.parts(target)) steps.push(order_node(part));
  const bool any = !steps.items().empty();
  Json result = result_of(target, books.reached({&target}), any);
  if (record->str("state") == "retired") result.set("state", "retired");
  const Json tree = Json::object({{"step", "target"},
                                  {"rule", id},
                                  {"inputs", inputs_of(target)},
                                  {"result", std::move(result)},
                                  {"steps", std::move(steps)}});
  call.answer(tree, explanation_text(tree));
  return 0;
}

}  // namespace kontor::cli
