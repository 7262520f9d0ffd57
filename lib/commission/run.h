// SPDX-License-Identifier: Apache-2.0
// Orders, returns and settlements through one plan, line by line, without a store: what the ledger
// would have posted, for a plan that is being thought about. Pure; the same pipeline, liability and
// period rules as in the ledger.
//
// What is kept between lines, and no more:
//   an order           while something of it can come back: from its line to the end of the plan's
//                      liability window, seen from the newest day read (for ever, where the plan
//                      names full causes but no window; not at all without a liability), and beyond
//                      it while a reserve is held, until the settlement that lets it go
//   a payee            its open balance, one sum a day that no settlement covers yet
//   a rule of periods  a payee's figures by month and tier, for the running year; with a tier of
//   mode
//                      standing also the name and band of each sale of its running period. A sale
//                      waits until the newest day read is past its own: lines must come by day
//   a premium          what it has paid, by month, by payee and month, and altogether
// So memory is bounded by the open orders and the parties, never by the number of lines.
//
// A claim is earned on its `vested` day, else on the day of the close: there is no grace. Nobody is
// asked whether a payee has accepted the plan.
#pragma once

#include <memory>
#include <string>

#include "lib/base/json.h"
#include "lib/commission/run_judge.h"
#include "lib/plan/record.h"

namespace kontor::commission {

enum class RunDetail { kShares, kExplain };

class Run {
 public:
  // `plan` must outlive the run.
  Run(const plan::Plan& plan, RunDetail detail);
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // Appends to `out` what the line comes to, as run_line() of the same plan made it. Error(kData,
  // "bad_line") names the field and the reason; then the line has changed nothing.
  void take(RunLine line, std::string& out);
  void take(const Json& line, std::string& out);
  // After the last line: what the rules of periods come to that nothing has asked for yet.
  void finish(std::string& out);

  std::size_t open_orders() const;  // how many are kept now

 private:
  class Books;
  const plan::Plan& plan_;
  std::unique_ptr<Books> books_;
};

}  // namespace kontor::commission
