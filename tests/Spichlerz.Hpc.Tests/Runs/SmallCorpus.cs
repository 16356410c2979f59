using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Runs;

/// <summary>Three datasets that meet every outcome: kept, dropped by cleaning, exact and near copies within and across datasets, quarantine.</summary>
internal static class SmallCorpus
{
    public const int BrokenLines = 2;

    /// <summary>Lines of all data files.</summary>
    public const int Lines = 12 + 8 + 7 + 6;

    /// <summary>Adds the datasets, and lets a sixth of a dataset be unreadable.</summary>
    public static void AddTo(TemporaryRun run)
    {
        run.Config = run.Config with { MaxQuarantinedFraction = 0.2, Release = new ReleaseSettings { Name = "2026.11" } };
        string[] wiki = [.. Enumerable.Range(0, 10).Select(seed => PolishText.Of(seed))];
        run.AddDataset("encyklopedia_źródła", "CC-BY-SA-4.0",
            [.. wiki.Select(text => TemporaryRun.Record(text, new { url = "https://example.org" })), TemporaryRun.Record("Za krótki."), TemporaryRun.Record(wiki[0])]);
        // Two parts, one of them compressed otherwise; a near copy of another dataset's text; an English text; a record that is none.
        run.AddFile("forum-000.jsonl", [.. Texts(100, 6), TemporaryRun.Record(PolishText.WithOneChange(wiki[1])), "{\"text\":"]);
        run.AddFile("forum-001.jsonl", [.. Texts(200, 5), TemporaryRun.Record(English), "to nie jest JSON"]);
        run.AddFile("forum.source.json", ["""{"licence":"(c) forum.example"}"""]);
        run.AddDataset("prawo", "LicenseRef-PL-official-material",
            [.. Texts(300, 4), TemporaryRun.Record(PolishText.Of(300), new { licence = "CC BY-NC 4.0" }), TemporaryRun.Record(PolishText.Of(310), new { licence = "CC BY-NC 4.0" })]);
    }

    private const string English =
        "The granary keeps the texts of many people, and those who build language models take from it what they are allowed to take. " +
        "This paragraph is written in English so that the language gate has something to refuse, and it is long enough to pass the length gate before it.";

    private static IEnumerable<string> Texts(int firstSeed, int count) =>
        Enumerable.Range(firstSeed, count).Select(seed => TemporaryRun.Record(PolishText.Of(seed)));
}
