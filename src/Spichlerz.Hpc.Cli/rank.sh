#!/bin/sh
# mpiexec -n N rank.sh spichlerz run CONFIG.yaml: says which rank was killed, e.g. for want of memory.
# MPICH's mpiexec kills all others as soon as one dies and then names any of them; here it sees the death only after it was told.

# Signals come to the whole process group: the program has its own ideas about them, this shell waits for it.
trap : TERM INT USR1
"$@"
code=$?
if [ "$code" -gt 128 ]; then
  echo "spichlerz: rank ${PMI_RANK:-${OMPI_COMM_WORLD_RANK:-${SLURM_PROCID:-?}}} on $(uname -n) was killed by signal $((code - 128)). Run the same command again to go on." >&2
fi
exit "$code"
