# Part of tests/run: its stages. Uses its variables, say and count.

stage_packages() {
  local missing=() name as_root=()
  while read -r name; do
    dpkg-query -W -f='${Status}\n' "$name" 2>/dev/null | grep -q '^install ok installed' || missing+=("$name")
  done < <(cat packages/debian-build.txt packages/debian-test.txt | grep -v '^#' | sort -u)
  if [ ${#missing[@]} = 0 ]; then
    say "packages: all installed"
    return
  fi
  say "packages: installing ${missing[*]}"
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  if ! { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${missing[@]}"; } >"$logs/packages.log" 2>&1; then
    count packages 0 1 0 "$logs/packages.log"
  fi
}

# build PRESET [cmake options...]: once a run; a failed build counts as one failed test. `targets` narrows it.
declare -A built=()
targets=()
build() {
  local preset=$1 log=$logs/build-$1.log options=()
  shift
  [ -z "${built[$preset]:-}" ] || return "$((built[$preset] - 1))"
  [ -e "$build_root/$preset/CMakeCache.txt" ] || options+=(-G Ninja)
  ! command -v ccache >/dev/null || options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  say "$preset: building"
  if cmake --preset "$preset" -B "$build_root/$preset" "${options[@]}" "$@" >"$log" 2>&1 &&
    cmake --build "$build_root/$preset" --parallel "$(nproc)" "${targets[@]/#/--target=}" >>"$log" 2>&1; then
    built[$preset]=1
    say "$preset: built"
  else
    built[$preset]=2
    count "$preset: build" 0 1 0 "$log"
  fi
  return "$((built[$preset] - 1))"
}

# run_ctest PRESET [ctest options]: counts doctest's test cases; a test program that dies without a summary counts as one failure.
run_ctest() {
  local preset=$1 log=$logs/ctest-$1.log sums
  shift
  ctest --test-dir "$build_root/$preset" --verbose --timeout 600 --parallel "$(nproc)" "$@" >"$log" 2>&1
  sums=$(awk '/\[doctest\] test cases:/ { gsub(/[|]/, ""); for (i = 1; i < NF; i++) { if ($(i + 1) == "passed") p += $i; if ($(i + 1) == "failed") f += $i; if ($(i + 1) == "skipped") s += $i } }
    / Test +#[0-9]+:/ && !/Passed/ { bad++ }
    END { if (bad > f) f = bad; print p + 0, f + 0, s + 0 }' "$log")
  # shellcheck disable=SC2086
  count "$preset: ctest" $sums "$log"
}

# run_python PRESET FILE: one test file against that build.
run_python() {
  local preset=$1 file=$2 log ran bad=0 skips=0
  log=$logs/python-$preset-$(printf '%s' "${file#tests/}" | tr / -).log
  REDACTD_BUILD=$build_root/$preset timeout 900 "$python" -m unittest discover -v -s "$(dirname "$file")" -p "$(basename "$file")" >"$log" 2>&1
  local status=$?
  ran=$(sed -n 's/^Ran \([0-9]*\) tests\{0,1\} in .*/\1/p' "$log" | tail -n 1)
  skips=$(sed -n 's/.*skipped=\([0-9]*\).*/\1/p' "$log" | tail -n 1)
  bad=$(sed -n 's/^FAILED (\(.*\))$/\1/p' "$log" | tail -n 1 | tr ', ' '\n\n' | sed -n 's/^\(failures\|errors\|unexpected\)=\([0-9]*\)/\2/p' | awk '{ n += $1 } END { print n + 0 }')
  ran=${ran:-0} skips=${skips:-0}
  # A file that did not come to its end, or holds no test, is a failure by itself.
  if [ "$status" != 0 ] && [ "$bad" = 0 ] || [ "$ran" = 0 ]; then bad=$((bad + 1)) ran=$((ran + 1)); fi
  [ "$bad" -le "$ran" ] || ran=$bad
  count "$preset: ${file#tests/}" $((ran - bad - skips)) "$bad" "$skips" "$log"
}

python_files() { find "$@" -name '*_test.py' 2>/dev/null | sort; }

stage_unit() {
  build release -DREDACTD_BUILD_TESTS=ON && run_ctest release
  build asan && run_ctest asan
}

stage_python() {
  local file
  if build release -DREDACTD_BUILD_TESTS=ON; then
    for file in $(python_files tests/contract tests/e2e tests/shell tests/repl tests/units tests/layers); do run_python release "$file"; done
  fi
  if build asan; then
    for file in $(python_files tests/contract tests/e2e); do run_python asan "$file"; done
  fi
}

# The daemon has the only threads: its unit tests, and its protocols and its sinks as clients see them.
stage_tsan() {
  local file
  targets=(test_unit_daemon redactd redactctl)
  if build tsan; then
    run_ctest tsan -R unit.daemon
    for file in tests/contract/capture_test.py tests/contract/syslog_test.py tests/e2e/daemon/durable_test.py; do run_python tsan "$file"; done
  fi
  targets=()
}

stage_fuzz() {
  local targets=(fuzzers) fuzzers target name jobs=0
  build fuzz || return
  mapfile -t fuzzers < <(find "$build_root/fuzz/" -type f -name 'fuzz_*' -perm -u+x | sort)
  say "fuzz: ${#fuzzers[@]} targets, $fuzz_seconds s each, $(nproc) at a time"
  rm -f "$logs"/fuzz_*.status
  for target in "${fuzzers[@]}"; do
    ((jobs < $(nproc))) || { wait -n && jobs=$((jobs - 1)) || jobs=$((jobs - 1)); }
    fuzz_one "$target" &
    jobs=$((jobs + 1))
  done
  wait
  for target in "${fuzzers[@]}"; do
    name=$(basename "$target")
    if [ "$(cat "$logs/$name.status" 2>/dev/null)" = 0 ]; then
      count "$name ($(sed -n 's/^stat::number_of_executed_units: *//p' "$logs/$name.log") runs)" 1 0 0 "$logs/$name.log"
    else
      count "$name" 0 1 0 "$logs/$name.log"
    fi
  done
}

# fuzz_one TARGET: the seeds stay as they are; what is found on the way goes to a scratch corpus that is kept between runs.
fuzz_one() {
  local name found
  name=$(basename "$1")
  found=$build_root/fuzz/found/$name
  mkdir -p "$found" "tests/fuzz/corpus/${name#fuzz_}"
  # A fixed seed: a run proves the same on every machine. FUZZ_SEED=0 tries another one each time.
  "$1" -seed="${FUZZ_SEED:-1}" -max_total_time="$fuzz_seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$logs/$name-" \
    "$found" "tests/fuzz/corpus/${name#fuzz_}" >"$logs/$name.log" 2>&1 </dev/null
  echo $? >"$logs/$name.status"
}
