// SPDX-License-Identifier: Apache-2.0
// What is open: the same words for the gate of the submit, for `order resume` and for the step.
#include <algorithm>

#include "lib/offer/record.h"
#include "lib/order/record.h"
#include "lib/policy/record.h"

namespace kontor::order {
namespace {

struct Evidences {
  std::string_view channel;
  std::string contract_type;
  std::string customer;
  Date date;
  std::set<std::string> have;
};

Evidences evidences_of(const State& state, const Json& order, std::string_view channel,
                       Instant now) {
  Evidences out{channel, contract_type(order, channel), "consumer", now.date(), {}};
  if (order.has("customer")) {
    const Record customer = state.get("customer", order.str("customer"));
    if (customer) out.customer = customer->str_or("type", "consumer");
  }
  for (const std::string& id : state.find("evidence", "order", order.str_or("id"))) {
    out.have.insert(state.get("evidence", id)->str("code"));
  }
  return out;
}

// One list over all rule sets; of two rows with one code the harder and then the earlier counts.
void add_evidence(std::vector<OpenEvidence>& out, OpenEvidence wanted) {
  auto had = std::find_if(out.begin(), out.end(),
                          [&](const OpenEvidence& e) { return e.code == wanted.code; });
  if (had == out.end()) return out.push_back(std::move(wanted));
  const bool harder = wanted.strength == "hard" && had->strength != "hard";
  const bool earlier = wanted.strength == had->strength && !wanted.due.empty() &&
                       (had->due.empty() || wanted.due < had->due);
  if (harder || earlier) *had = std::move(wanted);
}

std::vector<OpenEvidence> open_evidence(const std::vector<Rules>& rules, const Evidences& known,
                                        std::string_view stage) {
  std::vector<OpenEvidence> out;
  for (const Rules& rule : rules) {
    for (policy::Evidence& row :
         policy::missing_evidence(*rule.body, known.channel, known.contract_type, known.customer,
                                  stage, known.date, known.have)) {
      OpenEvidence open{std::move(row.code), std::move(row.strength), std::move(row.source), {}};
      if (!row.within.empty()) open.due = format_date(add(known.date, parse_period(row.within)));
      add_evidence(out, std::move(open));
    }
  }
  return out;
}

// What the offer itself asks for, beside the law.
void add_offer_evidence(const State& state, const Json& order, const Evidences& known,
                        std::vector<OpenEvidence>& out) {
  const auto ask = [&](const std::string& slug, std::int64_t number) {
    const Record offer = state.get("offer", slug);
    const Json* content = offer ? offer::version_of(*offer, number) : nullptr;
    if (!content) return;
    for (const Json& code : content->list("evidence")) {
      if (!known.have.contains(code.string())) add_evidence(out, {code.string(), "hard", slug, {}});
    }
  };
  ask(order.str("offer"), order.num("version"));
  for (const auto& [slug, item] : order.map("items")) ask(slug, item.num("version"));
}

void add_open_checks(const Json& order, const Json& body, std::vector<OpenCheck>& out) {
  for (const Json& row : body.list("checks")) {
    const std::string& id = row.str("id");
    const std::string& name = row.str("field");
    const std::string setter = setter_of(order, name);
    if (setter.empty()) continue;  // an empty field has nothing to check; required is another rule
    const Json* checked = order.at("checks").find(id);
    if (!checked) {
      out.push_back({id, name, "missing"});
    } else if (checked->str_or("of") != setter) {
      out.push_back({id, name, "stale"});
    } else if (checked->str("result") == "block") {
      out.push_back({id, name, "block"});
    }
  }
}

// Campaign and price point may come with the draft itself.
bool is_filled(const Json& order, std::string_view name) {
  if (field(order, name)) return true;
  return (name == "price_point" || name == "campaign") && order.has(name);
}

bool lists(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The step of this rule set in which something is open, as a place in its list; past the end: none.
std::size_t open_step(const Json& body, const OpenPoints& open) {
  const std::vector<std::string> steps = policy::steps(body);
  std::size_t first = steps.size();
  const auto note = [&](std::string_view field) {
    const Json* row = policy::field_row(body, field);
    if (!row) return;
    const auto at = std::find(steps.begin(), steps.end(), row->str("step"));
    first = std::min(first, static_cast<std::size_t>(at - steps.begin()));
  };
  for (const std::string& field : open.fields) note(field);
  for (const OpenCheck& check : open.checks) note(check.field);
  return first;
}

bool any_hard(const std::vector<OpenEvidence>& evidence) {
  return std::any_of(evidence.begin(), evidence.end(),
                     [](const OpenEvidence& e) { return e.strength == "hard"; });
}

// Evidence belongs to the end of the conversation: it is asked for when the fields are complete.
std::string first_step(const std::vector<Rules>& rules, const OpenPoints& open) {
  for (const Rules& rule : rules) {
    const std::vector<std::string> steps = policy::steps(*rule.body);
    const std::size_t first = open_step(*rule.body, open);
    if (first < steps.size()) return steps[first];
  }
  if (!any_hard(open.before_close)) return "ready";
  for (const Rules& rule : rules) {
    const std::vector<std::string> steps = policy::steps(*rule.body);
    if (!steps.empty()) return steps.back();
  }
  return "evidence";
}

}  // namespace

std::vector<Rules> rules_of(const State& state, const Json& order) {
  std::vector<Rules> out;
  const auto add = [&](const std::string& slug, std::int64_t number) {
    const Record offer = state.get("offer", slug);
    const Json* content = offer ? offer::version_of(*offer, number) : nullptr;
    if (!content) return;
    const std::string id = content->str_or("policy", content->str_or("sector"));
    const bool known =
        std::any_of(out.begin(), out.end(), [&](const Rules& rules) { return rules.id == id; });
    if (known || id.empty()) return;
    Record record = state.get("policy", id);
    const Json* body = record ? policy::newest(*record) : nullptr;
    if (body) out.push_back({id, std::move(record), body});
  };
  add(order.str("offer"), order.num("version"));
  for (const auto& [slug, item] : order.map("items")) add(slug, item.num("version"));
  return out;
}

OpenPoints open_points(const State& state, const Json& order, std::string_view channel,
                       Instant now) {
  OpenPoints out;
  const std::vector<Rules> rules = rules_of(state, order);
  if (is_closed(order)) {
    const Json& close = order.at("close");
    const std::string& closing_channel = close.str("channel");
    out.step = "closed";
    out.after_close = open_evidence(
        rules, evidences_of(state, order, closing_channel, parse_instant(close.str("at"))),
        "after_close");
    return out;
  }
  const Evidences known = evidences_of(state, order, channel, now);
  for (const Rules& rule : rules) {
    for (std::string& field : policy::required_fields(*rule.body)) {
      if (!is_filled(order, field) && !lists(out.fields, field)) {
        out.fields.push_back(std::move(field));
      }
    }
    add_open_checks(order, *rule.body, out.checks);
  }
  out.before_close = open_evidence(rules, known, "before_close");
  add_offer_evidence(state, order, known, out.before_close);
  out.after_close = open_evidence(rules, known, "after_close");
  for (OpenEvidence& later : out.after_close) later.due.clear();  // no close, no time
  out.step = is_draft(order) ? first_step(rules, out) : "closed";
  return out;
}

bool update_step(const State& state, Json& order, std::string_view channel, Instant now) {
  const std::string step = open_points(state, order, channel, now).step;
  if (order.str_or("step") == step) return false;
  order.set("step", step);
  return true;
}

}  // namespace kontor::order
