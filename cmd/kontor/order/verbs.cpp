// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/order/verbs.h"

#include "cmd/kontor/call.h"
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kSetOptions[] = {{.name = "source",
                                  .type = Type::kEnum,
                                  .of = "customer|seller|import",
                                  .doc = "who knows it; else the seller"}};
constexpr Field kAddPositional[] = {
    {.name = "assignment",
     .type = Type::kText,
     .many = Many::kList,
     .doc = "the offer; or field=value, field=@FILE for the text of a file"}};
constexpr Field kAddOptions[] = {
    {.name = "version", .type = Type::kInt, .doc = "of the offer; the one on sale unless told"},
    {.name = "campaign",
     .type = Type::kWord,
     .doc = "that prices and plans may name; the offer's own unless told"}};

constexpr Field kHandle[] = {{.name = "id",
                              .type = Type::kWord,
                              .need = Need::kRequired,
                              .doc = "a code that the customer shows, or a draft of this site"}};
constexpr Field kConfirm[] = {
    kIdPositional[0],
    {.name = "item", .type = Type::kSlug, .need = Need::kRequired, .doc = "item, by its offer"},
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "released|delivered|failed|paid",
     .doc = "released, delivered, failed, or paid by the customer"}};

constexpr Field kCards[] = {
    {.name = "cards", .type = Type::kFlag, .doc = "what others closed, as far as it is known"}};

int list_orders(Call& call) {
  if (!call.args.has("cards")) return list_records(call);
  return list_view(call, {.view = "order_cards",
                          .kinds = "order_card",
                          .columns = "id,state,offer,version,closed,returned"});
}

constexpr VerbRow kVerbs[] = {
    {.verb = "add",
     .summary = "begin an order: a draft that any channel may go on with",
     .operation = "order.add",
     .positionals = kAddPositional,
     .options = kAddOptions,
     .bare = "offer",
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "order",
     .run = write_record,
     .prepare = complete_draft,
     .example = "kontor order add autumn --customer k7q -q"},
    {.verb = "set",
     .summary = "fill in fields of a draft; what the policy does not call public is private",
     .operation = "order.set",
     .positionals = kIdAssignPositional,
     .options = kSetOptions,
     .fills = "field|value|c|was",
     .shares = kWriteShares,
     .shape = Shape::kWrittenMany,
     .kinds = "order",
     .run = set_fields,
     .example = "kontor order set k7q contract.start=2025-09-01 iban=@iban.txt"},
    {.verb = "check",
     .summary = "run the policy's checks on what is filled in",
     .operation = "order.check",
     .positionals = kIdPositional,
     .shares = kReads | kWrites | kPrivacy,
     .shape = Shape::kWritten,
     .kinds = "order",
     .run = check_order},
    {.verb = "resume",
     .summary = "go on with a draft: by the customer's code, or where it stands here",
     .operation = "code.redeem",
     .positionals = kHandle,
     .shares = kReads | kWrites | kPrivacy,
     .shape = Shape::kWritten,
     .result = resume_result,
     .run = resume_order,
     .example = "kontor order resume K7QX-2M4P-9ZW4-C"},
    {.verb = "hold",
     .summary = "set a draft aside",
     .operation = "order.hold",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "order",
     .run = write_record},
    {.verb = "submit",
     .summary = "close the sale: every step, check and hard evidence must be there",
     .operation = "order.submit",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "order",
     .run = write_record},
    {.verb = "confirm",
     .summary = "record what the back end says of an item",
     .operation = "order.confirm",
     .positionals = kConfirm,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "order",
     .run = write_record,
     .example = "kontor order confirm k7q phone delivered"},
    {.verb = "cancel",
     .summary = "give an order up",
     .operation = "order.cancel",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "order",
     .run = write_record},
    {.verb = "list",
     .summary = "list orders and drafts",
     .options = kCards,
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "order|order_card",
     .view = "orders",
     .columns = "id,state,step,offer,version,customer,code,closed_at,close_channel,returned",
     .run = list_orders,
     .example = "kontor order list --where state=draft"},
    {.verb = "show",
     .summary = "show an order, or the card of one that somebody else closed",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "order|order_card",
     .run = show_record},
};

}  // namespace

std::span<const VerbRow> order_verbs() { return kVerbs; }

}  // namespace kontor::cli
