using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Dedup;

/// <summary>What the stage trusts: its own proof, and signatures only as their writer left them.</summary>
public sealed class DedupProofTests
{
    private static readonly ShardId First = new("akty", 0, 0), Second = new("akty", 1, 0);

    [TestCase(-288, "akty/00001-00000", "sign/akty/00001-00000.sig, line 0, byte 0 after decompression: the file holds another number of signatures than the 50 its manifest says")]
    [TestCase(-1, "akty/00001-00000", "sign/akty/00001-00000.sig, line 0, byte 0 after decompression: this is no signature file of this version, or it is torn")]
    [TestCase(0, "akty/00001-00000", "sign/akty/00001-00000.sig holds 14464 bytes with XXH3 ")]
    public void Run_DamagedSignatures_FailsAndWithdrawsTheirProof(int cut, string unit, string message)
    {
        using DedupWork work = Signed();
        string damaged = work.Work.Full(SignStage.PathOf(Second)), proof = work.Work.Full(ShardCatalogue.StageManifestOf(SignStage.StageName, Second));
        string otherProof = work.Work.Full(ShardCatalogue.StageManifestOf(SignStage.StageName, First));
        File.WriteAllText(proof, "");
        File.WriteAllText(otherProof, "");
        using (FileStream file = File.OpenWrite(damaged))
        {
            file.SetLength(file.Length + cut);
            file.Position = 5000;
            file.WriteByte(0);
            file.WriteByte(1);
        }
        StageResult result = work.Run(ranks: 3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsComplete || result.IsCanceled, Is.False);
            Assert.That(result.Failures.Single().Unit, Is.EqualTo(unit));
            Assert.That(result.Failures.Single().Message, Does.StartWith(message));
            Assert.That(File.Exists(proof), Is.False, "so that sign makes it anew");
            Assert.That(File.Exists(otherProof), Is.True);
            Assert.That(work.Manifest(), Is.Null);
        }
    }

    [Test]
    public void Run_SignaturesGone_FailsAndNamesThem()
    {
        using DedupWork work = Signed();
        File.Delete(work.Work.Full(SignStage.PathOf(First)));
        StageResult result = work.Run(ranks: 2);
        Assert.That(result.Failures.Select(failure => failure.Unit), Is.EqualTo(["akty/00000-00000"]));
    }

    [Test]
    public void Run_FolderGone_FailsAndNamesItsShards()
    {
        using DedupWork work = Signed();
        Directory.Delete(work.Work.Full("sign/akty"), recursive: true);
        StageResult result = work.Run(ranks: 2);
        Assert.That(result.Failures.Select(failure => failure.Unit), Is.EqualTo(["akty/00000-00000", "akty/00001-00000"]));
    }

    [Test]
    public void Run_Canceled_LeavesNoProof()
    {
        using DedupWork work = Signed();
        StageResult result = work.Run(ranks: 2, cancel: new CancellationToken(canceled: true));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsCanceled, Is.True);
            Assert.That(result.IsComplete, Is.False);
            Assert.That(work.Manifest(), Is.Null);
        }
    }

    [Test]
    public void Resume_ProvenDone_DoesNothing()
    {
        using DedupWork work = Signed();
        work.Run();
        StageManifest manifest = work.Manifest();
        StageResult result = work.Resume(ranks: 3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.UnitsSkipped, result.Read, result.IsComplete), Is.EqualTo((1, 100, true)));
            Assert.That(work.Manifest().Run, Is.EqualTo(manifest.Run), "the manifest is the old one");
        }
    }

    [Test]
    public void Resume_LessMemory_DoesNothingAndOtherSimilarity_DoesItAnew()
    {
        using DedupWork work = Signed();
        work.Run();
        Assert.That(work.Resume(settings: new() { MemoryMib = 16 }).UnitsSkipped, Is.EqualTo(1));
        Assert.That(work.Resume(settings: new() { MinSimilarity = 0.9 }).UnitsSkipped, Is.Zero);
        DedupPromise.Check(work, 0.9);
    }

    [Test]
    public void Resume_TableGone_MakesEqualBytesAnew()
    {
        using DedupWork work = Signed();
        work.Run();
        SortedDictionary<string, string> files = work.Files();
        File.Delete(work.Work.Full(files.Keys.First()));
        Assert.That(work.Resume(ranks: 2).UnitsSkipped, Is.Zero);
        Assert.That(work.Files(), Is.EqualTo(files));
    }

    private static DedupWork Signed()
    {
        SignatureRecord[] records = SignatureRecords.Family(new Random(1), 100);
        return DedupWork.OfSignatures((First, records[..50]), (Second, records[50..]));
    }
}
