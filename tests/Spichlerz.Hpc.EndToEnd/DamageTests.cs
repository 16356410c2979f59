using System.Diagnostics;

namespace Spichlerz.Hpc.EndToEnd;

/// <summary>What happens to files happens: verify sees it, and running again mends it.</summary>
public sealed class DamageTests
{
    private const string Shard = "clean/prawo_wzorce/00000-00000.jsonl.zst";

    [TestCase("shard/alfa/00000-00001.jsonl.zst")]
    [TestCase("clean/alfa/00000-00001.jsonl.zst")]
    [TestCase("clean/beta/00001-00000.dropped.parquet")]
    [TestCase("sign/gamma żółć/00000-00000.sig")]
    [TestCase("dedup/omega/00000-00000.parquet")]
    [TestCase("dedup/summary.json")]
    [TestCase("reduce/alfa.manifest")]
    [TestCase("snapshots/2026.11/omega.jsonl.zst")]
    [TestCase("snapshots/2026.11/beta.manifest")]
    public void File_Torn_IsFoundByVerifyAndMendedByRun(string file)
    {
        using GeneratedRun run = Copy();
        string path = Path.Combine(run.Work, file);
        using (FileStream stream = File.OpenWrite(path))
            stream.SetLength(stream.Length - 7);
        AssertFaulty(run, Path.GetFileName(file));
        run.AssertEndsAsReference();
    }

    [TestCase("shard/alfa/00000-00001.jsonl.zst")]
    [TestCase("sign/alfa/00000-00001.sig")]
    [TestCase("snapshots/2026.11/alfa.jsonl.zst")]
    public void File_Rotten_IsFoundByVerifyWhichSaysToRemoveItAndRun(string file)
    {
        using GeneratedRun run = Copy();
        Flip(Path.Combine(run.Work, file));
        ProgramResult verify = AssertFaulty(run, file);
        Assert.That(verify.Output, Does.Contain("It is damaged: remove it and run again."));
        File.Delete(Path.Combine(run.Work, file));
        run.AssertEndsAsReference();
    }

    [TestCase("shard/alfa/00000-00001.jsonl.zst", "clean/alfa/00000-00001.manifest.json")]
    [TestCase("clean/alfa/00000-00001.jsonl.zst", "sign/alfa/00000-00001.manifest.json")]
    [TestCase("sign/alfa/00000-00001.sig", "dedup/corpus.manifest.json")]
    [TestCase("clean/alfa/00000-00001.jsonl.zst", "reduce/alfa.manifest.manifest.json")]
    [TestCase("dedup/alfa/00000-00001.parquet", "reduce/alfa.manifest.manifest.json")]
    public void File_RottenBeforeItsFirstUse_IsFoundThereAndMadeAnew(string file, string userProof)
    {
        using GeneratedRun run = Copy();
        Flip(Path.Combine(run.Work, file));
        File.Delete(Path.Combine(run.Work, userProof)); // as if the run had been stopped before
        ProgramResult first = run.Run();
        Assert.That(first.ExitCode, Is.EqualTo(3), first.Story);
        Assert.That(first.Output + first.Error, Does.Contain(file), first.Story);
        run.AssertEndsAsReference();
    }

    [Test]
    public void Snapshot_WithAStranger_IsNotSound()
    {
        using GeneratedRun run = Copy();
        File.WriteAllText(Path.Combine(run.Snapshot, "notes.txt"), "mine");
        AssertFaulty(run, "notes.txt does not belong to the snapshot.");
    }

    [Test]
    public void Manifest_Forged_IsNotSound()
    {
        using GeneratedRun run = Copy();
        string path = Path.Combine(run.Work, Shard.Replace(".jsonl.zst", ".manifest.json", StringComparison.Ordinal));
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"kept\": ", "\"kept\": 1", StringComparison.Ordinal));
        AssertFaulty(run, "is not kept");
    }

    /// <summary>A run with the reference's bytes, to be spoiled. Its proofs name the corpus, which is the same.</summary>
    private static GeneratedRun Copy()
    {
        var run = new GeneratedRun();
        using Process copy = Process.Start("cp", ["-a", Reference.Run.Work, run.Work]);
        copy.WaitForExit();
        Assert.That(copy.ExitCode, Is.Zero);
        return run;
    }

    private static ProgramResult AssertFaulty(GeneratedRun run, string fault)
    {
        ProgramResult verify = SpichlerzProgram.Run("verify", run.Config);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(verify.ExitCode, Is.EqualTo(4), verify.Story);
            Assert.That(verify.Output, Does.Contain("✗").And.Contain(fault));
        }
        return verify;
    }

    /// <summary>Turns one bit in the middle; size and times stay.</summary>
    private static void Flip(string path)
    {
        DateTime written = File.GetLastWriteTimeUtc(path);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, written);
    }
}
