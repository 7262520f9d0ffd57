// SPDX-License-Identifier: Apache-2.0
// Blowfish's initial tables are the first 33,344 bits of the fraction of pi. They are computed
// (some tens of milliseconds, once, and only for a key with a passphrase) rather than spelled out.
#include "lib/crypto/bcrypt.h"

#include <algorithm>
#include <array>
#include <vector>

#include "lib/base/error.h"
#include "lib/crypto/hash.h"
#include "lib/crypto/wire.h"

namespace kontor {
namespace {

constexpr std::size_t kSubkeys = 18;
constexpr std::size_t kBoxes = 4 * 256;
constexpr std::size_t kPiWords = kSubkeys + kBoxes;
constexpr std::size_t kHashBytes = 32;
constexpr int kCost = 64;  // key expansions, and encryptions of the text, in each hash

// Fixed point: word 0 is whole, the others are 32 bits of fraction each.
class Fixed {
 public:
  explicit Fixed(std::uint32_t whole) : words_(kPiWords + 1 + kGuardWords, 0) { words_[0] = whole; }

  void divide(std::uint32_t by) { divide_into(by, *this); }
  // `out` = this / by.
  void divide_into(std::uint32_t by, Fixed& out) const {
    std::uint64_t rest = 0;
    std::fill_n(out.words_.begin(), first_, 0);
    for (std::size_t i = first_; i < words_.size(); ++i) {
      rest = (rest << 32) | words_[i];
      out.words_[i] = static_cast<std::uint32_t>(rest / by);
      rest %= by;
    }
    out.first_ = first_;
    while (out.first_ < out.words_.size() && out.words_[out.first_] == 0) ++out.first_;
  }
  void add(const Fixed& other) {
    std::uint64_t carry = 0;
    for (std::size_t i = words_.size(); i-- > 0;) {
      carry += std::uint64_t{words_[i]} + other.words_[i];
      words_[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }
  void subtract(const Fixed& other) {
    std::uint64_t borrow = 0;
    for (std::size_t i = words_.size(); i-- > 0;) {
      const std::uint64_t difference = std::uint64_t{words_[i]} - other.words_[i] - borrow;
      words_[i] = static_cast<std::uint32_t>(difference);
      borrow = (difference >> 32) & 1;
    }
  }
  bool zero() const { return first_ == words_.size(); }
  std::uint32_t fraction(std::size_t i) const { return words_[i + 1]; }

 private:
  static constexpr std::size_t kGuardWords = 2;  // swallow the rounding of 20,000 divisions
  std::vector<std::uint32_t> words_;
  std::size_t first_ = 0;  // no word before it is set; kept by divide_into alone
};

// factor * arctan(1 / x)
Fixed arctan_of_inverse(std::uint32_t factor, std::uint32_t x) {
  Fixed power(factor);
  power.divide(x);
  Fixed sum = power;
  Fixed term(0);
  for (std::uint32_t n = 3; !power.zero(); n += 2) {
    power.divide(x * x);
    power.divide_into(n, term);
    if (n % 4 == 3) {
      sum.subtract(term);
    } else {
      sum.add(term);
    }
  }
  return sum;
}

struct Blowfish {
  std::array<std::uint32_t, kSubkeys> subkeys;
  std::array<std::uint32_t, kBoxes> boxes;

  std::uint32_t mix(std::uint32_t x) const {
    return ((boxes[x >> 24] + boxes[256 + ((x >> 16) & 255)]) ^ boxes[512 + ((x >> 8) & 255)]) +
           boxes[768 + (x & 255)];
  }
  void encrypt(std::uint32_t& left, std::uint32_t& right) const {
    for (std::size_t i = 0; i < 16; i += 2) {
      left ^= subkeys[i];
      right ^= mix(left);
      right ^= subkeys[i + 1];
      left ^= mix(right);
    }
    left ^= subkeys[16];
    right ^= subkeys[17];
    std::swap(left, right);
  }
};

// Machin: pi = 16 arctan(1/5) - 4 arctan(1/239)
Blowfish initial_tables() {
  Fixed pi = arctan_of_inverse(16, 5);
  pi.subtract(arctan_of_inverse(4, 239));
  Blowfish tables;
  for (std::size_t i = 0; i < kSubkeys; ++i) tables.subkeys[i] = pi.fraction(i);
  for (std::size_t i = 0; i < kBoxes; ++i) tables.boxes[i] = pi.fraction(kSubkeys + i);
  return tables;
}

// The words of a text that repeats itself for ever.
class Stream {
 public:
  explicit Stream(std::string_view text) : text_(text) {}
  std::uint32_t word() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      value = (value << 8) | static_cast<unsigned char>(text_[next_]);
      next_ = (next_ + 1) % text_.size();
    }
    return value;
  }

 private:
  std::string_view text_;
  std::size_t next_ = 0;
};

// An empty salt is Blowfish's own key schedule.
void expand(Blowfish& state, std::string_view salt, std::string_view key) {
  Stream key_words(key);
  for (std::uint32_t& subkey : state.subkeys) subkey ^= key_words.word();
  Stream salt_words(salt.empty() ? std::string_view("\0", 1) : salt);
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  const auto fill = [&](auto& table) {
    for (std::size_t i = 0; i < table.size(); i += 2) {
      left ^= salt_words.word();
      right ^= salt_words.word();
      state.encrypt(left, right);
      table[i] = left;
      table[i + 1] = right;
    }
  };
  fill(state.subkeys);
  fill(state.boxes);
}

Bytes bcrypt_hash(std::string_view pass, std::string_view salt) {
  static const Blowfish kInitial = initial_tables();
  Blowfish state = kInitial;
  expand(state, salt, pass);
  for (int i = 0; i < kCost; ++i) {
    expand(state, {}, salt);
    expand(state, {}, pass);
  }
  Stream text("OxychromaticBlowfishSwatDynamite");
  Bytes out;
  for (std::size_t block = 0; block < kHashBytes / 8; ++block) {
    std::uint32_t left = text.word();
    std::uint32_t right = text.word();
    for (int i = 0; i < kCost; ++i) state.encrypt(left, right);
    for (const std::uint32_t word : {left, right}) {
      for (int shift = 0; shift < 32; shift += 8)
        out.push_back(static_cast<char>((word >> shift) & 255));
    }
  }
  return out;
}

}  // namespace

Bytes bcrypt_pbkdf(std::string_view passphrase, std::string_view salt, std::uint32_t rounds,
                   std::size_t size) {
  KONTOR_CHECK(rounds >= 1 && size >= 1 && size <= kHashBytes * kHashBytes);
  const Bytes pass = sha512(passphrase);
  const std::size_t blocks = (size + kHashBytes - 1) / kHashBytes;
  Bytes out(size, '\0');
  for (std::size_t block = 0; block < blocks; ++block) {
    Bytes counted(salt);
    put_u32(counted, block + 1);
    Bytes last = bcrypt_hash(pass, sha512(counted));
    Bytes sum = last;
    for (std::uint32_t i = 1; i < rounds; ++i) {
      last = bcrypt_hash(pass, sha512(last));
      for (std::size_t k = 0; k < sum.size(); ++k) sum[k] = static_cast<char>(sum[k] ^ last[k]);
    }
    // The blocks are interleaved, so that half a key costs as much as the whole.
    for (std::size_t k = 0; k * blocks + block < size; ++k) out[k * blocks + block] = sum[k];
  }
  return out;
}

}  // namespace kontor
