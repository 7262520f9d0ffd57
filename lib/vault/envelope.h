// SPDX-License-Identifier: Apache-2.0
// Sealed subjects. History holds {"c":"sha256:<hex>"} for a private field,
// the vault holds per subject a map commitment -> sealed (salt, field, value).
//   commitment = "sha256:" hex(SHA-256(framed(salt, canonical value)))
//   file       = {"keys":{replica: base64(HPKE(content key))},"ledger":L,"subject":S,
//                 "values":{hex of the commitment: base64(AEAD(canonical
//                 {"f":field,"s":salt,"v":value}))},"v":1}
//                (the salt in base64; HPKE's info is "kontor-vault 1")
//   additional data of AEAD and HPKE = framed(ledger, subject, commitment) and framed(ledger,
//   subject)
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/crypto/key.h"

namespace kontor {

// One private value in the clear. `salt` is 16 raw bytes.
struct PrivateValue {
  std::string subject;  // id of the record that holds the field
  std::string field;
  std::string value;  // text
  Bytes salt;
  std::string commitment;  // "sha256:<64 hex>"
};
// Draws the salt and computes the commitment.
PrivateValue commit_private(std::string_view subject, std::string_view field,
                            std::string_view value, Random& random);
std::string commitment_of(std::string_view salt, std::string_view value);
bool is_commitment(std::string_view text);

using Readers = std::map<std::string, VaultPublicKey>;  // replica -> key

// One subject's file with a fresh content key. Values of other subjects: bug. Larger than 64 KiB:
// Error(kData, "subject_too_large").
std::string seal_subject(std::string_view ledger, std::string_view subject,
                         const std::vector<PrivateValue>& values, const Readers& readers,
                         Random& random);
struct OpenedSubject {
  std::string subject;
  std::vector<PrivateValue> values;
  std::vector<std::string> readers;
};
// Empty when `replica` is no reader; Error(kData, "bad_envelope") when malformed, or when a value
// does not match its commitment.
std::optional<OpenedSubject> open_subject(std::string_view ledger, std::string_view file,
                                          const std::string& replica, const VaultKey& key);

}  // namespace kontor
