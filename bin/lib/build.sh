# shellcheck shell=bash
# Sourced by scripts that build with Maven, after common.sh.

require_compiler() {
  find_java
  if [[ ! -x $(dirname "$(readlink -f "$(command -v "$java")")")/javac ]]; then
    fail "$java has no compiler next to it: install a JDK, 17 or later, not only a JRE"
  fi
}

# Copies its input, with a tick every second.
with_ticks() {
  while sleep 1 >/dev/null 2>&1; do echo tick; done &
  cat
  kill "$!" || true
}

# Shortens Maven's output to the modules, and to a sign of life in between. Not with awk: Debian's reads 4 kB before it does anything.
progress() {
  local line seconds=0 silent=0 files=0
  with_ticks | while IFS= read -r line; do
    case $line in
      *'Building Bills Hotel: '*)
        line=${line##*Building Bills Hotel: }
        printf '  %s\n' "${line%% [0-9]*}"
        silent=0
        ;;
      *'Downloaded from '*)
        files=$((files + 1))
        ;;
      tick)
        seconds=$((seconds + 1)) silent=$((silent + 1))
        if ((silent >= 3)); then
          printf '  %d s%s\n' "$seconds" "$( ((files == 0)) || printf ', %d files downloaded' "$files")"
          silent=0
        fi
        ;;
    esac
  done
}

# Builds modules and those that they need with Maven and shows the progress; fails with one line that says why: LOG ARGUMENTS...
build() {
  local log=$1
  shift
  find_maven
  mkdir -p "$(dirname "$log")" || fail "cannot write to $root"
  if "${maven[@]}" -B -T1C -DskipTests "$@" -am package 2>&1 | tee "$log" | progress; then
    return
  fi
  if grep -qE 'Could not transfer|Unknown host|unreachable|name resolution|Could not resolve host|[Ff]ailed to fetch|offline mode' "$log"; then
    fail "cannot download from Maven Central: check the network, or the proxy or mirror in ~/.m2/settings.xml; the log is $log"
  elif grep -q 'Could not create local repository' "$log"; then
    fail "cannot write Maven's repository in ~/.m2; MAVEN_OPTS=-Dmaven.repo.local=FOLDER chooses another one"
  elif grep -q 'No space left on device' "$log"; then
    fail "the disk is full: free some space; the log is $log"
  fi
  tail -n 40 "$log" >&2
  fail "the build failed; the log is $log"
}
