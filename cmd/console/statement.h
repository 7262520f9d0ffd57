// SPDX-License-Identifier: Apache-2.0
// A statement for people: the same figures as a table, as comma-separated values and as a page that
// prints on A4.
#pragma once

#include <string>

#include "lib/base/json.h"

namespace kontor::cli {

// Who stands on the paper. Empty parts are left out.
struct Letterhead {
  std::string issuer;   // who pays
  std::string payee;    // whom: a name, else the id
  std::string partner;  // business of a seller
  std::string proof;    // ledger, index and commit that hold the statement
};

std::string statement_text(const Json& statement, const Letterhead& head);
std::string statement_csv(const Json& statement);
std::string statement_html(const Json& statement, const Letterhead& head);

}  // namespace kontor::cli
