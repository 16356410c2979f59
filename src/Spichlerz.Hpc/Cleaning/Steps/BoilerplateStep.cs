using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Removes lines that too many documents of the dataset have, and all but the first of a long line that one document repeats over and over.
/// A document of one line stays: whether it is a copy of others is for deduplication. A document that is nothing else is dropped.
/// </summary>
internal sealed class BoilerplateStep(BoilerplateSettings settings) : IDocumentStep
{
    private readonly StepBuffer buffer = new();
    private readonly LineKeys lines = new(settings.MinCharacters);
    private readonly CopyFinder copies = new(settings);
    private readonly KindCounts counts = new();
    private readonly Dictionary<string, long> notes = [];
    private LineList list = LineList.Empty;
    private LineMark[] markArray = [];

    public string Name => "boilerplate";

    /// <summary>Lines removed.</summary>
    public IReadOnlyDictionary<string, long> Notes => notes;

    /// <summary>What was removed since <see cref="Begin"/>.</summary>
    public RemovedLines Removed { get; } = new();

    /// <summary>Documents of this dataset follow.</summary>
    public void Begin(LineList ofDataset)
    {
        list = ofDataset;
        Removed.Clear();
    }

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        notes.Clear();
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = Judge(documents[i]);
    }

    private Outcome Judge(Document document)
    {
        ReadOnlySpan<byte> text = document.Text.Span;
        if (list.IsEmpty && !copies.MayHave(text))
            return new Outcome(document);
        lines.Find(text);
        if (lines.Filled < 2)
            return new Outcome(document);
        if (markArray.Length < lines.Count)
            markArray = new LineMark[2 * lines.Count];
        Span<LineMark> marks = markArray.AsSpan(0, lines.Count);
        marks.Clear();
        int listed = list.IsEmpty ? 0 : MarkListed(marks), copied = copies.Mark(text, lines, marks);
        if (listed + copied == 0)
            return new Outcome(document);
        return listed == lines.Filled ? new Outcome(document, "only_boilerplate", listed) : new Outcome(Edit(document, marks, listed, copied));
    }

    /// <summary>Marks the lines of the list: those that fall by themselves, then what follows or precedes them without a blank line between.</summary>
    private int MarkListed(Span<LineMark> marks)
    {
        ReadOnlySpan<ulong> keys = lines.Keys;
        int marked = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] != LineKeys.None && list[keys[i]] == ListedLine.Alone)
            {
                marks[i] = LineMark.Listed;
                marked++;
            }
        }
        if (marked == 0)
            return 0;
        for (int i = 1; i < keys.Length; i++)
            marked += MarkBeside(marks, i, i - 1);
        for (int i = keys.Length - 2; i >= 0; i--)
            marked += MarkBeside(marks, i, i + 1);
        return marked;
    }

    private int MarkBeside(Span<LineMark> marks, int line, int neighbour)
    {
        if (marks[line] == LineMark.Listed || marks[neighbour] != LineMark.Listed || lines.Keys[line] == LineKeys.None || list[lines.Keys[line]] == ListedLine.No)
            return 0;
        marks[line] = LineMark.Listed;
        return 1;
    }

    private Document Edit(Document document, ReadOnlySpan<LineMark> marks, int listed, int copied)
    {
        ReadOnlySpan<byte> text = document.Text.Span;
        Removed.NextDocument();
        for (int i = 0; i < marks.Length; i++)
        {
            if (marks[i] != LineMark.Stays)
                Removed.Add(lines.Keys[i], marks[i] == LineMark.Copy ? RemovedLines.Copy : RemovedLines.Dataset, text[lines[i]]);
        }
        counts.Clear();
        Count("dataset_lines", listed);
        Count("copies", copied);
        // Not WithText: no step has looked at the text yet, so none has to look again.
        document = document with { Text = buffer.Take(LineEditor.Write(text, lines, marks, buffer.Reserve(text.Length))) };
        return DocumentFacts.Add(document, counts.ToFact(Name), buffer);
    }

    private void Count(string kind, int removed)
    {
        counts.Add(kind, removed);
        if (removed > 0)
            notes["boilerplate_" + kind] = notes.GetValueOrDefault("boilerplate_" + kind) + removed;
    }
}
