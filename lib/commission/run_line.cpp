// SPDX-License-Identifier: Apache-2.0
// Read in one walk over the members, which a line and the tables here have in the same order. What
// a table does not take, the form explains: it is asked only then.
#include "lib/commission/run_line.h"

#include <algorithm>
#include <array>

#include "lib/base/bounds.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/commission/liability.h"

namespace kontor::commission {
namespace {

[[noreturn]] void bad(const std::string& field, const std::string& reason) {
  throw Error(Fault::kData, "bad_line", field.empty() ? reason : field + ": " + reason);
}

// Says which field the form does not like; returns if it likes them all.
void explain_bad(const Form& form, const Json& line) {
  const std::vector<Problem> problems = check_form(form, line);
  if (!problems.empty()) bad(problems.front().path, problems.front().message);
}

template <typename T>
struct Slot {
  std::string_view name;
  bool (*take)(T& out, const Json& value);
};

// False: something is not as the form wants it. `slots` are in the order of their names.
template <typename T, std::size_t N>
bool take_all(const std::array<Slot<T>, N>& slots, const Json& object, T& out) {
  if (!object.is_object()) return false;
  std::size_t at = 0;
  for (const auto& [name, value] : object.members()) {
    while (at < N && slots[at].name < name) ++at;
    if (at == N || slots[at].name != name || !slots[at].take(out, value)) return false;
    ++at;
  }
  return true;
}

bool word(std::string& out, const Json& value) {
  constexpr std::size_t kWordBytes = 200;  // as the form's
  if (!value.is_string() || value.string().empty() || value.string().size() > kWordBytes) {
    return false;
  }
  for (const char c : value.string()) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  }
  out = value.string();
  return true;
}

bool number(std::int64_t& out, const Json& value, std::int64_t most) {
  if (!value.is_int() || value.integer() < 0 || value.integer() > most) return false;
  out = value.integer();
  return true;
}

bool instant(Instant& out, const Json& value) {
  if (!value.is_string()) return false;
  const std::string& text = value.string();
  if ((text.size() != 20 && text.size() != 25) || text[10] != 'T') return false;
  out = parse_instant(text);
  return true;
}

bool date(Date& out, const Json& value) {
  if (!value.is_string()) return false;
  out = parse_date(value.string());
  return true;
}

bool kind(const Json& value, std::string_view word_of) {
  return value.is_string() && value.string() == word_of;
}

constexpr std::int64_t kMostSplit = 1'000'000;

constexpr std::array<Slot<Split>, 2> kSplitSlots = {{
    {"business", [](Split& s, const Json& v) { return number(s.business, v, kMostSplit); }},
    {"seller", [](Split& s, const Json& v) { return number(s.seller, v, kMostSplit); }},
}};

bool split(Touch& touch, const Json& value) {
  touch.split.emplace();
  return take_all(kSplitSlots, value, *touch.split) && value.members().size() == 2;
}

constexpr std::array<Slot<Touch>, 10> kTouchSlots = {{
    {"at", [](Touch& t, const Json& v) { return instant(t.at, v); }},
    {"channel", [](Touch& t, const Json& v) { return word(t.channel, v); }},
    {"code", [](Touch& t, const Json& v) { return word(t.code, v); }},
    {"evidence", [](Touch& t, const Json& v) { return word(t.evidence, v); }},
    {"minutes", [](Touch& t, const Json& v) { return number(t.minutes, v, 100000); }},
    {"outlet", [](Touch& t, const Json& v) { return word(t.outlet, v); }},
    {"partner", [](Touch& t, const Json& v) { return word(t.partner, v); }},
    {"seller", [](Touch& t, const Json& v) { return word(t.seller, v); }},
    {"split", split},
    {"tier", [](Touch& t, const Json& v) { return word(t.tier, v); }},
}};

bool touches(RunOrder& order, const Json& value) {
  if (!value.is_array() || value.items().size() > kMaxRunTouches) return false;
  order.sale.touches.reserve(value.items().size() + 1);
  for (const Json& row : value.items()) {
    Touch& touch = order.sale.touches.emplace_back();
    if (!take_all(kTouchSlots, row, touch) || touch.evidence.empty() || touch.partner.empty() ||
        !row.has("at")) {
      return false;
    }
  }
  return true;
}

bool discount(RunItem& item, const Json& value) {
  if (!value.is_string() || value.string().find('/') != std::string::npos) return false;
  item.discount = Rational::parse(value.string());
  return true;
}

constexpr std::array<Slot<RunItem>, 13> kItemSlots = {{
    {"brand", [](RunItem& i, const Json& v) { return word(i.brand, v); }},
    {"discount", discount},
    {"group", [](RunItem& i, const Json& v) { return word(i.group, v); }},
    {"item", [](RunItem& i, const Json& v) { return word(i.item, v); }},
    {"list", [](RunItem& i, const Json& v) { return number(i.list_minor, v, kMostMinor); }},
    {"one_time", [](RunItem& i, const Json& v) { return number(i.one_time_minor, v, kMostMinor); }},
    {"paid", [](RunItem& i, const Json& v) { return date(i.paid.emplace(), v); }},
    {"price_point", [](RunItem& i, const Json& v) { return word(i.price_point, v); }},
    {"product", [](RunItem& i, const Json& v) { return word(i.product, v); }},
    {"quantity", [](RunItem& i, const Json& v) { return number(i.quantity, v, 1000000); }},
    {"recurring",
     [](RunItem& i, const Json& v) { return number(i.recurring_minor, v, kMostMinor); }},
    {"term_months", [](RunItem& i, const Json& v) { return number(i.term_months, v, 1200); }},
    {"vested", [](RunItem& i, const Json& v) { return date(i.vested.emplace(), v); }},
}};

bool items(RunOrder& order, const Json& value) {
  if (!value.is_array() || value.items().size() > kMaxRunItems) return false;
  for (const Json& row : value.items()) {
    RunItem& item = order.items.emplace_back();
    if (!take_all(kItemSlots, row, item) || item.item.empty()) return false;
  }
  return true;
}

bool manual(RunOrder& order, const Json& value) {
  if (!value.is_object()) bad("manual", "not a table of stages");
  for (const auto& [stage, weights] : value.members()) {
    if (!weights.is_object()) bad("manual." + stage, "not a table of partners");
    for (const auto& [partner, weight] : weights.members()) {
      const bool good = weight.is_int() && weight.integer() >= 0 && weight.integer() <= kMostSplit;
      if (!good) bad("manual." + stage + "." + partner, "not a whole number of 0 to 1000000");
      order.sale.manual[stage][partner] = weight.integer();
    }
  }
  return true;
}

constexpr std::array<Slot<RunOrder>, 19> kOrderSlots = {{
    {"campaign", [](RunOrder& o, const Json& v) { return word(o.sale.campaign, v); }},
    {"channel", [](RunOrder& o, const Json& v) { return word(o.sale.channel, v); }},
    {"closed", [](RunOrder& o, const Json& v) { return instant(o.sale.closed, v); }},
    {"code", [](RunOrder& o, const Json& v) { return word(o.sale.code, v); }},
    {"contract_type", [](RunOrder& o, const Json& v) { return word(o.sale.contract_type, v); }},
    {"customer_type", [](RunOrder& o, const Json& v) { return word(o.sale.customer_type, v); }},
    {"home_unit", [](RunOrder& o, const Json& v) { return word(o.sale.home_unit, v); }},
    {"items", items},
    {"manual", manual},
    {"offer", [](RunOrder& o, const Json& v) { return word(o.sale.offer, v); }},
    {"order", [](RunOrder& o, const Json& v) { return word(o.sale.order, v); }},
    {"outlet", [](RunOrder& o, const Json& v) { return word(o.sale.outlet, v); }},
    {"paid", [](RunOrder& o, const Json& v) { return date(o.paid.emplace(), v); }},
    {"partner", [](RunOrder& o, const Json& v) { return word(o.sale.partner, v); }},
    {"seller", [](RunOrder& o, const Json& v) { return word(o.sale.seller, v); }},
    {"t", [](RunOrder&, const Json& v) { return kind(v, "order"); }},
    {"tier", [](RunOrder& o, const Json& v) { return word(o.sale.tier, v); }},
    {"touches", touches},
    {"vested", [](RunOrder& o, const Json& v) { return date(o.vested.emplace(), v); }},
}};

struct Back {
  RunReturn row;
  std::string_view word;
};

bool item_names(Back& out, const Json& value) {
  if (!value.is_array() || value.items().size() > kMaxRunItems) return false;
  for (const Json& name : value.items()) {
    if (!word(out.row.items.emplace_back(), name)) return false;
  }
  return true;
}

constexpr std::array<Slot<Back>, 6> kBackSlots = {{
    {"cause", [](Back& b, const Json& v) { return word(b.row.cause, v); }},
    {"date", [](Back& b, const Json& v) { return date(b.row.date, v); }},
    {"id", [](Back& b, const Json& v) { return word(b.row.id, v); }},
    {"items", item_names},
    {"order", [](Back& b, const Json& v) { return word(b.row.order, v); }},
    {"t", [](Back& b, const Json& v) { return kind(v, b.word); }},
}};

// True when all was taken; a value that a parser refuses is not.
template <typename T, std::size_t N>
bool takes(const std::array<Slot<T>, N>& slots, const Json& line, T& out) {
  try {
    return take_all(slots, line, out);
  } catch (const Error& error) {
    if (error.code() == "bad_line") throw;
    return false;
  }
}

[[noreturn]] void refuse(const Form& form, const Json& line) {
  explain_bad(form, line);
  bad("", "not a line of this kind");
}

Touch close_of(const Sale& sale) {
  Touch close;
  close.evidence = "close";
  close.partner = sale.partner;
  close.outlet = sale.outlet;
  close.channel = sale.channel;
  close.seller = sale.seller;
  close.tier = sale.tier;
  close.at = sale.closed;
  return close;
}

// Touches of one instant and party are told apart by their places in the line.
std::string place_text(std::size_t place) {
  std::string digits = std::to_string(place);
  return std::string(3 - std::min<std::size_t>(digits.size(), 3), '0') + digits;
}

void complete(RunOrder& order) {
  Sale& sale = order.sale;
  const bool closes = std::any_of(sale.touches.begin(), sale.touches.end(),
                                  [](const Touch& touch) { return touch.evidence == "close"; });
  if (!closes) sale.touches.push_back(close_of(sale));
  for (std::size_t i = 0; i < sale.touches.size(); ++i) {
    sale.touches[i].record = place_text(i + 1);
  }
  for (std::size_t i = 0; i < order.items.size(); ++i) {
    RunItem& item = order.items[i];
    const std::string path = "items[" + std::to_string(i) + "]";
    if (item.price_point.empty()) item.price_point = "list";
    if (!item.vested) item.vested = order.vested.value_or(sale.closed.date());
    if (!item.paid) item.paid = order.paid;
    if (*item.vested < sale.closed.date()) bad(path + ".vested", "before the close");
    for (std::size_t k = 0; k < i; ++k) {
      if (order.items[k].item == item.item) bad(path + ".item", "a second \"" + item.item + "\"");
    }
  }
  if (order.items.empty()) bad("items", "none");
}

bool is_cause(std::string_view word) {
  if (word.empty()) return true;
  const std::vector<std::string> causes = kontor::split(kCauses, '|');
  return std::find(causes.begin(), causes.end(), word) != causes.end();
}

RunReturn back(const Form& form, std::string_view word_of, const Json& line) {
  Back out{{}, word_of};
  const bool taken = takes(kBackSlots, line, out) && !out.row.order.empty() && line.has("date") &&
                     out.row.cause.empty() == (word_of == "restore") && is_cause(out.row.cause);
  if (!taken) refuse(form, line);
  return std::move(out.row);
}

}  // namespace

RunOrder run_order(const Json& line) {
  RunOrder out;
  const Form& form = *run_inputs()[0].form;
  if (!takes(kOrderSlots, line, out)) refuse(form, line);
  const Sale& sale = out.sale;
  const bool whole = !sale.order.empty() && !sale.channel.empty() && !sale.partner.empty() &&
                     line.has("closed") && line.has("items");
  if (!whole) refuse(form, line);
  complete(out);
  return out;
}

RunReturn run_return(const Json& line) { return back(*run_inputs()[1].form, "return", line); }

RunReturn run_restore(const Json& line) { return back(*run_inputs()[2].form, "restore", line); }

Date run_settle(const Json& line) {
  explain_bad(*run_inputs()[3].form, line);
  return parse_date(line.str("until"));
}

}  // namespace kontor::commission
