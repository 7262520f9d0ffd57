The hub
=======

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ hq hub init --json | valid hub init
  valid
  $ hq hub init "$S/second"
  hq.git
  hq-vault.git
  nord.git
  nord-vault.git
  online.git
  online-vault.git
  sued.git
  sued-vault.git
  $ ls second
  hq-vault.git
  hq.git
  nord-vault.git
  nord.git
  online-vault.git
  online.git
  sued-vault.git
  sued.git
  $ make_sites
  $ nord hub init
  kontor: hub init: only HQ makes the hub's repositories
  [77]

What a site sees of it, and HQ of all.

  $ nord hub check
  repository  branch               state  entries  sets  unsent  what
  nord        ledger               whole
  nord        replica/shop-nord-1  whole
  nord-vault                       whole
  $ hq hub check
  repository    branch               state  entries  sets  unsent  what
  hq            ledger               whole
  hq            replica/hq-1         whole
  hq-vault                           whole
  nord          ledger               whole
  nord          replica/shop-nord-1  whole
  nord-vault                         whole
  online        ledger               whole
  online        replica/online-1     none
  online-vault                       none
  sued          ledger               whole
  sued          replica/shop-sued-1  whole
  sued-vault                         whole
  $ hq hub check --format csv | head -1
  repository,branch,oid,state,entries,sets,unsent,what,remedy
  $ hq hub check --json | valid hub check
  valid

Who has work that HQ has not taken: not sent, sent, sequenced and not taken here.

  $ nord interaction add --type visit --as anna -q > /dev/null
  $ nord hub check | grep replica/
  nord        replica/shop-nord-1  whole                      1
  $ nord sync -q
  $ nord hub check | grep replica/
  nord        replica/shop-nord-1  waiting              1
  $ hq hub check | grep -v whole
  repository    branch               state    entries  sets  unsent  what
  nord          replica/shop-nord-1  waiting              1
  online        replica/online-1     none
  online-vault                       none
  $ hq sync -q
  $ nord hub check | grep ledger
  nord        ledger               ahead        1
  $ nord sync -q
  $ hq hub check | grep -c whole
  10

A hub that is away, one of another ledger, one that lost a branch or went back.

  $ mv hub away
  $ nord hub check 2>&1 | mask
  kontor: hub check: hub DIR/hub is away
  kontor: hint: local work goes on; run kontor sync again when it is back
  $ nord hub check 2> /dev/null
  [69]
  $ mv away hub
  $ hq hub check "$S/second" > /dev/null
  kontor: warning: hq ledger: the hub has no ledger hq; see that it is the hub of this ledger; restore it, or name another
  [76]
  $ kontor --home "$S/other" init --name Other --hub "$S/third" --root "$S/other-root" --no-passphrase -q > /dev/null
  $ nord hub check "$S/third" > /dev/null
  kontor: warning: nord ledger: the hub has no ledger nord; see that it is the hub of this ledger; restore it, or name another
  [76]
  $ hq hub check "$S/third" 2>&1 | mask | sed -n 1,3p
  kontor: warning: hq ledger: entry 1 of ledger hq is of LEDGER hq, not of LEDGER hq; keep the hub's repository as evidence
  repository    branch  state  entries  sets  unsent  what
  hq            ledger  fork                          entry 1 of ledger hq is of LEDGER hq, not of LEDGER hq
  $ cp -r hub older
  $ nord interaction add --type visit --as anna -q > /dev/null
  $ round 2025-08-14T08:00:00Z
  $ nord hub check "$S/older" 2>&1 | mask
  kontor: warning: nord ledger: the hub went back to an earlier entry; keep the hub's repository as evidence
  repository  branch  state  entries  sets  unsent  what
  nord        ledger  fork                          the hub went back to an earlier entry
  nord-vault          whole
  $ hq hub check "$S/older" 2> /dev/null | grep -v whole | mask
  repository    branch               state   entries  sets  unsent  what
  hq            ledger               fork                           the hub went back to an earlier entry
  nord          ledger               behind                         not all entries are published
  online        replica/online-1     none
  online-vault                       none
  $ git -C hub/nord.git update-ref refs/heads/replica/shop-nord-1 refs/heads/ledger
  $ hq hub check 2>&1 | grep -v whole | mask
  kontor: warning: nord replica/shop-nord-1: set OID is not signed by its replica; keep the hub's repository as evidence
  repository    branch               state  entries  sets  unsent  what
  nord          replica/shop-nord-1  fork                          set OID is not signed by its replica
  online        replica/online-1     none
  online-vault                       none
  $ git -C hub/nord.git update-ref -d refs/heads/replica/shop-nord-1
  $ git -C hub/nord.git update-ref refs/heads/replica/shop-nord-9 refs/heads/ledger
  $ hq hub check 2>&1 | grep -v whole | mask
  kontor: warning: nord replica/shop-nord-1: the branch of shop-nord-1 is gone; the ledger has its sets; restore the hub's repository
  repository    branch               state    entries  sets  unsent  what
  nord          replica/shop-nord-1  lost                            the branch of shop-nord-1 is gone; the ledger has its sets
  nord          replica/shop-nord-9  unknown                         the ledger enrols no such replica
  online        replica/online-1     none
  online-vault                       none
