Disputes
========

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale
  $ close_sale
  $ round 2025-09-01T08:00:00Z

A payee doubts a share; HQ hears of it with the next pass.

  $ D=$(nord dispute add "$O.phone" --stage consultation --reason missing \
  >   --text 'a video call is not in it' --as anna --at 2025-09-02T08:00:00Z -q)
  $ nord dispute list | mask
  id                state    claim                   stage         payee  reason   raised                decision  decided
  ID  pending  ID.phone  consultation  nord   missing  2025-09-02T08:00:00Z
  $ nord dispute list --json --private | tee pending.json | valid dispute list
  valid
  $ jq -r '.items[] | .state, .role, .text' pending.json
  pending
  business
  a video call is not in it
  $ nord dispute show "$D" --json | tee pending.json | valid dispute show
  valid
  $ jq -c '.item | [.state, .withheld]' pending.json
  ["pending",["text"]]
  $ nord dispute list --where state=open
  none
  $ nord op list | mask | sed 's|shop-nord-1[0-9.]*|OP|'
  id               kind         on                at                    fate       reason
  OP  dispute.add  ID  2025-09-02T08:00:00Z  requested
  $ round 2025-09-02T09:00:00Z
  $ nord dispute list --columns state,claim,stage,payee,reason,raised | mask
  state  claim                   stage         payee  reason   raised
  open   ID.phone  consultation  nord   missing  2025-09-02T08:00:00Z
  $ nord claim list --columns id,stage,role,amount,currency,disputed --where 'id~phone' | mask
  id                      stage         role      amount  currency  disputed
  ID.phone  tip           business    0.59  EUR       disputed
  ID.phone  tip           seller      0.40  EUR       disputed
  ID.phone  consultation  business    0.74  EUR       disputed
  ID.phone  consultation  seller      0.50  EUR       disputed
  $ hq claim list --columns id,state,disputed | mask
  id                         state   disputed
  ID.phone     earned  nord
  ID.tariff-l  earned
  $ sued dispute list
  none
  $ sued claim list --columns disputed --where 'disputed=disputed'
  none
  $ hq dispute show "$D" --json --private | tee shown.json | valid dispute show
  valid
  $ jq -r '.item.text' shown.json
  a video call is not in it
  $ hq dispute list --json | valid dispute list
  valid

The same doubt twice is refused by HQ.

  $ nord dispute add "$O.phone" --stage consultation --reason missing -q > /dev/null
  $ nord dispute add "$O.phone" --payee nord --reason other --at 2025-09-02T10:00:00Z -q > /dev/null
  $ round 2025-09-02T11:00:00Z
  $ nord op list | mask | sed 's|shop-nord-1[0-9.]*|OP|'
  id               kind         on                at                    fate      reason
  OP  dispute.add  ID  2025-09-02T11:00:00Z  rejected  already disputed: ID.phone
  $ nord dispute add fridge --reason other
  kontor: dispute add: no claim fridge here
  kontor: hint: kontor claim list
  [66]
  $ nord dispute add "$O.phone" --reason bad
  kontor: dispute add: not a valid operation: reason: "bad" is none of: amount missing attribution customer reversal premium other
  [65]

A stage that the claim cannot have is refused before anything is sent; HQ refuses it too.

  $ nord dispute add "$O.phone" --stage consultatiom --reason missing
  kontor: dispute add: no such stage in the plan: consultatiom; there are tip, consultation, close
  kontor: hint: name one of these, or none for the claim as a whole
  [1]
  $ hq dispute add "$O.phone" --payee sued --stage delivery --reason missing
  kontor: dispute add: no such stage in the plan: delivery; there are tip, consultation, close
  kontor: hint: name one of these, or none for the claim as a whole
  [1]

HQ ends none that it has not answered, and is told so before it writes a request.

  $ hq dispute close "$D" -q > out 2>&1; echo $?; mask < out
  1
  kontor: dispute close: no answer was given yet
  kontor: hint: kontor dispute answer ID
  $ hq op list | mask
  id               kind         on                at                    fate      reason
  shop-nord-1.0.7  dispute.add  ID  2025-09-02T11:00:00Z  rejected  already disputed: ID.phone
  $ hq dispute show "$D" | grep ^state
  state           open

HQ answers; what sets it right are new facts.

  $ nord dispute answer "$D" --decision dismissed
  kontor: dispute answer: the role shop may not do this
  kontor: hint: kontor whoami
  [77]
  $ hq dispute answer "$D" --decision upheld --adjust nord
  kontor: dispute answer: --adjust "nord" is not PAYEE:STAGE=AMOUNT
  [64]
  $ hq dispute answer "$D" --decision upheld --adjust nord:consultation=0
  kontor: dispute answer: the adjustment of nord:consultation is 0
  kontor: hint: leave it out: what is not adjusted stands as it is
  [64]
  $ hq dispute answer "$D" --decision upheld --adjust nord:consultation=1 --adjust nord:consultation=2
  kontor: dispute answer: nord:consultation is adjusted twice
  kontor: hint: one --adjust for each payee and stage, with the sum of both
  [64]
  $ hq dispute answer "$D" --decision upheld --adjust nord:consultation=1.50 --adjust ben:consultation=-0.50 \
  >   --answer 'recorded late' --at 2025-09-03T08:00:00Z --json | valid dispute answer
  valid
  $ round 2025-09-03T09:00:00Z
  $ nord dispute show "$D" --private | sed -n '/^state/p; /^adjust/p; /^answer/p'
  state                  upheld
  adjustments[0].amount  150
  adjustments[0].payee   nord
  adjustments[0].role    business
  adjustments[0].stage   consultation
  answer                 recorded late
  $ hq claim history "$O.phone" --columns kind,stage,amount,currency,date --where kind=adjust --sort n
  kind    stage         amount  currency  date
  adjust  consultation    1.50  EUR       2025-09-03
  adjust  consultation   -0.50  EUR       2025-09-03
  $ nord claim list --columns stage,role,outstanding,currency,disputed --where 'id~phone' --where role=business
  stage         role      outstanding  currency  disputed
  tip           business         0.59  EUR       disputed
  consultation  business         2.24  EUR       disputed
  $ nord statement extract --payee nord --format csv | grep ,consultation, | cut -d, -f1,4,6,7,13,15-18,22
  share,phone,consultation,business,0.74,earned,2.24,0.00,2.24,
  share,tariff-l,consultation,business,8.91,earned,8.91,0.00,8.91,

The claim is proven with the answer beside what was earned, by HQ and by the payee.

  $ hq claim prove "$O.phone" -q > hq.proof && nord claim prove "$O.phone" -q > nord.proof
  $ kontor-audit verify hq.proof --root root/root.pub | grep -E '^(payee.*business|adjusted|verdict)' | mask
  payee     nord (business): share 1.33 EUR, earned 1.33 EUR, adjusted 1.50 EUR, outstanding 2.83 EUR
  payee     online (business): share 3.96 EUR, earned 3.96 EUR, outstanding 3.96 EUR
  payee     sued (business): share 2.23 EUR, earned 2.23 EUR, outstanding 2.23 EUR
  adjusted  nord (business) in consultation by 1.50 EUR on 2025-09-03  hq-1.0.22  dispute.answer
  adjusted  ID (seller) in consultation by -0.50 EUR on 2025-09-03  hq-1.0.22  dispute.answer
  verdict   verified
  $ kontor-audit verify nord.proof --root root/root.pub | grep -E '^(payee.*business|adjusted|verdict)' | mask
  payee     nord (business): share 1.33 EUR, earned 1.33 EUR, adjusted 1.50 EUR, outstanding 2.83 EUR
  adjusted  nord (business) in consultation by 1.50 EUR on 2025-09-03  hq-1.0.22
  verdict   verified
  $ kontor-audit verify hq.proof --root root/root.pub --json | valid audit proof
  valid
  $ jq -c '.sets |= .[1:]' nord.proof > fewer.proof
  $ kontor-audit verify fewer.proof --root root/root.pub 2> talk
  [76]
  $ sed 's/nord-1[0-9.]*/nord-1.N/' talk
  kontor-audit: verify: operation shop-nord-1.N, which it rests on, is missing
  kontor-audit: hint: keep the file as evidence

The payee closes what is answered, and takes back what is not.

  $ nord dispute close "$D" --remark 'agreed' --as anna --at 2025-09-04T08:00:00Z --json | valid dispute close
  valid
  $ T=$(nord dispute add "$O.tariff-l" --reason other --at 2025-09-04T08:00:00Z -q)
  $ round 2025-09-04T09:00:00Z
  $ nord dispute close "$T" -q
  $ round 2025-09-04T10:00:00Z
  $ nord dispute list --where state=closed --columns state,claim,decision,closed --sort claim | mask
  state   claim                      decision  closed
  closed  ID.phone     upheld    2025-09-04
  closed  ID.tariff-l            2025-09-04
  $ nord dispute list --where state=open --columns reason,raised
  reason  raised
  other   2025-09-02T10:00:00Z
  $ hq claim list --columns id,state,disputed | mask
  id                         state   disputed
  ID.phone     earned  nord
  ID.tariff-l  earned
