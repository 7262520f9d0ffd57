// SPDX-License-Identifier: Apache-2.0
#include "lib/change/form.h"

#include <algorithm>
#include <limits>

#include "lib/base/bounds.h"
#include "lib/base/error.h"
#include "lib/base/id.h"
#include "lib/base/money.h"
#include "lib/base/time.h"

namespace kontor {
namespace {

constexpr std::size_t kWordBytes = 200;   // a name on a screen line
constexpr std::size_t kTextBytes = 4096;  // as JsonLimits::string_bytes
constexpr std::size_t kListItems = 1000;  // no list of the product comes near

std::vector<std::string_view> split_bar(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t bar = text.find('|');
    out.push_back(text.substr(0, bar));
    if (bar == std::string_view::npos) break;
    text.remove_prefix(bar + 1);
  }
  return out;
}

bool is_key(std::string_view text) {
  if (text.empty() || text.size() > 40) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

bool is_word(std::string_view text, std::size_t most, bool lines) {
  if (text.empty() || text.size() > most) return false;
  return std::all_of(text.begin(), text.end(), [lines](char c) {
    const unsigned char byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7f) || (lines && (c == '\n' || c == '\t'));
  });
}

template <typename Parse>
bool parses(Parse parse, std::string_view text) {
  try {
    static_cast<void>(parse(text));
    return true;
  } catch (const Error&) {
    return false;
  }
}

bool is_hash(std::string_view text) {
  constexpr std::string_view kPrefix = "sha256:";
  if (text.size() != kPrefix.size() + 64 || text.substr(0, kPrefix.size()) != kPrefix) return false;
  return std::all_of(text.begin() + kPrefix.size(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// Two digits at `at` as a number.
int two(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (shape[i] == '0' ? !digit : text[i] != shape[i]) return false;
  }
  return true;
}

// RFC 3339 to the second, 'T' and 'Z' upper case, offset +00:00 style: what the schema's pattern
// says.
bool is_instant(std::string_view text) {
  if (text.size() == 20 ? !has_shape(text, "0000-00-00T00:00:00Z")
                        : !(has_shape(text, "0000-00-00T00:00:00+00:00") ||
                            has_shape(text, "0000-00-00T00:00:00-00:00"))) {
    return false;
  }
  return two(text, 11) < 24 && two(text, 14) < 60 && two(text, 17) < 60 &&
         parses(parse_instant, text);
}

std::string text_problem(const Field& field, const std::string& text) {
  switch (field.type) {
    case Type::kSlug:
      return is_site_slug(text) ? "" : "not a slug ([a-z0-9-]{1,40}, at a site partner/name)";
    case Type::kId:
      return is_id(text) ? "" : "not an id (16 symbols of base32)";
    case Type::kRef:
      return is_entity_id(text) ? "" : "not an id";
    case Type::kOperation:
      return is_operation_id(text) ? "" : "not an operation id";
    case Type::kWord:
      return is_word(text, kWordBytes, false) ? "" : "not a short text of one line";
    case Type::kText:
      return is_word(text, kTextBytes, true) ? "" : "not a text of at most 4096 bytes";
    case Type::kEnum: {
      const auto values = split_bar(field.of);
      if (std::find(values.begin(), values.end(), text) != values.end()) return "";
      std::string known(field.of);
      std::replace(known.begin(), known.end(), '|', ' ');
      return "\"" + text + "\" is none of: " + known;
    }
    case Type::kInstant:
      return is_instant(text) ? "" : not_a_time(text);
    case Type::kDate:
      return has_shape(text, "0000-00-00") && parses(parse_date, text) ? "" : not_a_date(text);
    case Type::kPeriod:
      return parses(parse_period, text) ? "" : "not a period (P14D, P6M)";
    case Type::kDecimal:
      return text.find('/') == std::string::npos && parses(Rational::parse, text)
                 ? ""
                 : "not a decimal (\"0.90\")";
    case Type::kHash:
      return is_hash(text) ? "" : "not a digest (sha256:<64 hex>)";
    case Type::kKey:
      return parses(
                 [](std::string_view t) {
                   const Bytes raw = unbase64(t);
                   if (raw.size() != 32) throw Error(Fault::kData, "bad_key", "not 32 bytes");
                   return 0;
                 },
                 text)
                 ? ""
                 : "not a key (base64 of 32 bytes)";
    default:
      return "not a text";
  }
}

class Checker {
 public:
  std::vector<Problem> problems;

  void form(const Form& form, const Json& value, const std::string& path) {
    if (!value.is_object()) return add(path, "not a table of fields");
    for (const auto& [key, member] : value.members()) {
      if (const Field* field = form.find(key)) {
        this->field(*field, member, path.empty() ? key : path + "." + key);
      } else {
        add(path.empty() ? key : path + "." + key, "unknown field");
      }
    }
    for (const Field& field : form.fields) {
      if (field.need == Need::kRequired && !value.has(field.name)) {
        add(path.empty() ? std::string(field.name) : path + "." + std::string(field.name),
            "missing");
      }
    }
  }

 private:
  void add(const std::string& path, std::string message) {
    problems.push_back({path, std::move(message)});
  }

  void field(const Field& field, const Json& value, const std::string& path) {
    if (field.many == Many::kOne) return one(field, value, path);
    if (field.many == Many::kList) {
      if (!value.is_array()) return add(path, "not a list");
      if (value.items().size() > kListItems) return add(path, "too many items");
      for (std::size_t i = 0; i < value.items().size(); ++i) {
        one(field, value.items()[i], path + "[" + std::to_string(i) + "]");
      }
      return;
    }
    if (!value.is_object()) return add(path, "not a table");
    for (const auto& [key, member] : value.members()) {
      if (!is_key(key)) add(path + "." + key, "not a key ([a-z0-9_-]{1,40})");
      one(field, member, path + "." + key);
    }
  }

  void one(const Field& field, const Json& value, const std::string& path) {
    switch (field.type) {
      case Type::kAny:
        return;
      case Type::kObject:
        KONTOR_CHECK(field.form != nullptr);
        return form(*field.form, value, path);
      case Type::kFlag:
        if (!value.is_bool()) add(path, "not true or false");
        return;
      case Type::kInt:
        if (!value.is_int()) return add(path, "not a whole number");
        if (value.integer() < field.min || value.integer() > field.max) {
          add(path, "not within " + std::to_string(field.min) + " to " + std::to_string(field.max));
        }
        return;
      case Type::kMoney: {
        const Json* amount = value.find("amount");
        const Json* currency = value.find("currency");
        if (!value.is_object() || value.members().size() != 2 || !amount || !amount->is_int() ||
            !currency || !currency->is_string() || !is_currency(currency->string())) {
          return add(path, "not money ({\"amount\":1159,\"currency\":\"EUR\"})");
        }
        if (amount->integer() > kMostMinor || amount->integer() < -kMostMinor) {
          add(path, "more than " + std::to_string(kMostMinor) + " minor units");
        }
        return;
      }
      case Type::kPrivate: {
        const Json* digest = value.find("c");
        if (!value.is_object() || value.members().size() != 1 || !digest || !digest->is_string() ||
            !is_hash(digest->string())) {
          add(path, "not a commitment ({\"c\":\"sha256:...\"})");
        }
        return;
      }
      default:
        if (!value.is_string()) return add(path, "not a text");
        if (std::string problem = text_problem(field, value.string()); !problem.empty()) {
          add(path, std::move(problem));
        }
    }
  }
};

Json pattern(std::string_view regex) {
  return Json::object({{"type", "string"}, {"pattern", regex}});
}

// The dates that there are: the length of each month, and the 29th of February in leap years alone.
std::string calendar() {
  const std::string century = "([02468][048]|[13579][26])";
  const std::string leap = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|" + century + "00)";
  return "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|"
         "02-(0[1-9]|1[0-9]|2[0-8]))|" +
         leap + "-02-29)";
}

// Regular expressions of the ECMA dialect; each says what text_problem checks.
Json type_schema(const Field& field) {
  constexpr std::string_view kSymbols = "[0-9a-hjkmnp-tv-z]";
  switch (field.type) {
    case Type::kSlug:
      return pattern("^[a-z0-9-]{1,40}(/[a-z0-9-]{1,40})?$");
    case Type::kId:
      return pattern("^" + std::string(kSymbols) + "{16}$");
    case Type::kRef:
      return pattern(
          "^(?!.*(//|/\\.\\.?(/|$)))(?!\\.\\.?(/|$))[a-z0-9.-][a-z0-9./-]{0,119}(?<!/)$");
    case Type::kOperation:
      return pattern("^[a-z0-9-]{1,40}\\.(0|[1-9][0-9]{0,15})\\.(0|[1-9][0-9]{0,15})$");
    case Type::kWord:
      return Json::object({{"type", "string"},
                           {"minLength", 1},
                           {"maxLength", kWordBytes},
                           {"pattern", "^[^\\u0000-\\u001f\\u007f]+$"}});
    case Type::kText:
      return Json::object({{"type", "string"},
                           {"minLength", 1},
                           {"maxLength", kTextBytes},
                           {"pattern", "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]+$"}});
    case Type::kEnum: {
      Json values = Json::array();
      for (std::string_view value : split_bar(field.of)) values.push(value);
      return Json::object({{"type", "string"}, {"enum", std::move(values)}});
    }
    case Type::kMoney:
      return Json::object(
          {{"type", "object"},
           {"properties", Json::object({{"amount", Json::object({{"type", "integer"},
                                                                 {"minimum", -kMostMinor},
                                                                 {"maximum", kMostMinor}})},
                                        {"currency", pattern("^[A-Z]{3}$")}})},
           {"required", Json::array({"amount", "currency"})},
           {"additionalProperties", false}});
    case Type::kInt:
      return Json::object({{"type", "integer"}, {"minimum", field.min}, {"maximum", field.max}});
    case Type::kInstant:
      return pattern("^" + calendar() +
                     "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
                     "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$");
    case Type::kDate:
      return pattern("^" + calendar() + "$");
    case Type::kPeriod:
      return pattern("^P[0-9]{1,6}[DWMY]$");
    case Type::kDecimal:
      return pattern("^-?[0-9]+(\\.[0-9]+)?$");
    case Type::kFlag:
      return Json::object({{"type", "boolean"}});
    case Type::kHash:
      return pattern("^sha256:[0-9a-f]{64}$");
    case Type::kKey:
      // 32 bytes leave two bits of the last symbol unused: they are zero.
      return pattern("^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$");
    case Type::kPrivate:
      return Json::object({{"type", "object"},
                           {"properties", Json::object({{"c", pattern("^sha256:[0-9a-f]{64}$")}})},
                           {"required", Json::array({"c"})},
                           {"additionalProperties", false}});
    case Type::kObject:
      return form_schema(*field.form);
    case Type::kAny:
      return Json();
  }
  return Json();
}

void collect(const Form& form, const Json& payload, std::vector<Reference>& out);

void collect_one(const Field& field, const Json& value, std::vector<Reference>& out) {
  if (field.type == Type::kRef && !field.blind && value.is_string()) {
    out.push_back({field.of, value.string()});
  } else if (field.type == Type::kObject && value.is_object()) {
    collect(*field.form, value, out);
  }
}

void collect(const Form& form, const Json& payload, std::vector<Reference>& out) {
  for (const Field& field : form.fields) {
    if (field.type != Type::kRef && field.type != Type::kObject) continue;
    const Json* value = payload.find(field.name);
    if (!value) continue;
    if (value->is_array()) {
      for (const Json& item : value->items()) collect_one(field, item, out);
    } else if (field.many == Many::kMap && value->is_object()) {
      for (const auto& member : value->members()) collect_one(field, member.second, out);
    } else {
      collect_one(field, *value, out);
    }
  }
}

}  // namespace

const Field* Form::find(std::string_view field) const {
  for (const Field& candidate : fields) {
    if (candidate.name == field) return &candidate;
  }
  return nullptr;
}

std::vector<Problem> check_form(const Form& form, const Json& value) {
  Checker checker;
  checker.form(form, value, "");
  return std::move(checker.problems);
}

Json form_schema(const Form& form) {
  Json properties;
  Json required = Json::array();
  for (const Field& field : form.fields) {
    Json schema = type_schema(field);
    if (field.many == Many::kList) {
      schema = Json::object({{"type", "array"}, {"items", schema}, {"maxItems", kListItems}});
    } else if (field.many == Many::kMap) {
      schema = Json::object({{"type", "object"},
                             {"additionalProperties", schema},
                             {"propertyNames", Json::object({{"pattern", "^[a-z0-9_-]{1,40}$"}})}});
    }
    if (!field.doc.empty()) schema.set("description", field.doc);
    properties.set(field.name, std::move(schema));
    if (field.need == Need::kRequired) required.push(field.name);
  }
  Json out;
  out.set("type", "object");
  out.set("properties", std::move(properties));
  if (!required.items().empty()) out.set("required", std::move(required));
  out.set("additionalProperties", false);
  return out;
}

std::vector<Reference> references(const Form& form, const Json& payload) {
  std::vector<Reference> out;
  collect(form, payload, out);
  return out;
}

}  // namespace kontor
