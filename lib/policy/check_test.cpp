// SPDX-License-Identifier: Apache-2.0
#include "lib/policy/check.h"

#include <doctest/doctest.h>

#include "lib/base/error.h"

using namespace kontor;
using kontor::policy::run_check;

namespace {

const Date kToday = parse_date("2025-08-28");

Json row_of(std::string_view rule) { return Json::object({{"rule", rule}}); }

// The reason, or "" when the value passes.
std::string why(std::string_view rule, std::string_view value) {
  const policy::CheckResult found = run_check(row_of(rule), value, kToday);
  CHECK(found.result == (found.reason.empty() ? "pass" : "block"));
  return found.reason;
}

}  // namespace

TEST_CASE("iban: country, length, check digits") {
  CHECK(why("iban", "DE89370400440532013000") == "");
  CHECK(why("iban", "DE89 3704 0044 0532 0130 00") == "");
  CHECK(why("iban", "gb82 west 1234 5698 7654 32") == "");
  CHECK(why("iban", "FR1420041010050500013M02606") == "");
  CHECK(why("iban", "NO9386011117947") == "");
  CHECK(why("iban", "DE88370400440532013000") == "iban_checksum");
  CHECK(why("iban", "DE89370400440532031000") == "iban_checksum");  // two digits swapped
  CHECK(why("iban", "DE8937040044053201300") == "iban_length");
  CHECK(why("iban", "XX89370400440532013000") == "iban_country");
  CHECK(why("iban", "DE89-3704-0044-0532-0130-00") == "iban_shape");
  CHECK(why("iban", "") == "iban_shape");
}

TEST_CASE("age: full years on the day") {
  CHECK(why("age", "2007-08-28") == "");  // eighteen today
  CHECK(why("age", "2007-08-29") == "age_under");
  CHECK(why("age", "2025-08-29") == "age_future");
  CHECK(why("age", "1890-01-01") == "age_range");
  CHECK(why("age", "28.08.2007") == "date_shape");
}

TEST_CASE("postcode of Germany") {
  CHECK(why("postcode", "20095") == "");
  CHECK(why("postcode", "01067") == "");
  CHECK(why("postcode", "00999") == "postcode_range");
  CHECK(why("postcode", "2009") == "postcode_shape");
  CHECK(why("postcode", "D-20095") == "postcode_shape");
}

TEST_CASE("e-mail: the shape") {
  CHECK(why("email", "anna.muster+shop@mail.example.org") == "");
  CHECK(why("email", "jörg@bücher.example") == "");
  for (const char* bad :
       {"", "anna", "anna@", "@example.org", "anna@example", "anna@@example.org",
        "anna..m@example.org", ".anna@example.org", "anna.@example.org", "anna@-example.org",
        "anna@example..org", "an na@example.org", "anna@exa mple.org"}) {
    CAPTURE(bad);
    CHECK(why("email", bad) == "email_shape");
  }
  CHECK(why("email", std::string(65, 'a') + "@example.org") == "email_shape");
}

TEST_CASE("phone: digits and what people write between them") {
  CHECK(why("phone", "+49 40 123456-7") == "");
  CHECK(why("phone", "(040) 12 34 56") == "");
  CHECK(why("phone", "040/123456") == "");
  CHECK(why("phone", "12345") == "phone_length");
  CHECK(why("phone", "+4940123456789012") == "phone_length");
  CHECK(why("phone", "040 CALL ME") == "phone_shape");
  CHECK(why("phone", "49+40123456") == "phone_shape");
}

TEST_CASE("date and text") {
  CHECK(why("date", "2025-02-28") == "");
  CHECK(why("date", "2025-02-29") == "date_shape");
  CHECK(why("text", "Lange Straße 4") == "");
  CHECK(why("text", "  ") == "text_empty");
  CHECK(why("text", "") == "text_empty");
  CHECK(why("text", "a\nb") == "text_control");
}

TEST_CASE("a policy's row says what a failure means, and where the bound is") {
  Json row = Json::object({{"rule", "age"}, {"on_fail", "warn"}, {"min", 21}});
  CHECK(run_check(row, "2004-08-28", kToday).result == "pass");
  CHECK(run_check(row, "2004-08-29", kToday).result == "warn");
  CHECK(run_check(row, "2004-08-29", kToday).reason == "age_under");
  row.set("on_fail", "block");
  CHECK(run_check(row, "2004-08-29", kToday).result == "block");
  const Json text = Json::object({{"rule", "text"}, {"on_fail", "block"}, {"min", 3}});
  CHECK(run_check(text, "öä", kToday).reason == "text_short");
  CHECK(run_check(text, "öäü", kToday).result == "pass");
}

TEST_CASE("an unknown rule is an error, not an answer") {
  CHECK_THROWS_AS(run_check(row_of("bic"), "x", kToday), Error);
}
