#!/bin/sh
# One night, for cron: night.sh FOLDER [DAY]. The folder holds the ledger of tonight, ledger.json, and
# what the post tells, outcomes.csv, where there is any. Killed anywhere, it may be started again.
set -u
[ $# -gt 0 ] || { echo "usage: night.sh FOLDER [DAY]" >&2; exit 2; }
cd "$1" || exit 2
day=${2:-$(date +%F)}
found=0

# A python that can't import it ends with 1, and so does a step that merely found something.
python -c 'import nightly.__main__' || {
    echo "night.sh: \`python\` can't run nightly: it needs dunnix, sqlalchemy and the folder nightly" >&2
    exit 2
}

step() {
    python -m nightly --database "${NIGHTLY_DATABASE:-sqlite:///nightly.db}" "$@"
    code=$?
    # Who isn't known to have paid must not get a letter: what stops ends the night.
    [ "$code" -le 1 ] || exit "$code"
    [ "$code" -eq 0 ] || found=1
}

step load ledger.json
[ ! -e outcomes.csv ] || step outcomes outcomes.csv --as-of "$day"
step run --scenario "${NIGHTLY_SCENARIO:-fr-b2b}" --as-of "$day"
exit "$found"
