// SPDX-License-Identifier: Apache-2.0
// The records of one entry of a clone as a State, read from its tree when they are asked for.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/change/state.h"
#include "lib/history/repository.h"

namespace kontor {

class TreeState final : public State {
 public:
  // The repository is not owned.
  TreeState(const Repository& repository, const Oid& tree) : repository_(repository), tree_(tree) {}

  Record get(std::string_view kind, std::string_view id) const override;
  // Reads every record of the kind, once.
  std::vector<std::string> find(std::string_view kind, std::string_view field,
                                std::string_view value) const override;
  std::vector<std::string> ids(std::string_view kind) const override;
  std::vector<std::string> kinds() const;

 private:
  const std::map<std::string, Oid>& blobs(std::string_view kind) const;

  const Repository& repository_;
  const Oid tree_;
  mutable std::map<std::string, std::map<std::string, Oid>, std::less<>> blobs_;  // kind, id
  mutable std::map<RecordKey, Record> records_;
};

}  // namespace kontor
