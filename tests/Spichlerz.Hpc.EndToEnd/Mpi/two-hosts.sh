#!/usr/bin/env bash
# two-hosts.sh COMMAND…: runs a command on the first of two hosts, alfa and beta, which see each other over a network and nothing else.
# They are network namespaces of this machine, joined by a virtual cable, each with its own host name; files are shared, as on a cluster.
# In place of ssh the launchers of MPICH and Open MPI are given this script, which they call as: two-hosts.sh [-x] HOST COMMAND.
# Exit code 77: it cannot be done here, and the last line says why. Whatever happens, nothing is left behind.
set -euo pipefail
readonly impossible=77

# on HOST COMMAND…: becomes the command on that host.
on() {
  exec ip netns exec "$TWO_HOSTS-$1" unshare --uts --mount bash -c \
    'hostname "$1" && mount --bind "$2" /etc/hosts && shift 2 && exec "$@"' bash "$1" "$TWO_HOSTS_FOLDER/hosts" "${@:2}"
}

if [ -n "${TWO_HOSTS:-}" ]; then # called by a launcher
  while [[ $1 == -* ]]; do shift; done
  on "$1" bash -c "${*:2}"
fi

PATH=$PATH:/usr/sbin:/sbin
say() { printf 'two-hosts.sh: %s\n' "$*" >&2; }

remove() {
  local name
  for name in "$1-alfa" "$1-beta"; do
    # shellcheck disable=SC2046
    kill -9 $(ip netns pids "$name" 2>/dev/null) 2>/dev/null || true
    ip netns del "$name" 2>/dev/null || true
  done
}

[ "$(id -u)" -eq 0 ] || { say "namespaces need root"; exit $impossible; }
command -v ip >/dev/null || { say "there is no ip (Debian: apt-get install iproute2)"; exit $impossible; }

# What runs left that were killed themselves.
for left in $(ip netns list | grep -o '^two-hosts-[0-9]*-alfa' || true); do
  owner=${left#two-hosts-} owner=${owner%-alfa}
  [ -d "/proc/$owner" ] || remove "two-hosts-$owner"
done

export TWO_HOSTS=two-hosts-$$ TWO_HOSTS_FOLDER
TWO_HOSTS_FOLDER=$(mktemp -d)
trap 'remove "$TWO_HOSTS"; rm -rf "$TWO_HOSTS_FOLDER"' EXIT
trap 'exit 143' TERM INT
printf '127.0.0.1 localhost\n10.99.0.1 alfa\n10.99.0.2 beta\n' > "$TWO_HOSTS_FOLDER/hosts"
if ! { ip netns add "$TWO_HOSTS-alfa" && ip netns add "$TWO_HOSTS-beta" &&
  ip link add cable netns "$TWO_HOSTS-alfa" type veth peer name cable netns "$TWO_HOSTS-beta"; } 2> "$TWO_HOSTS_FOLDER/problem"; then
  say "no network namespaces here: $(head -1 "$TWO_HOSTS_FOLDER/problem")"
  exit $impossible
fi
for host in alfa:1 beta:2; do
  ip -n "$TWO_HOSTS-${host%:*}" addr add "10.99.0.${host#*:}/24" dev cable
  ip -n "$TWO_HOSTS-${host%:*}" link set cable up
  ip -n "$TWO_HOSTS-${host%:*}" link set lo up
done

# The kernel takes its time to notice that both ends are plugged in, and UCX leaves out a cable that is not.
for host in alfa beta; do
  until ip -n "$TWO_HOSTS-$host" -br link show cable | grep -q ' UP '; do sleep 0.05; done
done

self=$(readlink -f "${BASH_SOURCE[0]}")
export HYDRA_LAUNCHER=ssh HYDRA_LAUNCHER_EXEC="$self" OMPI_MCA_plm_rsh_agent="$self"
# UCX finds that the hosts share memory and would use it; they have a cable.
export UCX_TLS=self,tcp UCX_NET_DEVICES=cable
code=0
(on alfa "$@") || code=$?
exit $code
