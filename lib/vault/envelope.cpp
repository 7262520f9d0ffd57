// SPDX-License-Identifier: Apache-2.0
#include "lib/vault/envelope.h"

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/crypto/hash.h"
#include "lib/crypto/seal.h"

namespace kontor {
namespace {

constexpr std::size_t kMaxFileBytes = 64u
                                      << 10;  // a bucket of 313 such files stays one short fetch
constexpr std::size_t kSaltBytes = 16;        // as strong as the id it hides behind
constexpr std::size_t kContentKeyBytes = 32;
constexpr std::string_view kPrefix = "sha256:";
constexpr std::string_view kInfo =
    "kontor-vault 1";  // HPKE's info: no other use of the key opens it
constexpr JsonLimits kLimits{
    .size_bytes = kMaxFileBytes, .depth = 2, .string_bytes = kMaxFileBytes};

[[noreturn]] void bad_envelope(const std::string& why) {
  throw Error(Fault::kData, "bad_envelope", "vault file is malformed: " + why);
}

Bytes seal_value(std::string_view key, std::string_view ledger, const PrivateValue& value,
                 Random& random) {
  const Json content =
      Json::object({{"f", value.field}, {"s", base64(value.salt)}, {"v", value.value}});
  return aead_seal(key, framed({ledger, value.subject, value.commitment}), content.encode(),
                   random);
}

PrivateValue open_value(std::string_view key, std::string_view ledger, const std::string& subject,
                        const std::string& digest, std::string_view sealed) {
  PrivateValue value;
  value.subject = subject;
  value.commitment = std::string(kPrefix) + digest;
  const auto content = aead_open(key, framed({ledger, subject, value.commitment}), sealed);
  if (!content) bad_envelope("value " + digest + " does not open");
  const Json json = parse_canonical(*content, kLimits);
  value.field = json.str("f");
  value.value = json.str("v");
  value.salt = unbase64(json.str("s"));
  const bool exact = json.members().size() == 3 && value.salt.size() == kSaltBytes;
  if (!exact || commitment_of(value.salt, value.value) != value.commitment) {
    bad_envelope("value " + digest + " is not what was committed");
  }
  return value;
}

// The checked outside of a file.
struct Outside {
  Json json;
  std::string subject;
  std::vector<std::string> readers;
};

Outside parse_outside(std::string_view file) {
  Outside out;
  out.json = parse_canonical(file, kLimits);
  const Json& json = out.json;
  if (json.num("v") != 1) bad_envelope("version " + std::to_string(json.num("v")) + " is unknown");
  json.str("ledger");
  out.subject = json.str("subject");
  for (const auto& [replica, sealed] : json.at("keys").members()) {
    sealed.string();
    if (!is_slug(replica)) bad_envelope("\"" + replica + "\" is no replica");
    out.readers.push_back(replica);
  }
  for (const auto& [digest, sealed] : json.at("values").members()) {
    sealed.string();
    if (!is_commitment(std::string(kPrefix) + digest))
      bad_envelope("\"" + digest + "\" is no digest");
  }
  const bool exact = json.members().size() == 5;
  if (!exact || !is_entity_id(out.subject)) bad_envelope("not the members of a subject");
  return out;
}

// Whatever is wrong inside has one name; the message says what it is.
template <typename Work>
auto as_bad_envelope(const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    if (error.fault() != Fault::kData || error.code() == "bad_envelope") throw;
    bad_envelope(error.what());
  }
}

std::optional<OpenedSubject> open_outside(const Outside& outside, std::string_view ledger,
                                          const std::string& replica, const VaultKey& key) {
  const Json& json = outside.json;
  const std::string& subject = outside.subject;
  if (json.str("ledger") != ledger) bad_envelope("it belongs to another ledger");
  const Json* wrapped = json.at("keys").find(replica);
  if (wrapped == nullptr) return {};
  const auto content_key =
      hpke_open(key, kInfo, framed({ledger, subject}), unbase64(wrapped->string()));
  if (!content_key || content_key->size() != kContentKeyBytes) {
    bad_envelope("the key of " + replica + " does not open it");
  }
  OpenedSubject opened{subject, {}, outside.readers};
  for (const auto& [digest, sealed] : json.at("values").members()) {
    opened.values.push_back(
        open_value(*content_key, ledger, subject, digest, unbase64(sealed.string())));
  }
  return opened;
}

}  // namespace

std::string commitment_of(std::string_view salt, std::string_view value) {
  return std::string(kPrefix) + sha256_hex(framed({salt, Json(value).encode()}));
}

PrivateValue commit_private(std::string_view subject, std::string_view field,
                            std::string_view value, Random& random) {
  PrivateValue out{
      std::string(subject), std::string(field), std::string(value), random.bytes(kSaltBytes), {}};
  out.commitment = commitment_of(out.salt, out.value);
  return out;
}

bool is_commitment(std::string_view text) {
  if (text.size() != kPrefix.size() + 64 || !text.starts_with(kPrefix)) return false;
  return text.find_first_not_of("0123456789abcdef", kPrefix.size()) == text.npos;
}

std::string seal_subject(std::string_view ledger, std::string_view subject,
                         const std::vector<PrivateValue>& values, const Readers& readers,
                         Random& random) {
  KONTOR_CHECK(!readers.empty());
  const Bytes content_key = random.bytes(kContentKeyBytes);
  Json keys;
  for (const auto& [replica, reader] : readers) {
    keys.set(replica,
             base64(hpke_seal(reader, kInfo, framed({ledger, subject}), content_key, random)));
  }
  Json sealed;
  for (const PrivateValue& value : values) {
    KONTOR_CHECK(value.subject == subject);
    const std::string digest = value.commitment.substr(kPrefix.size());
    sealed.set(digest, base64(seal_value(content_key, ledger, value, random)));
  }
  std::string file = Json::object({{"keys", std::move(keys)},
                                   {"ledger", ledger},
                                   {"subject", subject},
                                   {"v", 1},
                                   {"values", std::move(sealed)}})
                         .encode();
  if (file.size() > kMaxFileBytes) {
    Error error(Fault::kData, "subject_too_large",
                "private values of " + std::string(subject) + " exceed 64 KiB");
    error.on = subject;
    throw error;
  }
  return file;
}

std::optional<OpenedSubject> open_subject(std::string_view ledger, std::string_view file,
                                          const std::string& replica, const VaultKey& key) {
  return as_bad_envelope([&] { return open_outside(parse_outside(file), ledger, replica, key); });
}

}  // namespace kontor
