// SPDX-License-Identifier: Apache-2.0
// Offers for tests, as payloads of offer.apply. Includes belong in *_test.cpp.
#pragma once

#include <string_view>

#include "lib/base/json.h"

namespace kontor::test {

inline Json eur(std::int64_t amount) {
  return Json::object({{"amount", amount}, {"currency", "EUR"}});
}

inline Json content(std::string_view name, std::int64_t version = 1) {
  return Json::object({{"version", version}, {"name", name}, {"sector", "telecom"}});
}

inline Json simple(std::string_view name, std::int64_t one_time, std::int64_t version = 1) {
  Json out = content(name, version);
  out.set("price", Json::array({Json::object({{"point", "list"}, {"one_time", eur(one_time)}})}));
  return out;
}

inline Json item(std::string_view offer, int min = 1, int max = 1, int usual = 1) {
  return Json::object({{"offer", offer}, {"min", min}, {"max", max}, {"default", usual}});
}

inline Json gate(std::string_view item, std::string_view needs,
                 std::string_view state = "released") {
  return Json::object({{"item", item}, {"needs", needs}, {"state", state}, {"on_fail", "ask"}});
}

inline Json bundle(std::string_view name, std::initializer_list<Json> items,
                   std::int64_t version = 1) {
  Json out = content(name, version);
  out.set("items", Json::array(items));
  return out;
}

}  // namespace kontor::test
