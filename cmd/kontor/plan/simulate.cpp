// SPDX-License-Identifier: Apache-2.0
// What would I get? A draft or an offer, closed here or elsewhere, under this plan or another; at
// HQ past orders under another plan. Nothing is written.
#include "lib/claim/simulate.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "cmd/kontor/call.h"
#include "cmd/kontor/plan/names.h"
#include "cmd/kontor/plan/verbs.h"
#include "lib/base/error.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/commission/model.h"
#include "lib/config/toml.h"
#include "lib/offer/record.h"
#include "lib/outlet/record.h"
#include "lib/plan/reader.h"

namespace kontor::cli {
namespace {

constexpr std::int64_t kLeast = -9007199254740991;
constexpr Field kFields[] = {
    {.name = "scenario", .type = Type::kText, .need = Need::kRequired, .doc = "what was supposed"},
    {.name = "basis", .type = Type::kEnum, .need = Need::kRequired, .of = "preview"},
    {.name = "plan", .type = Type::kText, .doc = "and version"},
    {.name = "payee", .type = Type::kWord, .doc = "partner or seller"},
    {.name = "role", .type = Type::kEnum, .of = "business|seller"},
    {.name = "currency", .type = Type::kWord, .doc = "of the amounts"},
    {.name = "amount",
     .type = Type::kInt,
     .doc = "minor units; without tiers, caps, floors, draws and reserve",
     .min = kLeast},
    {.name = "difference",
     .type = Type::kInt,
     .doc = "to the first scenario; of past orders to what they earned",
     .min = kLeast},
    {.name = "zero", .type = Type::kText, .doc = "items that earn nothing, and why"},
};
constexpr Form kForm{"plan.simulate", kFields};

[[noreturn]] void usage(const std::string& what, const std::string& hint) {
  throw Error(Fault::kUsage, "bad_usage", what, hint);
}

constexpr std::string_view kPlanItself = "plan";

// As --model names them; the plan itself without it.
std::vector<std::string> models_asked(const Call& call) {
  const std::string typed = call.args.text("model", kPlanItself);
  if (typed != "all") return {typed};
  std::vector<std::string> out;
  for (const std::string_view name : commission::model_names()) out.emplace_back(name);
  return out;
}

std::string name_of(const plan::Plan& plan) { return plan.id + " " + std::to_string(plan.version); }

// "telco-retail", "telco-retail:2", or a TOML file.
plan::Plan other_plan(Call& call, const std::string& typed) {
  std::error_code failed;
  if (std::filesystem::is_regular_file(typed, failed))
    return plan::parse_plan(plan::body_from_toml(read_toml(typed)));
  return plan::parse_plan(plan_version(call, typed));
}

// A channel that no outlet can have is a slip of the pen, not a channel without outlets.
void require_channel(const std::string& channel) {
  const std::vector<std::string_view> known = bar_list(outlet::kChannels);
  if (std::find(known.begin(), known.end(), channel) != known.end()) return;
  usage("no channel \"" + printable(channel) + "\"", near_or_all(channel, known));
}

class Rows {
 public:
  // Amounts of a scenario; the first is what the others differ from.
  void add(const std::string& scenario, const std::string& plan, const std::string& currency,
           const claim::Payments& payments) {
    if (!first_) first_ = payments.sums();
    std::map<claim::Payee, std::int64_t> sums = payments.sums();
    for (const auto& [payee, amount] : *first_) sums.try_emplace(payee, 0);
    for (const auto& [payee, amount] : sums) {
      const auto before = first_->find(payee);
      Json row = start(scenario, plan);
      row.set("payee", payee.id);
      row.set("role", payee.role);
      row.set("currency", currency);
      row.set("amount", amount);
      row.set("difference", amount - (before == first_->end() ? 0 : before->second));
      rows_.push(std::move(row));
    }
    for (const auto& [item, why] : payments.zeros()) zero(scenario, plan, item + ": " + why);
  }
  bool empty() const { return !first_; }
  void zero(const std::string& scenario, const std::string& plan, const std::string& why) {
    Json row = start(scenario, plan);
    row.set("zero", why);
    rows_.push(std::move(row));
  }

  void answer(Call& call) const {
    Table table({"scenario", "plan", "payee", "role", "amount", "difference", "currency", "zero"});
    for (const Json& row : rows_.items()) {
      const std::string currency = row.str_or("currency");
      const auto money = [&](const char* key) {
        return row.has(key) ? format_amount(row.num(key), currency) : std::string();
      };
      table.add({row.str("scenario"), row.str_or("plan"), row.str_or("payee"), row.str_or("role"),
                 money("amount"), money("difference"), currency, row.str_or("zero")});
    }
    call.answer_items(rows_, table.text(call.color()));
  }

 private:
  static Json start(const std::string& scenario, const std::string& plan) {
    Json row = Json::object({{"scenario", scenario}, {"basis", "preview"}});
    if (!plan.empty()) row.set("plan", plan);
    return row;
  }
  Json rows_ = Json::array();
  std::optional<std::map<claim::Payee, std::int64_t>> first_;
};

// --- one order, before it is closed

// The draft that was named, or the one that an offer would make.
Json draft_of(Call& call) {
  Workspace& site = call.workspace();
  if (call.args.has("order")) {
    // A claim's id is the order's with the item behind it.
    const std::string typed = call.args.text("order");
    const std::string id = site.resolve("order", typed.substr(0, typed.find('.')));
    return *site.live().get("order", id);
  }
  if (!call.args.has("offer")) usage("nothing to simulate", "name an order, or --offer OFFER");
  const std::string offer = site.resolve("offer", call.args.text("offer"));
  Json payload = Json::object(
      {{"offer", offer}, {"version", offer::current_version(*site.live().get("offer", offer))}});
  if (call.args.has("customer"))
    payload.set("customer", site.resolve("customer", call.args.text("customer")));
  if (call.args.has("price-point")) payload.set("price_point", call.args.text("price-point"));
  if (call.args.has("campaign")) payload.set("campaign", call.args.text("campaign"));
  WriteRequest request;
  request.kind = "order.add";
  request.on = site.new_id();
  request.payload = std::move(payload);
  request.actor = call.actor();
  const Written written = site.write(std::move(request), true);  // a dry run: nothing is kept
  for (const RecordChange& change : written.changes) {
    if (change.kind == "order" && change.after) return *change.after;
  }
  throw Error(Fault::kBug, "no_draft", "the offer made no draft");
}

constexpr std::int64_t kMostMinutes = 24 * 60;  // of one piece of advice
constexpr std::int64_t kMostDays = 3660;        // ten years: no plan looks back further

// MINUTES or DAYS of --touch.
std::int64_t count_of(const std::string& touch, const std::string& typed, std::int64_t most) {
  std::int64_t value = -1;
  const auto [end, problem] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
  if (problem == std::errc() && end == typed.data() + typed.size() && value >= 0 && value <= most)
    return value;
  usage("--touch: \"" + printable(typed) + "\" of \"" + printable(touch) +
            "\" is no number from 0 to " + std::to_string(most),
        "EVIDENCE:MINUTES:DAYS, minutes of it and days before the close");
}

// EVIDENCE[:MINUTES[:DAYS]]: something that this site did, or may yet do.
commission::Touch touch_of(Call& call, const std::string& typed, Instant closed) {
  const std::vector<std::string> parts = split(typed, ':');
  commission::Touch out;
  Workspace& site = call.workspace();
  out.evidence = parts[0];
  out.outlet = site.outlet();
  out.channel = outlet::channel_of(site.live(), out.outlet);
  out.partner = outlet::partner_of(site.live(), out.outlet);
  out.seller = call.actor();
  if (out.partner.empty())
    usage("--touch is a site's: HQ advises nobody", "kontor --home SITE ...");
  if (parts.size() > 3 || out.evidence.empty())
    usage("--touch: \"" + printable(typed) + "\"",
          "EVIDENCE, EVIDENCE:MINUTES or "
          "EVIDENCE:MINUTES:DAYS before the close");
  if (parts.size() > 1) out.minutes = count_of(typed, parts[1], kMostMinutes);
  const std::int64_t days = parts.size() > 2 ? count_of(typed, parts[2], kMostDays) : 0;
  out.at = Instant{closed.seconds - days * 86400};
  out.record = "supposed/" + typed;
  return out;
}

// Where the order could be closed by that channel: here, else the first outlet of the directory.
std::optional<commission::Touch> close_in(Call& call, const std::string& channel, Instant closed) {
  Workspace& site = call.workspace();
  const StoreState state = site.live();
  commission::Touch out;
  out.at = closed;
  out.channel = channel;
  out.record = "supposed/close";
  if (outlet::channel_of(state, site.outlet()) == channel) {
    out.outlet = site.outlet();
    out.partner = outlet::partner_of(state, out.outlet);
    out.seller = call.actor();
    return out;
  }
  for (const char* kind : {"outlet", "directory_card"}) {
    for (const std::string& id : state.ids(kind)) {
      const Record card = state.get(kind, id);
      if (card->str_or("channel") != channel) continue;
      out.outlet = id;
      out.partner = card->str("partner");
      return out;
    }
  }
  return std::nullopt;
}

std::vector<std::string> channels_of(Call& call) {
  std::vector<std::string> out = call.args.all("channel");
  for (const std::string& channel : out) require_channel(channel);
  if (!out.empty()) return out;
  const std::string own = outlet::channel_of(call.workspace().live(), call.workspace().outlet());
  if (!own.empty()) out.push_back(own);
  for (const char* channel : {"online", "shop", "phone"}) {
    if (channel != own) out.emplace_back(channel);
  }
  return out;
}

// What orders are judged by: their own plan or another, as it is or by a model.
struct Judge {
  std::optional<plan::Plan> plan;  // another
  std::string model = std::string(kPlanItself);

  plan::Plan of(const plan::Plan& own) const {
    return commission::by_model(plan ? *plan : own, model);
  }
  std::string scenario(const std::string& name) const {
    return model == kPlanItself ? name : name + ", " + model;
  }
};

// What the draft would pay, closed in that channel.
void simulate_close(Call& call, const Json& draft, const std::string& channel, const Judge& judge,
                    Rows& rows) {
  Workspace& site = call.workspace();
  const Instant closed = site.now();
  const auto close = close_in(call, channel, closed);
  if (!close) {
    return rows.zero(judge.scenario("closed " + channel), "",
                     "no outlet of that channel is known here");
  }
  const bool here = close->outlet == site.outlet();
  const std::string scenario =
      judge.scenario("closed " + channel + (here ? " here" : " at " + close->outlet));
  Json row = Json::object({{"at", format_instant(closed)},
                           {"channel", channel},
                           {"outlet", close->outlet},
                           {"scope", site.scope()}});
  if (!close->seller.empty()) row.set("seller", close->seller);
  claim::Payments payments;
  std::string plan_name;
  std::string currency;
  for (claim::Previewed& one : claim::preview(site.live(), draft, row)) {
    if (!one.plan) {
      rows.zero(scenario, "", one.item + ": " + one.zero);
      continue;
    }
    commission::Sale sale = commission::closed_at(std::move(one.sale), *close);
    for (const std::string& typed : call.args.all("touch"))
      sale.touches.push_back(touch_of(call, typed, closed));
    const plan::Plan judged = judge.of(*one.plan);
    plan_name = name_of(judged);
    currency = judged.currency;
    payments.add(judged, sale);
  }
  if (!plan_name.empty()) rows.add(scenario, plan_name, currency, payments);
}

int simulate_order(Call& call) {
  const Json draft = draft_of(call);
  std::vector<Judge> judges = {Judge()};  // the others differ from it
  std::optional<plan::Plan> other;
  if (call.args.has("plan")) other = other_plan(call, call.args.text("plan"));
  for (const std::string& model : models_asked(call)) {
    if (other || model != kPlanItself) judges.push_back({other, model});
  }
  Rows rows;
  for (const Judge& judge : judges) {
    for (const std::string& channel : channels_of(call)) {
      simulate_close(call, draft, channel, judge, rows);
    }
  }
  call.say("a preview from what this site holds; others may have a part that it cannot see");
  rows.answer(call);
  return 0;
}

// --- what is past, at HQ

std::optional<Date> date_of(Call& call, const char* name) {
  if (!call.args.has(name)) return std::nullopt;
  return parse_date(call.args.text(name));
}

int simulate_past_orders(Call& call) {
  if (!call.workspace().is_hq()) {
    throw Error(Fault::kPermission, "role", "past orders of everybody are HQ's to simulate",
                "kontor plan simulate ORDER, or --offer OFFER");
  }
  const plan::Plan plan = other_plan(call, call.args.text("plan"));
  const std::string other = call.args.has("instead-of")
                                ? plan_record(call, call.args.text("instead-of"))->str("id")
                                : plan.id;
  const claim::PastQuery query{
      .instead_of = other, .from = date_of(call, "from"), .to = date_of(call, "to")};
  Rows rows;
  std::int64_t claims = 0;
  for (const std::string& model : models_asked(call)) {
    const Judge judge{plan, model};
    const claim::Past past = claim::simulate_past(call.workspace().live(), judge.of(plan), query);
    if (rows.empty()) rows.add("as it was", query.instead_of, plan.currency, past.recorded);
    rows.add(judge.scenario("simulated"), name_of(plan), plan.currency, past.simulated);
    claims = past.claims;
  }
  call.say(std::to_string(claims) + (claims == 1 ? " claim" : " claims") +
           "; reversals, tiers, caps, floors and draws are not counted on either side");
  rows.answer(call);
  return 0;
}

}  // namespace

const Form* simulate_form() { return &kForm; }

int simulate_plan(Call& call) {
  const bool one = call.args.has("order") || call.args.has("offer");
  return one || !call.args.has("plan") ? simulate_order(call) : simulate_past_orders(call);
}

}  // namespace kontor::cli
