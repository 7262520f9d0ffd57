// SPDX-License-Identifier: Apache-2.0
// Lines of a back-test as text. Written as they go, members in the order of canonical JSON: a value
// in between would cost more than the commission itself.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/json.h"
#include "lib/commission/pipeline.h"

namespace kontor::commission {

// {"a":1,"b":"x"}: members are added in the order of their names, which the writer does not check.
class LineText {
 public:
  explicit LineText(std::string& out) : out_(out) { out_.push_back('{'); }
  void end() { out_.push_back('}'); }
  void end_line() { out_ += "}\n"; }

  LineText& text(std::string_view name, std::string_view value);
  LineText& some(std::string_view name, std::string_view value) {  // nothing for an empty one
    return value.empty() ? *this : text(name, value);
  }
  LineText& number(std::string_view name, std::int64_t value);
  LineText& flag(std::string_view name, bool value);
  LineText& value(std::string_view name, const Json& value);
  LineText& day(std::string_view name, Date date);
  // One object for each row: write(row, LineText&).
  template <typename Rows, typename Write>
  LineText& rows(std::string_view name, const Rows& list, Write write) {
    this->name(name);
    out_.push_back('[');
    bool first = true;
    for (const auto& row : list) {
      if (!std::exchange(first, false)) out_.push_back(',');
      LineText object(out_);
      write(row, object);
      object.end();
    }
    out_.push_back(']');
    return *this;
  }

 private:
  char* grow(std::size_t size);
  void name(std::string_view name);

  std::string& out_;
  bool first_ = true;
};

struct ClaimLine {
  const plan::Plan& plan;
  const Sale& sale;
  const Result& result;
  Date date;
  const std::vector<const PremiumResult*>& premiums;  // that are paid with this item
  const std::vector<const CreditResult*>& credits;    // due with it
  const Json* explain = nullptr;
};
void write_claim(const ClaimLine& line, std::string& out);

void write_shares(LineText& line, const std::vector<Share>& shares);
void write_premiums(LineText& line, const std::vector<PremiumResult>& premiums);
void write_credits(LineText& line, const std::vector<CreditResult>& credits);

}  // namespace kontor::commission
