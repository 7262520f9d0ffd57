// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/proof.h"

#include "lib/base/error.h"
#include "lib/history/object.h"

namespace kontor {
namespace {

constexpr std::string_view kVersion = "proof 1";
constexpr JsonLimits kLimits{
    .size_bytes = kMaxProofBytes, .depth = 4, .string_bytes = kMaxProofBytes};

Json list_of(const std::map<std::string, std::string>& entries, const char* value, bool text) {
  Json out = Json::array();
  for (const auto& [path, bytes] : entries) {
    out.push(Json::object({{"path", path}, {value, text ? bytes : base64(bytes)}}));
  }
  return out;
}

Proof read(std::string_view bytes) {
  if (bytes.empty() || bytes.back() != '\n')
    throw Error(Fault::kTrust, "bad_proof", "no final line feed");
  const Json json = parse_canonical(bytes.substr(0, bytes.size() - 1), kLimits);
  if (json.str("kontor") != kVersion)
    throw Error(Fault::kTrust, "bad_proof", "it is of a version that this program does not know");
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
  try {
    Proof out = read(bytes);
    if (encode_proof(out) != bytes)
      throw Error(Fault::kTrust, "bad_proof", "it is spelled in another way than a proof is");
    return out;
  } catch (const Error& error) {
    throw Error(Fault::kTrust, "bad_proof", std::string("this is no whole proof: ") + error.what(),
                "ask for the file as kontor claim prove wrote it");
  }
}

}  // namespace kontor
