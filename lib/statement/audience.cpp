// SPDX-License-Identifier: Apache-2.0
#include "lib/scope/record.h"
#include "lib/statement/operations.h"

namespace kontor::statement {

// The payee's business alone; a seller's statement is its employer's matter.
void audience(const State& hq, const std::string&, const Json& record, Projection& out) {
  scope::show_to_partner(hq, record.str("partner"), out);
}

void of_partner(const State& hq, const std::string& partner, std::set<RecordKey>& out) {
  std::vector<std::string> payees = hq.find("seller", "partner", partner);
  payees.push_back(partner);
  for (const std::string& payee : payees) {
    for (std::string& id : hq.find("statement", "payee", payee)) {
      out.emplace("statement", std::move(id));
    }
  }
}

}  // namespace kontor::statement
