// SPDX-License-Identifier: Apache-2.0
// Step "touches": evidence, time, minutes, one a party and day, pick, maximum.
#include <algorithm>
#include <tuple>

#include "lib/commission/pipeline.h"

namespace kontor::commission {
namespace {

bool proves(const plan::Stage& stage, const Touch& touch) {
  return std::find(stage.evidence.begin(), stage.evidence.end(), touch.evidence) !=
         stage.evidence.end();
}

// Empty: may take part. Reasons of the touch alone, without the others.
std::string_view refusal(const plan::Stage& stage, const Sale& sale, const Touch& touch) {
  if (touch.partner.empty()) return "no_party";
  if (touch.at > sale.closed) return "after_close";
  if (stage.lookback && touch.at.date() < subtract(sale.closed.date(), *stage.lookback)) {
    return "lookback";
  }
  if (touch.minutes < stage.min_minutes) return "min_minutes";
  return {};
}

auto party(const Touch& touch) { return std::tie(touch.partner, touch.seller); }

// Total order of touches that does not depend on how they came in.
bool earlier(const Touch& a, const Touch& b) {
  return std::tie(a.at, a.partner, a.seller, a.outlet, a.record, a.evidence) <
         std::tie(b.at, b.partner, b.seller, b.outlet, b.record, b.evidence);
}

// Of two touches of one party on one day the better one stands for both: the one that issued the
// redeemed code, else the longer, else the earlier.
bool better(const Sale& sale, const Touch& a, const Touch& b) {
  const bool code_a = !sale.code.empty() && a.code == sale.code;
  const bool code_b = !sale.code.empty() && b.code == sale.code;
  if (code_a != code_b) return code_a;
  if (a.minutes != b.minutes) return a.minutes > b.minutes;
  return earlier(a, b);
}

class Selection {
 public:
  Selection(const plan::Stage& stage, const Sale& sale) : stage_(stage), sale_(sale) {}

  StageResult run() {
    out_.name = stage_.name;
    out_.weight = stage_.weight;
    for (std::size_t i = 0; i < sale_.touches.size(); ++i) {
      if (!proves(stage_, sale_.touches[i])) continue;  // another stage's matter
      const std::string_view reason = refusal(stage_, sale_, sale_.touches[i]);
      reason.empty() ? kept_.push_back(i) : leave_out(i, reason);
    }
    sort([](const Touch& a, const Touch& b) { return earlier(a, b); });
    one_a_day();
    pick();
    bound_parties();
    // Payee order decides ties of a cent; the order in time is in the touches themselves.
    sort([](const Touch& a, const Touch& b) {
      return party(a) != party(b) ? party(a) < party(b) : earlier(a, b);
    });
    std::sort(out_.left_out.begin(), out_.left_out.end(),
              [](const LeftOut& a, const LeftOut& b) { return a.touch < b.touch; });
    out_.touches = std::move(kept_);
    if (out_.touches.empty()) out_.absent = "no_touch";
    return std::move(out_);
  }

 private:
  void leave_out(std::size_t touch, std::string_view reason) {
    out_.left_out.push_back({touch, reason});
  }

  template <typename Before>
  void sort(Before before) {
    std::sort(kept_.begin(), kept_.end(), [&](std::size_t a, std::size_t b) {
      return before(sale_.touches[a], sale_.touches[b]);
    });
  }

  void one_a_day() {
    if (kept_.size() < 2) return;
    std::vector<std::size_t> days;
    for (const std::size_t touch : kept_) {
      const auto same = std::find_if(days.begin(), days.end(), [&](std::size_t other) {
        return party(sale_.touches[other]) == party(sale_.touches[touch]) &&
               sale_.touches[other].at.date() == sale_.touches[touch].at.date();
      });
      if (same == days.end()) {
        days.push_back(touch);
      } else if (better(sale_, sale_.touches[touch], sale_.touches[*same])) {
        leave_out(*same, "same_day");
        *same = touch;
      } else {
        leave_out(touch, "same_day");
      }
    }
    const bool same_order = days == kept_;
    kept_ = std::move(days);
    if (same_order) return;
    sort([](const Touch& a, const Touch& b) { return earlier(a, b); });
  }

  void pick() {
    if (kept_.empty()) return;
    if (stage_.pick == plan::Pick::kFirst) {
      for (std::size_t i = 1; i < kept_.size(); ++i) leave_out(kept_[i], "pick");
      kept_.resize(1);
      return;
    }
    const std::size_t most =
        stage_.pick == plan::Pick::kLast ? 1 : static_cast<std::size_t>(stage_.max);
    if (kept_.size() <= most) return;
    const std::size_t surplus = kept_.size() - most;  // the oldest
    for (std::size_t i = 0; i < surplus; ++i) {
      leave_out(kept_[i], stage_.pick == plan::Pick::kLast ? "pick" : "max");
    }
    kept_.erase(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(surplus));
  }

  // A party has two shares in a stage at most, and a claim holds so many: of more parties those
  // with the youngest touches stay.
  void bound_parties() {
    constexpr std::size_t kMost = plan::kMaxShares / 2;
    if (kept_.size() <= kMost) return;
    std::vector<std::size_t> one_each;
    std::vector<std::size_t> kept;
    for (auto touch = kept_.rbegin(); touch != kept_.rend(); ++touch) {
      const bool known = std::any_of(one_each.begin(), one_each.end(), [&](std::size_t other) {
        return party(sale_.touches[other]) == party(sale_.touches[*touch]);
      });
      if (!known && one_each.size() == kMost) {
        leave_out(*touch, "parties");
        continue;
      }
      if (!known) one_each.push_back(*touch);
      kept.push_back(*touch);
    }
    kept_.assign(kept.rbegin(), kept.rend());
  }

  const plan::Stage& stage_;
  const Sale& sale_;
  StageResult out_;
  std::vector<std::size_t> kept_;
};

}  // namespace

StageResult select_touches(const plan::Stage& stage, const Sale& sale) {
  return Selection(stage, sale).run();
}

}  // namespace kontor::commission
