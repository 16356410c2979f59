using System.Text;
using Spichlerz.Hpc.Cleaning.Layout;
using Spichlerz.Hpc.Cleaning.Layout.Html;
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
    /// <summary>Room for texts on their way; more than the most is given up with the next one.</summary>
    private const int UsualBytes = 1 << 16, RetainedBytes = 1 << 22;

    private readonly StepBuffer buffer = new();
    private readonly KindCounts counts = new(), documentsByKind = new();
    private readonly Dictionary<string, long> notes = [];
    private readonly LineTable lines = new();
    private readonly HtmlText html = new();
    private readonly RunningHeads runningHeads = new();
    private readonly Hyphenation hyphenation = new(words);
    private readonly Rewrap rewrap = new();
    private byte[] taken = [], spare = [];

    public string Name => "layout";

    /// <summary>Documents by the kinds of layout undone in them.</summary>
    public IReadOnlyDictionary<string, long> Notes => notes;

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        notes.Clear();
        documentsByKind.Clear();
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = new Outcome(Undo(documents[i]));
        foreach (string kind in documentsByKind.Kinds)
            notes["layout_" + kind] = documentsByKind[kind];
    }

    private Document Undo(Document document)
    {
        counts.Clear();
        ReadOnlyMemory<byte> text = document.Text;
        while (settings.FrontMatter && FrontMatter.LengthOf(text.Span) is > 0 and var head)
        {
            counts.Add("front_matter");
            text = text[head..];
        }
        lines.Find(text.Span);
        text = Undo(text, LayoutMarks.Find(text.Span, lines, settings));
        if (!text.Equals(document.Text))
            document = document.WithText(text);
        foreach (string kind in counts.Kinds)
            documentsByKind.Add(kind);
        return counts.IsEmpty ? document : DocumentFacts.Add(document, counts.ToFact(Name), buffer);
    }

    /// <summary>The text without what the parts find, or the very same memory.</summary>
    /// <remarks><see cref="lines"/> are the text's.</remarks>
    private ReadOnlyMemory<byte> Undo(ReadOnlyMemory<byte> text, LayoutParts parts)
    {
        ReadOnlyMemory<byte> plain = (parts & LayoutParts.Html) != 0 ? html.Extract(text, settings.MaxHtmlMib, counts) : text;
        ReadOnlySpan<byte> running = plain.Span;
        bool isChanged = !plain.Equals(text), areWordsDivided = false;
        if (isChanged)
            lines.Find(running);
        if ((parts & LayoutParts.Subtitles) != 0)
            isChanged |= StripSubtitles(ref running);
        if ((parts & LayoutParts.RunningHeads) != 0) // before words are rejoined, which a page's end may divide
            isChanged |= Take(runningHeads.Remove(running, lines, Room(running.Length), counts), ref running);
        if ((parts & LayoutParts.Hyphenation) != 0)
            isChanged |= areWordsDivided = Take(hyphenation.Rejoin(running, lines, Room(running.Length), counts), ref running);
        // What the other parts changed may show that the text is wrapped: then there is no need to look for marks of that.
        if (settings.Rewrap && (isChanged || WrapMarks.AreIn(running, lines)))
            isChanged |= Take(rewrap.Join(running, lines, areWordsDivided ? hyphenation.Lines : null, Room(running.Length), counts), ref running);
        if (!isChanged || running.SequenceEqual(text.Span))
            return text;
        running.CopyTo(buffer.Reserve(running.Length));
        return buffer.Take(running.Length);
    }

    /// <summary>Subtitles are few: their parser reads a string.</summary>
    private bool StripSubtitles(ref ReadOnlySpan<byte> text)
    {
        string before = Encoding.UTF8.GetString(text), after = Subtitles.Strip(before, counts);
        return !ReferenceEquals(after, before) && Take(Encoding.UTF8.GetBytes(after, Room(Encoding.UTF8.GetMaxByteCount(after.Length))), ref text);
    }

    /// <summary>Where the next text may be written; the last one taken stays.</summary>
    private Span<byte> Room(int bytes)
    {
        if (spare.Length < bytes || spare.Length > RetainedBytes)
            spare = new byte[Math.Max(bytes, UsualBytes)];
        return spare;
    }

    /// <summary>Goes on with what was last written into <see cref="Room"/>, if a length says that it is another text.</summary>
    private bool Take(int? length, ref ReadOnlySpan<byte> text)
    {
        if (length is not { } bytes)
            return false;
        (taken, spare) = (spare, taken);
        text = taken.AsSpan(0, bytes);
        lines.Find(text);
        return true;
    }
}
