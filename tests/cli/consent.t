Consents
========

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ C=$(nord customer add --name Carla --as anna -q)

Without a word on partners it is for the own business alone.

  $ nord consent add "$C" --medium email --purpose offers --wording w1/3 --as anna --json | tee add.json | valid consent add
  valid
  $ jq -c '.item | [.state, .permitted]' add.json
  ["validated",["nord"]]
  $ nord consent add "$C" --medium phone --purpose offers --wording w1/3 --permitted any --expires 2025-12-31 --evidence 'form 17' | mask
  consent.add ID: pending
  $ nord consent add "$C" --medium fax --purpose offers --wording w1/3
  kontor: consent add: not a valid operation: medium: "fax" is none of: email sms phone post visit
  [65]
  $ nord consent add "$C" --medium email
  kontor: consent add: --purpose is missing
  kontor: hint: kontor consent add --help
  [64]
  $ nord consent add nobody --medium email --purpose offers --wording w1/3
  kontor: consent add: no customer nobody here
  kontor: hint: kontor customer list
  [66]
  $ nord consent list --sort medium | mask
  id                state      customer          medium  purpose  permitted  expires
  ID  validated  ID  email   offers   ["nord"]
  ID  validated  ID  phone   offers   ["any"]    2025-12-31
  $ nord consent list --json | valid consent list
  valid

It is taken back as easily as it is given.

  $ K=$(jq -r .op.on add.json)
  $ nord consent withdraw "$K" --reason 'asked on the phone' | mask
  consent.withdraw ID: pending
  $ nord consent show "$K" --json | tee show.json | valid consent show
  valid
  $ jq -c '.item | [.state, .withdrawn, .reason]' show.json
  ["withdrawn","2025-08-13T09:30:00Z","asked on the phone"]
  $ nord consent withdraw "$K"
  kontor: consent withdraw: nothing would change
