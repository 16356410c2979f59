using System.Globalization;

namespace Spichlerz.Hpc.EndToEnd.Mpi;

/// <summary>An mpiexec of this machine, called by its full name: the plain one points to whichever library was installed last.</summary>
internal sealed class Launcher
{
    private readonly string mpiexec;
    private readonly string[] options;
    private readonly string[] starter;

    private Launcher(string mpiexec, string[] options, string[] starter) => (this.mpiexec, this.options, this.starter) = (mpiexec, options, starter);

    /// <summary>The same on two hosts, half of the ranks on each; see two-hosts.sh. Where that cannot be done the test ends as ignored.</summary>
    public static Launcher OnTwoHosts(string name, params string[] starter)
    {
        Launcher here = Of(name);
        string script = Path.Combine(Checkout.Root, "tests", "Spichlerz.Hpc.EndToEnd", "Mpi", "two-hosts.sh");
        ProgramResult trial = SpichlerzProgram.RunOther("bash", script, "true");
        if (trial.ExitCode == 77)
            Assert.Ignore($"Not tested on two hosts: {trial.Error.Trim()}");
        Assert.That(trial.ExitCode, Is.Zero, trial.Story);
        string[] hosts = name == "openmpi" ? ["--host", "alfa:2,beta:2"] : ["-hosts", "alfa,beta"];
        return new Launcher("bash", [script, here.mpiexec, .. here.options, .. hosts], starter);
    }

    /// <param name="name">mpich or openmpi; where it is not installed the test ends as ignored.</param>
    /// <param name="starter">What starts each rank's command, if anything does.</param>
    public static Launcher Of(string name, params string[] starter)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, $"mpiexec.{name}")).FirstOrDefault(File.Exists);
        if (path is null)
            Assert.Ignore($"There is no mpiexec.{name} here (Debian: apt-get install {(name == "mpich" ? "mpich" : "openmpi-bin")}): not tested with it.");
        return new Launcher(path!, name == "openmpi" ? ["--oversubscribe", "--bind-to", "none"] : [], starter);
    }

    /// <summary>The same over UCX, which Debian's MPICH takes anyway and Open MPI only on networks that this machine lacks.</summary>
    public Launcher OverUcx() => mpiexec.EndsWith("openmpi", StringComparison.Ordinal)
        ? new Launcher(mpiexec, [.. options, "--mca", "pml", "ucx", "--mca", "pml_ucx_tls", "any", "--mca", "pml_ucx_devices", "any"], starter) : this;

    /// <summary>Runs the built program to its end, as so many processes.</summary>
    /// <param name="library">What SPICHLERZ_MPI_LIB names; empty for nothing.</param>
    public ProgramResult Run(int processes, string library, params string[] arguments)
    {
        using SpichlerzProgram job = Start(processes, library, Checkout.Program, arguments);
        return job.WaitForEnd(SpichlerzProgram.Limit);
    }

    public SpichlerzProgram Start(int processes, params string[] arguments) => Start(processes, "", Checkout.Program, arguments);

    /// <summary>Runs <see cref="MpiProbe"/> to its end.</summary>
    public ProgramResult Probe(int processes, string probe, int chunkBytes)
    {
        using SpichlerzProgram job = Start(processes, "", typeof(MpiProbe).Assembly.Location, [probe, chunkBytes.ToString(CultureInfo.InvariantCulture)]);
        return job.WaitForEnd(SpichlerzProgram.Limit);
    }

    private SpichlerzProgram Start(int processes, string library, string program, string[] arguments) => SpichlerzProgram.StartOther(
        [("OMPI_ALLOW_RUN_AS_ROOT", "1"), ("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"), ("SPICHLERZ_MPI_LIB", library)],
        mpiexec, [.. options, "-n", processes.ToString(CultureInfo.InvariantCulture), .. starter, SpichlerzProgram.Host, program, .. arguments]);
}
