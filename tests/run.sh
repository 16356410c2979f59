#!/usr/bin/env bash
# The one test command: bash tests/run.sh
# On a fresh Debian it needs the .NET SDK and nothing else; what the tests need besides is installed through apt.
# Ends with one line "N passed, N failed, N skipped" over all runners; the exit code is not 0 if anything failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

solution=Spichlerz.Hpc.sln
# Debian's own interpreter: another python3 may come first in PATH and know nothing of Debian's packages.
python=/usr/bin/python3
packages="python3 python3-zstandard zstd"
# PROGRAM:PACKAGE. Two MPI libraries with their launchers, and ip for the tests on two hosts: without them those tests are skipped.
optional="mpiexec.mpich:mpich mpiexec.openmpi:openmpi-bin ip:iproute2"

say() { printf '\n== %s\n' "$*"; }
die() { printf 'tests/run.sh: %s\n' "$*" >&2; exit 2; }

has_packages() { command -v zstd >/dev/null && "$python" -c 'import zstandard' 2>/dev/null; }

apt_install() {
  say "apt-get install $*"
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@")
  "${install[@]}" || { apt-get update -qq && "${install[@]}"; }
}

install_packages() {
  has_packages && return
  command -v apt-get >/dev/null || die "the tests need Python's zstandard and the zstd program. There is no apt-get here: install them so that $python can import zstandard."
  [ "$(id -u)" -eq 0 ] || die "the tests need packages that are missing. Install them with: sudo apt-get install -y $packages"
  # shellcheck disable=SC2086
  apt_install $packages
  has_packages || die "$packages are installed, but $python cannot import zstandard."
}

# Prints the optional packages whose program is not there. Debian keeps ip where only root looks for it.
lacking() {
  local pair
  for pair in $optional; do
    PATH="$PATH:/usr/sbin:/sbin" command -v "${pair%%:*}" >/dev/null || printf '%s ' "${pair##*:}"
  done
}

install_optional() {
  [ -n "$(lacking)" ] || return 0
  command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ] || return 0
  # shellcheck disable=SC2046
  apt_install $(lacking) || true
}

command -v dotnet >/dev/null || die "there is no dotnet in PATH. Install the .NET SDK 10 (https://dotnet.microsoft.com/download) and run this again."
install_packages
install_optional

say "restore, build, format"
dotnet restore "$solution" --locked-mode
dotnet build "$solution" -c Release --no-restore -warnaserror -v quiet
dotnet format "$solution" --verify-no-changes --no-restore

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0 failed=0 skipped=0

counter() { grep -o '<Counters [^>]*' "$1" | grep -o " $2=\"[0-9]*\"" | tr -dc '0-9'; }

# run NAME PROJECT [ARGUMENT…]: one runner; its counts are added up, and one that dies without saying so counts as a failure.
run() {
  local name=$1 project=$2 code=0 failures total good bad
  local trx="$results/$name.trx"
  shift 2
  say "$name"
  # A shell that starts this file in the background has it ignore SIGINT, and all it starts: the tests of Ctrl-C want it as it is.
  env --default-signal=INT dotnet test "tests/$project" -c Release --no-build --logger "trx;LogFileName=$trx" --logger "console;verbosity=minimal" "$@" || code=$?
  if [ ! -s "$trx" ]; then
    echo "$name wrote no results (exit code $code)." >&2
    failed=$((failed + 1))
    return
  fi
  total=$(counter "$trx" total) good=$(counter "$trx" passed) bad=$(counter "$trx" failed)
  failures=$bad
  if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ] || [ "$total" -eq 0 ]; then
    echo "$name ended with exit code $code and $total tests, none of them failed." >&2
    failures=1
  fi
  passed=$((passed + good)) failed=$((failed + failures)) skipped=$((skipped + total - good - bad))
}

# Where vectors matter: kernels, and what is made of them.
kernels='FullyQualifiedName~Kernel|FullyQualifiedName~TextAnalysis|FullyQualifiedName~Nfc|FullyQualifiedName~LanguageIdentifier|FullyQualifiedName~Signature'
run tests Spichlerz.Hpc.Tests
for switch in EnableAVX512 EnableAVX2 EnableHWIntrinsic; do
  export "DOTNET_$switch=0"
  run "kernels-without-${switch#Enable}" Spichlerz.Hpc.Tests --filter "$kernels"
  unset "DOTNET_$switch"
done
run end-to-end Spichlerz.Hpc.EndToEnd

say "result"
shared=${SPICHLERZ_SHARED_DATA:-}
[ ! -d "$shared/dev" ] || [ -z "$shared" ] || shared=$shared/dev
above=$PWD
while [ -z "$shared" ] && [ "$above" != / ]; do
  [ ! -d "$above/shared/data/dev" ] || shared=$above/shared/data/dev
  above=$(dirname "$above")
done
if [ ! -d "$shared" ]; then
  echo "The developers' corpora shared/data/dev were not found beside the checkout: the tests that read them were skipped."
else
  echo "The developers' corpora were found in $shared."
fi
[ -z "$(lacking)" ] || echo "Not installed, and not to be installed by this user: $(lacking)(the tests that need them were skipped)."
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
