// SPDX-License-Identifier: Apache-2.0
// A command becomes an operation: checked, applied to the live state, stored, in one transaction.
#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/reasons.h"
#include "lib/vault/envelope.h"
#include "lib/workspace/workspace.h"

namespace kontor {
namespace {

// All private fields of a record together fit into one vault file of 64 KiB.
constexpr std::size_t kMaxPrivateBytes = 4u << 10;

// What an import holds back before it goes into the store: as much as stays in the processor's
// cache.
constexpr std::size_t kMostHeld = 256;

}  // namespace

// One transaction's worth of operations over one overlay of the live state.
class Workspace::Writer {
 public:
  explicit Writer(Workspace& workspace)
      : ws_(workspace),
        transaction_(workspace.store()),  // before the first read: no other writer comes between
        below_(workspace.live()),
        live_(below_, all_indexes()) {
    context_ = site_context(workspace, Instant{});
    incarnation_ = parse_integer(workspace.setting("incarnation"));
    seq_ = workspace.store().last_seq();
    now_ = workspace.now();
    head_time_ = workspace.head(context_.scope).time;
  }

  // A key stands for one command typed again, not for another one: that would be lost in silence.
  static void check_same(const OperationRow& row, const WriteRequest& request,
                         const OutboxRow& earlier) {
    const bool other_record = row.existence == Existence::kNeeds && request.on != earlier.on;
    if (request.kind == earlier.kind && !other_record) return;
    throw Error(Fault::kRefused, "key_used",
                "--key " + printable(request.key) + " stands for " + earlier.kind + " on " +
                    earlier.on + " already",
                "take a key of its own for each command");
  }

  // Whether the caller wants to know what became of the records.
  enum class Tell { kChanges, kNothing };

  Written add(WriteRequest request, Tell tell = Tell::kChanges) {
    const OperationRow* row = find_operation(request.kind);
    KONTOR_CHECK(row != nullptr);
    if (!request.key.empty()) {
      if (auto earlier = ws_.store().operation_with_key(request.key)) {
        check_same(*row, request, *earlier);
        return Written{earlier->id, earlier->kind, earlier->on, earlier->fate, {}};
      }
    }
    const std::size_t secrets = privates_.size();
    if (row->form) commit_privates(*row->form, request.on, request.payload, request.payload);
    Operation operation;
    operation.id = OperationId{context_.replica, incarnation_, seq_ + 1};
    operation.kind = request.kind;
    operation.on = request.on;
    operation.actor = request.actor.empty() ? context_.replica : request.actor;
    operation.at = request.at.empty() ? format_instant(now_) : request.at;
    operation.version = row->version;
    operation.retry_of = request.retry_of;
    operation.payload = std::move(request.payload);
    const Instant claimed = operation.claimed();
    context_.time = std::max(now_, claimed);
    context_.rule_time = std::max(claimed, head_time_);

    Overlay step(live_, all_indexes());
    Outcome outcome = judge(step, operation, context_, Seat::kSite);
    if (outcome.accepted()) outcome = foresee(*row, operation);
    if (!outcome.accepted()) {
      privates_.resize(secrets);
      throw refusal(request.kind, request.on, outcome);
    }
    ++seq_;
    latest_ = std::max(latest_, claimed);
    OutboxRow out;
    out.seq = seq_;
    out.incarnation = incarnation_;
    out.id = operation.id.text();
    out.kind = operation.kind;
    out.on = operation.on;
    out.key = request.key;
    out.bytes = encode_operation(operation);
    out.fate = row->cls == Class::kRequest ? Fate::kRequested : Fate::kPending;
    Written written{out.id, out.kind, out.on, out.fate, {}};
    if (tell == Tell::kChanges) {
      for (const auto& [key, record] : step.changes()) {
        const Record before = live_.get(key.first, key.second);
        written.changes.push_back({key.first, key.second, before, record});
      }
    }
    live_.absorb(step);
    rows_.push_back(std::move(out));
    if (row->cls == Class::kRequest) requests_wait_ = true;
    return written;
  }

  std::size_t held() const { return rows_.size(); }

  // Hands what is held to the store's transaction.
  void put() {
    for (const OutboxRow& row : rows_) ws_.store().add_operation(row);
    for (const auto& [key, record] : live_.changes()) {
      ws_.store().put_live(key.first, key.second,
                           record ? std::optional(record->encode()) : std::nullopt);
    }
    for (const PrivateRow& row : privates_) ws_.store().add_private(row);
    rows_.clear();
    live_.clear();
    privates_.clear();
  }

  void commit() {
    put();
    if (ws_.manual_clock() && latest_ > now_) ws_.set("clock_now", format_instant(latest_));
    transaction_.commit();
  }

 private:
  // HQ's own store holds what its sequencer will judge a request by: what that would refuse is not
  // written. A request that waits already may change the answer; then the sequencer gives it.
  Outcome foresee(const OperationRow& row, const Operation& operation) {
    if (row.cls != Class::kRequest || context_.scope != "hq" || !row.check) return accept();
    if (!requests_wait_) {
      const std::vector<OutboxRow> rows = ws_.store().undecided();
      requests_wait_ = std::any_of(rows.begin(), rows.end(), [](const OutboxRow& waiting) {
        return waiting.fate == Fate::kRequested;
      });
    }
    return *requests_wait_ ? accept() : row.check(live_, operation, context_);
  }

  // Replaces the plain text of private fields by commitments, and keeps the text for the store.
  void commit_privates(const Form& form, const std::string& subject, const Json& whole,
                       Json& payload) {
    for (const Field& field : form.fields) {
      if (field.type != Type::kPrivate) continue;
      Json* value = payload.find(field.name);
      if (!value || !value->is_string()) continue;
      if (value->string().size() > kMaxPrivateBytes) {
        Error error(Fault::kData, "too_long",
                    std::string(field.name) + " is longer than " +
                        std::to_string(kMaxPrivateBytes) + " bytes",
                    "shorten it, or keep the document elsewhere and name its place");
        error.on = subject;
        throw error;
      }
      // `order.set` carries the field's name beside its value.
      const std::string label = field.name == "c" ? whole.str("field") : std::string(field.name);
      PrivateValue secret = commit_private(subject, label, value->string(), ws_.random());
      payload.set(field.name, Json::object({{"c", secret.commitment}}));
      privates_.push_back(
          {secret.commitment, secret.subject, secret.field, secret.value, secret.salt, false});
    }
  }

  Workspace& ws_;
  Store::Transaction transaction_;
  StoreState below_;
  Overlay live_;
  Context context_;
  std::int64_t incarnation_ = 0;
  std::int64_t seq_ = 0;
  Instant now_;
  Instant head_time_;
  Instant latest_{};
  std::optional<bool> requests_wait_;  // of this site, undecided; read when it is asked for
  std::vector<OutboxRow> rows_;
  std::vector<PrivateRow> privates_;
};

std::vector<Written> Workspace::write(std::vector<WriteRequest> requests, bool dry_run) {
  Writer writer(*this);
  std::vector<Written> out;
  for (WriteRequest& request : requests) out.push_back(writer.add(std::move(request)));
  if (!dry_run) writer.commit();
  return out;
}

Written Workspace::write(WriteRequest request, bool dry_run) {
  std::vector<WriteRequest> one;
  one.push_back(std::move(request));
  return write(std::move(one), dry_run).front();
}

std::size_t Workspace::write_many(const std::function<Pull(WriteRequest&)>& next,
                                  const std::function<bool(const Error&)>& refused) {
  store_->expect_bulk();
  Writer writer(*this);
  std::size_t written = 0;
  for (;;) {
    WriteRequest request;
    const Pull pulled = next(request);
    if (pulled == Pull::kGiveUp) return 0;
    if (pulled == Pull::kEnd) break;
    try {
      writer.add(std::move(request), Writer::Tell::kNothing);
      ++written;
    } catch (const Error& error) {
      if (!refused(error)) return 0;
    }
    if (writer.held() >= kMostHeld) writer.put();
  }
  writer.commit();
  return written;
}

void replay_pending(Workspace& workspace) {
  Store& store = workspace.store();
  store.reset_live();
  const StoreState below = workspace.live();
  Overlay live(below, all_indexes());
  Context context = site_context(workspace, Instant{});
  const Instant head_time = workspace.head(context.scope).time;
  const Instant now = workspace.now();
  for (const OutboxRow& row : store.undecided()) {
    const Operation operation = decode_operation(row.bytes);
    if (known_operation(operation) != Known::kYes) continue;
    context.time = std::max(now, operation.claimed());
    context.rule_time = std::max(operation.claimed(), head_time);
    Overlay step(live, all_indexes());
    if (judge(step, operation, context, Seat::kSite).accepted()) live.absorb(step);
  }
  for (const auto& [key, record] : live.changes()) {
    store.put_live(key.first, key.second, record ? std::optional(record->encode()) : std::nullopt);
  }
}

}  // namespace kontor
