// SPDX-License-Identifier: Apache-2.0
// An order: first a draft that any channel may go on with (TMF663 ShoppingCart, TMF701), after
// order.submit a ProductOrder (TMF622).
//   order/{id} = {"state":"draft"|TMF622 state, "draft":TMF701 state, "offer":O, "version":N,
//   "step":S,
//     "fields":{"iban":LEAF, "delivery":{"name":LEAF}}, "items":{OFFER:ITEM},
//     "checks":{CHECK:RESULT}, "holders":[{"scope","op","rule"}],
//     "close":{"at","channel","outlet","scope","seller"?}, ...}
//   LEAF = {"value":text | "c":{"c":"sha256:..."}, "by":operation, "actor":A, "at":T, "source":S}
// An item's key is its offer; in a claim it is called "{order}.{offer}".
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/time.h"
#include "lib/change/form.h"
#include "lib/change/state.h"

namespace kontor::order {

extern const Form add_form;      // order.add
extern const Form set_form;      // order.set
extern const Form check_form;    // order.check
extern const Form submit_form;   // order.submit
extern const Form confirm_form;  // order.confirm
extern const Form cancel_form;   // order.cancel
extern const Form hold_form;     // order.hold
extern const Form resume_form;   // order.resume
extern const Form record_form;   // what a record has beside the standard parts
extern const Form card_form;     // order_card

// --- reading ---

inline bool is_draft(const Json& order) { return order.str("state") == "draft"; }
// Submitted once, whatever happened since.
inline bool is_closed(const Json& order) { return order.has("close"); }
// "b" or "a.b", each part a key.
bool is_field_name(std::string_view field);
// The leaf of field "a.b", or nullptr while it is empty.
const Json* field(const Json& order, std::string_view name);
// Public text of a field; empty when it is private or not filled in.
std::string text_of(const Json& order, std::string_view name);
// Operation that filled the field in, or empty: what order.set calls `was`.
std::string setter_of(const Json& order, std::string_view name);
// distance | on_premises | off_premises for a close in `channel`: what HQ derived for that channel
// from the timeline, else what the channel alone says. Unknown: distance, which grants most.
std::string contract_type(const Json& order, std::string_view channel);
// The rule sets that the order answers to, newest version: of its offer, then of its items' offers.
struct Rules {
  std::string id;
  Record record;  // keeps the body alive
  const Json* body = nullptr;
};
std::vector<Rules> rules_of(const State& state, const Json& order);
// At HQ: scopes that hold the order whole, and its evidence and contract with it.
std::set<std::string> whole_scopes(const State& hq, const Json& order);

struct OpenCheck {
  std::string id;
  std::string field;
  std::string why;  // "missing", "stale" (the value changed since), "block"
};
struct OpenEvidence {
  std::string code;
  std::string strength;  // "hard": without it no submit; "warn"
  std::string source;    // of the law, or the offer that asks for it
  std::string due;       // last day, of a row after the close that gives a time; else empty
};
struct OpenPoints {
  std::string step;                 // "ready" when nothing hard is open, "closed" after the submit
  std::vector<std::string> fields;  // required and empty
  std::vector<OpenCheck> checks;
  std::vector<OpenEvidence> before_close;
  std::vector<OpenEvidence> after_close;
};
// What still stands between the order and its close in `channel` at `now`; after the close what the
// law wants afterwards. Reads only records of the order's scopes.
OpenPoints open_points(const State& state, const Json& order, std::string_view channel,
                       Instant now);

// --- changing; pure, for the operations of this noun and of those below it ---

// Item states from which nothing more comes: completed, failed, cancelled, returned.
bool is_final(std::string_view item_state);
// Puts the open step into the order; tells whether that changed it.
bool update_step(const State& state, Json& order, std::string_view channel, Instant now);
// Marks items returned, lets what hangs on them follow, and rolls up `state` and `returned`.
// The other items that were cancelled with them.
std::vector<std::string> return_items(const State& state, Json& order,
                                      const std::vector<std::string>& items);
// The opposite, of returned items and of those cancelled with them: the customer keeps what she
// had, the rest waits for its turn again.
void keep_items(const State& state, Json& order, const std::vector<std::string>& items);

}  // namespace kontor::order
