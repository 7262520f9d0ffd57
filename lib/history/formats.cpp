// SPDX-License-Identifier: Apache-2.0
#include "lib/history/formats.h"

#include <algorithm>
#include <charconv>

#include "lib/base/error.h"
#include "lib/base/id.h"
#include "lib/crypto/sshsig.h"

namespace kontor {
namespace {

constexpr std::size_t kMaxSummaryBytes = 72;  // a line of git log
constexpr std::size_t kLedgerIdBytes = 26;
constexpr std::int64_t kMaxInteger = 9007199254740991;  // 2^53-1, as in canonical JSON
constexpr std::string_view kDomain = "@kontor.invalid";
constexpr std::string_view kChangeSet = "change-set 1";
constexpr std::string_view kLedgerEntry = "ledger 1";

// Takes a message apart, strictly in the order of the grammar. What is lenient here (numbers with
// leading zeros, times with an offset) is caught by encoding again.
class Message {
 public:
  Message(std::string_view text, const char* code) : text_(text), code_(code) {}

  [[noreturn]] void bad(const std::string& why) const {
    throw Error(Fault::kTrust, code_, "commit message is not of the grammar: " + why);
  }
  std::string summary() {
    const std::size_t end = text_.find("\n\n");
    if (end == std::string_view::npos) bad("no summary");
    const std::string_view line = text_.substr(0, end);
    text_.remove_prefix(end + 2);
    return std::string(line);
  }
  std::string_view trailer(std::string_view name) {
    const std::size_t end = text_.find('\n');
    if (!text_.starts_with(name) || text_.substr(name.size(), 2) != ": " ||
        end == std::string_view::npos) {
      bad("expected " + std::string(name));
    }
    const std::string_view value = text_.substr(name.size() + 2, end - name.size() - 2);
    text_.remove_prefix(end + 1);
    return value;
  }
  void end() const {
    if (!text_.empty()) bad("more than its trailers");
  }
  std::int64_t number(std::string_view text) const {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size()) bad("number");
    return value;
  }
  std::pair<std::string_view, std::string_view> split(std::string_view text, char separator) const {
    const std::size_t at = text.find(separator);
    if (at == std::string_view::npos) bad("value cut short");
    return {text.substr(0, at), text.substr(at + 1)};
  }
  Sha256 digest(std::string_view text) const {
    constexpr std::string_view kPrefix = "sha256:";
    if (!text.starts_with(kPrefix) || text.size() != kPrefix.size() + 64) bad("digest");
    const Bytes raw = unhex(text.substr(kPrefix.size()));
    Sha256 out{};
    std::copy(raw.begin(), raw.end(), out.begin());
    return out;
  }
  // "7 <oid>", or "0 -" for none.
  void position(std::string_view text, std::int64_t& index, Oid& oid) const {
    const auto [first, second] = split(text, ' ');
    index = number(first);
    if (second != "-") oid = parse_oid(second);
  }

 private:
  std::string_view text_;
  const char* code_;
};

std::string position_text(std::int64_t index, const Oid& oid) {
  return std::to_string(index) + " " + (index == 0 ? std::string("-") : oid.text());
}

bool in_range(std::int64_t value, std::int64_t least) {
  return value >= least && value <= kMaxInteger;
}

bool position_holds(std::int64_t index, const Oid& oid) {
  return in_range(index, 0) && oid.zero() == (index == 0);
}

bool is_ledger_id(std::string_view text) {
  // The symbols of Crockford's base32, as is_id has them.
  return text.size() == kLedgerIdBytes && is_id(text.substr(0, 16)) && is_id(text.substr(10));
}

bool is_summary(std::string_view text) {
  return !text.empty() && text.size() <= kMaxSummaryBytes && text.front() != ' ' &&
         text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// What the grammar cannot say; empty when the head is well.
std::string_view problem(const ChangeSetHead& head) {
  if (!is_summary(head.summary)) return "summary";
  if (!is_ledger_id(head.ledger)) return "ledger id";
  if (!is_slug(head.scope)) return "scope";
  if (!is_slug(head.replica)) return "replica";
  if (!in_range(head.incarnation, 0)) return "incarnation";
  if (!in_range(head.first_seq, 1) || !in_range(head.last_seq, head.first_seq)) return "sequence";
  if (head.last_seq - head.first_seq >= kMaxSetOperations) return "too many operations";
  if (!position_holds(head.seen_index, head.seen_oid)) return "seen entry";
  return {};
}

std::string_view problem(const EntryHead& head) {
  if (!is_ledger_id(head.ledger)) return "ledger id";
  if (!is_slug(head.scope)) return "scope";
  if (!in_range(head.index, 1)) return "index";
  if (!in_range(head.term, 1)) return "term";
  if (!position_holds(head.master_index, head.master_oid)) return "master entry";
  if (head.expires <= head.time) return "expiry";
  return {};
}

bool entry_parents_hold(const EntryHead& head, std::vector<Oid> parents) {
  const std::size_t previous = head.index > 1 ? 1 : 0;
  if (parents.size() < previous || parents.size() > previous + kMaxEntryHeads) return false;
  std::sort(parents.begin(), parents.end());
  return std::adjacent_find(parents.begin(), parents.end()) == parents.end();
}

std::string digest_text(const Sha256& digest) { return "sha256:" + hex(digest); }

std::string entry_summary(const EntryHead& head) {
  return "ledger " + head.scope + " " + std::to_string(head.index);
}

bool same(const Commit& a, const Commit& b) { return encode_commit(a) == encode_commit(b); }

}  // namespace

Commit change_set_commit(const ChangeSetHead& head, const std::optional<Oid>& parent,
                         const Oid& tree) {
  if (const std::string_view why = problem(head); !why.empty()) {
    throw Error(Fault::kBug, "bad_change_set", "cannot make a change set: " + std::string(why));
  }
  Commit commit;
  commit.tree = tree;
  if (parent) commit.parents.push_back(*parent);
  commit.name = head.replica;
  commit.email = head.replica + std::string(kDomain);
  commit.time_seconds = head.sealed_at.seconds;
  const auto number = [](std::int64_t value) { return std::to_string(value); };
  commit.message = head.summary + "\n\nKontor: " + std::string(kChangeSet) +  //
                   "\nLedger: " + head.ledger +                               //
                   "\nScope: " + head.scope +                                 //
                   "\nReplica: " + head.replica + "/" + number(head.incarnation) +
                   "\nSeq: " + number(head.first_seq) + "-" + number(head.last_seq) +
                   "\nSeen: " + position_text(head.seen_index, head.seen_oid) +
                   "\nPayload: " + digest_text(head.payload) + "\n";
  return commit;
}

ChangeSetHead parse_change_set(const Commit& commit) {
  Message message(commit.message, "bad_change_set");
  ChangeSetHead head;
  try {
    head.summary = message.summary();
    if (message.trailer("Kontor") != kChangeSet) message.bad("not a change set of version 1");
    head.ledger = message.trailer("Ledger");
    head.scope = message.trailer("Scope");
    const auto [replica, incarnation] = message.split(message.trailer("Replica"), '/');
    head.replica = replica;
    head.incarnation = message.number(incarnation);
    const auto [first, last] = message.split(message.trailer("Seq"), '-');
    head.first_seq = message.number(first);
    head.last_seq = message.number(last);
    message.position(message.trailer("Seen"), head.seen_index, head.seen_oid);
    head.payload = message.digest(message.trailer("Payload"));
    message.end();
  } catch (const Error& error) {
    if (error.fault() == Fault::kTrust) throw;
    message.bad(error.what());
  }
  head.sealed_at.seconds = commit.time_seconds;
  if (const std::string_view why = problem(head); !why.empty()) message.bad(std::string(why));
  if (commit.parents.size() > 1) message.bad("more than one parent");
  std::optional<Oid> parent;
  if (!commit.parents.empty()) parent = commit.parents.front();
  if (!same(change_set_commit(head, parent, commit.tree), commit)) message.bad("another spelling");
  return head;
}

Commit entry_commit(const EntryHead& head, const std::vector<Oid>& parents, const Oid& tree) {
  if (const std::string_view why = problem(head); !why.empty()) {
    throw Error(Fault::kBug, "bad_entry", "cannot make an entry: " + std::string(why));
  }
  if (!entry_parents_hold(head, parents)) {
    throw Error(Fault::kBug, "bad_entry", "cannot make an entry: parents");
  }
  Commit commit;
  commit.tree = tree;
  commit.parents = parents;
  commit.name = "sequencer-" + std::to_string(head.term);
  commit.email = commit.name + std::string(kDomain);
  commit.time_seconds = head.time.seconds;
  commit.message = entry_summary(head) + "\n\nKontor: " + std::string(kLedgerEntry) +  //
                   "\nLedger: " + head.ledger +                                        //
                   "\nScope: " + head.scope +                                          //
                   "\nIndex: " + std::to_string(head.index) +                          //
                   "\nTerm: " + std::to_string(head.term) +                            //
                   "\nTime: " + format_instant(head.time) +                            //
                   "\nMaster: " + position_text(head.master_index, head.master_oid) +
                   "\nState: " + digest_text(head.state) +  //
                   "\nTree: " + digest_text(head.tree) +    //
                   "\nExpires: " + format_instant(head.expires) + "\n";
  return commit;
}

EntryHead parse_entry(const Commit& commit) {
  Message message(commit.message, "bad_entry");
  EntryHead head;
  try {
    message.summary();  // follows from scope and index; the comparison below sees to it
    if (message.trailer("Kontor") != kLedgerEntry) message.bad("not a ledger entry of version 1");
    head.ledger = message.trailer("Ledger");
    head.scope = message.trailer("Scope");
    head.index = message.number(message.trailer("Index"));
    head.term = message.number(message.trailer("Term"));
    head.time = parse_instant(message.trailer("Time"));
    message.position(message.trailer("Master"), head.master_index, head.master_oid);
    head.state = message.digest(message.trailer("State"));
    head.tree = message.digest(message.trailer("Tree"));
    head.expires = parse_instant(message.trailer("Expires"));
    message.end();
  } catch (const Error& error) {
    if (error.fault() == Fault::kTrust) throw;
    message.bad(error.what());
  }
  if (const std::string_view why = problem(head); !why.empty()) message.bad(std::string(why));
  if (!entry_parents_hold(head, commit.parents)) message.bad("parents");
  if (!same(entry_commit(head, commit.parents, commit.tree), commit)) {
    message.bad("another spelling");
  }
  return head;
}

Object sign_commit(const Commit& commit, const SigningKey& key) {
  const std::string payload = encode_commit(commit);
  return make_object(ObjectType::kCommit,
                     with_signature(payload, sshsig_sign(key, kNamespaceGit, payload)));
}

bool signed_by(const SignedCommit& signed_commit, const PublicKey& key) {
  return sshsig_verify(key, kNamespaceGit, signed_commit.payload, signed_commit.armor) ==
         Verdict::kGood;
}

}  // namespace kontor
