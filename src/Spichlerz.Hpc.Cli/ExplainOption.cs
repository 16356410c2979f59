using System.CommandLine;
using System.Globalization;
using System.Text;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Cleaning.Explanation;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Cli;

/// <summary><c>clean --explain</c>: one document's way through the steps. Reads one record and writes to the console only.</summary>
internal static class ExplainOption
{
    /// <summary>Characters shown on either side of an edit.</summary>
    private const int Context = 40;

    /// <summary>More would bury the verdicts; what a step does shows in the first ones.</summary>
    private const int MaxPiecesShown = 100, MaxPieceCharacters = 2000;

    private const string Indent = "      ", Red = "\e[31m", Green = "\e[32m", Plain = "\e[0m";

    /// <summary>NO_COLOR is honoured as no-color.org has it: any value but an empty one.</summary>
    private static readonly bool HasColour = RunConsole.IsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public static Option<string?> Create() => new("--explain")
    {
        Description = "Runs nothing: shows what each step makes of one document, and what it edits. FILE is a .jsonl, .jsonl.zst or .jsonl.gz file, ROW counts its lines from 0 (without: the first); or the id of a document that shard has written.",
        HelpName = "FILE[:ROW]",
    };

    public static int Run(RunConfig config, string address)
    {
        FoundRecord record = RecordLookup.Find(address, config);
        Console.WriteLine(Visible(record.Name));
        if (record.Document is not { } document)
        {
            Console.WriteLine($"Quarantined by {ShardStage.StageName}: {record.Fault!.Reason}: {Visible(record.Fault.Detail)}");
            return ExitCode.Done;
        }
        LineList? boilerplate = FrequentLines(record, config);
        Journey journey = new StepExplainer(config.Clean, boilerplate).Explain(document);
        if (config.Clean.Steps.Boilerplate.Enabled && boilerplate is null)
            Console.WriteLine($"  ! The lines that the dataset's documents have in common are not known: {config.Work} has no list of them that was made of this dataset with these settings. Run spichlerz {CleanStage.StageName} first, or look without.");
        foreach (StepVerdict verdict in journey.Verdicts)
            Print(verdict);
        string edited = string.Join(", ", journey.EditedBy);
        Console.WriteLine(journey.Drop is { } drop ? $"Dropped by {drop.Step}: {drop.Reason}."
            : edited.Length == 0 ? "Kept as it is." : $"Kept, edited by {edited}.");
        return ExitCode.Done;
    }

    private static LineList? FrequentLines(FoundRecord record, RunConfig config) =>
        record.DatasetOf(DatasetCatalogue.Find(config)) is { } dataset ? LineList.Find(config.Work, dataset, config.Clean.Steps.Boilerplate) : null;

    private static void Print(StepVerdict verdict)
    {
        string fate = verdict.Fate.ToString().ToLowerInvariant();
        string because = verdict.Reason is null ? "" : string.Create(CultureInfo.InvariantCulture, $": {verdict.Reason}, value {verdict.Value:0.####}");
        string setting = verdict.Setting is { } limit ? $" ({limit.Key}: {limit.Value})" : "";
        Console.WriteLine($"  {verdict.Step,-17} {fate}{because}{setting}");
        if (verdict.Facts.Length > 0)
            Console.WriteLine($"{Indent}adds {Visible(verdict.Facts)}");
        foreach (Passage passage in verdict.Passages.Take(MaxPiecesShown))
            Console.WriteLine($"{Indent}{passage.Language}, {passage.Words} words: {Visible(Shortened(passage.Text, Context, Context))}");
        if (verdict.Passages.Length > MaxPiecesShown)
            Console.WriteLine($"{Indent}… and {verdict.Passages.Length - MaxPiecesShown} more changes of language");
        if (!verdict.After.Equals(verdict.Before, StringComparison.Ordinal))
            Console.WriteLine(Indent + Difference(TextDiff.Of(verdict.Before, verdict.After)));
    }

    private static string Difference(IReadOnlyList<DiffPiece> pieces)
    {
        var text = new StringBuilder();
        for (int i = 0; i < Math.Min(pieces.Count, MaxPiecesShown); i++)
        {
            text.Append(pieces[i].Kind switch
            {
                DiffKind.Deleted => Marked("-[", Red, pieces[i].Text, "]-"),
                DiffKind.Inserted => Marked("+{", Green, pieces[i].Text, "}+"),
                _ => string.Join("\n" + Indent, Shortened(pieces[i].Text, i == 0 ? 0 : Context, i == pieces.Count - 1 ? 0 : Context).Split('\n').Select(Visible)),
            });
        }
        if (pieces.Count > MaxPiecesShown)
            text.Append(CultureInfo.InvariantCulture, $"\n{Indent}… and {pieces.Skip(MaxPiecesShown).Count(piece => piece.Kind != DiffKind.Same)} more deletions and insertions");
        return text.ToString();
    }

    private static string Marked(string open, string colour, string text, string close)
    {
        text = Visible(Shortened(text, MaxPieceCharacters / 2, MaxPieceCharacters / 2));
        return HasColour ? colour + text + Plain : open + text + close;
    }

    private static string Shortened(string text, int head, int tail)
    {
        if (text.Length <= head + tail + 1)
            return text;
        head -= head > 0 && char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail -= tail > 0 && char.IsLowSurrogate(text[^tail]) ? 1 : 0;
        return $"{text[..head]}…{text[^tail..]}";
    }

    /// <summary>Escapes what a terminal would obey, or show as nothing: texts come from anywhere.</summary>
    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n')
                visible.Append(@"\n");
            else if (rune.Value != ' ' && Rune.GetUnicodeCategory(rune) is (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
                or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
                visible.Append(CultureInfo.InvariantCulture, $@"\u{rune.Value:X4}");
            else
                visible.Append(rune);
        }
        return visible.ToString();
    }
}
