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
