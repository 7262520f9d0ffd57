// SPDX-License-Identifier: Apache-2.0
// From an operation id to what signs it: the change set that carries it, the entry that decided it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/audit/clone.h"
#include "lib/change/operation.h"

namespace kontor {

struct SignedOperation {
  Operation operation;
  Oid set;                             // the change set
  ChangeSetHead head;                  // of the set
  const ClonedEntry* entry = nullptr;  // that took it
};

class Provenance {
 public:
  // The clone is not owned. Reads the heads that its entries name, once.
  explicit Provenance(const Clone& clone);

  // Empty when the clone does not hold it: it is of another scope, or no operation at all.
  std::optional<SignedOperation> find(const std::string& operation) const;
  // The operations of one entry, by id.
  std::map<std::string, SignedOperation> taken_by(const ClonedEntry& entry) const;

 private:
  struct Head {
    Oid oid;  // the last set of a replica that the entry takes
    const ClonedEntry* entry = nullptr;
  };
  template <typename Visit>
  void walk(const Head& head, Visit visit) const;

  const Clone& clone_;
  std::map<std::string, std::map<std::int64_t, Head>> heads_;  // replica, last sequence
};

}  // namespace kontor
