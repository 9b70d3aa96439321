#!/bin/bash
# `vo cone` and `vo check` against a real TAP server, GAVO's DaCHS with PostgreSQL, pgsphere and q3c. On request, from the
# project's folder, with target/hyades.jar built; as root, on a Debian machine that may be thrown away, such as a container:
#   src/test/resources/hyades/vo/dachs.sh [FOLDER]
# It installs packages, makes a database, and serves on port 8080 of this machine. FOLDER gets the runs (default: a new one).
# Three thousand objects around three places, one of them where right ascension begins anew, one beside the pole, are asked for in
# circles; which lie in them, and how far from the centre, is computed here by other formulae. Last run with
# gavodachs2-server 2.7 and PostgreSQL 15 (Debian 12).
set -euo pipefail
HYADES=${HYADES:-./hyades}
OUT=${1:-$(mktemp -d)}
TAP=http://localhost:8080/tap

export DEBIAN_FRONTEND=noninteractive
apt-get install -y --no-upgrade --no-install-recommends postgresql python3 curl >/dev/null
read -r version name _ < <(pg_lsclusters -h)
pg_ctlcluster "$version" "$name" start 2>/dev/null || true
until su postgres -c 'psql -qc "select 1"' >/dev/null 2>&1; do sleep 1; done
apt-get install -y --no-upgrade --no-install-recommends gavodachs2-server >/dev/null
dpkg --configure -a >/dev/null

RD=/var/gavo/inputs/hyades
mkdir -p "$RD"
cat >"$RD/q.rd" <<'RD'
<resource schema="hyades">
  <meta name="title">Made-up objects</meta>
  <meta name="creationDate">2026-01-01T00:00:00Z</meta>
  <meta name="description">For the acceptance of a client.</meta>
  <meta name="subject">surveys</meta>
  <table id="objects" onDisk="True" adql="True" mixin="//scs#q3cindex">
    <column name="label" type="text" ucd="meta.id;meta.main" description="Name"/>
    <column name="raj2000" type="double precision" unit="deg" ucd="pos.eq.ra;meta.main" description="Right ascension"/>
    <column name="dej2000" type="double precision" unit="deg" ucd="pos.eq.dec;meta.main" description="Declination"/>
    <column name="kind" type="text" ucd="src.class" description="What it is"/>
    <column name="mag" type="real" unit="mag" ucd="phot.mag" description="Magnitude"/>
  </table>
  <data id="import">
    <sources>objects.csv</sources>
    <csvGrammar/>
    <make table="objects"><rowmaker idmaps="*"/></make>
  </data>
</resource>
RD
python3 - "$RD/objects.csv" <<'PY'
import csv, math, random, sys
random.seed(8)
with open(sys.argv[1], "w", newline="") as f:
    out = csv.writer(f)
    out.writerow(["label", "raj2000", "dej2000", "kind", "mag"])
    for ra, dec in ((193.65, -12.57), (0.001, 45), (120, 89.99)):
        for i in range(1000):
            d = dec + random.uniform(-0.05, 0.05)
            d = min(d, 180 - d)
            a = (ra + random.uniform(-0.05, 0.05) / max(1e-4, math.cos(math.radians(d)))) % 360
            name = f"it's \"{i}\" <b>" if i == 7 else f"object {i} of {ra}"
            out.writerow([name, repr(a), repr(d), random.choice(["G", "*", "QSO"]), "" if i % 10 == 0 else f"{random.uniform(5, 20):.3f}"])
PY
chown -R dachsroot:gavo "$RD"
su dachsroot -c 'dachs imp hyades/q'
su dachsroot -c 'dachs serve debug' >/dev/null 2>"$OUT/server.log" &
SERVER=$!
trap 'kill $SERVER 2>/dev/null || true' EXIT
until curl -sf -o /dev/null $TAP/availability; do kill -0 $SERVER; sleep 1; done

$HYADES vo check $TAP --out "$OUT/check"
ASK="--service $TAP --table hyades.objects --name-column label --ra-column raj2000 --dec-column dej2000 --type-column kind --columns mag"
n=0
for place in "193.65 -12.57 0.02" "0.001 45 0.03" "359.999 45.01 0.02" "120 89.99 0.02" "300 89.995 0.01"; do
  read -r ra dec radius <<<"$place"
  $HYADES -q vo cone --ra "$ra" --dec "$dec" --radius "$radius" $ASK --out "$OUT/cone$n" >/dev/null
  python3 - "$RD/objects.csv" "$OUT/cone$n/objects.csv" "$ra" "$dec" "$radius" <<'PY'
import csv, math, sys
ra, dec, radius = map(float, sys.argv[3:])
def separation(r):  # haversine
    a, b = math.radians(dec), math.radians(float(r["dej2000"]))
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(float(r["raj2000"]) - ra) / 2) ** 2
    return 3600 * math.degrees(2 * math.asin(math.sqrt(h)))
expected = sorted((separation(r), r["label"], r["kind"], r["mag"]) for r in csv.DictReader(open(sys.argv[1])))
expected = [e for e in expected if e[0] <= 3600 * radius]
found = [(float(r["separation"]), r["name"], r["type"], r["mag"]) for r in csv.DictReader(open(sys.argv[2]))]
assert len(found) == len(expected) > 50, (len(found), len(expected))
for f, e in zip(found, expected):
    assert abs(f[0] - e[0]) < 1e-6 and f[1:3] == e[1:3], (f, e)
    assert (f[3] == "") == (e[3] == "") and (not e[3] or abs(float(f[3]) - float(e[3])) < 1e-5), (f, e)
print(len(found), "objects within", radius, "of", ra, dec, "as expected")
PY
  n=$((n + 1))
done
$HYADES vo cone --ra 193.65 --dec -12.57 --radius 0.02 --maxrec 5 $ASK --out "$OUT/cut" 2>&1 | grep 'the service cut the answer at 5 rows'
! $HYADES vo cone --ra 1 --dec 1 ${ASK/mag/nosuchcolumn} --out "$OUT/refused" >"$OUT/refused.txt" 2>&1
grep 'the service refuses the query: .*nosuchcolumn' "$OUT/refused.txt"
echo "all as expected; runs in $OUT"
