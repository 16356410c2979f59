using System.Text;
using Spichlerz.Hpc.Cleaning.Layout;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Undoes what pages and file formats did to running text: words divided at line ends, page numbers, heads of Markdown, time codes of subtitles, HTML. Counts it by kind in <c>meta.spichlerz.layout</c>.
/// A text without such marks passes untouched, byte for byte.
/// </summary>
/// <param name="settings">Which parts are on.</param>
/// <param name="words">Words known to exist, or null.</param>
internal sealed class LayoutStep(LayoutSettings settings, WordList? words) : IDocumentStep
{
    /// <summary>What one part brings to light another may treat: a text that goes on changing after so many rounds is no layout.</summary>
    private const int MaxRounds = 4;

    private readonly StepBuffer buffer = new();
    private readonly KindCounts counts = new();
    private readonly Dictionary<string, long> notes = [];
    private readonly Hyphenation hyphenation = new(words);

    public string Name => "layout";

    /// <summary>Documents by the kinds of layout undone in them.</summary>
    public IReadOnlyDictionary<string, long> Notes => notes;

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        notes.Clear();
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = new Outcome(LayoutMarks.AreIn(documents[i].Text.Span, settings) ? Undo(documents[i]) : documents[i]);
    }

    private Document Undo(Document document)
    {
        counts.Clear();
        string text = Encoding.UTF8.GetString(document.Text.Span), plain = Settle(text);
        if (counts.IsEmpty)
            return document;
        if (!plain.Equals(text, StringComparison.Ordinal))
            document = document.WithText(buffer.Take(Encoding.UTF8.GetBytes(plain, buffer.Reserve(Encoding.UTF8.GetMaxByteCount(plain.Length)))));
        foreach (string kind in counts.Kinds)
            notes["layout_" + kind] = notes.GetValueOrDefault("layout_" + kind) + 1;
        return DocumentFacts.Add(document, counts.ToFact(Name), buffer);
    }

    /// <summary>The text that another round would leave alone; where the rounds do not end, the text as it was.</summary>
    private string Settle(string text)
    {
        string plain = text;
        for (int round = 0; round < MaxRounds; round++)
        {
            string next = UndoOnce(plain);
            if (next.Equals(plain, StringComparison.Ordinal))
                return plain;
            plain = next;
        }
        counts.Clear();
        counts.Add("unsettled");
        return text;
    }

    private string UndoOnce(string text)
    {
        if (settings.Html && LayoutMarks.HasTag(text))
            text = HtmlText.Extract(text, settings.MaxHtmlMib, counts);
        if (settings.FrontMatter)
            text = FrontMatter.Remove(text, counts);
        if (settings.Subtitles && text.Contains(LayoutMarks.Arrow, StringComparison.Ordinal))
            text = Subtitles.Strip(text, counts);
        if (settings.RunningHeads) // before words are rejoined, which a page's end may divide
            text = RunningHeads.Remove(text, counts);
        if (settings.Hyphenation)
            text = hyphenation.Rejoin(text, counts);
        return text;
    }
}
