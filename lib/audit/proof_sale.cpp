// SPDX-License-Identifier: Apache-2.0
// As lib/claim/gather.cpp and lib/claim/open.cpp fill touches and sale, so each field is read here
// from the payload of the operation that it comes from. What HQ takes from its own lists (prices,
// tiers, channels) has no operation in the proof and is named.
#include "lib/audit/proof_sale.h"

#include <algorithm>
#include <map>
#include <set>

#include "lib/base/text.h"
#include "lib/order/record.h"

namespace kontor {
namespace {

// How far a site's clock may be off from HQ's, where an entry bounded a claimed time.
constexpr std::int64_t kClockSlack = 86400;

std::string in_quotes(const std::string& word) {
  return word.empty() ? "none" : "\"" + word + "\"";
}

class SaleChecker {
 public:
  SaleChecker(const ProofTrust& trust, const Json& record)
      : trust_(trust), record_(record), order_(record.str("order")) {
    for (const ProvenOperation* found : trust.named()) {
      if (found->operation.kind == "code.issue") issued_.push_back(found);
    }
  }

  std::vector<std::string> run() {
    for (const Json& row : record_.list("touches")) touch(row);
    order();
    if (master()) {
      out_.emplace_back(
          "the sale's product, quantity, term, list price and prices, as HQ's offers say");
      out_.emplace_back(
          "partner, outlet, channel, tier and split, customer and contract type, home unit");
    } else {
      out_.emplace_back("the sale's product, quantity, term, prices, customer and contract type");
      out_.emplace_back("channels and splits, and whose code was used");
    }
    return std::move(out_);
  }

 private:
  using Found = const ProvenOperation*;
  bool master() const { return trust_.master(); }
  const State& state() const { return trust_.state(); }

  [[noreturn]] static void differs(const char* code, const std::string& of,
                                   const std::string& field, const ProvenOperation& found) {
    proof_fails(code, of + ": " + field + " is not what operation " + found.operation.id.text() +
                          " (" + found.operation.kind + ") says");
  }
  [[noreturn]] void unsaid(const char* code, const std::string& of, const std::string& field) {
    proof_fails(code, of + ": no operation in the proof says " + field);
  }
  std::string sale() const { return "the sale of claim " + record_.str("id"); }
  void sale_is(bool same, const std::string& field, const ProvenOperation& found) const {
    if (!same) differs("sale_differs", sale(), field, found);
  }

  // A record's own operation, of this kind and on it; HQ's proof holds them all.
  Found made(const std::string& kind, const std::string& id, std::string_view by) const {
    const Record record = state().get(kind, id);
    Found found = record ? trust_.operation(record->at("created").str_or("op")) : nullptr;
    const bool fits = found && found->operation.kind == by && found->operation.on == id;
    return fits ? found : nullptr;
  }

  // The rule: what was claimed, but not before the entry that the site had seen nor after the one
  // that took it. Neither is in the proof; the site sealed the operation between them.
  void time(const char* code, const std::string& of, const std::string& said,
            const ProvenOperation& found) {
    const Instant counted = parse_instant(said);
    const Instant claimed = found.operation.claimed();
    if (counted == claimed) return;
    const std::int64_t sealed = found.head.sealed_at.seconds;
    const bool later = counted > claimed;
    const bool within =
        later ? counted.seconds <= sealed + kClockSlack : counted.seconds >= sealed - kClockSlack;
    if (!within) differs(code, of, "the time", found);
    out_.push_back("the time " + said + " of " + of + ": operation " + found.operation.id.text() +
                   " claims " + found.operation.at);
  }

  // Who acted is a seller, or the site itself.
  static std::string seller_of(const ProvenOperation& found) {
    const std::string& actor = found.operation.actor;
    return actor == found.head.replica ? std::string() : actor;
  }

  // --- touches

  void touch(const Json& row) {
    const std::string name = row.str_or("record");
    if (name.empty() && !master()) return;  // another party's
    const std::string of = "touch " + name;
    const std::vector<std::string> parts = split(name, '/');
    if (parts.size() != 2 || !touches_.insert(name).second)
      proof_fails("touch_differs", of + " stands there twice, or names no record");
    if (parts[0] == "order") return close_touch(row, of, parts[1]);
    static const std::map<std::string, std::string> kMakers = {
        {"lead", "lead.add"}, {"interaction", "interaction.add"}, {"code", "code.issue"}};
    const auto maker = kMakers.find(parts[0]);
    Found found = maker == kMakers.end() ? nullptr : made(parts[0], parts[1], maker->second);
    if (!found) {
      if (master()) unsaid("touch_differs", of, "the record");
      out_.push_back(of + ": another scope signed it");
      return;
    }
    const auto same = [&](bool is, const char* field) {
      if (!is) differs("touch_differs", of, field, *found);
    };
    const Json& payload = found->operation.payload;
    same(state().get(parts[0], parts[1])->str("scope") == found->head.scope, "the scope");
    same(row.str_or("seller") == seller_of(*found), "the seller");
    same(!payload.flag_or("imported", false), "that it was not imported");
    same(row.num_or("minutes", 0) == payload.num_or("minutes", 0), "minutes");
    same(row.str("evidence") == evidence_of(parts[0], payload), "the evidence");
    time("touch_differs", of, row.str("at"), *found);
    age(row, of, *found);
    if (parts[0] == "lead") consent(of, *found);
    if (master()) code(row, of, parts[0], *found);
    if (!master() && row.flag_or("code_used", false) && issued_.empty())
      out_.push_back(of + ": code_used, no operation here issues a code");
  }

  static std::string evidence_of(const std::string& kind, const Json& payload) {
    if (kind == "interaction") return payload.str("type");
    return kind == "lead" ? "lead_with_consent" : "code_issued";
  }

  void age(const Json& row, const std::string& of, const ProvenOperation& found) const {
    if (master()) return;
    const auto days =
        parse_date(record_.str("closed")).days - parse_instant(row.str("at")).date().days;
    if (row.num("age_days") != days) differs("touch_differs", of, "age_days", found);
  }

  // A tip counts for the consent beside it: the one that the lead names, else one of the customer.
  void consent(const std::string& of, const ProvenOperation& lead) {
    const Json& payload = lead.operation.payload;
    const auto beside = [&](Found found) {
      const Operation& given = found->operation;
      if (given.kind != "consent.add") return false;
      if (payload.has("consent")) return given.on == payload.str("consent");
      return given.payload.str_or("customer") == payload.str_or("customer");
    };
    const auto& named = trust_.named();
    if (std::any_of(named.begin(), named.end(), beside)) return;
    if (master()) unsaid("touch_differs", of, "the consent beside it");
    out_.push_back(of + ": the consent beside it, which another scope signed");
  }

  std::vector<Found> issued_in(const std::string& interaction) const {
    std::vector<Found> out;
    for (Found found : issued_) {
      if (found->operation.payload.str_or("touch") == interaction) out.push_back(found);
    }
    return out;
  }

  // A code belongs to the conversation that it was issued in; of several to the redeemed one.
  void code(const Json& row, const std::string& of, const std::string& kind,
            const ProvenOperation& own) const {
    const std::string said = row.str_or("code");
    if (kind == "code") {
      const bool alone = said == own.operation.on && !own.operation.payload.has("touch");
      if (!alone) differs("touch_differs", of, "the code", own);
      return;
    }
    const std::string id = own.operation.on;
    const std::vector<Found> codes = kind == "interaction" ? issued_in(id) : std::vector<Found>();
    const std::string& redeemed = record_.at("sale").str_or("code");
    bool fits = codes.empty() && said.empty();
    for (Found found : codes) {
      if (found->operation.on == redeemed && said != redeemed)
        differs("touch_differs", of, "the code", *found);
      fits = fits || found->operation.on == said;
    }
    if (fits) return;
    for (Found found : issued_) {
      if (found->operation.on == said) differs("touch_differs", of, "the code", *found);
    }
    differs("touch_differs", of, "the code", codes.empty() ? own : *codes.front());
  }

  void close_touch(const Json& row, const std::string& of, const std::string& id) {
    Found found = submit();
    if (!found) {
      if (master()) unsaid("touch_differs", of, "the close");
      return;
    }
    const auto same = [&](bool is, const char* field) {
      if (!is) differs("touch_differs", of, field, *found);
    };
    same(id == order_, "the record");
    same(row.str("evidence") == "close", "the evidence");
    same(row.str_or("seller") == seller_of(*found), "the seller");
    same(row.num_or("minutes", 0) == 0, "minutes");
    same(!row.has("code"), "the code");
    if (master()) same(row.str("at") == record_.at("sale").str("closed"), "the time");
    if (!master())
      same(format_date(parse_instant(row.str("at")).date()) == record_.str("closed"), "the time");
    age(row, of, *found);
  }

  // --- the sale

  Found submit() const {
    const Record order = state().get("order", order_);
    const Json* close = order ? order->find("close") : nullptr;
    Found found = close ? trust_.operation(close->str_or("op")) : nullptr;
    const bool fits =
        found && found->operation.kind == "order.submit" && found->operation.on == order_;
    return fits ? found : nullptr;
  }

  void order() {
    const Record order = state().get("order", order_);
    Found close = submit();
    Found add = made("order", order_, "order.add");
    if (master() && !add) unsaid("sale_differs", sale(), "the order");
    if (master() && !close) unsaid("sale_differs", sale(), "the close");
    closed(close, order);
    if (add) added(*add);
    if (!add && order) out_.emplace_back("the order's offer, which another scope signed");
    field("price_point", "the price point", order, add);
    field("campaign", "the campaign", order, add);
    if (!master()) return;
    redeemed();
    by_hand();
  }

  void closed(Found close, const Record& order) {
    if (!close) {
      out_.emplace_back("the day of the close");
      return;
    }
    const std::string& at = order->at("close").str("at");
    if (!master()) {
      sale_is(format_date(parse_instant(at).date()) == record_.str("closed"), "closed", *close);
    } else {
      const Json& said = record_.at("sale");
      sale_is(said.str("closed") == at, "closed", *close);
      sale_is(said.str_or("seller") == seller_of(*close), "the seller", *close);
    }
    time("sale_differs", "the close of order " + order_, at, *close);
  }

  void added(const ProvenOperation& add) const {
    if (!master()) return;
    const Json& payload = add.operation.payload;
    sale_is(record_.at("sale").str_or("offer") == payload.str("offer"), "the offer", add);
    sale_is(record_.str_or("customer") == payload.str_or("customer"), "the customer", add);
    if (record_.str("item") == payload.str("offer"))
      sale_is(record_.num("version") == payload.num("version"), "the version", add);
  }

  // Who said what the field of the order is: the last setter, else who began the draft, else for
  // the price point who issued the code that resumed it. Nothing: another scope, or nobody.
  Found sayer(const char* name, const Record& order, Found add) const {
    const std::string setter = order ? order::setter_of(*order, name) : std::string();
    if (!setter.empty()) {
      Found found = trust_.operation(setter);
      if (found)
        sale_is(found->operation.kind == "order.set" && found->operation.on == order_ &&
                    found->operation.payload.str("field") == name,
                name, *found);
      return found;
    }
    if (!add || add->operation.payload.has(name)) return add;
    for (Found code : issued_) {
      if (code->operation.payload.has(name) && redemption_of(code->operation.on)) return code;
    }
    return nullptr;
  }

  // An item that has no such price point is sold at its first one; a draft that names no campaign
  // has its offer's. The offers are not in the proof.
  void field(const char* name, const std::string& words, const Record& order, Found add) {
    const std::string said = (master() ? record_.at("sale") : record_).str_or(name);
    Found found = sayer(name, order, add);
    if (found) {
      const Json& payload = found->operation.payload;
      const bool set = found->operation.kind == "order.set";
      const std::string asked = payload.str_or(set ? "value" : name);
      if (said == asked) return;
      const bool other = std::string_view(name) == "price_point" && said == priced_at(order);
      sale_is(other, words, *found);
      out_.push_back(words + " " + in_quotes(said) + ": operation " + found->operation.id.text() +
                     " asks for " + in_quotes(asked) + ", which the item is not sold at");
      return;
    }
    if (!said.empty())
      out_.push_back(words + " " + in_quotes(said) + ": no operation here says it");
  }
  std::string priced_at(const Record& order) const {
    const Json* item = order ? order->at("items").find(record_.str("item")) : nullptr;
    return item ? item->str_or("price_point") : std::string();
  }

  Found redemption_of(const std::string& code) const {
    for (Found found : trust_.named()) {
      if (found->operation.kind == "code.redeem" && found->operation.on == code) return found;
    }
    return nullptr;
  }

  // The code that resumed the draft: issued for this order, and redeemed.
  void redeemed() {
    const std::string said = record_.at("sale").str_or("code");
    bool here = said.empty();
    for (Found code : issued_) {
      if (code->operation.payload.str_or("order") != order_) continue;
      Found redemption = redemption_of(code->operation.on);
      if (redemption && said.empty()) sale_is(false, "the code", *redemption);
      here = here || (redemption && code->operation.on == said);
    }
    if (!here) unsaid("sale_differs", sale(), "the code " + said);
  }

  void by_hand() {
    for (const auto& [stage, weights] : record_.at("sale").map("manual")) {
      std::vector<Found> splits;
      for (Found found : trust_.named()) {
        const Operation& split = found->operation;
        if (split.kind == "claim.split" && split.on == record_.str("id") &&
            split.payload.str("stage") == stage)
          splits.push_back(found);
      }
      const Json& said = weights;
      const bool same = std::any_of(splits.begin(), splits.end(), [&](Found found) {
        return found->operation.payload.at("weights") == said;
      });
      if (same) continue;
      if (!splits.empty()) sale_is(false, "the weights of stage " + stage, *splits.back());
      out_.push_back("the weights by hand of stage " + stage);
    }
  }

  const ProofTrust& trust_;
  const Json& record_;
  const std::string order_;
  std::vector<Found> issued_;
  std::set<std::string> touches_;
  std::vector<std::string> out_;
};

}  // namespace

std::vector<std::string> check_sale(const ProofTrust& trust, const Json& record) {
  return SaleChecker(trust, record).run();
}

}  // namespace kontor
