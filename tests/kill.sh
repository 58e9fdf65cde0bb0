#!/usr/bin/env bash
# Kills build, add, remove and link at random moments: tests/kill.sh [HOW OFTEN] [SEED]. Each time the store must be the old
# or the new one, whole, with the decisions that belong to it, and the next run must go on from there.
set -euo pipefail
cd "$(dirname "$0")/.."
export KILLS=${1:-300} SEED=${2:-4711}
exec cargo test --release --test writing -- --nocapture killed
