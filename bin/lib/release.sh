# shellcheck shell=bash
# Sourced by scripts that need the services of another version of the project, after common.sh.
source "$root/bin/lib/build.sh"

# Sets release to the folder of the version's files, in which build_release builds it: REF
find_release() {
  local commit
  command -v git >/dev/null || fail "Git is not installed, and $1 can only be found with it"
  if [[ $(git -C "$root" rev-parse --show-toplevel 2>/dev/null) != "$root" ]]; then
    fail "$root is not a Git repository: $1 can only be found in a clone"
  fi
  commit=$(git -C "$root" rev-parse --verify --quiet "$1^{commit}") || fail "the Git repository has no commit or tag $1"
  release=$root/lab/drill/target/releases/$commit
}

# Builds both services of the release, unless that is done.
build_release() {
  [[ ! -d $release ]] || return 0
  require_compiler
  printf '\nBuilding the services of %s, which takes a few minutes\n\n' "${release##*/}"
  rm -rf "$release.partial"
  mkdir -p "$release.partial" || fail "cannot write to $root"
  git -C "$root" archive "${release##*/}" | tar -x -C "$release.partial"
  build "$release.log" -f "$release.partial/pom.xml" -pl hotel-server,reserve-client
  mv "$release.partial" "$release"
}
