// SPDX-License-Identifier: Apache-2.0
// kontor-proof(5): the format of a proof, for who wants to check one with other tools.
#include "cmd/console/roff.h"
#include "cmd/kontor-audit/manual.h"
#include "cmd/kontor-audit/table.h"

namespace kontor::auditor {
namespace {

using cli::manual_item;
using cli::roff;

struct Member {
  std::string_view name;
  std::string_view text;
};
constexpr Member kMembers[] = {
    {"claim", "the id of the claim; in a proof of a book, book in its place"},
    {"book", "the id of the book of a payee's periods: PLAN.PAYEE.YEAR"},
    {"entry",
     "the bytes of one commit, as text: the ledger entry at which all of it stands, signed by the "
     "sequencer; git hash-object -t commit gives its id"},
    {"files",
     "list of {path, text}, by path: files of the entry's tree. roster/genesis.json and .sig, "
     "roster/sequencers.json and .sig lead from the root key to the sequencer; "
     "roster/replica/{replica}.json holds the key of each site that signed; state/... are the "
     "records: the claim (or a payee's earning), accounts, the plan, the records of touches, "
     "code, order and returns; of a book its own (or the card of it) with those of the payee's "
     "other years, of a business that answers for its sellers theirs too, the plan, and the "
     "claims and accounts (or earnings) of the sales that count"},
    {"kontor", "\"proof 1\": the version of the format"},
    {"nodes",
     "list of {path, rows}, by path: every directory above a file, \"\" the root. rows is base64 "
     "of its entries in git's order, each: flag (d: directory, f: file), length of the name in "
     "one byte, name, SHA-1 (20 bytes), SHA-256 (32 bytes)"},
    {"sets",
     "list of {commit, ops}, by the commit's id: the signed change sets of the operations that "
     "the claim rests on, or the plan and the postings of a book; commit is text, ops the base64 "
     "of ops.jsonl"},
};
// NOLINTBEGIN(bugprone-suspicious-missing-comma): sentences, most of two lines
constexpr std::string_view kSteps[] = {
    "The genesis carries the signature of the root key that you were given by another way, or its "
    "digest is the ledger id; the same roots signed the list of sequencers.",
    "The entry carries the signature (namespace git) of the sequencer of its term.",
    "Each file has the two ids that its directory says, each directory those that the one above "
    "it says: as git computes them, in the object formats sha1 and sha256. The root is the "
    "entry's tree and its trailer Tree, state/ is its trailer State.",
    "Each change set carries the signature of its replica's key, the SHA-256 of its operations is "
    "its trailer Payload, and every operation that the records name is in one of them; in a "
    "payee's own part every one of its scope's replicas, which the directory roster/replica "
    "lists.",
    "What the claim says of plan, touches and sale is what those operations say. The plan's "
    "version: plan.apply. Of a touch: its record stands in it once and was made by lead.add, "
    "interaction.add or code.issue of the scope that it names; evidence, minutes, seller (the "
    "actor, none where that is the replica), the consent.add beside a lead, and the code by the "
    "code.issue that names the conversation, of several the redeemed one. Of the close: "
    "order.submit, its seller and time. Of the sale: offer, version, customer: order.add; price "
    "point and campaign: the order.set that the order names, else order.add, else for the price "
    "point the code.issue of the redeemed code; the code: its code.issue for this order and "
    "code.redeem; weights by hand: claim.split. A time is the one that the operation claims; "
    "where an entry bounded it, it lies no more than a day beyond the time at which the site "
    "sealed the change set, and the report names it. In a payee's own part the same of its own "
    "touches with their age in days, and of price point, campaign and day of the close where "
    "its own scope signed them.",
    "Pool, stages and shares are computed anew from the plan and the sale, and compared; what was "
    "posted as earned, with what a claim.decide or claim.split added or took, is compared with the "
    "shares. What a dispute.answer added or took stands beside them. Every adjustment is listed "
    "with the operation that it names, and in HQ's proof it is what that operation says.",
    "Of a book: each posting carries the date of the signed run that it names. Tiers, caps, "
    "floors and draws are computed anew from the plan and the facts of the sales, as of the "
    "newest posting, and each line is compared with what stands posted, by amount and by what was "
    "measured. Facts that came after that run are left out if the payee's statements do not hold "
    "them, and the report says so. A payee's scope is not told everything that a tier may ask for "
    "(the minute of a close, who closed it, how much of a sale's value came back in part): where "
    "its own figures come to something else for that, the report says that nothing was "
    "recomputed, and why.",
};
// NOLINTEND(bugprone-suspicious-missing-comma)

}  // namespace

std::string proof_page() {
  std::string out = cli::manual_head("kontor-proof", 5, program_version(),
                                     "the proof of a claim or book, in one file",
                                     "cmd/kontor-audit/proof_manual.cpp");
  out +=
      ".SH SYNOPSIS\n.B kontor claim prove CLAIM|BOOK \\-o FILE\n.br\n.B kontor\\-audit prove "
      "CLAIM|BOOK REPO \\-\\-output FILE\n.br\n.B kontor\\-audit verify FILE \\-\\-root KEY\n";
  out +=
      ".SH DESCRIPTION\n" +
      roff(
          "A proof shows, to who has nothing but it and the root's public key, that a claim "
          "stands in a ledger as it says and how its cents came about; or that the book of a "
          "payee's periods does, and that its lines follow from the sales. At HQ it is whole and "
          "names every party: it is for a court or an auditor, not for a payee. At a payee's site "
          "it is that site's own part from its own scope's ledger, the others under the "
          "pseudonyms of the earning. It holds no private value; a change set in it may hold "
          "other operations of the same site, as signed.") +
      "\n.PP\n" +
      roff(
          "The file is canonical JSON (the subset of RFC 8785 that all of Kontor signs) and a "
          "line feed. It has one spelling: whatever byte is changed, the check fails with exit "
          "status 76.") +
      "\n.SH MEMBERS\n";
  for (const Member& member : kMembers)
    out += manual_item("\\fB" + roff(member.name) + "\\fR", member.text);
  out += ".SH CHECK\n" + roff("What kontor-audit verify does, in this order:") + "\n";
  int step = 0;
  for (std::string_view text : kSteps) out += manual_item(std::to_string(++step) + ".", text);
  out +=
      ".PP\n" +
      roff(
          "What rests on HQ's signature alone is said by the report: that nothing else exists, "
          "later entries, verdicts and dates, reversals and settlements as posted; of the sale the "
          "product, quantity, term and prices, customer and contract type and home unit, of "
          "touches and close the partner, outlet, channel, tier and split, for these come from "
          "HQ's own lists; that an item is not sold at the price point asked for; and every field "
          "whose operation the proof does not hold; in a "
          "payee's own part, what other scopes signed; and of a book that no other sale "
          "counts, and the facts of those that do, each of which the proof of its claim shows.") +
      "\n.SH EXAMPLES\n" + roff("The entry with stock tools, and what a site signed:") +
      "\n.PP\n.RS 4\n.EX\n" +
      roff(
          "jq -j .entry claim.proof | git hash-object -t commit --stdin\njq -r '.sets[].ops' "
          "claim.proof | base64 -d | jq .") +
      "\n.EE\n.RE\n.SH SEE ALSO\n.BR kontor\\-audit (1),\n.BR kontor\\-claim (1)\n";
  return out;
}

}  // namespace kontor::auditor
