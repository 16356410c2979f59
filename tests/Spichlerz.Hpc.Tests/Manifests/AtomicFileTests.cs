using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Tests.Manifests;

public sealed class AtomicFileTests
{
    [Test]
    public void Commit_WrittenFile_AppearsOnlyThen()
    {
        using var folder = new TemporaryFolder();
        using var file = new AtomicFile(folder["sub/x"], rank: 3);
        file.Stream.Write("new"u8);

        string[] before = folder.Files();
        file.Commit();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.EqualTo(["sub/x.tmp-3"]));
            Assert.That(folder.Files(), Is.EqualTo(["sub/x"]));
            Assert.That(File.ReadAllText(folder["sub/x"]), Is.EqualTo("new"));
        }
    }

    [Test]
    public void Dispose_WithoutCommit_LeavesWhatWasThere()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["x"], "old");

        using (var file = new AtomicFile(folder["x"], rank: 0))
            file.Stream.Write("half of the n"u8);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(folder.Files(), Is.EqualTo(["x"]));
            Assert.That(File.ReadAllText(folder["x"]), Is.EqualTo("old"));
        }
    }

    [Test]
    public void Dispose_AfterFailedWrite_LeavesWhatWasThere()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["x"], "old");

        Assert.Throws<IOException>(() =>
        {
            using var file = new AtomicFile(folder["x"], rank: 0);
            using var failing = new FailingStream(file.Stream, failAtByte: 5);
            failing.Write("new"u8);
            failing.Write("new"u8);
            file.Commit();
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(folder.Files(), Is.EqualTo(["x"]));
            Assert.That(File.ReadAllText(folder["x"]), Is.EqualTo("old"));
        }
    }

    [Test]
    public void Commit_TargetIsAFolder_FailsAndLeavesNoUnfinishedFile()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["x/y"]);

        Assert.Catch<Exception>(() => AtomicFile.WriteAllBytes(folder["x"], "new"u8, rank: 0));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(folder.Files(), Is.Empty);
            Assert.That(Directory.Exists(folder["x/y"]), Is.True);
        }
    }

    [Test]
    public void WriteAllBytes_ExistingFile_IsReplaced()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["x"], "a longer old content");

        AtomicFile.WriteAllBytes(folder["x"], "new"u8, rank: 0);

        Assert.That(File.ReadAllText(folder["x"]), Is.EqualTo("new"));
    }
}
