#!/usr/bin/env bash
# Reviews a change in any CI: generate --check, check, diff. Writes review/, ends with 1 when something stops the merge.
#
# BASE          commit that the change starts from (default: where HEAD left the main branch)
# ACCEPTS       file with lines "Accepts: RULE OBJECT", such as the text of the pull request (optional)
# FAIL_ON       level of diff that stops the merge (default: danger)
# CHECK_OUTPUT  format of check's findings: text, github, junit (default: text)
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p review
failed=0

npm run --silent generate -- --check || failed=1

npm run --silent check -- --output "${CHECK_OUTPUT:-text}" || failed=1
npm run --silent check -- --output sarif >review/check.sarif 2>/dev/null || true

arguments=(--check --output review/comment.md --output review/page.html --output review/diff.sarif --fail-on "${FAIL_ON:-danger}")
if [ -n "${ACCEPTS:-}" ]; then arguments+=(--acknowledgements "$ACCEPTS"); fi
if [ -n "${BASE:-}" ]; then arguments=("$BASE" HEAD "${arguments[@]}"); fi
npm run --silent diff -- "${arguments[@]}"
# 0: nothing changes. 1: something does, as a pull request should. The rest stops the merge.
if [ "$?" -gt 1 ]; then failed=1; fi

exit "$failed"
