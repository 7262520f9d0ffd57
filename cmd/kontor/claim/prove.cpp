// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/claim/verbs.h"
#include "cmd/kontor/payload.h"
#include "lib/audit/proof.h"
#include "lib/workspace/take.h"

namespace kontor::cli {

// To the file of -o, or to standard output. What does not hold here would hold nowhere.
int prove_claim(Call& call) {
  Workspace& site = call.workspace();
  const std::string id = target_of(call, kExplainedKinds);
  const Clone clone = history_here(site);
  const StoreNodes nodes(site.store(), site.scope());
  const Proof proof = make_proof(site.base(), clone, nodes, id);
  check_made_proof(proof, site.ledger(),
                   site.is_hq() ? "kontor doctor: is the store sound? kontor claim explain " + id
                                : "kontor doctor; if it finds nothing: kontor dispute add");
  call.out().put(encode_proof(proof));
  call.out().finish();  // a file that cannot be written holds no proof
  call.say("proof of " + id + " at " + place_of(clone.head()));
  call.say(site.is_hq() ? "it names every party of it: not for a payee's hands"
                        : "it carries this site's own part, the others under pseudonyms");
  return 0;
}

}  // namespace kontor::cli
