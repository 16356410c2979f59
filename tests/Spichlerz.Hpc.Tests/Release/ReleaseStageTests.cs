using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Release;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Tests.Runs;
using ZstdSharp;

namespace Spichlerz.Hpc.Tests.Release;

public sealed class ReleaseStageTests
{
    // Kept after dedup: 10 of the encyclopedia (CC-BY-SA), 11 of the forum ((c)), and 5 of prawo, whose dataset is official material: 4 as that
    // and 1 under its own CC BY-NC (a second one is an exact copy, of which the more open stays).
    [TestCase(LicenceFilter.Any, 10, 11, 5)]
    [TestCase(LicenceFilter.Open, 10, 0, 5)]
    [TestCase(LicenceFilter.Commercial, 10, 0, 4)]
    public void Run_LicenceFilter_LooksAtTheDocumentsOwnLicenceBeforeItsDatasets(LicenceFilter licence, params int[] released)
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        run.Config = run.Config with { Release = new() { Where = new() { Licence = licence } } };

        Snapshot snapshot = run.Run(ranks: 2).Snapshot!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(snapshot.Datasets.Select(dataset => dataset.Released), Is.EqualTo(released.Select(count => (long)count)));
            Assert.That(snapshot.Documents, Is.EqualTo(released.Sum()));
            foreach (SnapshotDataset dataset in snapshot.Datasets)
                Assert.That(dataset.Released + dataset.DroppedByReason.Values.Sum(), Is.EqualTo(dataset.Read), dataset.Name);
            Assert.That(snapshot.Files.Any(file => file.Name == "forum.jsonl.zst"), Is.EqualTo(released[1] > 0), "a dataset of which nothing is released has no files");
            if (licence == LicenceFilter.Commercial)
                Assert.That(Refused(snapshot), Is.EquivalentTo(new Dictionary<string, long> { ["licence_all_rights_reserved"] = 11, ["licence_non_commercial"] = 1 }));
            Assert.That(SnapshotVerification.Run(Folder(run)).Faults, Is.Empty);
        }
    }

    [Test]
    public void Run_DatasetFilter_ReleasesThoseOnlyAndCountsTheRest()
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        run.Config = run.Config with { Release = new() { Where = new() { Datasets = ["prawo"] } } };

        Snapshot snapshot = run.Run().Snapshot!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(snapshot.Datasets.Select(dataset => dataset.Released), Is.EqualTo([0L, 0L, 5L]));
            Assert.That(snapshot.Datasets[0].DroppedByReason["dataset_not_chosen"], Is.EqualTo(10));
            Assert.That(Directory.EnumerateFiles(Folder(run)).Select(Path.GetFileName).Order(StringComparer.Ordinal),
                Is.EqualTo(["SHA256SUMS", "prawo.jsonl.zst", "prawo.manifest", "prawo.sample", "snapshot.json", "speakleash.json"]));
            Assert.That(File.ReadAllText(Path.Combine(Folder(run), "speakleash.json")), Is.EqualTo("[\n    {\n        \"name\": \"prawo\"\n    }\n]\n"));
        }
    }

    [Test]
    public void Run_Snapshot_ChecksumsAndIdAreThoseOfItsBytes()
    {
        using TemporaryRun run = Released();
        string[] lines = [.. Directory.EnumerateFiles(Folder(run)).Where(file => Path.GetFileName(file) is not ("SHA256SUMS" or "snapshot.json"))
            .Order(StringComparer.Ordinal).Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetFileName(file)}\n")];
        string sums = string.Concat(lines);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.Length.EqualTo(1 + (3 * 3)));
            Assert.That(File.ReadAllText(Path.Combine(Folder(run), "SHA256SUMS")), Is.EqualTo(sums));
            Assert.That(Snapshot.TryLoad(Folder(run))!.Id, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sums)))));
        }
    }

    [Test]
    public void Run_Snapshot_IsReadAsSpeakLeashReadsIt()
    {
        using TemporaryRun run = Released();

        using (Assert.EnterMultipleScope())
        {
            foreach (string name in Directory.EnumerateFiles(Folder(run), "*.manifest").Select(path => Path.GetFileNameWithoutExtension(path)))
            {
                using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(run), name + ".manifest")));
                Assert.That(manifest.RootElement.GetProperty("file_size").GetInt64(), Is.EqualTo(new FileInfo(Path.Combine(Folder(run), name + ".jsonl.zst")).Length), name);
                Assert.That(manifest.RootElement.GetProperty("updated_date").GetString(), Is.EqualTo("2026-11-30 00:00:00"));
                Assert.That(manifest.RootElement.GetProperty("stats").GetProperty("documents").GetInt32(), Is.EqualTo(Documents(run, name).Count), name);
            }
            foreach (string small in Directory.EnumerateFiles(Folder(run)).Where(file => !file.EndsWith(".zst", StringComparison.Ordinal) && !file.EndsWith("snapshot.json", StringComparison.Ordinal) && !file.EndsWith("SHA256SUMS", StringComparison.Ordinal)))
                Assert.That(File.ReadAllBytes(small), Is.All.LessThan((byte)128), small);
        }
    }

    [Test]
    public void Run_Sample_IsTheFiveDocumentsWhoseIdsHashLowest()
    {
        using TemporaryRun run = Released();
        (string Id, string Text)[] expected = [.. Documents(run, "forum").OrderBy(document => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(document.Id))).Take(5)];

        using var sample = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(run), "forum.sample")));

        Assert.That(sample.RootElement.EnumerateArray().Select(item =>
            (item.GetProperty("meta").GetProperty("spichlerz").GetProperty("id").GetString()!, item.GetProperty("text").GetString()!)), Is.EqualTo(expected));
    }

    [Test]
    public void Run_OtherContentUnderTheSameName_IsRefused()
    {
        using TemporaryRun run = Released();
        string id = Snapshot.TryLoad(Folder(run))!.Id;
        run.Config = run.Config with { Release = run.Config.Release with { Where = new() { Licence = LicenceFilter.Commercial } } };

        var exception = Assert.Throws<RankFailedException>(() => run.Run(ranks: 2));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exception!.InnerException, Is.TypeOf<ConfigException>().With.Message.EqualTo(
                $"The release has 1 fault:\n  - release.name: snapshot '2026.11' exists in {Folder(run)} and was made from other data or settings. Snapshots are immutable: choose another name, or use --redo release to replace it."));
            Assert.That(SnapshotVerification.Run(Folder(run)).Faults, Is.Empty);
            Assert.That(Snapshot.TryLoad(Folder(run))!.Id, Is.EqualTo(id));
        }
    }

    [Test]
    public void Run_RedoRelease_ReplacesTheSnapshotWhole()
    {
        using TemporaryRun run = Released();
        string id = Snapshot.TryLoad(Folder(run))!.Id;
        run.Config = run.Config with { Release = run.Config.Release with { Where = new() { Licence = LicenceFilter.Commercial } } };

        RunResult result = run.Run(redo: "release");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Snapshot!.Id, Is.Not.EqualTo(id));
            Assert.That(File.Exists(Path.Combine(Folder(run), "forum.jsonl.zst")), Is.False);
            Assert.That(SnapshotVerification.Run(Folder(run)).Faults, Is.Empty);
            Assert.That(result.Stages.Take(5).Select(stage => stage.UnitsSkipped == stage.Units), Is.All.True);
        }
    }

    [Test]
    public void Run_To_PutsTheSameSnapshotElsewhere()
    {
        using TemporaryRun run = Released();
        string id = Snapshot.TryLoad(Folder(run))!.Id, elsewhere = Path.Combine(run.Folder, "publiczne");
        run.Config = run.Config with { Release = run.Config.Release with { To = elsewhere } };

        RunResult result = run.Run();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.SnapshotFolder, Is.EqualTo(Path.Combine(elsewhere, "2026.11")));
            Assert.That(result.Snapshot!.Id, Is.EqualTo(id), "one id for the same bytes");
            Assert.That(SnapshotVerification.Run(result.SnapshotFolder!).Faults, Is.Empty);
        }
    }

    [Test]
    public void Run_FolderOfSomebodyElse_IsLeftAlone([Values(null, "shard", "release")] string? redo)
    {
        using var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        run.Config = run.Config with { Release = new() { To = run.Folder, Name = "dom" } };
        Directory.CreateDirectory(Path.Combine(run.Folder, "dom"));
        File.WriteAllText(Path.Combine(run.Folder, "dom", "praca_magisterska.odt"), "jedyna kopia");

        var exception = Assert.Throws<RankFailedException>(() => run.Run(redo: redo));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exception!.InnerException, Is.TypeOf<ConfigException>().With.Message.EqualTo(
                $"The release has 1 fault:\n  - release.name: {run.Folder}/dom holds praca_magisterska.odt, which is no part of a snapshot. Choose another name, or empty the folder."));
            Assert.That(File.ReadAllText(Path.Combine(run.Folder, "dom", "praca_magisterska.odt")), Is.EqualTo("jedyna kopia"));
        }
    }

    private static Dictionary<string, long> Refused(Snapshot snapshot) =>
        snapshot.Datasets.SelectMany(dataset => dataset.DroppedByReason).Where(reason => reason.Key.StartsWith("licence_", StringComparison.Ordinal))
            .GroupBy(reason => reason.Key).ToDictionary(same => same.Key, same => same.Sum(reason => reason.Value));

    private static TemporaryRun Released()
    {
        var run = new TemporaryRun();
        SmallCorpus.AddTo(run);
        run.Config = run.Config with { Release = run.Config.Release with { Date = new DateOnly(2026, 11, 30) } };
        run.Run(ranks: 2);
        return run;
    }

    private static string Folder(TemporaryRun run) => Path.Combine(run.Work.Snapshots, run.Config.Release.Name);

    private static List<(string Id, string Text)> Documents(TemporaryRun run, string dataset)
    {
        var documents = new List<(string, string)>();
        using var lines = new StreamReader(new DecompressionStream(File.OpenRead(Path.Combine(Folder(run), dataset + ".jsonl.zst")), leaveOpen: false));
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            documents.Add((json.RootElement.GetProperty("meta").GetProperty("spichlerz").GetProperty("id").GetString()!, json.RootElement.GetProperty("text").GetString()!));
        }
        return documents;
    }
}
