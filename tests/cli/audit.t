The auditor
===========

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale
  $ close_sale
  $ for scope in hq nord sued online; do git clone -q --mirror "hub/$scope.git" "$scope.git"; done
  $ CLONES='hq.git nord.git sued.git online.git'
  $ set -o pipefail
  $ figures() { mask | sed -E 's/\b[0-9]+ (entr|sig|change|op|acc|rej|timer|proj|verd)/N \1/g'; }

Clones and one key: everything is computed anew, and compared.

  $ kontor-audit verify $CLONES --root root/root.pub | figures
  ledger    LEDGER (Acme)
  clock     manual: times are stated, not measured
  period    2025-08-13T08:00:00Z to 2025-08-29T12:00:00Z
  scope     hq: N entries, head OID of 2025-08-29T12:00:00Z
  scope     nord: N entries, head OID of 2025-08-28T10:30:00Z
  scope     sued: N entries, head OID of 2025-08-29T12:00:00Z
  scope     online: N entries, head OID of 2025-08-29T12:00:00Z
  checked   N signatures, N entries, N change sets, N operations (N accepted, N rejected), N timers
  replayed  everything: verdicts, timers, facts, N projections into scopes, ids
  stated    N operation says what HQ concluded from plain text; that alone cannot be recomputed
  persons   a signature is a site's; who acted there stands on the site's word
  freshness not proven
  verdict   verified
  $ kontor-audit verify $CLONES --root root/root.pub --json | valid audit verify
  valid

The key may be a file, its text, its fingerprint or the ledger id; a clone may have a working tree.

  $ git clone -q hub/nord.git copy
  $ LEDGER=$(kontor-audit verify copy --root "$(cat root/root.pub)" --json | jq -r .item.ledger)
  $ kontor-audit verify copy --root "$LEDGER" | figures
  ledger    LEDGER (Acme)
  clock     manual: times are stated, not measured
  period    2025-08-13T08:10:00Z to 2025-08-28T10:30:00Z
  scope     nord: N entries, head OID of 2025-08-28T10:30:00Z
  checked   N signatures, N entries, N change sets, N operations (N accepted, N rejected), N timers
  replayed  local operations, rights, chains, completeness of verdicts, ids
  on trust  N verdicts and effects rest on HQ's signature
  persons   a signature is a site's; who acted there stands on the site's word
  freshness not proven
  verdict   verified
  $ kontor-audit verify copy --root "$(ssh-keygen -lf root/root.pub | cut -d' ' -f2)" | tail -1
  verdict   verified
  $ ssh-keygen -q -t ed25519 -N '' -f other
  $ kontor-audit verify copy --root other.pub 2>&1 | mask
  kontor-audit: verify: this is ledger LEDGER (Acme), which the given root key did not sign
  kontor-audit: hint: the history is not what was signed; keep it as evidence
  [76]

From the amount down to the signed operations.

  $ kontor-audit explain "$O.phone" hq.git 2> talk | sed -n '1p; /stage (stages.close/,/record=/p' | mask
  claim ID.phone at entry 12 (OID) of ledger hq
      stage (stages.close): amount=396  amounts=396  weights=1
        from weight=40
        touch (close): amount=396  attribution=1  factor=1  weight=1
          from age_days=0  at=2025-08-28T10:20:00Z  code_used=false  minutes=0  outlet=online/web  partner=online  record=order/ID
  $ cat talk
  kontor-audit: not verified: --root KEY does that first
  $ kontor-audit explain "$O.phone" $CLONES --root root/root.pub | sed -n '/^rests on/,$p' | mask
  rests on
    hq-1.0.14  plan.apply  2025-08-13T09:30:00Z  by hq-1  accepted in entry 5
      set OID of hq, replica/hq-1
    hq-1.0.21  customer.link  2025-08-26T09:00:00Z  by hq-1  accepted in entry 9
      set OID of hq, replica/hq-1
    online-1.0.1  code.redeem  2025-08-28T10:00:00Z  by online-1  accepted in entry 10
      set OID of online, replica/online-1
    online-1.0.12  order.submit  2025-08-28T10:20:00Z  by online-1  accepted in entry 11
      set OID of online, replica/online-1
    online-1.0.14  order.confirm  2025-08-29T10:00:00Z  by online-1  accepted in entry 12
      set OID of online, replica/online-1
    online-1.0.6  order.set  2025-08-28T10:05:00Z  by online-1  accepted in entry 11
      set OID of online, replica/online-1
    shop-nord-1.0.3  consent.add  2025-08-14T10:00:00Z  by ID  accepted in entry 6
      set OID of nord, replica/shop-nord-1
    shop-nord-1.0.4  lead.add  2025-08-14T10:00:00Z  by ID  accepted in entry 6
      set OID of nord, replica/shop-nord-1
    shop-nord-1.0.5  interaction.add  2025-08-18T10:00:00Z  by ID  accepted in entry 7
      set OID of nord, replica/shop-nord-1
    shop-sued-1.0.3  interaction.add  2025-08-25T10:00:00Z  by ID  accepted in entry 8
      set OID of sued, replica/shop-sued-1
    shop-sued-1.0.4  order.add  2025-08-25T10:00:00Z  by ID  accepted in entry 8
      set OID of sued, replica/shop-sued-1
    shop-sued-1.0.7  code.issue  2025-08-25T10:00:00Z  by ID  accepted in entry 8
      set OID of sued, replica/shop-sued-1
  open one: git -C hq.git show SET:ops.jsonl
  $ kontor-audit explain "$O.phone" hq.git --json | valid audit explain
  valid
  $ kontor-audit explain "$O.phone" hq.git --json | jq -r '.item.operations[] | select(.kind == "order.submit") | .set' \
  >   | xargs git -C hq.git show --no-patch --format=%an
  online-1

A payee's clone tells what that payee was told.

  $ kontor-audit explain "$O.phone" copy 2> /dev/null | sed -n '1,3p' | mask
  claim ID.phone at entry 7 (OID) of ledger nord
  
  earning: currency=EUR  pool=990  state=provisional

One claim in one file, which is checked with no repository, and fails with any byte changed.

  $ hq claim prove "$O.phone" -o hq.proof 2>&1 | mask
  proof of ID.phone at entry 12 (OID) of ledger hq
  it names every party of it: not for a payee's hands
  $ nord claim prove "$O.phone" -q > nord.proof
  $ kontor-audit verify hq.proof --root root/root.pub --json | valid audit proof
  valid
  $ mkdir bare && cp nord.proof root/root.pub bare && (cd bare && kontor-audit verify nord.proof --root root.pub) | mask
  ledger    LEDGER (Acme)
  clock     manual: times are stated, not measured
  claim     ID.phone, provisional, own part of nord
  entry     7 (OID) of 2025-08-28T10:30:00Z
  payee     nord (business): share 1.33 EUR, earned 0.00 EUR, outstanding 0.00 EUR
  payee     ID (seller): share 0.90 EUR, earned 0.00 EUR, outstanding 0.00 EUR
  signed    shop-nord-1.0.3  consent.add  by ID  set OID
  signed    shop-nord-1.0.4  lead.add  by ID  set OID
  signed    shop-nord-1.0.5  interaction.add  by ID  set OID
  proven    the root key appointed the sequencer that signed the entry
  proven    the records stand in the entry's tree, by SHA-1 and by SHA-256
  proven    the operations named here (3) are in change sets that replicas of the roster signed
  proven    touches and sale are what the signed operations say, but for what is on trust
  proven    pool, stages and shares follow from the plan and the sale, to the cent
  proven    nothing is posted: the claim has not vested
  on trust  that no other touch, fact or later entry exists, and the verdicts and dates
  on trust  reversals, reserve and settlement as posted
  on trust  the day of the close
  on trust  the price point "online-special": no operation here says it
  on trust  the campaign "autumn": no operation here says it
  on trust  the sale's product, quantity, term, prices, customer and contract type
  on trust  channels and splits, and whose code was used
  on trust  what other scopes signed of it (1)
  on trust  what the other parties did, under their pseudonyms
  on trust  a signature is a site's; who acted there stands on the site's word
  verdict   verified
  $ kontor-audit prove "$O.phone" hq.git -o clone.proof 2> /dev/null && cmp clone.proof hq.proof
  $ kontor-audit prove "$O.phone" nord.git --root root/root.pub | cmp - nord.proof
  $ sed 's/consultation/consultatiom/' nord.proof > changed.proof
  $ kontor-audit verify changed.proof --root root/root.pub 2>&1 | mask | sed -E 's#/[0-9a-f]{2}/[0-9a-f]{2}/#/../../#'
  kontor-audit: verify: state/earning/../../ID.phone.json is not what the entry's tree holds there
  kontor-audit: hint: keep the file as evidence
  [76]

A proof may come through a pipe; what shows that clones are fresh is not for it.

  $ kontor-audit verify <(cat hq.proof) --root root/root.pub | tail -1
  verdict   verified
  $ cat hq.proof | kontor-audit verify /dev/stdin --root root/root.pub | tail -1
  verdict   verified
  $ kontor-audit verify hq.proof --root root/root.pub --expect 0123456789012345678901234567890123456789
  kontor-audit: verify: --expect is for clones, and hq.proof is a proof
  kontor-audit: hint: the report of a proof names its entry: oid
  [64]
  $ kontor-audit verify /dev/zero --root root/root.pub
  kontor-audit: verify: /dev/zero is too large for a proof
  [65]
  $ ln -s /dev/full full && kontor-audit prove "$O.phone" hq.git -o full 2>&1 | grep -v 'not verified'
  kontor-audit: prove: write /dev/full: No space left on device
  [74]

  $ kontor-audit verify nord.proof --root other.pub 2>&1 | mask
  kontor-audit: verify: this is ledger LEDGER (Acme), which the given root key did not sign
  kontor-audit: hint: the history is not what was signed; keep it as evidence
  [76]
  $ grep -c -E 'shop-sued|sued/|online/|online-1' nord.proof
  0
  [1]
  $ jq -j .entry nord.proof | git hash-object -t commit --stdin | cmp - <(git -C nord.git rev-parse ledger)

The book extract, made without who owes.

  $ kontor-audit extract hq.git --payee nord --root root/root.pub | mask
  kind   closed      order             item      customer          stage         role      payee  plan          plan_version  currency    pool  amount  state        earned  reversed  outstanding  reason
  share  2025-08-28  ID  phone     ID  tip           business  nord   telco-retail             3  EUR         9.90    0.59  provisional    0.00      0.00         0.00  waits for order.delivered and the end of the grace for late touches
  share  2025-08-28  ID  phone     ID  consultation  business  nord   telco-retail             3  EUR         9.90    0.74  provisional    0.00      0.00         0.00  waits for order.delivered and the end of the grace for late touches
  share  2025-08-28  ID  tariff-l  ID  tip           business  nord   telco-retail             3  EUR       118.80    7.13  provisional    0.00      0.00         0.00  waits for order.delivered and the end of the grace for late touches
  share  2025-08-28  ID  tariff-l  ID  consultation  business  nord   telco-retail             3  EUR       118.80    8.91  provisional    0.00      0.00         0.00  waits for order.delivered and the end of the grace for late touches
  $ for payee in nord sued online; do
  >   kontor-audit extract hq.git --payee $payee --json 2> /dev/null > of.hq
  >   kontor-audit extract $payee.git --payee $payee --json 2> /dev/null | cmp - of.hq; done
  $ kontor-audit extract nord.git --json 2> /dev/null | valid audit extract
  valid
  $ kontor-audit extract nord.git --payee nord --format csv 2> /dev/null | head -2 | mask
  kind,closed,order,item,customer,stage,role,payee,plan,plan_version,currency,pool,amount,vested,state,earned,reversed,outstanding,reserved,released,settled,reason,line,rule,seller,from,to,attainment,band,changed
  share,2025-08-28,ID,phone,ID,tip,business,nord,telco-retail,3,EUR,9.90,0.59,,provisional,0.00,0.00,0.00,,,,waits for order.delivered and the end of the grace for late touches,,,,,,,,
  $ kontor-audit extract hq.git --payee nord --from 2025-08-29 2> /dev/null
  $ kontor-audit extract hq.git --payee west 2>&1 | mask
  kontor-audit: not verified: --root KEY does that first
  kontor-audit: extract: no partner or seller west here
  kontor-audit: hint: name a partner, or a seller by id; a scope is told of its own alone
  [66]
  $ kontor-audit extract nord.git --payee sued 2>&1 | mask
  kontor-audit: not verified: --root KEY does that first
  kontor-audit: extract: no partner or seller sued here
  kontor-audit: hint: name a partner, or a seller by id; a scope is told of its own alone
  [66]

What is no evidence is not called evidence that does not hold: the status tells them apart.

  $ kontor-audit verify "$TESTDIR/setup.sh" --root root/root.pub
  kontor-audit: verify: this is no proof of a claim or book
  kontor-audit: hint: name the file that kontor-audit prove or the payee's site wrote
  [65]
  $ echo '{"schema":"other/1"}' > other.json
  $ kontor-audit verify other.json --root root/root.pub 2> talk
  [65]
  $ head -c 5000 nord.proof > cut.proof
  $ kontor-audit verify cut.proof --root root/root.pub
  kontor-audit: verify: this is no whole proof: no final line feed
  kontor-audit: hint: ask for the file once more, as it was written
  [76]
  $ sed 's/"kontor":"proof 1"/"kontor":"proof 2"/' nord.proof > newer.proof
  $ kontor-audit verify newer.proof --root root/root.pub
  kontor-audit: verify: it is a proof 2, a later one
  kontor-audit: hint: check it with a newer kontor-audit
  [78]
  $ kontor-audit verify hq.git nord.proof --root root/root.pub
  kontor-audit: verify: nord.proof is a file: a proof is checked alone, with no repository
  kontor-audit: hint: kontor-audit verify nord.proof --root KEY
  [64]
  $ kontor-audit verify hub/hq-vault.git --root root/root.pub
  kontor-audit: verify: hub/hq-vault.git has no branch ledger
  kontor-audit: hint: name a clone of a scope's history, not of a vault
  [66]
  $ git init -q -b ledger foreign && git -C foreign -c user.name=A -c user.email=a@example.org \
  >   commit -q --allow-empty -m 'the accounts of the choir'
  $ kontor-audit verify foreign --root root/root.pub
  kontor-audit: verify: the branch ledger of foreign is none of Kontor's
  kontor-audit: hint: name a clone of a scope's history
  [65]
  $ kontor-audit verify hq.git --root root/root.pub --expect August
  kontor-audit: verify: --expect: August is no commit id
  kontor-audit: hint: --expect OID, 40 digits and letters a to f
  [64]
  $ kontor-audit verify hq.git --rot root/root.pub
  kontor-audit: verify: unknown option --rot
  kontor-audit: hint: did you mean --root?
  [64]
  $ kontor-audit help extract | head -3
  usage: kontor-audit extract REPO... [--payee PAYEE] [--from DATE] [--to DATE] [--format FORMAT] [--root KEY] [--json]
  
  make a payee's book extract from a clone, without who owes
  $ kontor-audit help verfy
  kontor-audit: unknown verb "verfy"
  kontor-audit: hint: kontor-audit verify
  [64]

Entries, records, keys.

  $ kontor-audit log nord.git --limit 2 2> /dev/null | mask
  entry 7  2025-08-28T10:30:00Z  OID
    effect on 2 records
  entry 6  2025-08-18T18:00:00Z  OID
    accepted shop-nord-1.0.5  interaction.add ID by ID
  $ kontor-audit log nord.git --json | valid audit log
  valid
  $ kontor-audit show hq.git offer/autumn 2> /dev/null | head -4
  kind                            offer
  id                              autumn
  rev                             2
  scope                           hq
  $ kontor-audit show hq.git "$O" --json | valid audit show
  valid
  $ kontor-audit show hq.git autumn --at 4 2>&1 | mask
  kontor-audit: not verified: --root KEY does that first
  kontor-audit: show: no record autumn at entry 4 (OID) of ledger hq
  [66]
  $ kontor-audit allowed-signers hq.git --root root/root.pub > signers
  $ git -C hub/hq.git -c gpg.ssh.allowedSignersFile="$PWD/signers" verify-commit ledger 2>&1 | mask
  Good "git" signature for sequencer-1@kontor.invalid with ED25519 key FINGERPRINT

A tail that was cut off shows where somebody has seen it, or knows its end.

  $ END=$(git -C nord.git rev-parse ledger)
  $ git -C nord.git update-ref refs/heads/ledger ledger~1
  $ kontor-audit verify nord.git --root root/root.pub | tail -2
  freshness not proven
  verdict   verified
  $ kontor-audit verify nord.git --root root/root.pub --expect "$END" 2>&1 | mask
  kontor-audit: verify: entry OID is in none of the ledgers: the tail is cut off, or they are others
  kontor-audit: hint: keep the clones as evidence
  [76]

HQ's own key signs a lie: everything is in order but for what is computed.

  $ FORGE=$(dirname "$(command -v kontor)")/../tests/forge
  $ nord interaction add --customer "$C1" --type call --as anna -q > /dev/null
  $ nord sync --time 2025-08-30T10:00:00Z -q
  $ "$FORGE" hq hub 2025-08-30T10:00:00Z role shop-nord-1 auditor | mask
  OID
  $ git -C hub/hq.git -c gpg.ssh.allowedSignersFile="$PWD/signers" verify-commit ledger 2>&1 | mask
  Good "git" signature for sequencer-1@kontor.invalid with ED25519 key FINGERPRINT
  $ kontor-audit verify hub/hq.git hub/nord.git --root root/root.pub 2>&1 | mask
  kontor-audit: verify: entry 13 (OID) of ledger hq: operation shop-nord-1.0.6: recorded as rejected (role), computed as accepted
  kontor-audit: hint: keep the clone as evidence
  [76]
  $ kontor-audit verify hub/nord.git --root root/root.pub --json 2>&1 | jq -r '.error.code, .error.exit'
  recomputation_differs
  76
  [76]
