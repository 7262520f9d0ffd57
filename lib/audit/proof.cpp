// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/proof.h"

#include <algorithm>
#include <iterator>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/history/object.h"

namespace kontor {
namespace {

constexpr std::string_view kVersion = "proof 1";
// How a proof begins, and what stands in its middle: of a damaged one one of them is left.
constexpr std::string_view kBeginnings[] = {R"({"claim":")", R"({"book":")"};
constexpr std::string_view kMark = R"("kontor":"proof )";
constexpr JsonLimits kLimits{
    .size_bytes = kMaxProofBytes, .depth = 4, .string_bytes = kMaxProofBytes};

Json list_of(const std::map<std::string, std::string>& entries, const char* value, bool text) {
  Json out = Json::array();
  for (const auto& [path, bytes] : entries) {
    out.push(Json::object({{"path", path}, {value, text ? bytes : base64(bytes)}}));
  }
  return out;
}

bool is_like_a_proof(std::string_view bytes) {
  return bytes.find(kMark) != bytes.npos ||
         std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                     [&](std::string_view beginning) { return bytes.starts_with(beginning); });
}

void check_version(const std::string& version) {
  if (version == kVersion) return;
  constexpr std::string_view kWord = "proof ";
  const std::size_t digits = version.find_first_not_of("0123456789", kWord.size());
  if (version.starts_with(kWord) && version.size() > kWord.size() && digits == version.npos) {
    throw Error(Fault::kConfig, "newer_proof", "it is a " + printable(version) + ", a later one",
                "check it with a newer kontor-audit");
  }
  throw Error(Fault::kTrust, "bad_proof", "its version is none");
}

Proof read(std::string_view bytes) {
  if (bytes.empty() || bytes.back() != '\n')
    throw Error(Fault::kTrust, "bad_proof", "no final line feed");
  const Json json = parse_canonical(bytes.substr(0, bytes.size() - 1), kLimits);
  check_version(json.str("kontor"));
  Proof out;
  out.claim = json.str_or("claim");
  out.book = json.str_or("book");
  if (out.claim.empty() == out.book.empty())
    throw Error(Fault::kTrust, "bad_proof", "it is of no claim and of no book");
  out.entry = json.str("entry");
  for (const Json& file : json.list("files")) out.files[file.str("path")] = file.str("text");
  for (const Json& node : json.list("nodes"))
    out.nodes[node.str("path")] = unbase64(node.str("rows"));
  for (const Json& set : json.list("sets")) {
    ProofSet one{set.str("commit"), unbase64(set.str("ops"))};
    std::string oid = make_object(ObjectType::kCommit, one.commit).oid.text();
    out.sets[std::move(oid)] = std::move(one);
  }
  return out;
}

}  // namespace

std::string encode_proof(const Proof& proof) {
  Json sets = Json::array();
  for (const auto& [oid, set] : proof.sets) {
    sets.push(Json::object({{"commit", set.commit}, {"ops", base64(set.ops)}}));
  }
  Json out = Json::object({{"entry", proof.entry},
                           {"files", list_of(proof.files, "text", true)},
                           {"kontor", kVersion},
                           {"nodes", list_of(proof.nodes, "rows", false)},
                           {"sets", std::move(sets)}});
  out.set(proof.book.empty() ? "claim" : "book", proof.book.empty() ? proof.claim : proof.book);
  return out.encode() + "\n";
}

Proof parse_proof(std::string_view bytes) {
  if (!is_like_a_proof(bytes)) {
    throw Error(Fault::kData, "not_a_proof", "this is no proof of a claim or book",
                "name the file that kontor-audit prove or the payee's site wrote");
  }
  try {
    Proof out = read(bytes);
    if (encode_proof(out) != bytes)
      throw Error(Fault::kTrust, "bad_proof", "it is spelled in another way than a proof is");
    return out;
  } catch (const Error& error) {
    if (error.fault() == Fault::kConfig) throw;
    throw Error(Fault::kTrust, "bad_proof", std::string("this is no whole proof: ") + error.what(),
                "ask for the file once more, as it was written");
  }
}

}  // namespace kontor
