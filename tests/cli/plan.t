Commission plans
================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ hq plan lint "$PACKS/starter/telco-retail.toml"
  nothing to find fault with
  $ sed -e 's/release = "linear"/release = "never"/' -e 's/wieght/weight/' -e 's/kind = "fixed"/kind = "fixd"/' "$PACKS/starter/telco-retail.toml" > bad.toml
  $ kontor plan lint bad.toml
  bad.toml:16:14: error: base.tariff-l.kind: "fixd" is none of: fixed percent margin per_unit none [plan]
    did you mean "fixed"?
  bad.toml:17:11: error: base.phone.kind: "fixd" is none of: fixed percent margin per_unit none [plan]
    did you mean "fixed"?
  bad.toml:76:28: error: liability.reserve.release: "never" is none of: linear end_of_window [plan]
    known here: linear, end_of_window
  [1]
  $ kontor plan lint bad.toml --json | valid plan lint
  valid
  $ hq plan apply "$PACKS/starter/telco-retail.toml"
  plan.apply telco-retail: pending
  $ hq plan apply "$PACKS/starter/telco-retail.toml"
  1 of 1 as they are
  $ hq plan list
  id            version  newest  valid_from  valid_to    retired  answers  regime     stages
  telco-retail        3       1  2025-07-01  2025-12-31                    hgb_agent  tip 10, consultation 50, close 40
  $ hq plan list --json | valid plan list
  valid
  $ hq plan show telco --json | valid plan show
  valid

What the next version changes, row by row; `diff` ends with 1 where there is a difference.

  $ sed -e 's/^version = 3/version = 4/' -e 's/from = 2025-07-01, to = 2025-12-31/from = 2026-01-01/' \
  >   -e 's/12000/12500/' "$PACKS/starter/telco-retail.toml" > next.toml
  $ cat >> next.toml << EOF
  > [base_any]
  > when = { "item.discount" = { below = "20" } }
  > kind = "percent"
  > rate = "0.02"
  > tax = "net"
  > EOF
  $ hq plan diff "$PACKS/starter/telco-retail.toml"
  no difference
  $ hq plan diff next.toml
  plan/telco-retail
    ~ base.tariff-l.amount  12000 -> 12500
    + base_any.kind  percent
    + base_any.rate  0.02
    + base_any.tax  net
    + base_any.when  item.discount lt "20"
    ~ plan.valid.from  2025-07-01 -> 2026-01-01
    - plan.valid.to  2025-12-31
    ~ plan.version  3 -> 4
  [1]
  $ hq plan apply next.toml
  plan.apply telco-retail: pending
  $ hq plan diff telco-retail:3 telco-retail --json | valid plan diff
  valid
  $ hq plan diff telco-retail > /dev/null
  [1]
  $ hq plan diff telco-retail:7 next.toml
  kontor: plan diff: plan telco-retail has no version 7
  kontor: hint: there are: 3, 4
  [66]

With one name the version and the one before it.

  $ sed '/^version/s/3/7/' "$PACKS/starter/telco-retail.toml" > gap.toml
  $ hq plan apply gap.toml
  kontor: plan apply: versions have no gaps: the next one is 5
  kontor: hint: version = 5 in the file
  [1]
  $ sed 's/12000/12700/' "$PACKS/starter/telco-retail.toml" > force.toml
  $ hq plan apply force.toml
  kontor: plan apply: versions have no gaps: the next one is 5
  kontor: hint: version = 5 in the file
  [1]
  $ hq plan apply "$TESTDIR/../../man/examples/plan-life.toml" -q
  $ hq plan diff life
  kontor: plan diff: plan life has no version before 1
  kontor: hint: kontor plan diff FILE.toml compares it with a file
  [66]
  $ hq plan diff lief
  kontor: plan diff: no plan and no file "lief"
  kontor: hint: did you mean "life"?
  [66]

A plan in words
---------------

For who never saw its file; each line with the rule behind it.

  $ hq plan explain telco-retail:3
  telco-retail:3 for sales closed from 2025-07-01 to 2025-12-31
  
  What a sold item puts into its pool
    tariff-l: 120.00 EUR a sale (net)  [base.tariff-l]
    phone: 10.00 EUR a sale (net)  [base.phone]
    anything else: nothing  [base]
  
  What changes the pool
    if the price point is online-special: times 0.9  [factor.price-point]
    if the campaign is autumn: times 1.1  [factor.autumn]
    all of them together: no less than times 0.5 and no more than times 1.5  [factor_limits.pool]
  
  Who takes part in the pool
    tip: 10 % of the pool, to the first touch: lead_with_consent, code_issued, no more than 90 days before the close  [stages.tip]
    consultation: 50 % of the pool, to up to 4 touches (half as much for each 7 days earlier): consultation, 10 minutes or more, no more than 60 days before the close  [stages.consultation]
    close: 40 % of the pool, to the last touch: close  [stages.close]
    the part of a stage that nobody took part in goes to the others, by their parts  [stages.if_absent]
    what a site sends within 3 days of the close still counts; later it is looked at by hand  [stages.late_grace]
  
  What changes the weight of a touch
    if the code that was issued in the touch is the redeemed code: times 1.5 in consultation  [factor.code]
    all of them together: no less than times 0.25 and no more than times 4  [factor_limits.share]
  
  How a touch's part is divided
    usually: 40 % to the seller, 60 % to the business  [split.default]
    by channel online: 0 % to the seller, 100 % to the business  [split.online]
    where no seller signed in, the business has all; an outlet's own split goes before  [split]
  
  What is paid beside the pool
    if the channel of the close is online: 8.00 EUR an order, shared by the touches of consultation, to the business; 2000.00 EUR a month in all; does not come back  [premium.shop-for-online]
    a sale counts for targets, which is no money: closing_unit 1, consulting_units 0.5, home_unit 1  [credit.credit-1]
  
  When it is earned and paid
    earned once the item is delivered  [vest.earned]
    a statement every month, due at the end of the next month  [settle]
    agreed in the framework agreement: retail agreement 2025, annex 2  [plan.acceptance]
  
  What comes back
    all, whenever it happens: withdrawal, non_payment  [liability.full_causes]
    nothing: principal_fault  [liability.never_causes]
    for any other cause within 6 months of the earning: what is left of that time, so half of it after half of the time  [liability.window]
    10 % of what is paid is kept back for it, and let go evenly over that time  [liability.reserve]
  $ hq plan explain telco-retail --json | valid plan explain
  valid
  $ kontor plan explain "$TESTDIR/../../man/examples/plan-team.toml"
  team:1 for sales closed from 2026-01-01 on, without an end
  
  What a sold item puts into its pool
    gift-card: nothing: free of commission  [base.gift-card]
    phone, if the discount in percent is below 50: 4 % of the one-time price, at least 5.00 EUR, at most 50.00 EUR (net)  [base.phone]
    group tariff, if the discount in percent is from 0 to 10: 5 % of the price over the whole term (net)  [base_group.tariff[0]]
    group tariff: 3 % of the price over the whole term (net)  [base_group.tariff[1]]
    brand acme: 7.50 EUR a sale (net)  [base_brand.acme]
    any other item: 1 % of the one-time price (net)  [base_any]
  
  Who takes part in the pool
    consultation: 60 % of the pool, to up to 4 touches (all alike): consultation  [stages.consultation]
    close: 40 % of the pool, to the last touch: close  [stages.close]
    the part of a stage that nobody took part in goes to the others, by their parts  [stages.if_absent]
  
  How a touch's part is divided
    usually: 50 % to the seller, 50 % to the business  [split.default]
    where no seller signed in, the business has all; an outlet's own split goes before  [split]
  
  What is paid beside the pool
    if the channel of the close is online: 8.00 EUR an order, shared by the touches of consultation, to both, as split; 200.00 EUR a month each; until 10000.00 EUR are spent; does not come back  [premium.code-for-online]
    a business above another gets 5 %, then 2 % of what that one gets for close: verbund above nord, verbund above sued, holding above verbund  [override.region]
    a sale of phone counts for targets, which is no money: closing_unit 1, steering_unit 0.5  [credit.phones]
  
  What a month, quarter or year adds or limits
    if the group of the item is tariff: by what a seller sold in pieces in a quarter: from 40 pieces times 1.5, from 50 pieces times 2; each band for the part that lies in it; taken from its business  [tier.accelerator]
    by what a business sold in a year: from 100000.00 EUR 1 % of it, from 500000.00 EUR 2 % of it; the band that is reached for all of it  [tier.volume]
    by what a seller sold in pieces in a month: from 20 pieces 3.00 EUR a piece; the band that is reached for what lies above the first  [tier.pieces]
    a seller earns 5000.00 EUR a month at the most  [cap.most]
    a seller gets 200.00 EUR a month at least, once the month is over  [floor.least]
    a seller is filled up to 800.00 EUR a month, once the month is over; what later ones earn above it pays it back  [draw.advance]
  
  When it is earned and paid
    earned once the item is delivered  [vest.earned]
    if the item is phone: settled only when 30 days after that  [hold.trial]
    a statement every month, due at the end of the next month  [settle]
    agreed in the framework agreement  [plan.acceptance]
  
  What comes back
    for any other cause nothing  [liability.window]
  $ hq plan explain telco-retail:9
  kontor: plan explain: plan telco-retail has no version 9
  kontor: hint: there are: 3, 4
  [66]
