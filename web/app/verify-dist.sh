#!/usr/bin/env bash
# Builds the playground anew and compares it with the committed build, byte for byte.
# Needs `npm ci` first. Exits 1 and names the differing files when web/dist is not what the sources say.
set -euo pipefail
cd "$(dirname "$0")"
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
npx --no-install vite build --outDir "$fresh/dist" --emptyOutDir --logLevel warn
if ! diff -rq ../dist "$fresh/dist"; then
  echo "web/dist differs from what web/app builds: run 'npm run build' in web/app and commit web/dist." >&2
  exit 1
fi
echo "web/dist is what web/app builds."
