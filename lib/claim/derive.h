// SPDX-License-Identifier: Apache-2.0
// What HQ derives of claims, in parts. derive() in derive.cpp calls them in this order:
// a submitted order opens claims; late touches change or question them; item events vest them;
// returns reverse them.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/change/noun.h"
#include "lib/commission/pipeline.h"

namespace kontor::claim {

// --- codec.cpp: the sale and what followed from it, in the claim's record
commission::Sale sale_of(const Json& claim);
// Of what an earning tells: without touches, code and whatever names a party.
commission::Sale seen_sale(const Json& earning);
void put_sale(Json& claim, const commission::Sale& sale);
void put_result(Json& claim, const commission::Result& result);

// --- gather.cpp: what happened before the close, in every scope that knows the human
std::vector<commission::Touch> gather(const State& hq, const Json& order, const plan::Plan& plan);
std::string tier_of(const State& hq, const std::string& partner);  // empty: not known
// Whose customer she was at the close: the outlet she was assigned to, else that of her earliest
// customer record.
std::string home_unit(const State& hq, const Json& order);
// Claims that a change of this record may concern.
std::set<std::string> concerned(const State& hq, std::string_view kind, const std::string& id);

// --- open.cpp
void open_claims(Overlay& hq, const std::string& order, const Cause& cause);
// The claim that the order's item would open, from the touches that the state holds.
Json preview_claim(const State& state, const Json& order, const std::string& item,
                   const Cause& cause);
// Inside the grace a provisional claim is computed anew; beyond it what is new goes to review.
void refresh(Overlay& hq, const std::string& claim, const Cause& cause);
// Computes the claim from its sale, whose touches stand.
void recompute(const State& hq, Json& claim);

// --- vest.cpp
// Posts what the claim earns when both the grace and the item's own event are past; until then sets
// the timer that asks again.
void try_vest(Overlay& hq, const std::string& claim, const Cause& cause);
void vest(Overlay& hq, const std::string& claim, Instant at, const Cause& cause);
// Where a tier may count the sale: opens an account for each payee that is credited with a part of
// it and has no money of it, because books find a payee's sales by its accounts.
void open_credited(Overlay& hq, const Json& claim, const plan::Plan& plan, const Cause& cause);
// The claim will never vest: the item failed, was cancelled or came back before.
void end_claim(Overlay& hq, const std::string& claim, std::string_view reason, const Cause& cause);
// It may vest after all. What was learned of meanwhile is judged as if it came now.
void reopen_claim(Overlay& hq, const std::string& claim, const Cause& cause);

// --- beside.cpp: money and targets of the whole order
void post_premiums(Overlay& hq, const Json& claim, const plan::Plan& plan, Date date,
                   const Cause& cause);
void post_credits(Overlay& hq, const Json& claim, const plan::Plan& plan, Date date,
                  const Cause& cause);
// After a claim came back or was restored. With the order's last claim credits are mirrored, and
// premiums too if they say so; with the first that is restored they stand again as they were.
void balance_beside(Overlay& hq, const std::string& order, Date date, const Cause& cause);

// --- sold.cpp
// Brings the items of the order's credit book up to the claims, which changed on `date`.
void post_items(Overlay& hq, const std::string& order, Date date, const Cause& cause);

// --- reversal.cpp
void on_return(Overlay& hq, const std::string& id, const Cause& cause);
// One item for one cause. `record` names the cause's record ("return/...").
void reverse(Overlay& hq, const std::string& claim, std::string_view why, Date date,
             const std::string& record, const Cause& cause);
void restore(Overlay& hq, const std::string& claim, const std::string& record, Date date,
             const Cause& cause);

void derive(Overlay& hq, const std::set<RecordKey>& changed, const Cause& cause);
void fire_vest(Overlay& hq, const Json& timer, const Cause& cause);

// --- earning.cpp
// What the claim shows to a partner's scopes; nothing when it pays that partner nothing.
std::optional<Json> earning_for(const State& hq, const std::string& claim,
                                const std::string& partner);
void audience(const State& hq, const std::string& id, const Json& record, Projection& out);
// Accounts and credits of an order show in the earnings of its claims.
void account_dependents(const State& hq, const std::string& id, const Json& record,
                        std::set<RecordKey>& out);
void claim_dependents(const State& hq, const std::string& id, const Json& record,
                      std::set<RecordKey>& out);
void claims_of_partner(const State& hq, const std::string& partner, std::set<RecordKey>& out);

// --- book_card.cpp
void book_audience(const State& hq, const std::string& id, const Json& record, Projection& out);
void books_of_partner(const State& hq, const std::string& partner, std::set<RecordKey>& out);
void book_dependents(const State& hq, const std::string& id, const Json& record,
                     std::set<RecordKey>& out);

}  // namespace kontor::claim
