#!/usr/bin/env bash
# mpiexec -n N rank.sh spichlerz run CONFIG.yaml: says which rank was killed, e.g. for want of memory, and ends the others.
# MPICH's mpiexec kills all ranks of a host as soon as one dies and then names any of them; here it learns of the death after it was told.

# Signals come to the whole process group: the program has its own ideas about them, this shell waits for it.
trap : TERM INT USR1
"$@"
code=$?
if [ "$code" -gt 128 ]; then
  echo "spichlerz: rank ${PMI_RANK:-${OMPI_COMM_WORLD_RANK:-${SLURM_PROCID:-?}}} on $(uname -n) was killed by signal $((code - 128)). Run the same command again to go on." >&2
  # What MPI_Abort would say. Without it MPICH's mpiexec waits for the other hosts for ever if this was the last rank of its own.
  if [ -n "${PMI_FD:-}" ]; then
    sleep 0.5 # what mpiexec has not read by then it drops
    printf 'cmd=abort exitcode=%d\n' "$code" >&"$PMI_FD"
    sleep 2 # it is being ended
  fi
fi
exit "$code"
