// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/proof_state.h"

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/sequence.h"

namespace kontor {

ProofState::ProofState(const Proof& proof) : records_(empty_, all_indexes()) {
  for (const auto& [path, text] : proof.files) {
    if (!path.starts_with("state/")) continue;
    const auto name = parse_state_path(path);
    if (!name) throw Error(Fault::kTrust, "bad_proof", path + " is the path of no record");
    records_.put(name->kind, name->id, parse_json(trim(text), kLedgerJson));
  }
}

}  // namespace kontor
