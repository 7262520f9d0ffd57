// SPDX-License-Identifier: Apache-2.0
// Canonical JSON: the RFC 8785 subset that Kontor signs. No floats, no null, integers within
// +-(2^53-1), keys [a-z0-9_-], no duplicate keys, valid UTF-8, no BOM. Object members are ordered
// by key; two equal values have equal bytes. Parsing is a library's (nlohmann, in json.cpp alone).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace kontor {

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::map<std::string, Json, std::less<>>;

  Json() : value_(Object{}) {}  // {}
  Json(bool value) : value_(value) {}
  template <typename Int,
            std::enable_if_t<std::is_integral_v<Int> && !std::is_same_v<Int, bool>, int> = 0>
  Json(Int value) : value_(static_cast<std::int64_t>(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(Array value) : value_(std::move(value)) {}
  Json(Object value) : value_(std::move(value)) {}
  // Json::object({{"id", id}, {"rev", 1}})
  static Json object(std::initializer_list<std::pair<const std::string, Json>> members) {
    return Json(Object(members));
  }
  static Json array(std::initializer_list<Json> items = {}) { return Json(Array(items)); }
  static Json strings(const std::vector<std::string>& items);

  bool is_bool() const { return std::holds_alternative<bool>(value_); }
  bool is_int() const { return std::holds_alternative<std::int64_t>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }

  // Value access; a wrong type is Error(kData, "wrong_type").
  bool boolean() const;
  std::int64_t integer() const;
  const std::string& string() const;
  const Array& items() const;
  Array& items();
  const Object& members() const;
  Object& members();

  // Member access on an object. `find` gives nullptr for an absent member (or a non-object);
  // `at` throws Error(kData, "missing_member"); `..._or` take a default.
  const Json* find(std::string_view key) const;
  Json* find(std::string_view key);
  bool has(std::string_view key) const { return find(key) != nullptr; }
  const Json& at(std::string_view key) const;
  const std::string& str(std::string_view key) const { return at(key).string(); }
  std::int64_t num(std::string_view key) const { return at(key).integer(); }
  std::string str_or(std::string_view key, std::string_view otherwise = {}) const;
  std::int64_t num_or(std::string_view key, std::int64_t otherwise) const;
  bool flag_or(std::string_view key, bool otherwise) const;
  // Empty for an absent member.
  const Array& list(std::string_view key) const;
  const Object& map(std::string_view key) const;

  // Makes or replaces the member; returns it. On a non-object: bug.
  Json& set(std::string_view key, Json value);
  Json& operator[](std::string_view key);  // makes {} if absent
  void erase(std::string_view key);
  void push(Json value) { items().push_back(std::move(value)); }

  friend bool operator==(const Json& a, const Json& b) { return a.value_ == b.value_; }

  // Canonical bytes, no final newline. Error(kData, "bad_json") for text that is not UTF-8 and for
  // an integer outside of +-(2^53-1); keys are the caller's promise.
  std::string encode() const;
  void encode_to(std::string& out) const;
  // Indented, for people; not canonical.
  std::string pretty() const;

 private:
  std::variant<bool, std::int64_t, std::string, Array, Object> value_;
};

struct JsonLimits {
  std::size_t size_bytes = 16u << 20;
  int depth = 8;                    // more is no record
  std::size_t string_bytes = 4096;  // longest string; texts of plans and packs fit in members
  bool any_key = false;             // foreign JSON (imports): keys outside [a-z0-9_-] are allowed
};

// Any JSON text of the subset, in any spelling. Error(kData, "bad_json") names the place.
Json parse_json(std::string_view text, const JsonLimits& limits = {});
// The same, and the text must be canonical byte by byte.
Json parse_canonical(std::string_view text, const JsonLimits& limits = {});

}  // namespace kontor
