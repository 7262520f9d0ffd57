// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/sshsig.h"

#include <doctest/doctest.h>

#include "lib/crypto/hash.h"
#include "lib/crypto/ssh_format.h"
#include "lib/crypto/wire.h"
#include "tests/scratch.h"

namespace kontor {
namespace {

constexpr std::string_view kLabel = "SSH SIGNATURE";

SigningKey fresh_key() {
  SystemRandom random;
  return SigningKey::generate(random);
}

struct Parts {
  Bytes magic = "SSHSIG";
  std::uint32_t version = 1;
  Bytes key;
  Bytes name_space = "git";
  Bytes reserved;
  Bytes hash = "sha512";
  Bytes inner;

  std::string armor() const {
    Bytes blob = magic;
    put_u32(blob, version);
    for (const Bytes* part : {&key, &name_space, &reserved, &hash, &inner}) put_string(blob, *part);
    return ssh_armor(kLabel, blob);
  }
};

TEST_CASE("the bytes are those of PROTOCOL.sshsig") {
  const SigningKey key = fresh_key();
  Bytes covered = "SSHSIG";
  for (const Bytes& part : {Bytes("git"), Bytes(), Bytes("sha512"), sha512("message")})
    put_string(covered, part);
  Parts parts;
  parts.key = ssh_public_blob(key.public_key());
  put_string(parts.inner, "ssh-ed25519");
  put_string(parts.inner, key.sign(covered));
  CHECK(sshsig_sign(key, "git", "message") == parts.armor());
}

TEST_CASE("each verdict") {
  const SigningKey key = fresh_key();
  const SigningKey other = fresh_key();
  const std::string armor = sshsig_sign(key, kNamespaceGit, "message");
  CHECK(armor.starts_with("-----BEGIN SSH SIGNATURE-----\n"));
  CHECK(armor.ends_with("\n-----END SSH SIGNATURE-----"));
  CHECK(sshsig_verify(key.public_key(), kNamespaceGit, "message", armor) == Verdict::kGood);
  CHECK(sshsig_verify(key.public_key(), kNamespaceRoot, "message", armor) ==
        Verdict::kOtherNamespace);
  CHECK(sshsig_verify(other.public_key(), kNamespaceGit, "message", armor) == Verdict::kOtherKey);
  CHECK(sshsig_verify(key.public_key(), kNamespaceGit, "massage", armor) == Verdict::kBadSignature);
  CHECK(sshsig_verify(key.public_key(), kNamespaceGit, "message", "") == Verdict::kMalformed);
  CHECK(to_string(Verdict::kOtherKey) == "other_key");
}

TEST_CASE("one signature has one armor") {
  const SigningKey key = fresh_key();
  const std::string armor = sshsig_sign(key, "git", "message");
  const auto verdict = [&](const std::string& text) {
    return sshsig_verify(key.public_key(), "git", "message", text);
  };
  CHECK(verdict(armor + "\n") == Verdict::kMalformed);
  CHECK(verdict("\n" + armor) == Verdict::kMalformed);
  CHECK(verdict(" " + armor) == Verdict::kMalformed);
  std::string crlf;
  std::string narrow;
  std::size_t column = 0;
  for (const char c : armor) {
    crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    narrow.push_back(c);
    column = c == '\n' ? 0 : column + 1;
    if (column == 60) narrow.push_back('\n');
  }
  CHECK(verdict(crlf) == Verdict::kMalformed);
  CHECK(verdict(narrow) == Verdict::kMalformed);
  std::string joined = armor;
  joined.erase(joined.find('\n', 40), 1);
  CHECK(verdict(joined) == Verdict::kMalformed);
}

TEST_CASE("truncated and changed armors") {
  const SigningKey key = fresh_key();
  const std::string armor = sshsig_sign(key, "git", "message");
  for (std::size_t size = 0; size < armor.size(); ++size) {
    CHECK(sshsig_verify(key.public_key(), "git", "message", armor.substr(0, size)) ==
          Verdict::kMalformed);
  }
  const Bytes blob = *ssh_unarmor(kLabel, armor);
  for (std::size_t i = 0; i < blob.size(); ++i) {
    CHECK(sshsig_verify(key.public_key(), "git", "message", ssh_armor(kLabel, blob.substr(0, i))) ==
          Verdict::kMalformed);
    Bytes changed = blob;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK(sshsig_verify(key.public_key(), "git", "message", ssh_armor(kLabel, changed)) !=
          Verdict::kGood);
  }
  CHECK(sshsig_verify(key.public_key(), "git", "message", ssh_armor(kLabel, blob + "x")) ==
        Verdict::kMalformed);
  CHECK(sshsig_verify(key.public_key(), "git", "message", ssh_armor(kLabel, Bytes(5000, 'x'))) ==
        Verdict::kMalformed);
}

TEST_CASE("what the format leaves open is closed") {
  const SigningKey key = fresh_key();
  Parts good;
  good.key = ssh_public_blob(key.public_key());
  put_string(good.inner, "ssh-ed25519");
  put_string(good.inner, Bytes(64, 's'));
  const auto verdict = [&](const Parts& parts) {
    return sshsig_verify(key.public_key(), "git", "message", parts.armor());
  };
  CHECK(verdict(good) == Verdict::kBadSignature);
  Parts bad = good;
  bad.version = 2;
  CHECK(verdict(bad) == Verdict::kMalformed);
  bad = good;
  bad.reserved = "r";
  CHECK(verdict(bad) == Verdict::kMalformed);
  bad = good;
  bad.hash = "sha256";
  CHECK(verdict(bad) == Verdict::kMalformed);
  bad = good;
  bad.magic = "SSHSIH";
  CHECK(verdict(bad) == Verdict::kMalformed);
  bad = good;
  bad.inner += "x";
  CHECK(verdict(bad) == Verdict::kMalformed);
  bad = good;
  bad.key += "x";
  CHECK(verdict(bad) == Verdict::kMalformed);
}

TEST_CASE("OpenSSH accepts our signatures") {
  Scratch peer;
  const SigningKey key = fresh_key();
  peer.write("message", "line\n");
  peer.write("message.sig", sshsig_sign(key, "git", "line\n"));
  peer.write("signers",
             "nord namespaces=\"git\" " + format_ssh_public_key(key.public_key()) + "\n");
  const std::string check = "ssh-keygen -Y verify -f signers -I nord -s message.sig -n ";
  CHECK(peer.run(check + "git < message") == 0);
  CAPTURE(peer.output);
  CHECK(peer.run(check + "kontor-root < message") != 0);
  peer.write("message", "Line\n");
  CHECK(peer.run(check + "git < message") != 0);
}

TEST_CASE("we accept OpenSSH's signatures, and make the same bytes") {
  Scratch peer;
  SystemRandom random;
  const SigningKey key = fresh_key();
  peer.write("key", key.format(random, "nord"));
  for (const Bytes& message : {Bytes(), Bytes("line\n"), Bytes(5000, '\0')}) {
    peer.write("message", message);
    peer.remove("message.sig");
    CHECK(peer.run("ssh-keygen -Y sign -f key -n kontor-beat message") == 0);
    // git drops the final newline that ssh-keygen writes; so do we.
    Bytes theirs = peer.read("message.sig");
    CHECK(theirs.ends_with("\n"));
    theirs.pop_back();
    CHECK(sshsig_verify(key.public_key(), kNamespaceBeat, message, theirs) == Verdict::kGood);
    CHECK(sshsig_sign(key, kNamespaceBeat, message) == theirs);
  }
}

}  // namespace
}  // namespace kontor
