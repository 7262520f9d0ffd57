# 0. HQ begins a ledger; three partners get their scopes and join.
kontor --home hq init --name Acme --hub hub --root root --no-passphrase --clock manual --time 2025-08-13T08:00:00Z
kontor --home hq partner apply partners.toml
kontor --home hq outlet apply outlets.toml
kontor --home hq scope add nord --partner nord
kontor --home hq scope add sued --partner sued
kontor --home hq scope add online --partner online
kontor --home hq policy apply policy.toml
kontor --home hq sync --time 2025-08-13T08:10:00Z
T1=$(kontor --home hq replica invite --scope nord --replica shop-nord-1 --role shop --outlet nord/mitte -q)
T2=$(kontor --home hq replica invite --scope sued --replica shop-sued-1 --role shop --outlet sued/tor -q)
T3=$(kontor --home hq replica invite --scope online --replica online-1 --role online --outlet online/web -q)
kontor --home nord join $T1
kontor --home sued join $T2
kontor --home online join $T3
kontor --home hq replica accept --all
kontor --home hq sync --time 2025-08-13T09:00:00Z
kontor --home nord sync --time 2025-08-13T09:00:00Z
kontor --home sued sync --time 2025-08-13T09:00:00Z
kontor --home online sync --time 2025-08-13T09:00:00Z
# 1. Sellers, offers, the commission plan: they reach the sites.
kontor --home nord seller apply anna.toml
kontor --home sued seller apply ben.toml
kontor --home nord sync
kontor --home sued sync
kontor --home hq offer apply tariff-l.toml phone.toml autumn.toml
kontor --home hq offer launch tariff-l
kontor --home hq offer launch phone
kontor --home hq offer launch autumn
kontor --home hq plan apply telco-retail.toml
kontor --home hq sync --time 2025-08-13T10:00:00Z
kontor --home nord sync --time 2025-08-13T10:00:00Z
kontor --home sued sync --time 2025-08-13T10:00:00Z
kontor --home online sync --time 2025-08-13T10:00:00Z
# 2. Anna at Shop Nord records a lead with consent, and advises the customer four days later.
C1=$(kontor --home nord --as anna customer add --type consumer --name "Carla Nordquell" --email carla@example.org --at 2025-08-14T10:00:00Z -q)
N1=$(kontor --home nord --as anna consent add $C1 --medium email --purpose offers --permitted any --wording w1/3 --at 2025-08-14T10:01:00Z -q)
L1=$(kontor --home nord --as anna lead add --customer $C1 --offer autumn --consent $N1 --at 2025-08-14T10:02:00Z -q)
kontor --home nord sync --time 2025-08-14T18:00:00Z
kontor --home hq sync --time 2025-08-14T18:00:00Z
kontor --home nord sync
I1=$(kontor --home nord --as anna interaction add --customer $C1 --lead $L1 --type consultation --minutes 25 --offer autumn --note "wants a red phone" --at 2025-08-18T10:00:00Z -q)
kontor --home nord sync --time 2025-08-18T18:00:00Z
kontor --home hq sync --time 2025-08-18T18:00:00Z
kontor --home nord sync
# 3. Ben at Shop Süd advises the same customer while the line is down; later the shop syncs.
mv hub hub-down
C2=$(kontor --home sued --as ben customer add --type consumer --name "Carla Suedquell" --email Carla@example.org --at 2025-08-25T10:00:00Z -q)
I2=$(kontor --home sued --as ben interaction add --customer $C2 --type consultation --minutes 30 --note "compares with the train tariff" --at 2025-08-25T10:00:00Z -q)
O=$(kontor --home sued --as ben order add --offer autumn --version 1 --customer $C2 --at 2025-08-25T10:00:00Z -q)
kontor --home sued --as ben order set $O delivery.name="Carla Paketquell" contract.start=2025-09-01
CODE=$(kontor --home sued --as ben code issue --order $O --offer autumn --version 1 --customer $C2 --touch $I2 --uses 1 --valid-until 2025-09-30T00:00:00Z -q)
kontor --home sued sync || test $? = 69
mv hub-down hub
kontor --home sued sync --time 2025-08-26T09:00:00Z
kontor --home hq sync --time 2025-08-26T09:00:00Z
kontor --home sued sync
# 4. Online the customer enters the code: the draft goes on at the step where Süd left it.
kontor --home online order resume $CODE --at 2025-08-28T10:00:00Z
kontor --home online sync --time 2025-08-28T10:05:00Z
kontor --home hq sync --time 2025-08-28T10:05:00Z
kontor --home online sync
kontor --home online order resume $O
kontor --home online order submit $O || test $? = 1
kontor --home online order set $O price_point=online-special delivery.street="Quellweg 1" delivery.postcode=80331 delivery.city=Quellstadt iban=DE89370400440532013000
kontor --home online order check $O
kontor --home online evidence add $O SUM --version 3
kontor --home online evidence add $O PRE --version 3
kontor --home online evidence add $O WDN --version 3
kontor --home online evidence add $O BTN --version 3
kontor --home online order submit $O --at 2025-08-28T10:20:00Z
kontor --home online sync --time 2025-08-28T10:30:00Z
kontor --home hq sync --time 2025-08-28T10:30:00Z
kontor --home online sync
kontor --home online order show $O
kontor --home online order confirm $O tariff-l released --at 2025-08-28T12:00:00Z
kontor --home online order confirm $O phone delivered --at 2025-08-29T10:00:00Z
# 5. The sites reconcile.
kontor --home online sync --time 2025-08-29T12:00:00Z
kontor --home hq sync --time 2025-08-29T12:00:00Z
kontor --home nord sync --time 2025-08-29T12:00:00Z
kontor --home sued sync --time 2025-08-29T12:00:00Z
kontor --home online sync
# 6. The commission is earned; August is settled.
kontor --home hq settlement run --until 2025-08-31 --at 2025-09-01T08:00:00Z
kontor --home hq sync --time 2025-09-01T08:00:00Z
kontor --home nord sync --time 2025-09-01T08:00:00Z
kontor --home sued sync --time 2025-09-01T08:00:00Z
kontor --home online sync --time 2025-09-01T08:00:00Z
kontor --home hq claim list
kontor --home hq settlement list
# 7. The customer withdraws in Shop Nord, which did not close the sale.
kontor --home nord --as anna return add --handle $CODE --cause withdrawal --at 2025-09-10T10:00:00Z
kontor --home nord sync --time 2025-09-10T12:00:00Z
kontor --home hq sync --time 2025-09-10T12:00:00Z
kontor --home nord sync
kontor --home sued sync --time 2025-09-10T12:00:00Z
kontor --home online sync --time 2025-09-10T12:00:00Z
kontor --home nord claim list
# 8. The auditor verifies plain clones, and explains one claim down to the signed operations.
git clone -q --mirror hub/hq.git clones/hq.git
git clone -q --mirror hub/nord.git clones/nord.git
git clone -q --mirror hub/sued.git clones/sued.git
git clone -q --mirror hub/online.git clones/online.git
kontor-audit explain $O.tariff-l clones/hq.git
kontor-audit verify clones/hq.git clones/nord.git clones/sued.git clones/online.git --root root/root.pub
