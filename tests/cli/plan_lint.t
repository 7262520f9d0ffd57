Plans that are refused
======================

`plan lint` reads files alone; a store that is there says more (below). Each finding has its place,
the rule or `plan` for the grammar, below it what would mend it, and the law behind it.

  $ . "$TESTDIR/setup.sh"
  $ good=$TESTDIR/../../packs/starter/telco-retail.toml
  $ lint() { kontor plan lint bad.toml; }
  $ changed() { sed "$@" "$good" > bad.toml; lint; }
  $ added() { { cat "$good"; cat; } > bad.toml; lint; }
  $ mended() { sed -i "$@" bad.toml; kontor plan lint bad.toml; }

What the law asks, and what mends it
------------------------------------

Each remedy is what one types: after it the file is clean.

L1: money that waits for the payment. No plan pays advances, so what is earned at the delivery is taken back
where the customer does not pay.

  $ changed 's/earned = "order.delivered"/earned = "payment.received"/'
  bad.toml:52:1: error: vest.earned: vesting waits for the payment [L1]
    in [vest]: earned = "order.delivered"; the cause non_payment takes it back
    HGB 87a(1): vesting later than the principal's performance needs an advance by the end of the next month, which no plan can pay
  [1]
  $ mended 's/earned = .*/earned = "order.delivered"/'
  nothing to find fault with
  $ added << EOF
  > [[hold]]
  > id = "paid"
  > until = "payment.received"
  > EOF
  bad.toml:86:1: error: hold[0].until: a hold until the payment [L1]
    in this [[hold]]: until = "P30D"; the cause non_payment takes back what it let go
    HGB 87a(1): vesting later than the principal's performance needs an advance by the end of the next month, which no plan can pay
  [1]
  $ mended 's/until = .*/until = "P30D"/'
  nothing to find fault with

L2 and L3: causes.

  $ changed 's/"withdrawal", "non_payment"/"withdrawal"/'
  bad.toml:74:1: error: liability.full_causes: non_payment is missing [L2]
    in [liability]: full_causes = ["withdrawal", "non_payment"]
    HGB 87a(2): a customer who finally does not pay ends the claim: cause non_payment must be full
  [1]
  $ mended 's/full_causes = .*/full_causes = ["withdrawal", "non_payment"]/'
  nothing to find fault with
  $ changed 's/"principal_fault"/"goodwill"/'
  bad.toml:75:1: error: liability.never_causes: principal_fault is missing [L3]
    in [liability]: never_causes = ["goodwill", "principal_fault"]
    HGB 87a(3), 87a(5): no clawback when the principal answers for the failure
  [1]
  $ mended 's/never_causes = .*/never_causes = ["goodwill", "principal_fault"]/'
  nothing to find fault with
  $ changed 's/"withdrawal", "non_payment"/"non_payment", "principal_fault"/'
  bad.toml:74:1: error: liability.full_causes: principal_fault is also among never_causes [L3]
    in [liability]: full_causes = ["non_payment"]
    HGB 87a(3), 87a(5): no clawback when the principal answers for the failure
  [1]
  $ mended 's/full_causes = .*/full_causes = ["non_payment"]/'
  nothing to find fault with
  $ added << EOF
  > [[tier]]
  > id = "volume"
  > per = "seller"
  > period = "P1M"
  > measure = "earned"
  > mode = "retroactive"
  > bands = [{ from = 0, factor = "0.9" }]
  > EOF
  bad.toml:90:22: warning: tier[0].bands[0].factor: a retroactive band below 1 takes back what was earned [L3]
    in this band: factor = "1"; or in this [[tier]]: mode = "marginal"
    HGB 87a(3), 87a(5): no clawback when the principal answers for the failure
  $ mended 's/factor = "0.9"/factor = "1"/'
  nothing to find fault with

L4: insurance.

  $ changed 's/hgb_agent/hgb_insurance_agent/'
  bad.toml:71:2: error: liability.notice: names neither follow_up nor cancellation_risk [L4]
    in [liability]: notice = "cancellation_risk"
    HGB 92: insurance: clawback only with a follow-up record or a timely notice of cancellation risk
  [1]
  $ mended 's/^\[liability\]/[liability]\nnotice = "cancellation_risk"/'
  nothing to find fault with

L5 and L6: statements.

  $ changed 's/period = "P1M"/period = "P6M"/'
  bad.toml:79:1: error: settle.period: longer than 3 months [L5]
    in [settle]: period = "P1M"
    HGB 87c(1): statement at least every 3 months, by the end of the following month
  [1]
  $ mended 's/period = .*/period = "P1M"/'
  nothing to find fault with
  $ changed 's/due = "end_of_next_month"/due = "days_60"/'
  bad.toml:80:1: error: settle.due: later than the end of the next month [L5]
    in [settle]: due = "end_of_next_month"
    HGB 87c(1): statement at least every 3 months, by the end of the following month
  [1]
  $ mended 's/due = .*/due = "end_of_next_month"/'
  nothing to find fault with
  $ changed 's/^min_payout.*/approval = "silence"/'
  bad.toml:83:1: error: settle.approval: silence approves the statement [L6]
    in [settle]: approval = "explicit"
    HGB 87c(5): silence is not acceptance: no automatic approval of statements
  [1]
  $ mended 's/approval = .*/approval = "explicit"/'
  nothing to find fault with

L7: the reserve.

  $ changed 's/, release = "linear"//'
  bad.toml:76:1: error: liability.reserve: release names no schedule: linear or end_of_window [L7]
    in reserve: release = "linear"
    case law: the reserve is no higher than the open liability, and its release has a schedule
  [1]
  $ mended 's/rate = "0.10"/rate = "0.10", release = "linear"/'
  nothing to find fault with
  $ changed 's/release = "linear"/release = "end_of_window"/'
  bad.toml:76:28: error: liability.reserve.release: the liability falls linearly and the reserve does not follow it [L7]
    in reserve: release = "linear"
    case law: the reserve is no higher than the open liability, and its release has a schedule
  [1]
  $ mended 's/release = "end_of_window"/release = "linear"/'
  nothing to find fault with
  $ changed -e '/^window/d' -e '/^curve/d'
  bad.toml:74:1: error: liability.reserve: there is no window that it could cover [L7]
    in [liability]: window = "P6M", or no reserve
    case law: the reserve is no higher than the open liability, and its release has a schedule
  [1]
  $ mended 's/^\[liability\]/[liability]\nwindow = "P6M"/'
  nothing to find fault with
  $ steps='steps = [{ until = "P3M", reverse = "1.0" }, { until = "P6M", reverse = "0.04" }]'
  $ changed "s/^curve = .*/curve = \"step\"\n$steps/"
  bad.toml:77:13: error: liability.reserve.rate: is above the part of step 2 [L7]
    in reserve: rate = "0.08"
    case law: the reserve is no higher than the open liability, and its release has a schedule
  [1]
  $ mended 's/rate = "0.10"/rate = "0.08"/'
  nothing to find fault with
  $ changed -e "s/^curve = .*/curve = \"step\"\n$steps/" -e 's/P6M", rev/P5M", rev/' -e 's/"0.10"/"0.05"/'
  bad.toml:77:13: error: liability.reserve.rate: is held after the last step, when nothing may come back [L7]
    let the last of steps end with the window: until = "P6M"
    case law: the reserve is no higher than the open liability, and its release has a schedule
  [1]
  $ mended 's/until = "P5M"/until = "P6M"/'
  nothing to find fault with

L8: net or gross, and the whole term.

  $ changed 's/1000, tax = "net"/1000/'
  bad.toml:17:1: error: base.phone.tax: says neither net nor gross [L8]
    in this row: tax = "net" (or "gross")
    HGB 87b: the base says net or gross, and of a fixed-term contract it is the whole term
  [1]
  $ mended 's/amount = 1000/amount = 1000, tax = "net"/'
  nothing to find fault with
  $ changed 's/"fixed", amount = 1000/"percent", rate = "0.05", of = "recurring"/'
  bad.toml:17:44: warning: base.phone.of: one month of a fixed term: the base is the whole term [L8]
    in this row: of = "term"
    HGB 87b: the base says net or gross, and of a fixed-term contract it is the whole term
  $ mended 's/of = "recurring"/of = "term"/'
  nothing to find fault with

L9: one evidence, two stages, and one of them without a share; and where the payees agreed.

  $ changed 's/^close .*/close = { weight = 0, pick = "last", evidence_any = ["consultation"] }/'
  bad.toml:47:1: error: stages.close: stages consultation and close take the same evidence and one of them has no share of it [L9]
    in stages.close: weight = 1 or more; or an evidence_any that shares no word
    HGB 87: stages that overlap are refused without a split, and the payees accept it: each by name, or in an agreement that the plan names
  [1]
  $ mended 's/weight = 0/weight = 1/'
  nothing to find fault with
  $ changed '/^agreement/d'
  bad.toml:11:1: warning: plan.acceptance: the framework agreements must contain this split [L9]
    in [plan]: agreement = "..." names where they do, or acceptance = "named_payees" asks each of them
    HGB 87: stages that overlap are refused without a split, and the payees accept it: each by name, or in an agreement that the plan names
  $ mended 's/^\[plan\]/[plan]\nagreement = "retail agreement"/'
  nothing to find fault with
  $ changed '/^agreement/d' > /dev/null
  $ mended 's/"framework_agreement"/"named_payees"/'
  nothing to find fault with

L10: life insurance.

  $ changed 's/1000, tax = "net"/1000, tax = "net", line = "life"/'
  bad.toml:72:1: error: liability.window: base.phone needs curve linear over P60M or more [L10]
    in [liability]: window = "P60M"
    VAG 49: life and substitutive health: linear share over 5 years at least
  [1]
  $ mended 's/^window = .*/window = "P60M"/'
  nothing to find fault with
  $ changed -e 's/1000, tax = "net"/1000, tax = "net", line = "life"/' -e "s/^curve = .*/curve = \"step\"\n$steps/" -e 's/"0.10"/"0.01"/'
  bad.toml:72:1: error: liability.window: base.phone needs curve linear over P60M or more [L10]
    in [liability]: window = "P60M" and curve = "linear", without steps
    VAG 49: life and substitutive health: linear share over 5 years at least
  [1]
  $ mended -e 's/^window = .*/window = "P60M"/' -e 's/^curve = .*/curve = "linear"/' -e '/^steps/d'
  nothing to find fault with

Words
-----

What looks like a known word of a closed list is an error; another word may be meant for `plan run`, and is
warned of.

  $ changed -e 's/"withdrawal"/"withdrawl"/' -e 's/"principal_fault"/"principal_fault", "fraud"/'
  bad.toml:74:16: error: liability.full_causes[0]: no cause of a return "withdrawl" [word]
    did you mean "withdrawal"?
  bad.toml:75:36: warning: liability.never_causes[1]: no cause of a return "fraud" [word]
    known here: withdrawal, non_payment, principal_fault, defect, goodwill, cancellation
  [1]
  $ changed -e 's/"order.close_channel" = "online"/"order.close_channel" = "onlin"/' -e 's/^online /phnoe /'
  bad.toml:58:1: error: split.phnoe: no channel "phnoe" [word]
    did you mean "phone"?
  bad.toml:63:10: error: premium[0].when."order.close_channel": no channel "onlin" [word]
    did you mean "online"?
  [1]
  $ changed -e 's/"lead_with_consent"/"lead_with_consnt"/' -e 's/"redistribute"/"to:clsoe"/'
  bad.toml:48:1: error: stages.if_absent: no stage "clsoe" [plan]
    did you mean "close"?
  [1]
  $ added << EOF
  > [[override]]
  > id = "team"
  > rates = ["0.05"]
  > above = { nord = "nord/mitte" }
  > EOF
  bad.toml:87:11: error: override[0].above.nord: "nord/mitte" is no name of a partner ([a-z0-9-]{1,40}) [word]
    above = { nord = "verbund" }: businesses, not outlets
  [1]

A site of HQ knows its offers, partners and outlets.

  $ make_hq
  $ sed -e 's/^phone = /phnoe = /' -e 's/^online = /"nord\/mite" = /' "$good" > named.toml
  $ cat >> named.toml << EOF
  > [[override]]
  > id = "team"
  > rates = ["0.05"]
  > above = { nord = "verbund" }
  > EOF
  $ kontor plan lint named.toml
  nothing to find fault with
  $ hq offer apply "$PACKS"/starter/tariff-l.toml "$PACKS"/starter/phone.toml -q
  $ hq plan lint named.toml
  named.toml:17:1: warning: base.phnoe: this site knows no offer or product "phnoe" [store]
    did you mean "phone"?
  named.toml:58:1: warning: split."nord/mite": this site knows no outlet "nord/mite" [store]
    did you mean "nord/mitte"?
  named.toml:87:11: warning: override[0].above.nord: this site knows no partner "verbund" [store]
    kontor partner list
  $ hq plan apply named.toml -n > /dev/null
  kontor: warning: named.toml:17:1: base.phnoe: this site knows no offer or product "phnoe"; did you mean "phone"?
  kontor: warning: named.toml:58:1: split."nord/mite": this site knows no outlet "nord/mite"; did you mean "nord/mitte"?
  kontor: warning: named.toml:87:11: override[0].above.nord: this site knows no partner "verbund"; kontor partner list

Figures
-------

Factors are multiplied as exact fractions, and those have an end.

  $ for n in 1 2 3 4 5; do printf '[[factor]]\nid = "f%s"\nscope = "pool"\nvalue = "1.000001"\n' $n; done > fine
  $ added < fine
  bad.toml:103:1: warning: factor[7].value: 7 pool factors are too fine together: a sale for which they all hold may earn nothing (amount_overflow) [exact]
    round them: the denominators ("1.05" has 20) multiply to 10^24 at most, as of 12 factors of 2 places
  $ sed -i 's/scope = "pool"/scope = "share"/' fine
  $ added < fine
  bad.toml:103:1: warning: factor[7].value: 6 share factors are too fine together: a sale for which they all hold may earn nothing (amount_overflow) [exact]
    round them: the denominators ("1.05" has 20) multiply to 10^14 at most, as of 7 factors of 2 places

What the grammar asks
---------------------

  $ changed 's/value = "0.90"/value = "0.9000001"/'
  bad.toml:24:1: error: factor[0].value: more than 6 decimal places [plan]
    round it: products must stay exact
  [1]
  $ changed 's/"order.campaign" = "autumn"/"order.campain" = "autumn"/'
  bad.toml:29:10: error: factor[1].when."order.campain": unknown field "order.campain", did you mean "order.campaign" [plan]
    kontor-plan(5) lists the fields
  [1]
  $ added << EOF
  > [[factor]]
  > id = "discount"
  > scope = "pool"
  > value = "0.5"
  > when = { "item.discount" = { from = "30", to = "10" } }
  > EOF
  bad.toml:88:10: error: factor[3].when."item.discount": "item.discount" has its lower limit above the upper [plan]
    from is the lower limit, to the upper
  [1]
  $ added << EOF
  > [base_any]
  > kind = "percent"
  > rate = "5"
  > tax = "net"
  > EOF
  bad.toml:86:1: error: base_any.rate: not within 0 to 1 [plan]
    5 % is "0.05"
  [1]
  $ added << EOF
  > [[override]]
  > id = "team"
  > rates = ["0.05"]
  > above = { nord = "verbund", verbund = "nord" }
  > EOF
  bad.toml:87:1: error: override[0].above: a business stands above itself: nord below verbund below nord [plan]
    remove one of them from above
  [1]
  $ added << EOF
  > [[tier]]
  > id = "volume"
  > per = "seller"
  > period = "P1M"
  > measure = "units"
  > mode = "marginal"
  > bands = [
  >   { from = 10, rate = "0.1" },
  >   { from = 5, factor = "1.5", amount = 100 },
  > ]
  > EOF
  bad.toml:91:16: error: tier[0].bands[0].rate: pieces have no rate [plan]
    amount = 500 is 5.00 a piece
  bad.toml:92:3: error: tier[0].bands[1]: a band has exactly one of factor, rate and amount [plan]
    factor = "1.5" pays half as much again
  bad.toml:92:5: error: tier[0].bands[1].from: does not lie above the band before it [plan]
    bounds ascend, and a bound belongs to the higher band
  [1]
  $ added << EOF
  > [[hold]]
  > id = "trial"
  > until = "next week"
  > [[floor]]
  > id = "trial"
  > per = "seller"
  > period = "P2M"
  > amount = 0
  > EOF
  bad.toml:90:1: error: floor[0].period: "P2M" is none of: P1M P3M P1Y [plan]
    did you mean "P1M"?
  [1]
  $ changed -e 's/^value = "0.90"/valeu = "0.90"/' -e 's/amount = 1000/amuont = 1000/' -e 's/^min_payout/min_payuot/'
  bad.toml:17:27: error: base.phone.amuont: unknown key [plan]
    did you mean "amount"?
  bad.toml:24:1: error: factor[0].valeu: unknown key [plan]
    did you mean "value"?
  bad.toml:83:1: error: settle.min_payuot: unknown key [plan]
    did you mean "min_payout"?
  [1]
  $ changed -e 's/^window/windwo/' -e 's/^late_grace/late_grcae/' -e 's/pick = "last"/pcik = "last"/'
  bad.toml:49:1: error: stages.late_grcae: unknown key, and no stage [plan]
    did you mean "late_grace"?
  bad.toml:72:1: error: liability.windwo: unknown key [plan]
    did you mean "window"?
  bad.toml:47:24: error: stages.close.pcik: unknown key [plan]
    did you mean "pick"?
  [1]
  $ changed 's/^\[liability\]/[liabilty]/'
  bad.toml:71:2: error: liabilty: unknown key [plan]
    did you mean "liability"?
  [1]
  $ changed 's/curve = "linear"/curve = "step"/'
  bad.toml:73:1: error: liability.curve: "step" has no steps to go down [plan]
    steps = [{ until = "P3M", reverse = "1.0" }, { until = "P6M", reverse = "0.5" }]
  [1]
  $ changed 's/value = "0.90"/value = 0.90/'
  bad.toml:24:9: error: 0.90 is a binary float, which cannot be exact [bad_toml]
    write it as a decimal string: "0.90"
  [1]
  $ changed 's/amount = 1000/amount = "10.00"/'
  bad.toml:17:27: error: base.phone.amount: not a whole number [plan]
    a whole number without quotes; money in minor units: 1250 is 12.50
  [1]
  $ changed 's/{ same_as = "order.code" }/{ smae_as = "order.code" }/'
  bad.toml:36:10: error: factor[2].when."touch.code": "smae_as" is no comparison [plan]
    did you mean "same_as"?
  [1]

A file of something else.

  $ cp "$PACKS/starter/phone.toml" "$PACKS/import/uci.toml" .
  $ kontor plan lint phone.toml uci.toml
  phone.toml:3:1: error: a file of kontor offer (offer/1), not a plan [plan]
    kontor offer lint phone.toml
  uci.toml:1:1: error: not a plan: neither a schema nor a table [plan] [plan]
    a plan begins with schema = "plan/1"
  [1]
  $ kontor offer lint "$good" 2>&1 | sed "s#$PACKS#PACKS#g"
  PACKS/starter/telco-retail.toml:3:1: error: a file of kontor plan (plan/1), not of offer; kontor plan lint PACKS/starter/telco-retail.toml [bad_file]
  $ changed '/^schema/d'
  bad.toml:1:1: error: no line names the schema [plan]
    a plan begins with schema = "plan/1"
  [1]
  $ changed 's/kind = "fixed"/kind = fixed/'
  bad.toml:16:22: error: Error while parsing boolean: expected 'false', saw 'fi' [bad_toml]
  [1]

A good plan ends with 0, a missing file with 66, a wrong word with 64.

  $ kontor plan lint "$good" > /dev/null
  nothing to find fault with
  $ kontor plan lint none.toml 2> /dev/null
  [66]
  $ kontor plan lint 2> /dev/null
  [64]
