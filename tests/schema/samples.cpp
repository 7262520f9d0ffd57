// SPDX-License-Identifier: Apache-2.0
// Samples of every operation's payload, good ones and bad ones, made from the forms alone, each
// with the codec's verdict: one JSON line {"kind","value","accepted"} on standard output.
// tests/schema/compare.py asks the published schemas about the same values.
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/change/form.h"
#include "lib/ledger/nouns.h"

namespace {

using kontor::Field;
using kontor::Form;
using kontor::Json;
using kontor::Many;
using kontor::Need;
using kontor::Type;

const std::string kHash = "sha256:" + std::string(64, 'a');

std::vector<Json> texts(std::initializer_list<std::string_view> values) {
  return std::vector<Json>(values.begin(), values.end());
}

Json minimal(const Form& form);

// Values of one field (of a list or map: of one item) that the type is made for.
std::vector<Json> good(const Field& field) {
  switch (field.type) {
    case Type::kSlug:
      return texts({"autumn", "nord/mitte", "a-1"});
    case Type::kId:
      return texts({"k7qx2m4p9zw4c1vd", "0000000000000000"});
    case Type::kRef:
      return texts({"k7qx2m4p9zw4c1vd", "nord/mitte", "shop-nord-1.0.17"});
    case Type::kOperation:
      return texts({"shop-nord-1.0.17", "hq-1.2.9007199254740991"});
    case Type::kWord:
      return texts({"w1/3", "Grüße", "a b"});
    case Type::kText:
      return texts({"one", "two\nlines", "Straße"});
    case Type::kPrivate:
      return {Json::object({{"c", kHash}})};
    case Type::kEnum:
      return {Json(field.of.substr(0, field.of.find('|')))};
    case Type::kMoney:
      return {Json::object({{"amount", 1159}, {"currency", "EUR"}}),
              Json::object({{"amount", -5}, {"currency", "JPY"}})};
    case Type::kInt:
      return {Json(field.min), Json(field.max)};
    case Type::kInstant:
      return texts(
          {"2025-08-31T10:00:00Z", "2024-02-29T23:59:59+02:00", "2025-01-01T00:00:00-11:30"});
    case Type::kDate:
      return texts({"2025-08-31", "2024-02-29", "2000-02-29"});
    case Type::kPeriod:
      return texts({"P14D", "P2W", "P6M", "P5Y"});
    case Type::kDecimal:
      return texts({"0.90", "-1", "12"});
    case Type::kFlag:
      return {Json(true), Json(false)};
    case Type::kHash:
      return {Json(kHash)};
    case Type::kKey:
      return texts({"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="});
    case Type::kObject:
      return {minimal(*field.form)};
    case Type::kAny:
      return {Json(1), Json("x"), Json::array({Json(true)}), Json()};
  }
  return {};
}

std::vector<Json> bad_texts(const Field& field) {
  switch (field.type) {
    case Type::kSlug:
      return texts({"", "Autumn", "a/b/c", "a_b", "/a", "ä", "a b",
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"});
    case Type::kId:
      return texts({"", "k7qx2m4p9zw4c1v", "k7qx2m4p9zw4c1vdd", "K7QX2M4P9ZW4C1VD",
                    "u7qx2m4p9zw4c1vd", "i7qx2m4p9zw4c1vd"});
    case Type::kRef:
      return texts({"", "A", "a//b", "a/", "/a", "..", "a/../b", "./a", "a b"});
    case Type::kOperation:
      return texts(
          {"", "shop-nord-1", "shop-nord-1.0.0", "shop.0.01", "Shop.0.1", ".0.1", "a.0.1.2"});
    case Type::kWord:
      return texts({"", "a\nb", "a\tb"});
    case Type::kText:
      return texts({"", "a\rb"});
    case Type::kEnum:
      return texts({"", "none-of-these", "|"});
    case Type::kInstant:
      return texts({"", "2025-08-31", "2025-08-31T10:00:00", "2025-08-31t10:00:00z",
                    "2025-08-31T24:00:00Z", "2025-08-31T10:60:00Z", "2025-13-01T10:00:00Z",
                    "2025-02-29T10:00:00Z", "2025-04-31T10:00:00Z", "2025-08-31 10:00:00Z",
                    "2025-08-31T10:00:00+2:00", "2025-08-31T10:00:00+24:00"});
    case Type::kDate:
      return texts({"", "2025-8-31", "2025-02-29", "1900-02-29", "2025-04-31", "2025-00-10",
                    "2025-10-00", "31.08.2025", "2025-08-31T10:00:00Z"});
    case Type::kPeriod:
      return texts({"", "P", "14D", "P14", "PD", "P-1D", "P1D2M", "P1.5D", "p1d"});
    case Type::kDecimal:
      return texts({"", ".5", "5.", "1,5", "+1", "--1", "1/3", "1e3", "a"});
    case Type::kHash:
      return texts({"", "sha256:", "sha1:aa", "SHA256:aa"});
    case Type::kKey:
      return texts({"", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=", "*AAA"});
    default:
      return {};
  }
}

// Values that the type is not made for.
std::vector<Json> bad(const Field& field) {
  std::vector<Json> out = bad_texts(field);
  const bool text = !out.empty();
  if (field.type == Type::kAny) return out;
  out.push_back(Json::array({Json(1)}));
  if (field.type != Type::kFlag) out.push_back(Json(true));
  if (field.type != Type::kInt) out.push_back(Json(7));
  if (text) out.push_back(Json());
  if (!text) out.push_back(Json("text"));
  if (field.type == Type::kWord) out.push_back(Json(std::string(201, 'a')));
  if (field.type == Type::kText) out.push_back(Json(std::string(4097, 'a')));
  if (field.type == Type::kInt) {
    if (field.min > -9007199254740991) out.push_back(Json(field.min - 1));
    if (field.max < 9007199254740991) out.push_back(Json(field.max + 1));
  }
  if (field.type == Type::kMoney) {
    out.push_back(Json::object({{"amount", 1}}));
    out.push_back(Json::object({{"amount", "1"}, {"currency", "EUR"}}));
    out.push_back(Json::object({{"amount", 1}, {"currency", "eur"}}));
    out.push_back(Json::object({{"amount", 1}, {"currency", "EUR"}, {"more", 1}}));
  }
  if (field.type == Type::kPrivate) {
    out.push_back(Json::object({{"c", "sha256:00"}}));
    out.push_back(Json::object({{"c", kHash}, {"value", "x"}}));
    out.push_back(Json());
  }
  return out;
}

Json wrapped(const Field& field, Json value) {
  if (field.many == Many::kList) return Json::array({std::move(value)});
  if (field.many == Many::kMap) return Json::object({{"key-1", std::move(value)}});
  return value;
}

Json minimal(const Form& form) {
  Json out;
  for (const Field& field : form.fields) {
    if (field.need == Need::kRequired) out.set(field.name, wrapped(field, good(field).front()));
  }
  return out;
}

Json full(const Form& form) {
  Json out;
  for (const Field& field : form.fields) out.set(field.name, wrapped(field, good(field).front()));
  return out;
}

void add_containers(const Field& field, const Json& base, std::vector<Json>& out) {
  const auto with = [&](Json value) {
    Json sample = base;
    sample.set(field.name, std::move(value));
    out.push_back(std::move(sample));
  };
  const Json one = good(field).front();
  if (field.many == Many::kList) {
    with(Json::array());
    with(Json::array({one, one}));
    with(Json(Json::Array(1001, one)));
    with(Json("no list"));
  } else if (field.many == Many::kMap) {
    with(Json());
    with(Json::object({{"Upper", one}}));
    with(Json::object({{"", one}}));
    with(Json::object({{std::string(41, 'a'), one}}));
    with(Json("no table"));
  }
}

std::vector<Json> samples(const Form& form) {
  const Json base = minimal(form);
  std::vector<Json> out{base, full(form), Json("no table"), Json::array()};
  Json more = base;
  more.set("no-such-field", 1);
  out.push_back(more);
  for (const Field& field : form.fields) {
    if (field.need == Need::kRequired) {
      Json less = base;
      less.erase(field.name);
      out.push_back(std::move(less));
    }
    for (const auto& values : {good(field), bad(field)}) {
      for (const Json& value : values) {
        Json sample = base;
        sample.set(field.name, wrapped(field, value));
        out.push_back(std::move(sample));
      }
    }
    if (field.type == Type::kObject) {
      for (Json& inner : samples(*field.form)) {
        Json sample = base;
        sample.set(field.name, wrapped(field, std::move(inner)));
        out.push_back(std::move(sample));
      }
    }
    add_containers(field, base, out);
  }
  return out;
}

}  // namespace

int main() {
  for (const std::string_view kind : kontor::operation_kinds()) {
    const Form& form = *kontor::find_operation(kind)->form;
    for (const Json& value : samples(form)) {
      const Json line = Json::object({{"kind", kind},
                                      {"value", value},
                                      {"accepted", kontor::check_form(form, value).empty()}});
      std::puts(line.encode().c_str());
    }
  }
  return 0;
}
