using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Tests.Sharding;
using Spichlerz.Hpc.Tests.Shards;

namespace Spichlerz.Hpc.Tests.Cleaning;

/// <summary>The fate of every document of the shipped sample in cleaning, against Golden/quickstart-clean.tsv. UPDATE_GOLDEN=1 rewrites the file.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class QuickstartGoldenTests : IDisposable
{
    private readonly InputFiles files = new();

    public void Dispose() => files.Dispose();

    [Test]
    public void Clean_Quickstart_EqualsTheGoldenFile()
    {
        string path = Path.Combine(CleanedCorpus.Repository("tests/Spichlerz.Hpc.Tests/Golden"), "quickstart-clean.tsv");
        string actual = string.Concat(Rows(CleanedCorpus.OfQuickstart(files)).Select(row => row + "\n"));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);
        Assert.That(actual.Split('\n'), Is.EqualTo(File.ReadAllText(path).Split('\n')), "if the change is meant, run with UPDATE_GOLDEN=1 and review the difference");
    }

    /// <summary>id, outcome, value and the start of the SHA-256 of the text: the clean one, or the one that was dropped.</summary>
    private static IEnumerable<string> Rows(CleanedCorpus corpus)
    {
        Dictionary<string, string> kept = corpus.Kept.ToDictionary(document => document.Id, document => document.Text);
        Dictionary<string, string> dropped = corpus.CleanUnits
            .SelectMany(unit => Duck.Query("SELECT id, step || '/' || reason, value FROM $file", corpus.Files.Work.Full(WorkDirectory.Output("clean", unit.Shard, ".dropped.parquet"))))
            .ToDictionary(row => (string)row[0], row => string.Create(CultureInfo.InvariantCulture, $"{row[1]}\t{row[2]:0.####}"));
        foreach (ReadDocument document in corpus.Before)
        {
            string outcome = dropped.GetValueOrDefault(document.Id) ?? (kept[document.Id] == document.Text ? "kept\t" : "kept, edited\t");
            yield return $"{document.Id}\t{outcome}\t{Hash(kept.GetValueOrDefault(document.Id, document.Text))}";
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
