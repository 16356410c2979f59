using Spichlerz.Hpc.Mpi;

namespace Spichlerz.Hpc.EndToEnd.Mpi;

public sealed class MpiLauncherTests
{
    private static readonly MpiLibrary Library = new("libmpi.so.12", "MPICH", "MPICH 4.0.2");

    [TestCase("", ExpectedResult = false)]
    [TestCase("SLURM_NTASKS=4", ExpectedResult = false, Description = "the batch script itself")]
    [TestCase("SLURM_STEP_NUM_TASKS=1", ExpectedResult = false)]
    [TestCase("SLURM_STEP_NUM_TASKS=4", ExpectedResult = true)]
    [TestCase("PMI_RANK=0 PMI_SIZE=2", ExpectedResult = true)]
    [TestCase("PMI_RANK=0 PMI_SIZE=1 SLURM_STEP_NUM_TASKS=2", ExpectedResult = false, Description = "one process, in a step of two proxies")]
    [TestCase("OMPI_COMM_WORLD_SIZE=4 SLURM_STEP_NUM_TASKS=1 SLURM_NTASKS=1", ExpectedResult = true)]
    [TestCase("PMIX_RANK=0", ExpectedResult = true, Description = "a launcher that does not tell the count")]
    [TestCase("PMI_RANK=1", ExpectedResult = true)]
    public bool IsPresentIn_Environment_TellsWhetherThereAreSeveral(string variables) => MpiLauncher.IsPresentIn(Environment(variables));

    [TestCase("", 4)]
    [TestCase("SLURM_NTASKS=2", 4, Description = "of the job, not of the step")]
    [TestCase("PMI_SIZE=4 SLURM_STEP_NUM_TASKS=2", 4, Description = "mpiexec.mpich inside a job: its proxies are the step")]
    [TestCase("OMPI_COMM_WORLD_SIZE=4 SLURM_STEP_NUM_TASKS=1 SLURM_NTASKS=1", 4, Description = "mpiexec.openmpi on a job's second node")]
    [TestCase("SLURM_STEP_NUM_TASKS=4", 4)]
    public void Check_FirstCountAgrees_Passes(string variables, int size) =>
        Assert.That(() => MpiLauncher.Check(size, Library, Environment(variables)), Throws.Nothing);

    [TestCase("SLURM_STEP_NUM_TASKS=4", "4 processes (SLURM_STEP_NUM_TASKS)")]
    [TestCase("PMI_SIZE=2 SLURM_STEP_NUM_TASKS=1", "2 processes (PMI_SIZE)")]
    [TestCase("OMPI_COMM_WORLD_SIZE=3 PMI_SIZE=1", "3 processes (OMPI_COMM_WORLD_SIZE)")]
    public void Check_FirstCountDiffers_SaysWhatDoesNotBelongTogether(string variables, string launched) =>
        Assert.That(() => MpiLauncher.Check(1, Library, Environment(variables)), Throws.TypeOf<MpiEnvironmentException>().With.Message.EqualTo(
            $"The launcher started {launched}, but libmpi.so.12 (MPICH 4.0.2) sees 1: this library and this launcher do not belong together. "
            + "Start with the mpiexec of that library, choose another --mpi= for srun (see srun --mpi=list), or set SPICHLERZ_MPI_LIB to the launcher's library."));

    [TestCase("", "libmpi.so.12")]
    [TestCase("PMI_RANK=0 PMI_SIZE=2", "libmpi.so.12")]
    [TestCase("OMPI_COMM_WORLD_SIZE=2", "libmpi.so.40")]
    [TestCase("PMIX_RANK=0", "libmpi.so.40")]
    [TestCase("PMIX_RANK=0 PMI_RANK=0", "libmpi.so.12")]
    [TestCase("SPICHLERZ_MPI_LIB=/opt/mpi/libmpi.so OMPI_COMM_WORLD_SIZE=2", "/opt/mpi/libmpi.so")]
    public void Candidates_Environment_TriesTheLaunchersLibraryFirst(string variables, string first)
    {
        string[] candidates = MpiLibrary.Candidates(Environment(variables));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(candidates[0], Is.EqualTo(first));
            Assert.That(candidates, Is.Unique);
            Assert.That(candidates, Has.Length.EqualTo(first[0] == '/' ? 1 : 10));
        }
    }

    private static Func<string, string?> Environment(string variables)
    {
        var map = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return name => map.GetValueOrDefault(name);
    }
}
