using Spichlerz.Hpc.Mpi;

namespace Spichlerz.Hpc.EndToEnd.Mpi;

public sealed class PmiFarewellTests
{
    [TestCase("MPICH Version:\t4.0.2\nMPICH ABI:\t14:2:2\nMPICH Device:\tch4:ucx\n", ExpectedResult = true)]
    [TestCase("MPICH Version:\t4.1\nMPICH Device:\tch4:ucx\n", ExpectedResult = true)]
    [TestCase("MPICH Version:\t4.2.0\nMPICH Device:\tch4:ucx\n", ExpectedResult = false)]
    [TestCase("MPICH Version:\t4.0.2\nMPICH Device:\tch4:ofi\n", ExpectedResult = false)]
    [TestCase("MPICH Version:\t3.4a2\nMPICH Device:\tch4:ofi\n", ExpectedResult = false, Description = "Cray MPICH 8")]
    [TestCase("Open MPI v4.1.4, package: Debian OpenMPI, ident: 4.1.4", ExpectedResult = false)]
    public bool IsNeeded_Library_OnlyWhereFinalizeHangs(string version) => PmiFarewell.IsNeeded(version);
}
