using System.Text;
using Spichlerz.Hpc.Cleaning.Layout;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Undoes what pages and file formats did to running text: words divided and lines broken at a width, page numbers, heads of Markdown, time codes of subtitles, HTML. Counts it by kind in <c>meta.spichlerz.layout</c>.
/// A text without such marks passes untouched, byte for byte.
/// </summary>
/// <param name="settings">Which parts are on.</param>
/// <param name="words">Words known to exist, or null.</param>
internal sealed class LayoutStep(LayoutSettings settings, WordList? words) : IDocumentStep
{
    private readonly StepBuffer buffer = new();
    private readonly KindCounts counts = new();
    private readonly Dictionary<string, long> notes = [];
    private readonly Hyphenation hyphenation = new(words);
    private readonly HtmlText html = new();

    public string Name => "layout";

    /// <summary>Documents by the kinds of layout undone in them.</summary>
    public IReadOnlyDictionary<string, long> Notes => notes;

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        notes.Clear();
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = new Outcome(LayoutMarks.Find(documents[i].Text.Span, settings) is not LayoutParts.None and var parts ? Undo(documents[i], parts) : documents[i]);
    }

    private Document Undo(Document document, LayoutParts parts)
    {
        counts.Clear();
        ReadOnlyMemory<byte> text = document.Text;
        while ((parts & LayoutParts.FrontMatter) != 0 && FrontMatter.LengthOf(text.Span) is > 0 and var head)
        {
            counts.Add("front_matter");
            text = text[head..];
            parts = LayoutMarks.Find(text.Span, settings);
        }
        if ((parts & ~LayoutParts.FrontMatter) != 0)
            text = Undo(text, parts);
        if (!text.Equals(document.Text))
            document = document.WithText(text);
        foreach (string kind in counts.Kinds)
            notes["layout_" + kind] = notes.GetValueOrDefault("layout_" + kind) + 1;
        return counts.IsEmpty ? document : DocumentFacts.Add(document, counts.ToFact(Name), buffer);
    }

    /// <summary>The text without what the parts find, or the very same memory.</summary>
    private ReadOnlyMemory<byte> Undo(ReadOnlyMemory<byte> text, LayoutParts parts)
    {
        string before = Encoding.UTF8.GetString(text.Span), after = Undo(before, parts);
        return after.Equals(before, StringComparison.Ordinal)
            ? text
            : buffer.Take(Encoding.UTF8.GetBytes(after, buffer.Reserve(Encoding.UTF8.GetMaxByteCount(after.Length))));
    }

    private string Undo(string text, LayoutParts parts)
    {
        string running = text;
        if ((parts & LayoutParts.Html) != 0)
            running = html.Extract(running, settings.MaxHtmlMib, counts);
        if ((parts & LayoutParts.Subtitles) != 0)
            running = Subtitles.Strip(running, counts);
        if ((parts & LayoutParts.RunningHeads) != 0) // before words are rejoined, which a page's end may divide
            running = RunningHeads.Remove(running, counts);
        string whole = (parts & LayoutParts.Hyphenation) != 0 ? hyphenation.Rejoin(running, counts) : running;
        // What the other parts changed may show that the text is wrapped.
        return (parts & LayoutParts.Rewrap) != 0 || (settings.Rewrap && !ReferenceEquals(whole, text))
            ? Rewrap.Join(whole, areWordsDivided: !ReferenceEquals(whole, running), counts)
            : whole;
    }
}
