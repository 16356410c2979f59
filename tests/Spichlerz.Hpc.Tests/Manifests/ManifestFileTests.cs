using System.Collections.Immutable;
using CsCheck;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Tests.Manifests;

public sealed class ManifestFileTests
{
    private static readonly StageManifest Sample = new(
        "clean", "wiki_źródła/00000-00001", "0.1.0", new string('c', 64),
        [new("shard/wiki_źródła/00000-00001.jsonl.zst", 12, new string('1', 32), 10, 300)],
        [new("clean/wiki_źródła/00000-00001.jsonl.zst", 11, new string('2', 32), 7, 250), new("clean/wiki_źródła/00000-00001.dropped.parquet", 5, new string('3', 32))],
        Read: 10, Kept: 7, new Dictionary<string, long> { ["too_short"] = 2, ["language_en"] = 1 }.ToImmutableSortedDictionary(StringComparer.Ordinal), Quarantined: 0,
        new Dictionary<string, long> { ["changed_by_unicode"] = 3 }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        new RunStamp("node1", 3, new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero), 1.5));

    [Test]
    public void Save_Manifest_IsTheGoldenFile()
    {
        using var folder = new TemporaryFolder();

        ManifestFile.Save(folder["x.manifest.json"], Sample, rank: 0);

        string json = File.ReadAllText(folder["x.manifest.json"]);
        Assert.That(json, Is.EqualTo(GoldenFile.Expected("stage.manifest.json", json)));
    }

    [Test]
    public void TryLoad_SavedManifest_IsEqual()
    {
        using var folder = new TemporaryFolder();
        StageManifest saved = Sample with { Run = Sample.Run with { InputsWrittenUtc = new DateTimeOffset(639_000_000_012_345_678, TimeSpan.Zero) } };

        ManifestFile.Save(folder["x.manifest.json"], saved, rank: 0);

        Assert.That(ManifestFile.TryLoad(folder["x.manifest.json"]), Is.EqualTo(saved).UsingPropertiesComparer());
    }

    [Test]
    public void Save_CountsThatDoNotAddUp_ThrowsAndWritesNothing()
    {
        using var folder = new TemporaryFolder();

        var exception = Assert.Throws<ConservationException>(() => ManifestFile.Save(folder["x.manifest.json"], Sample with { Kept = 6 }, rank: 0));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exception!.Message, Is.EqualTo("clean wiki_źródła/00000-00001: read 10 ≠ kept 6 + dropped 3 + quarantined 0. This is a defect; please report it with the manifest's inputs."));
            Assert.That(folder.Files(), Is.Empty);
        }
    }

    [Test]
    public void IsConserved_AnyCounts_OnlyIfTheyAddUp() =>
        Gen.Select(Gen.Long[0, 9], Gen.Long[0, 9], Gen.Long[0, 9].Array[0, 4], Gen.Long[0, 9]).Sample((read, kept, dropped, quarantined) =>
        {
            StageManifest manifest = Sample with
            {
                Read = read,
                Kept = kept,
                Quarantined = quarantined,
                DroppedByReason = dropped.Select((count, i) => (count, i)).ToImmutableSortedDictionary(item => $"reason{item.i}", item => item.count),
            };
            return manifest.IsConserved == (read - kept - quarantined - dropped.Sum() == 0);
        }, seed: "0000KOGGXKp5", iter: 1000, threads: 1);

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("{\"stage\":\"clean\"")]
    [TestCase("{\"stage\":\"clean\",\"read\":\"many\"}")]
    public void TryLoad_NoManifest_IsNull(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["x.manifest.json"], json);

        Assert.That(ManifestFile.TryLoad(folder["x.manifest.json"]), Is.Null);
    }

    [Test]
    public void TryLoad_NoFile_IsNull() => Assert.That(ManifestFile.TryLoad("/nowhere/x.manifest.json"), Is.Null);

    [Test]
    public void Build_CountedOutcomes_SumsThemByReason()
    {
        var builder = new ManifestBuilder("clean", "a/00000-00000", "cc", rank: 2) { Read = 5, Kept = 1, Quarantined = 1 };
        builder.Drop("b");
        builder.Drop("a", 1);
        builder.Drop("b");
        builder.Note("n");
        builder.Note("n", 4);

        StageManifest manifest = builder.Build();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(manifest.DroppedByReason.Select(reason => $"{reason.Key}={reason.Value}"), Is.EqualTo(["a=1", "b=2"]));
            Assert.That(manifest.Notes, Is.EquivalentTo(new Dictionary<string, long> { ["n"] = 5 }));
            Assert.That(manifest.IsConserved, Is.True);
            Assert.That(manifest.CodeVersion, Is.EqualTo(CodeVersion.Current));
            Assert.That(manifest.Run.Rank, Is.EqualTo(2));
        }
    }
}
