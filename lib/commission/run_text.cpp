// SPDX-License-Identifier: Apache-2.0
#include "lib/commission/run_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "lib/base/error.h"

namespace kontor::commission {
namespace {

constexpr std::int64_t kMaxInteger = 9007199254740991;  // exact in every JSON reader

// Without a branch for each character, so that many are looked at at once.
bool is_plain(std::string_view text) {
  bool plain = true;
  for (const char c : text)
    plain &= (static_cast<signed char>(c) >= 0x20) & (c != '"') & (c != '\\');
  return plain;
}

void share_row(const Share& share, LineText& row) {
  row.number("amount", share.amount);
  row.some("outlet", share.outlet).text("partner", share.partner).text("payee", share.payee);
  row.text("role", share.role).text("stage", share.stage);
}

void premium_row(const PremiumResult& premium, LineText& row) {
  row.number("amount", premium.amount).text("id", premium.id);
  row.rows("shares", premium.shares, share_row);
}

void credit_row(const CreditResult& credit, LineText& row) {
  row.flag("counting", credit.counting).some("id", credit.id).text("outlet", credit.outlet);
  row.text("unit", credit.unit).text("value", credit.value.text());
}

// One touch in one stage.
struct Weighed {
  const StageResult* stage;
  std::size_t touch;  // of the sale
  std::string weight;
  std::string exact;
  const std::int64_t* amount = nullptr;
  std::string_view left_out;
};

void add_weights(const Result& result, const StageResult& stage, const Rational& part,
                 std::vector<Weighed>& out) {
  Rational sum(0);
  for (const Rational& weight : stage.weights) sum = sum + weight;
  for (std::size_t i = 0; i < stage.touches.size(); ++i) {
    Weighed row{&stage, stage.touches[i], "0", "0", nullptr, {}};
    if (!sum.zero()) {
      const Rational weight = stage.weights[i] / sum;
      row.weight = weight.text();
      row.exact = (result.exact * part * weight).text();
    }
    if (i < stage.amounts.size()) row.amount = &stage.amounts[i];
    out.push_back(std::move(row));
  }
  for (const LeftOut& left : stage.left_out) {
    out.push_back({&stage, left.touch, "", "", nullptr, left.reason});
  }
}

std::vector<Weighed> weights(const plan::Plan& plan, const Result& result) {
  std::vector<Weighed> out;
  const std::vector<Rational> parts = stage_weights(plan, result.stages);
  Rational sum(0);
  for (const Rational& part : parts) sum = sum + part;
  for (std::size_t i = 0; i < result.stages.size(); ++i) {
    const bool paid = result.stages[i].absent.empty() && !sum.zero();
    add_weights(result, result.stages[i], paid ? parts[i] / sum : Rational(0), out);
  }
  return out;
}

void weight_row(const Sale& sale, const Weighed& row, LineText& line) {
  const Touch& touch = sale.touches[row.touch];
  if (row.amount) line.number("amount", *row.amount);
  line.text("evidence", touch.evidence).some("exact", row.exact).some("left_out", row.left_out);
  line.text("partner", touch.partner).some("seller", touch.seller).text("stage", row.stage->name);
  line.number("touch", static_cast<std::int64_t>(row.touch) + 1).some("weight", row.weight);
}

}  // namespace

// Room for so many bytes more; where they begin.
char* LineText::grow(std::size_t size) {
  const std::size_t before = out_.size();
  out_.resize(before + size);
  return out_.data() + before;
}

void LineText::name(std::string_view name) {
  const std::size_t comma = std::exchange(first_, false) ? 0 : 1;
  char* at = grow(comma + name.size() + 3);
  if (comma != 0) *at++ = ',';
  *at++ = '"';
  at = std::copy(name.begin(), name.end(), at);
  *at++ = '"';
  *at = ':';
}

LineText& LineText::text(std::string_view name, std::string_view value) {
  this->name(name);
  if (!is_plain(value)) {
    Json(value).encode_to(out_);
    return *this;
  }
  char* at = grow(value.size() + 2);
  *at++ = '"';
  at = std::copy(value.begin(), value.end(), at);
  *at = '"';
  return *this;
}

LineText& LineText::number(std::string_view name, std::int64_t value) {
  if (value < -kMaxInteger || value > kMaxInteger) {
    throw Error(Fault::kData, "amount_overflow", "amount too large for JSON");
  }
  this->name(name);
  std::array<char, 24> digits;
  out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + 24, value).ptr);
  return *this;
}

LineText& LineText::flag(std::string_view name, bool value) {
  this->name(name);
  out_ += value ? "true" : "false";
  return *this;
}

LineText& LineText::value(std::string_view name, const Json& value) {
  this->name(name);
  value.encode_to(out_);
  return *this;
}

LineText& LineText::day(std::string_view name, Date date) { return text(name, format_date(date)); }

void write_shares(LineText& line, const std::vector<Share>& shares) {
  line.rows("shares", shares, share_row);
}

void write_premiums(LineText& line, const std::vector<PremiumResult>& premiums) {
  line.rows("premiums", premiums, premium_row);
}

void write_credits(LineText& line, const std::vector<CreditResult>& credits) {
  line.rows("credits", credits, credit_row);
}

void write_claim(const ClaimLine& claim, std::string& out) {
  const Result& result = claim.result;
  LineText line(out);
  if (!claim.credits.empty()) {
    line.rows("credits", claim.credits,
              [](const CreditResult* credit, LineText& row) { credit_row(*credit, row); });
  }
  line.text("currency", claim.plan.currency).day("date", claim.date);
  if (claim.explain) line.value("explain", *claim.explain);
  if (result.forfeited != 0) line.number("forfeited", result.forfeited);
  line.text("item", claim.sale.item).text("order", claim.sale.order).text("plan", claim.plan.id);
  line.number("pool", result.pool);
  if (!claim.premiums.empty()) {
    line.rows("premiums", claim.premiums,
              [](const PremiumResult* premium, LineText& row) { premium_row(*premium, row); });
  }
  std::vector<const Share*> shares;
  shares.reserve(result.shares.size() + result.overrides.size());
  for (const Share& share : result.shares) shares.push_back(&share);
  for (const Share& share : result.overrides) shares.push_back(&share);
  line.rows("shares", shares, [](const Share* share, LineText& row) { share_row(*share, row); });
  line.text("t", "claim");
  if (claim.explain) {
    line.rows("touches", weights(claim.plan, result),
              [&](const Weighed& row, LineText& object) { weight_row(claim.sale, row, object); });
  }
  line.number("version", claim.plan.version).some("zero", result.zero);
  line.some("zero_failed", result.failed);
  line.end_line();
}

}  // namespace kontor::commission
