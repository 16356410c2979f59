using System.Globalization;

namespace Spichlerz.Hpc.EndToEnd;

/// <summary>A work directory on a disk that is too small: the run says so, spoils nothing, and goes on when there is room.</summary>
public sealed class FullDiskTests
{
    [TestCase(0.15)]
    [TestCase(0.45)]
    [TestCase(0.75)]
    [TestCase(0.95)]
    public void Run_DiskFull_SaysSoAndGoesOnWhenThereIsRoom(double share)
    {
        using var run = new GeneratedRun();
        long needed = Directory.EnumerateFiles(Reference.Run.Work, "*", SearchOption.AllDirectories).Sum(file => (new FileInfo(file).Length + 4095) / 4096 * 4096);
        using TinyDisk disk = TinyDisk.Mount(run.Work, (long)(share * needed));
        ProgramResult full = run.Run();
        ProgramResult verify = SpichlerzProgram.Run("verify", run.Work);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(full.ExitCode, full.Output.Contains("Not complete.", StringComparison.Ordinal) ? Is.EqualTo(3) : Is.EqualTo(2), full.Story);
            Assert.That(full.Output + full.Error, Does.Match($"No space left on device : '{run.Work}/[^']+'"), full.Story);
            Assert.That(full.Error, Does.Not.Contain("defect"), full.Story);
            // Whole files whose unit is not finished are allowed, files that are not what their manifest says are not.
            Assert.That(verify.Output.Split('\n').Where(line => line.Contains('✗', StringComparison.Ordinal) && !line.Contains("belongs to no manifest", StringComparison.Ordinal)), Is.Empty);
        }
        disk.Enlarge();
        run.AssertEndsAsReference();
    }

    /// <summary>A file system in memory of a few megabytes.</summary>
    private sealed class TinyDisk : IDisposable
    {
        private readonly string folder;

        private TinyDisk(string folder) => this.folder = folder;

        public static TinyDisk Mount(string folder, long bytes)
        {
            if (Environment.UserName != "root")
                Assert.Ignore("Only root can mount the small disk that this test fills.");
            Directory.CreateDirectory(folder);
            ProgramResult mount = SpichlerzProgram.RunOther("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={bytes}"), "tmpfs", folder);
            if (mount.ExitCode != 0)
                Assert.Ignore($"The small disk that this test fills cannot be mounted here: {mount.Error.Trim()}");
            return new TinyDisk(folder);
        }

        public void Enlarge()
        {
            ProgramResult remount = SpichlerzProgram.RunOther("mount", "-o", "remount,size=256m", folder);
            Assert.That(remount.ExitCode, Is.Zero, remount.Story);
        }

        public void Dispose() => SpichlerzProgram.RunOther("umount", folder);
    }
}
