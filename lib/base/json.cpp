// SPDX-License-Identifier: Apache-2.0
//
//   value   = "true" | "false" | integer | string | array | object
//   integer = "0" | ["-"] (1-9) *digit, within +-(2^53-1)
//   string  = '"' *(UTF-8 but '"' '\' and U+0000..U+001F | escape) '"'
//   escape  = \" \\ \b \t \n \f \r, else \u00xx in lower case (RFC 8785 section 3.2.2.2)
//   object  = "{" [member *("," member)] "}", members ascending by the bytes of their keys
//   No white space anywhere.
#include "lib/base/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor {
namespace {

constexpr std::int64_t kMaxInteger = 9007199254740991;  // 2^53-1: exact in every JSON reader

[[noreturn]] void wrong_type(std::string_view wanted) {
  throw Error(Fault::kData, "wrong_type", "JSON value is not " + std::string(wanted));
}

bool is_key(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (!good) return false;
  }
  return true;
}

// Builds the value in place. Pointers into containers stay valid: a container grows only while none
// of its children is open.
class Builder {
 public:
  explicit Builder(const JsonLimits& limits) : limits_(limits) {}

  bool null() { refuse("null is not allowed"); }
  bool boolean(bool value) { return put(Json(value)) != nullptr; }
  bool number_integer(std::int64_t value) {
    if (value < -kMaxInteger || value > kMaxInteger) refuse("integer outside of +-(2^53-1)");
    return put(Json(value)) != nullptr;
  }
  bool number_unsigned(std::uint64_t value) {
    if (value > static_cast<std::uint64_t>(kMaxInteger)) refuse("integer outside of +-(2^53-1)");
    return put(Json(static_cast<std::int64_t>(value))) != nullptr;
  }
  bool number_float(double, const std::string& text) {
    refuse("number " + text.substr(0, 40) + " is not an integer within +-(2^53-1)");
  }
  bool string(std::string& value) {
    check_length(value);
    return put(Json(std::move(value))) != nullptr;
  }
  bool binary(nlohmann::json::binary_t&) { refuse("binary value"); }
  bool start_object(std::size_t) { return open(Json(Json::Object{})); }
  bool start_array(std::size_t) { return open(Json(Json::Array{})); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    check_length(name);
    if (!limits_.any_key && !is_key(name)) {
      refuse("key \"" + printable(std::string_view(name).substr(0, 40)) +
             "\" is not of a-z 0-9 _ -");
    }
    Json::Object& members = open_.back()->members();
    const std::size_t before = members.size();
    // Canonical text is sorted, so that the hint makes this constant time.
    slot_ = &members.try_emplace(members.end(), std::move(name))->second;
    if (members.size() == before) refuse("duplicate key");
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception& error) {
    const std::string_view what = error.what();
    const std::size_t at = what.rfind("; last read");
    const std::size_t from = what.rfind(": ", at);
    std::string reason(
        what.substr(from == what.npos ? 0 : from + 2,
                    at == what.npos || from == what.npos ? what.npos : at - from - 2));
    throw Error(Fault::kData, "bad_json",
                "bad JSON at byte " + std::to_string(position) + ": " + printable(reason));
  }

  Json take() { return std::move(root_); }

 private:
  Json* put(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    if (slot_ != nullptr) {
      *slot_ = std::move(value);
      return std::exchange(slot_, nullptr);
    }
    Json::Array& items = open_.back()->items();
    items.push_back(std::move(value));
    return &items.back();
  }

  bool open(Json container) {
    if (static_cast<int>(open_.size()) >= limits_.depth) {
      refuse("nested deeper than " + std::to_string(limits_.depth));
    }
    open_.push_back(put(std::move(container)));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  void check_length(const std::string& text) const {
    if (text.size() > limits_.string_bytes) {
      refuse("string longer than " + std::to_string(limits_.string_bytes) + " bytes");
    }
  }

  // Where we are, found by address: costs nothing unless something is wrong.
  std::string path() const {
    std::string out;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const Json* child = i + 1 < open_.size() ? open_[i + 1] : slot_;
      if (open_[i]->is_array()) {
        const auto& items = open_[i]->items();
        const std::size_t last = items.size();
        out += "[" + std::to_string(child == nullptr ? last : last - 1) + "]";
      } else {
        for (const auto& [name, value] : open_[i]->members()) {
          if (&value == child) out += (out.empty() ? "" : ".") + printable(name);
        }
      }
    }
    return out;
  }

  [[noreturn]] void refuse(const std::string& reason) const {
    const std::string where = path();
    throw Error(Fault::kData, "bad_json",
                "bad JSON" + (where.empty() ? std::string() : " at " + where) + ": " + reason);
  }

  const JsonLimits& limits_;
  Json root_;
  std::vector<Json*> open_;
  Json* slot_ = nullptr;  // the member whose value comes next
};

// Characters that stand for themselves between quotes, and are ASCII.
constexpr std::array<bool, 256> make_plain() {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}
constexpr std::array<bool, 256> kPlain = make_plain();

bool is_plain(char c) { return kPlain[static_cast<unsigned char>(c)]; }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

enum class Spelling { kCanonical, kAny };

// Text without escapes, which is nearly all there is; built while it is read, with no second look
// at the spelling. What it does not take may be well: the library reads it then, and says where it
// is not.
class PlainReader {
 public:
  PlainReader(std::string_view text, const JsonLimits& limits, Spelling spelling)
      : rest_(text), limits_(limits), canonical_(spelling == Spelling::kCanonical) {}

  bool read(Json& out) { return rest_.size() <= limits_.size_bytes && value(out, 0) && end(); }

 private:
  void skip_space() {
    if (canonical_) return;
    std::size_t count = 0;
    while (count < rest_.size() && is_space(rest_[count])) ++count;
    rest_.remove_prefix(count);
  }
  bool end() {
    skip_space();
    return rest_.empty();
  }
  bool take(char c) {
    skip_space();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool word(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  bool value(Json& out, int depth) {
    skip_space();
    if (rest_.empty()) return false;
    switch (rest_.front()) {
      case '{':
        return object(out, depth);
      case '[':
        return array(out, depth);
      case '"': {
        std::string_view found;
        if (!text(found)) return false;
        out = Json(found);
        return true;
      }
      case 't':
        out = Json(true);
        return word("true");
      case 'f':
        out = Json(false);
        return word("false");
      default:
        return integer(out);
    }
  }

  bool text(std::string_view& out) {
    rest_.remove_prefix(1);
    std::size_t size = 0;
    while (size < rest_.size() && is_plain(rest_[size])) ++size;
    const bool ascii = size < rest_.size() && rest_[size] == '"';
    while (size < rest_.size() && (is_plain(rest_[size]) || (rest_[size] & 0x80) != 0)) ++size;
    if (size == rest_.size() || rest_[size] != '"' || size > limits_.string_bytes) return false;
    out = rest_.substr(0, size);
    rest_.remove_prefix(size + 1);
    return ascii || valid_utf8(out);
  }

  bool integer(Json& out) {
    std::int64_t number = 0;
    const auto [stop, failure] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    const std::string_view typed = rest_.substr(0, static_cast<std::size_t>(stop - rest_.data()));
    if (failure != std::errc() || number < -kMaxInteger || number > kMaxInteger) return false;
    const std::string_view digits = typed.substr(number < 0 || typed.front() == '-' ? 1 : 0);
    if (digits.front() == '0' && typed != "0") return false;
    rest_.remove_prefix(typed.size());
    out = Json(number);
    return true;
  }

  bool array(Json& out, int depth) {
    rest_.remove_prefix(1);
    if (depth >= limits_.depth) return false;
    Json::Array items;
    for (bool first = true; !take(']'); first = false) {
      if (!first && !take(',')) return false;
      if (!value(items.emplace_back(false), depth + 1)) return false;
    }
    out = Json(std::move(items));
    return true;
  }

  bool object(Json& out, int depth) {
    rest_.remove_prefix(1);
    if (depth >= limits_.depth) return false;
    Json::Object members;
    for (bool first = true; !take('}'); first = false) {
      std::string_view key;
      if (!first && !take(',')) return false;
      skip_space();
      if (rest_.empty() || rest_.front() != '"' || !text(key) || !take(':')) return false;
      if (!limits_.any_key && !is_key(key)) return false;
      const std::size_t before = members.size();
      if (canonical_ && before > 0 && members.rbegin()->first >= key) return false;
      const auto place = members.emplace_hint(members.end(), key, false);
      if (members.size() == before) return false;
      if (!value(place->second, depth + 1)) return false;
    }
    out = Json(std::move(members));
    return true;
  }

  std::string_view rest_;
  const JsonLimits& limits_;
  const bool canonical_;  // else members in any order, with space between
};

void encode_string(std::string_view text, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  if (std::all_of(text.begin(), text.end(), is_plain)) {
    out.append(text).push_back('"');
    return;
  }
  std::size_t plain = 0;  // start of the run that needs no escape
  bool ascii = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') {
      ascii = ascii && c < 0x80;
      continue;
    }
    out.append(text.substr(plain, i - plain));
    plain = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += "\\u00";
        out.push_back(kHex[c >> 4]);
        out.push_back(kHex[c & 15]);
    }
  }
  if (!ascii && !valid_utf8(text)) {
    throw Error(Fault::kData, "bad_json", "text is not UTF-8: " + printable(text.substr(0, 40)));
  }
  out.append(text.substr(plain));
  out.push_back('"');
}

void encode_integer(std::int64_t value, std::string& out) {
  if (value < -kMaxInteger || value > kMaxInteger) {
    throw Error(Fault::kData, "bad_json",
                "integer outside of +-(2^53-1): " + std::to_string(value));
  }
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void pretty_to(const Json& value, int indent, std::string& out) {
  const auto line = [&](int depth) {
    out.append("\n").append(static_cast<std::size_t>(depth) * 2, ' ');
  };
  const char* separator = "";
  if (value.is_array() && !value.items().empty()) {
    out.push_back('[');
    for (const Json& item : value.items()) {
      out += std::exchange(separator, ",");
      line(indent + 1);
      pretty_to(item, indent + 1, out);
    }
    line(indent);
    out.push_back(']');
  } else if (value.is_object() && !value.members().empty()) {
    out.push_back('{');
    for (const auto& [key, item] : value.members()) {
      out += std::exchange(separator, ",");
      line(indent + 1);
      encode_string(key, out);
      out += ": ";
      pretty_to(item, indent + 1, out);
    }
    line(indent);
    out.push_back('}');
  } else {
    value.encode_to(out);
  }
}

}  // namespace

Json Json::strings(const std::vector<std::string>& items) {
  return Json(Array(items.begin(), items.end()));
}

bool Json::boolean() const {
  if (!is_bool()) wrong_type("true or false");
  return std::get<bool>(value_);
}

std::int64_t Json::integer() const {
  if (!is_int()) wrong_type("an integer");
  return std::get<std::int64_t>(value_);
}

const std::string& Json::string() const {
  if (!is_string()) wrong_type("a string");
  return std::get<std::string>(value_);
}

const Json::Array& Json::items() const {
  if (!is_array()) wrong_type("a list");
  return std::get<Array>(value_);
}

Json::Array& Json::items() {
  if (!is_array()) wrong_type("a list");
  return std::get<Array>(value_);
}

const Json::Object& Json::members() const {
  if (!is_object()) wrong_type("an object");
  return std::get<Object>(value_);
}

Json::Object& Json::members() {
  if (!is_object()) wrong_type("an object");
  return std::get<Object>(value_);
}

const Json* Json::find(std::string_view key) const {
  const auto* members = std::get_if<Object>(&value_);
  if (members == nullptr) return nullptr;
  const auto found = members->find(key);
  return found == members->end() ? nullptr : &found->second;
}

Json* Json::find(std::string_view key) {
  return const_cast<Json*>(static_cast<const Json*>(this)->find(key));
}

const Json& Json::at(std::string_view key) const {
  const Json* member = find(key);
  if (member == nullptr) {
    throw Error(Fault::kData, "missing_member", "member \"" + std::string(key) + "\" is missing");
  }
  return *member;
}

std::string Json::str_or(std::string_view key, std::string_view otherwise) const {
  const Json* member = find(key);
  return member == nullptr ? std::string(otherwise) : member->string();
}

std::int64_t Json::num_or(std::string_view key, std::int64_t otherwise) const {
  const Json* member = find(key);
  return member == nullptr ? otherwise : member->integer();
}

bool Json::flag_or(std::string_view key, bool otherwise) const {
  const Json* member = find(key);
  return member == nullptr ? otherwise : member->boolean();
}

const Json::Array& Json::list(std::string_view key) const {
  static const Array kEmpty;
  const Json* member = find(key);
  return member == nullptr ? kEmpty : member->items();
}

const Json::Object& Json::map(std::string_view key) const {
  static const Object kEmpty;
  const Json* member = find(key);
  return member == nullptr ? kEmpty : member->members();
}

Json& Json::set(std::string_view key, Json value) {
  Json& member = (*this)[key];
  member = std::move(value);
  return member;
}

Json& Json::operator[](std::string_view key) {
  KONTOR_CHECK(is_object());
  auto& members = std::get<Object>(value_);
  const auto place = members.lower_bound(key);
  if (place != members.end() && place->first == key) return place->second;
  return members.emplace_hint(place, std::string(key), Json())->second;
}

void Json::erase(std::string_view key) {
  KONTOR_CHECK(is_object());
  auto& members = std::get<Object>(value_);
  const auto found = members.find(key);
  if (found != members.end()) members.erase(found);
}

std::string Json::encode() const {
  std::string out;
  out.reserve(512);  // most records and operations
  encode_to(out);
  return out;
}

void Json::encode_to(std::string& out) const {
  if (const auto* text = std::get_if<std::string>(&value_)) {
    encode_string(*text, out);
  } else if (const auto* number = std::get_if<std::int64_t>(&value_)) {
    encode_integer(*number, out);
  } else if (const auto* flag = std::get_if<bool>(&value_)) {
    out += *flag ? "true" : "false";
  } else if (const auto* items = std::get_if<Array>(&value_)) {
    out.push_back('[');
    bool first = true;
    for (const Json& item : *items) {
      if (!std::exchange(first, false)) out.push_back(',');
      item.encode_to(out);
    }
    out.push_back(']');
  } else {
    out.push_back('{');
    bool first = true;
    for (const auto& [key, member] : std::get<Object>(value_)) {
      if (!std::exchange(first, false)) out.push_back(',');
      encode_string(key, out);
      out.push_back(':');
      member.encode_to(out);
    }
    out.push_back('}');
  }
}

std::string Json::pretty() const {
  std::string out;
  pretty_to(*this, 0, out);
  return out;
}

namespace {

Json parse_by_library(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.size_bytes) {
    throw Error(Fault::kData, "bad_json",
                "bad JSON: longer than " + std::to_string(limits.size_bytes) + " bytes");
  }
  if (text.starts_with("\xEF\xBB\xBF")) {  // the library would skip it
    throw Error(Fault::kData, "bad_json", "bad JSON: begins with a byte order mark");
  }
  if (text.find('\0') != text.npos) {  // the library would take it for the end
    throw Error(Fault::kData, "bad_json", "bad JSON: contains a zero byte");
  }
  Builder builder(limits);
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return builder.take();
}

}  // namespace

Json parse_json(std::string_view text, const JsonLimits& limits) {
  if (Json value; PlainReader(text, limits, Spelling::kAny).read(value)) return value;
  return parse_by_library(text, limits);
}

Json parse_canonical(std::string_view text, const JsonLimits& limits) {
  if (Json plain; PlainReader(text, limits, Spelling::kCanonical).read(plain)) return plain;
  Json value = parse_by_library(text, limits);
  std::string again;
  again.reserve(text.size());
  value.encode_to(again);
  if (again != text) {
    const auto differ = std::mismatch(again.begin(), again.end(), text.begin(), text.end());
    throw Error(
        Fault::kData, "bad_json",
        "JSON is not canonical from byte " + std::to_string(differ.second - text.begin()) + " on");
  }
  return value;
}

}  // namespace kontor
