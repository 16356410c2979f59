using System.Text.Json.Nodes;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Runs;

public sealed class WorkVerificationTests
{
    private const string Shard = "clean/prawo/00000-00000.jsonl.zst";

    [Test]
    public void Run_FinishedWork_IsSoundAndCountsWhatItSaw()
    {
        using TemporaryRun run = Finished();

        VerificationReport report = WorkVerification.Run(run.Work);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Faults, Is.Empty);
            Assert.That(report.IsSound, Is.True);
            Assert.That(report.Documents, Is.EqualTo(SmallCorpus.Lines - SmallCorpus.BrokenLines + Kept(run, "clean")), "shards before and after cleaning");
        }
    }

    [Test]
    public void Run_FileGone_IsFound()
    {
        using TemporaryRun run = Finished();
        File.Delete(run.Work.Full(Shard));

        Assert.That(Faults(run), Is.EqualTo([Shard + " is missing. Run again to make it anew."]));
    }

    [Test]
    public void Run_TornFile_IsFound()
    {
        using TemporaryRun run = Finished();
        byte[] bytes = File.ReadAllBytes(run.Work.Full(Shard));
        File.WriteAllBytes(run.Work.Full(Shard), bytes[..^1]);

        Assert.That(Faults(run), Is.EqualTo([$"{Shard} has {bytes.Length - 1} bytes; its writer recorded {bytes.Length}. Remove it and run again."]));
    }

    [TestCase(Shard)]
    [TestCase("shard/prawo/00000-00000.jsonl.zst")]
    [TestCase("sign/prawo/00000-00000.sig")]
    [TestCase("clean/prawo/00000-00000.dropped.parquet")]
    [TestCase("dedup/prawo/00000-00000.parquet")]
    [TestCase("dedup/summary.json")]
    [TestCase("reduce/prawo.manifest")]
    [TestCase("reduce/corpus.json")]
    [TestCase("quarantine/forum/00000.jsonl.zst")]
    [TestCase("snapshots/2026.11/prawo.jsonl.zst")]
    public void Run_BitRot_IsFoundInAnyFile(string name)
    {
        using TemporaryRun run = Finished();
        string path = run.Work.Full(name), recorded = Proof.HashFile(path);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^2] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.That(Faults(run), Is.EqualTo([$"{name} has XXH3 {Proof.HashFile(path)}; its writer recorded {recorded}. It is damaged: remove it and run again."]));
    }

    [Test]
    public void Run_DamagedManifest_IsFoundWithWhatItNoLongerProves()
    {
        using TemporaryRun run = Finished();
        File.WriteAllText(run.Work.Full("sign/prawo/00000-00000.manifest.json"), "{");

        Assert.That(Faults(run), Is.EqualTo(
        [
            "sign/prawo/00000-00000.manifest.json is no manifest. Remove it and run again.",
            "dedup/corpus.manifest.json was made from another sign/prawo/00000-00000.sig than there is now. Run again: what depends on it is done anew.",
            "sign/prawo/00000-00000.sig belongs to no manifest: the unit that wrote it is not finished. Run again.",
        ]));
    }

    [Test]
    public void Run_ManifestThatLosesDocuments_IsFound()
    {
        using TemporaryRun run = Finished();
        Edit(run, "clean/prawo/00000-00000.manifest.json", manifest => manifest["kept"] = 1);

        Assert.That(Faults(run), Is.EqualTo(["clean/prawo/00000-00000.manifest.json: read 6 is not kept 1 + dropped 0 + quarantined 0."]));
    }

    [Test]
    public void Run_ManifestWithAnotherNumberOfDocuments_IsFound()
    {
        using TemporaryRun run = Finished();
        Edit(run, "clean/prawo/00000-00000.manifest.json", manifest => manifest["outputs"]![0]!["documents"] = 5);

        Assert.That(Faults(run), Is.EqualTo([Shard + " holds 6 documents; its writer recorded 5."]));
    }

    [Test]
    public void Run_InputThatItsWriterMadeAnew_IsFound()
    {
        using TemporaryRun run = Finished();
        Edit(run, "sign/prawo/00000-00000.manifest.json", manifest => manifest["inputs"]![0]!["xxh3"] = new string('0', 32));

        Assert.That(Faults(run), Is.EqualTo([$"sign/prawo/00000-00000.manifest.json was made from another {Shard} than there is now. Run again: what depends on it is done anew."]));
    }

    [TestCase("clean/prawo/00000-00009.jsonl.zst")]
    [TestCase("shard/obcy/x")]
    [TestCase("quarantine/prawo/00000.jsonl.zst")]
    [TestCase("clean/prawo/00000-00000.jsonl.zst.tmp-1")]
    public void Run_FileThatNoManifestKnows_IsFound(string name)
    {
        using TemporaryRun run = Finished();
        Directory.CreateDirectory(Path.GetDirectoryName(run.Work.Full(name))!);
        File.WriteAllText(run.Work.Full(name), "x");

        Assert.That(Faults(run), Is.EqualTo([name + " belongs to no manifest: the unit that wrote it is not finished. Run again."]));
    }

    private static TemporaryRun Finished()
    {
        var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        run.Run(ranks: 2);
        return run;
    }

    private static IReadOnlyList<string> Faults(TemporaryRun run) => WorkVerification.Run(run.Work).Faults;

    private static long Kept(TemporaryRun run, string stage) =>
        Directory.EnumerateFiles(run.Work.Stage(stage), "*" + ManifestFile.Suffix, SearchOption.AllDirectories).Sum(path => ManifestFile.TryLoad(path)!.Kept);

    private static void Edit(TemporaryRun run, string name, Action<JsonObject> edit)
    {
        JsonObject manifest = JsonNode.Parse(File.ReadAllBytes(run.Work.Full(name)))!.AsObject();
        edit(manifest);
        File.WriteAllText(run.Work.Full(name), manifest.ToJsonString());
    }
}
