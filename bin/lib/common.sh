# shellcheck shell=bash
# Sourced first by every script in bin: answers --help and --version, refuses unknown options, and has what scripts share.
#
# The help of a script is its header comment. That of a Java program is in help, so that it needs no build; a test compares the
# text with the program's own.
set -euo pipefail

script=$(readlink -f "${BASH_SOURCE[1]}") # what a symbolic link leads to
root=${script%/bin/*}
script=${script##*/}
export BILLS_HOTEL_COMMAND=${BILLS_HOTEL_COMMAND:-${0##*/}} # as the user typed it, also in scripts that this one runs

fail() { # MESSAGE
  printf '%s: %s\n' "$BILLS_HOTEL_COMMAND" "$1" >&2
  exit 1
}

usage_error() { # MESSAGE
  printf '%s: %s; see %s --help\n' "$BILLS_HOTEL_COMMAND" "$1" "$BILLS_HOTEL_COMMAND" >&2
  exit 2
}

version() { sed -n 's:^  <version>\(.*\)</version>:\1:p' "$root/pom.xml"; }

usage() {
  local text=$root/bin/lib/help/$script.txt
  if [[ -f $text ]]; then
    sed "s/^Usage: $script/Usage: $BILLS_HOTEL_COMMAND/" "$text"
  else
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$root/bin/$script" | sed "s:bin/$script:$BILLS_HOTEL_COMMAND:g"
  fi
}

for argument; do
  case $argument in
    -h | --help) usage && exit ;;
    -V | --version) printf '%s (Bills Hotel) %s\n' "$BILLS_HOTEL_COMMAND" "$(version)" && exit ;;
    -[0-9]*) ;; # a number
    -*) [[ $(usage) == *" ${argument%%=*}"[!a-z-]* ]] || usage_error "unknown option $argument" ;;
  esac
done

java_version=

# Sets java to that of JAVA_HOME or the PATH, and java_version to its version, which must be 17 or later.
find_java() {
  [[ -z $java_version ]] || return 0
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  if ! command -v "$java" >/dev/null; then
    fail "$java is not installed: install a JDK, 17 or later${JAVA_HOME:+, or set JAVA_HOME to one}"
  fi
  java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p')
  if [[ -z $java_version ]]; then
    fail "$java -version does not work: install a JDK, 17 or later"
  elif ((java_version < 17)); then
    fail "$java is version $java_version: install a JDK, 17 or later, or set JAVA_HOME to one"
  fi
}

# shellcheck disable=SC2034 # for the script
# Sets maven to the command that runs it: an installed Maven that can build the project, otherwise the wrapper, which downloads one.
find_maven() {
  local oldest=3.8.7 found=''
  if command -v mvn >/dev/null; then
    found=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*[0-9]\).*/\1/p')
  fi
  if [[ -n $found ]] && printf '%s\n' "$oldest" "$found" | sort -V -C; then
    maven=(mvn)
  else
    maven=("$root/mvnw")
  fi
}

java_options=()

# Runs a command in a process group of its own, and ends the whole group if this script is told to stop. A shell that waits for a command
# in its own group acts on a signal only after the command has ended.
attend() { # COMMAND...
  set -m
  "$@" </dev/null &
  set +m
  trap 'end_attended 130' INT
  trap 'end_attended 143' TERM
  wait "$!" || exit
  trap - INT TERM
}

# shellcheck disable=SC2317,SC2329 # called by the traps
end_attended() { # CODE
  printf '\nStopping\n'
  kill -- "-$!" || true
  wait "$!" || true
  exit "$1"
}

# Builds its module if necessary, then runs a program with java_options: JAR ARGUMENTS...
run_jar() {
  find_java
  attend "$root/bin/build-if-needed" "${1%%/target/*}"
  exec "$java" "@$root/bin/lib/jvm.args" ${java_options[@]+"${java_options[@]}"} \
    "-Dbills-hotel.root=$root" "-Dbills-hotel.command=$BILLS_HOTEL_COMMAND" -jar "$root/$1" "${@:2}"
}
