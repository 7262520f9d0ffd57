// SPDX-License-Identifier: Apache-2.0
// What a run settled, in the words of each payee. An account's facts are numbered and only grow, so
// a statement needs to know of the one before no more than how many there were, and its last day.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <vector>

#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/base/time.h"
#include "lib/claim/record.h"
#include "lib/statement/operations.h"
#include "lib/statement/record.h"

namespace kontor::statement {
namespace {

struct Payee {
  std::string partner;
  bool is_seller = false;
  std::string id;
  std::string currency;
  friend auto operator<=>(const Payee&, const Payee&) = default;
};

// The run, and what it came to for each payee.
struct Run {
  std::string id;
  Date until;
  std::map<Payee, Json> totals;
  bool is_again = false;  // not the first of its day
};

std::string role_of(const Payee& payee) { return payee.is_seller ? "seller" : "business"; }

Run run_of(const State& hq, const std::string& id) {
  const Record settlement = hq.get("settlement", id);
  const std::string& until = settlement->str("until");
  Run out{id, parse_date(until), {}, false};
  for (const std::string& other : hq.ids("settlement")) {
    out.is_again =
        out.is_again || (other != id && hq.get("settlement", other)->str("until") == until);
  }
  for (const Json& row : settlement->list("totals")) {
    out.totals[{row.str("partner"), row.str("role") == "seller", row.str("payee"),
                row.str("currency")}] = row;
  }
  return out;
}

// Facts that a statement holds already: those it knew, dated up to its last day.
struct Stated {
  std::optional<Date> until;
  std::map<std::string, std::int64_t> items;    // vested item -> facts of its claim
  std::map<std::string, std::int64_t> returns;  // item -> how often its claim came back
  std::int64_t own = 0;
  bool is_amended = false;  // an item was shared anew since
  bool is_again = false;    // the run was not the first of its day
};

Stated stated_of(const Json& account) {
  Stated out;
  const Json* row = account.find("stated");
  if (!row) return out;
  out.until = parse_date(row->str("until"));
  out.own = row->num("own");
  for (const auto& [item, count] : row->map("items")) out.items[item] = count.integer();
  for (const auto& [item, count] : row->map("returns")) out.returns[item] = count.integer();
  out.is_amended = row->has("value");
  return out;
}

Json stated_row(const Stated& stated) {
  Json items;
  for (const auto& [item, count] : stated.items) items.set(item, count);
  Json out = Json::object(
      {{"until", format_date(*stated.until)}, {"own", stated.own}, {"items", std::move(items)}});
  for (const auto& [item, count] : stated.returns) out["returns"].set(item, count);
  if (stated.is_again) out.set("again", true);
  return out;
}

bool holds_back(const std::string& kind) { return kind == "reserve" || kind == "settle"; }

Json fact_row(const Json& fact) {
  const std::string& kind = fact.str("kind");
  Json out =
      Json::object({{"kind", kind},
                    {"date", fact.str("date")},
                    {"amount", holds_back(kind) ? -fact.num("amount") : fact.num("amount")}});
  for (const char* key : {"stage", "premium", "rule"}) {
    if (const Json* value = fact.find(key)) out.set(key, *value);
  }
  return out;
}

// What of an account no statement holds yet.
class Account {
 public:
  Account(const State& hq, const Run& run, const std::string& cause, const Json& account,
          claim::Plans& plans)
      : hq_(hq),
        run_(run),
        cause_(cause),
        account_(account),
        plans_(plans),
        stated_(stated_of(account)),
        has_news_(stated_.is_amended) {}

  std::vector<Json> rows() {
    for (const std::string& id : hq_.find("claim", "order", account_.str("order"))) {
      add_claim(id, *hq_.get("claim", id));
    }
    const std::int64_t before = stated_.own;
    claim::each_fact(hq_, "account", account_.str("id"), [&](const Json& fact) {
      ++known_.own;
      if (!is_payment(fact) && is_new(fact, before)) add(order_row(fact));
    });
    known_.until = run_.until;
    known_.is_again = run_.is_again;
    return std::move(rows_);
  }

  // The same of a book: what rules of periods gave and took.
  std::vector<Json> book_rows() {
    const std::int64_t before = stated_.own;
    claim::each_fact(hq_, "book", account_.str("id"), [&](const Json& fact) {
      ++known_.own;
      if (is_payment(fact) || !is_new(fact, before)) return;
      Json row = fact_row(fact);
      row.set("plan", account_.str("plan"));
      add(std::move(row));
    });
    known_.until = run_.until;
    known_.is_again = run_.is_again;
    return std::move(rows_);
  }

  // To be kept once rows() has been asked.
  Json known() const { return stated_row(known_); }
  bool has_later() const { return later_; }
  bool is_paid() const { return paid_; }
  // Whether the run knew more of the sales than the last statement, be it without a row.
  bool has_news() const { return has_news_; }

 private:
  // What the run itself pays is the statement's sum, not a row of it.
  bool is_payment(const Json& fact) {
    const bool pays = fact.str("kind") == "settle" && fact.str("because") == cause_;
    paid_ = paid_ || pays;
    return pays;
  }

  bool is_new(const Json& fact, std::int64_t known) {
    const Date date = parse_date(fact.str("date"));
    if (date > run_.until) {
      later_ = true;
      return false;
    }
    return fact.num("n") > known || !stated_.until || date > *stated_.until;
  }

  // Whether a tier may count a part of the sale as the payee's: then the others' facts are news
  // too, for they tell how much of the sale stands.
  bool is_credited(const Json& claim) const {
    const plan::Plan* plan = plans_.of(claim);
    if (!plan || plan->tiers.empty()) return false;
    const Json::Array& shares = claim.list("shares");
    return std::any_of(shares.begin(), shares.end(), [&](const Json& share) {
      return share.str("payee") == account_.str("payee") &&
             (share.has("value") || share.has("units"));
    });
  }

  void add_claim(const std::string& id, const Json& claim) {
    if (!claim.has("item") || !claim.at("vest").has("at")) return;
    const std::string& item = claim.str("item");
    const bool first = !stated_.items.contains(item);
    const std::int64_t before = stated_.items[item];
    const bool all = is_credited(claim);
    std::int64_t& known = known_.items[item];
    claim::each_fact(hq_, "claim", id, [&](const Json& fact) {
      ++known;
      const bool own = fact.str("payee") == account_.str("payee");
      if ((!own && !all) || !is_new(fact, before)) return;
      has_news_ = true;
      if (own) add(claim_row(claim, fact));
    });
    const auto returns = static_cast<std::int64_t>(claim.list("returns").size());
    if (returns > 0) known_.returns[item] = returns;
    has_news_ = has_news_ || (all && (first || returns != stated_.returns[item]));
  }

  Json order_row(const Json& fact) const {
    Json out = fact_row(fact);
    out.set("order", account_.str("order"));
    return out;
  }

  Json claim_row(const Json& claim, const Json& fact) const {
    Json out = order_row(fact);
    out.set("item", claim.str("item"));
    out.set("closed", format_date(parse_instant(claim.at("sale").str("closed")).date()));
    if (const Json* at = claim.at("vest").find("at")) {
      out.set("performed", format_date(parse_instant(at->string()).date()));
    }
    for (const char* key : {"base", "pool", "plan", "plan_version"}) {
      if (const Json* value = claim.find(key)) out.set(key, *value);
    }
    for (const Json& share : claim.list("shares")) {
      const bool same = share.str("payee") == fact.str("payee") &&
                        share.str("role") == fact.str("role") &&
                        share.str("stage") == fact.str("stage");
      if (!same || claim.num_or("pool", 0) == 0) continue;
      out.set("rate", (Rational(share.num("amount")) / Rational(claim.num("pool"))).text());
    }
    const std::string customer = claim::customer_seen_by(hq_, claim, account_.str("partner"));
    if (!customer.empty()) out.set("customer", customer);
    if (const std::string why = claim::cause_of(claim, fact); !why.empty()) out.set("cause", why);
    return out;
  }

  void add(Json row) { rows_.push_back(std::move(row)); }

  const State& hq_;
  const Run& run_;
  const std::string& cause_;
  const Json& account_;
  claim::Plans& plans_;
  Stated stated_;
  Stated known_;
  std::vector<Json> rows_;
  bool later_ = false;
  bool paid_ = false;
  bool has_news_ = false;
};

// Accounts or books that the run looked at: those that are open, and those that it closed.
std::set<std::string> looked_at(const State& hq, std::string_view kind,
                                const std::set<RecordKey>& changed) {
  std::set<std::string> out;
  for (std::string& id : hq.find(kind, "standing", "open")) out.insert(std::move(id));
  for (const auto& [of, id] : changed) {
    const Record record = of == kind ? hq.get(of, id) : nullptr;
    if (record) out.insert(record->str_or("continues", id));
  }
  return out;
}

using Rows = std::map<Payee, std::vector<Json>>;

void add_new(Overlay& hq, const Run& run, std::string_view kind, const std::string& id,
             claim::Plans& plans, const Cause& cause, Rows& out) {
  Json record = *hq.get(kind, id);
  Account account(hq, run, cause.id, record, plans);
  std::vector<Json> rows = kind == "book" ? account.book_rows() : account.rows();
  const bool reopens = account.has_later() && record.str("standing") == "closed";
  // A payment of what was stated before has no row, but must be known to the next statement.
  const bool tells = !rows.empty() || reopens || account.is_paid();
  if (!tells && !account.has_news()) return;
  if (tells) {
    std::vector<Json>& all = out[{record.str("partner"), record.str("role") == "seller",
                                  record.str("payee"), record.str("currency")}];
    std::move(rows.begin(), rows.end(), std::back_inserter(all));
  }
  Json known = account.known();
  record.set("stated", std::move(known));
  if (reopens) record.set("standing", "open");  // the next run states what is dated later
  touch_derived(record, cause);
  hq.put(kind, id, std::move(record));
}

Rows new_rows(Overlay& hq, const Run& run, const std::set<RecordKey>& changed, const Cause& cause) {
  Rows out;
  claim::Plans plans(hq);
  for (const char* kind : {"account", "book"}) {
    for (const std::string& id : looked_at(hq, kind, changed)) {
      add_new(hq, run, kind, id, plans, cause, out);
    }
  }
  return out;
}

// Of a day and order first what its items earned, then what concerns the whole of it.
auto place(const Json& row) {
  return std::make_tuple(row.str("date"), row.str_or("order"), row.str_or("item", "~"));
}

struct Sums {
  std::int64_t earned = 0;
  std::int64_t true_up = 0;
  std::int64_t premium = 0;
  std::int64_t reserve = 0;
  std::int64_t release = 0;
  std::int64_t paid = 0;
};

// Kinds of the facts of books.
bool is_true_up(const std::string& kind) {
  constexpr std::array<std::string_view, 5> kKinds = {"tier", "cap", "floor", "draw", "recover"};
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

Sums sums_of(const std::vector<Json>& rows) {
  Sums out;
  for (const Json& row : rows) {
    const std::string& kind = row.str("kind");
    std::int64_t& sum = kind == "premium"   ? out.premium
                        : kind == "reserve" ? out.reserve
                        : kind == "release" ? out.release
                        : kind == "settle"  ? out.paid
                        : is_true_up(kind)  ? out.true_up
                                            : out.earned;
    sum = checked_add(sum, row.num("amount"));
  }
  out.reserve = -out.reserve;
  out.paid = -out.paid;
  return out;
}

// Number, first day and balance of a payee's next statement.
class Series {
 public:
  Series(Overlay& hq, const Payee& payee, const Cause& cause)
      : hq_(hq), cause_(cause), currency_(lower(payee.currency)) {
    const Record present = hq.get("statement_series", payee.id);
    if (present) {
      record_ = *present;
      touch_derived(record_, cause);
      return;
    }
    record_ = derived_record("statement_series", payee.id, "hq", cause);
    record_.set("payee", payee.id);
    record_.set("number", 0);
    record_.set("open", Json());
  }

  std::int64_t opening() const { return record_.at("open").num_or(currency_, 0); }
  std::optional<Date> until() const {
    if (!record_.has("until")) return std::nullopt;
    return parse_date(record_.str("until"));
  }
  std::int64_t next(Date until, std::int64_t open) {
    const std::int64_t number = record_.num("number") + 1;
    record_.set("number", number);
    record_.set("until", format_date(until));
    record_["open"].set(currency_, open);
    hq_.put("statement_series", record_.str("id"), record_);
    return number;
  }

 private:
  Overlay& hq_;
  const Cause& cause_;
  std::string currency_;
  Json record_;
};

Json part_of(const std::string& id, const Payee& payee, const Run& run, const Cause& cause) {
  Json out = derived_record("statement", id, "hq", cause);
  out.set("settlement", run.id);
  out.set("payee", payee.id);
  out.set("partner", payee.partner);
  return out;
}

// The statement's rows, cut so that each record stays small.
void put_parts(Overlay& hq, const std::string& id, Json first, std::vector<Json> rows,
               const Payee& payee, const Run& run, const Cause& cause) {
  Json record = std::move(first);
  record.set("rows", Json::array());
  std::size_t part = 1;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (at > 0 && at % kMaxRows == 0) {
      const std::string before = record.str("id");
      hq.put("statement", before, std::move(record));
      record = part_of(id + "." + std::to_string(++part), payee, run, cause);
      record.set("continues", id);
      record.set("rows", Json::array());
    }
    rows[at].set("n", at + 1);
    record["rows"].push(std::move(rows[at]));
  }
  const std::string last = record.str("id");
  hq.put("statement", last, std::move(record));
}

void write(Overlay& hq, const std::string& id, const Payee& payee, std::vector<Json> rows,
           const Run& run, const Cause& cause) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Json& a, const Json& b) { return place(a) < place(b); });
  const auto found = run.totals.find(payee);
  const Json total = found == run.totals.end() ? Json() : found->second;
  const std::int64_t settled = total.num_or("settled", 0);
  const std::int64_t waiting = total.num_or("waiting", 0);
  const std::int64_t on_hold = total.num_or("on_hold", 0);
  const Sums sums = sums_of(rows);
  Series series(hq, payee, cause);
  const std::int64_t opening = series.opening();
  std::int64_t sum = opening;
  for (const Json& row : rows) sum = checked_add(sum, row.num("amount"));
  const std::int64_t open = checked_add(sum, -settled);
  Date from = run.until;
  if (!rows.empty()) from = std::min(from, parse_date(rows.front().str("date")));
  if (series.until()) from = std::min(run.until, Date{series.until()->days + 1});

  Json record = part_of(id, payee, run, cause);
  record.set("role", role_of(payee));
  record.set("currency", payee.currency);
  record.set("number", series.next(run.until, open));
  record.set("from", format_date(from));
  record.set("until", format_date(run.until));
  record.set("opening", opening);
  record.set("earned", sums.earned);
  if (sums.true_up != 0) record.set("true_up", sums.true_up);
  record.set("premium", sums.premium);
  record.set("reserve", sums.reserve);
  record.set("release", sums.release);
  if (sums.paid != 0) record.set("paid", sums.paid);
  record.set("total", sum);
  record.set("settled", settled);
  record.set("carried", checked_add(open, -checked_add(waiting, on_hold)));
  record.set("waiting", waiting);
  if (on_hold != 0) record.set("on_hold", on_hold);
  put_parts(hq, id, std::move(record), std::move(rows), payee, run, cause);
}

// Whether the payee's last statement says all that one without rows would: after a run of the same
// day.
bool is_told(const State& hq, const Payee& payee, const Run& run) {
  if (run.totals.at(payee).num("settled") != 0) return false;
  const Record series = hq.get("statement_series", payee.id);
  return series && series->has("until") && parse_date(series->str("until")) >= run.until;
}

void state_run(Overlay& hq, const std::string& settlement, const std::set<RecordKey>& changed,
               const Cause& cause) {
  const Run run = run_of(hq, settlement);
  Rows payees = new_rows(hq, run, changed, cause);
  for (const auto& [payee, total] : run.totals) payees[payee];
  std::erase_if(payees, [&](const auto& one) {
    const auto& [payee, rows] = one;
    return rows.empty() && (!run.totals.contains(payee) || is_told(hq, payee, run));
  });
  std::map<std::string, int> currencies;  // of a payee
  for (const auto& [payee, rows] : payees) ++currencies[payee.id];
  for (auto& [payee, rows] : payees) {
    const std::string plain = settlement + "." + payee.id;
    const std::string id = currencies[payee.id] == 1 ? plain : plain + "." + lower(payee.currency);
    write(hq, id, payee, std::move(rows), run, cause);
  }
}

}  // namespace

void derive(Overlay& hq, const std::set<RecordKey>& changed, const Cause& cause) {
  for (const auto& [kind, id] : changed) {
    if (kind == "settlement") state_run(hq, id, changed, cause);
  }
}

}  // namespace kontor::statement
