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
  $ hq hub check
  $ hq hub check --json | valid hub check
  valid

Who has work that HQ has not taken: not sent, sent, sequenced and not taken here.

  $ nord interaction add --type visit --as anna -q > /dev/null
  $ nord hub check | grep replica/
  $ nord sync -q
  $ nord hub check | grep replica/
  $ hq hub check | grep -v whole
  $ hq sync -q
  $ nord hub check | grep ledger
  $ nord sync -q
  $ hq hub check | grep -c whole

A hub that is away, one of another ledger, one that lost a branch or went back.

  $ mv hub away
  $ nord hub check
  $ mv away hub
  $ hq hub check "$S/second"
  $ kontor --home "$S/other" init --name Other --hub "$S/third" --root "$S/other-root" --no-passphrase -q
  $ hq hub check "$S/third" 2>&1 | mask
  $ cp -r hub older
  $ nord interaction add --type visit --as anna -q > /dev/null
  $ round 2025-08-14T08:00:00Z
  $ nord hub check "$S/older" 2>&1 | mask
  $ hq hub check "$S/older" 2> /dev/null | grep -v whole | mask
  $ git -C hub/nord.git update-ref refs/heads/replica/shop-nord-1 refs/heads/ledger
  $ hq hub check 2>&1 | grep -v whole | mask
  $ git -C hub/nord.git update-ref -d refs/heads/replica/shop-nord-1
  $ git -C hub/nord.git update-ref refs/heads/replica/shop-nord-9 refs/heads/ledger
  $ hq hub check 2>&1 | grep -v whole | mask
