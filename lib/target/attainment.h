// SPDX-License-Identifier: Apache-2.0
// What was reached of targets, from the credit books. A sale may be credited to several units and
// roles: each of them is told its own, and beside the sum stands what counts an order once, at the
// unit that its plan counts. What came back is taken back in the period in which it came back.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lib/base/money.h"
#include "lib/base/time.h"
#include "lib/target/record.h"

namespace kontor::target {

// A line of a credit book (claim/record.h, credit/{order}).
struct Entry {
  std::string order;
  std::string role;
  std::string outlet;
  std::string product;  // of these items alone; empty: of the whole order
  Rational value;
  bool counting = false;
  Date date;
};
// An item of a credited order: sold once its claim has vested, taken back when it came back.
struct Item {
  std::string order;
  std::string item;
  std::string product;
  std::string group;
  std::int64_t amount_minor = 0;  // net; negative: taken back
  bool sold = true;
  Date date;
};

struct Row {
  std::vector<const Target*> targets;  // of one period, measure and currency
  Rational value;                      // of all targets
  Rational credited;                   // the sum over the targets
  Rational counted;                    // of it each order once: orders, or their revenue
};

// What an order brings a target, and of each line of its credit book of the unit whether it counts.
struct Part {
  struct Line {
    const Entry* entry = nullptr;
    std::string zero;  // why it counts nothing; empty: it counts
  };
  std::string order;
  Rational credited;
  Rational counted;
  std::vector<Line> lines;
};

class Books {
 public:
  void add(Entry entry) { orders_[entry.order].entries.push_back(std::move(entry)); }
  void add(Item item) { orders_[item.order].items.push_back(std::move(item)); }
  // The targets share period and measure.
  Row reached(std::vector<const Target*> targets) const;
  // The same of one target, order by order: those of its unit, also those that bring it nothing.
  std::vector<Part> parts(const Target& target) const;

 private:
  struct Order {
    std::vector<Entry> entries;
    std::vector<Item> items;
  };
  struct Sum {
    Rational credited;
    Rational counted;
  };
  static Sum standing(const Order& order, const std::vector<const Target*>& targets, Date at);

  std::map<std::string, Order> orders_;
};

bool is_of_unit(const std::string& outlet, const std::string& unit);
// Percent of the value; "33.3333" at four places at most.
std::string percent(const Row& row);

}  // namespace kontor::target
