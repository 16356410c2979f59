using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Removes the lines that are no sentences and drops documents of which too little is left, by C4's rules.</summary>
/// <remarks>
/// Raffel et al. 2020, section 2.2. As there, what drops a document is looked for in the lines that stay. An edited document is analysed
/// anew, for the steps that follow judge what is left of it.
/// </remarks>
/// <param name="settle">Edits what a text is without its lines: a tag that began the third of them may now begin the document.</param>
internal sealed class C4Step(C4Settings settings, SettleStep settle) : IDocumentStep
{
    private readonly PhraseSet linePhrases = new(settings.LinePhrases), documentPhrases = new(settings.DocumentPhrases);
    private readonly StepBuffer buffer = new();
    private readonly List<TextAnalysis> analyses = [];
    private int edited;

    public string Name => "c4";

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        edited = 0;
        for (int i = 0; i < documents.Length; i++)
        {
            Outcome settled = Settle(documents[i]);
            outcomes[i] = settled.IsKept ? Judge(settled.Document, documents[i]) : settled;
        }
    }

    /// <summary>The document as neither this step nor those before it would edit it again.</summary>
    private Outcome Settle(Document document)
    {
        var fate = new Outcome(document);
        for (int round = 0; round < SettleStep.MaxRounds; round++)
        {
            Document edited = Edit(fate.Document);
            if (ReferenceEquals(edited, fate.Document))
                break;
            Span<Outcome> fates = [default];
            settle.Judge([edited], fates);
            if (!fates[0].IsKept)
                return fates[0] with { Document = document };
            ReadOnlyMemory<byte> text = fates[0].Document.Text;
            fate = new Outcome(text.Equals(edited.Text) ? edited : Analyzed(document, Copy(text.Span)));
        }
        return fate;
    }

    private Outcome Judge(Document document, Document original)
    {
        TextAnalysis analysis = document.Analysis!;
        if (settings.DropBraces && document.Text.Span.IndexOf((byte)'{') is >= 0 and int brace)
            return new Outcome(original, "brace", brace);
        if (documentPhrases.IsIn(analysis.WordHashes))
            return new Outcome(original, "phrase");
        int sentences = PolishSentences.Count(document.Text.Span, analysis);
        return sentences < settings.MinSentences ? new Outcome(original, "few_sentences", sentences) : new Outcome(document);
    }

    /// <summary>The document without the lines that fall, or itself.</summary>
    private Document Edit(Document document)
    {
        ReadOnlySpan<byte> text = document.Text.Span;
        Span<byte> target = buffer.Reserve(text.Length); // an empty line stood where one is written, so the text cannot grow
        int length = 0;
        bool isParagraph = false;
        for (var line = new TextLines(document); line.MoveNext();)
        {
            isParagraph |= line.BeginsParagraph;
            if (!Stays(line, document.Analysis!))
                continue;
            if (length > 0)
                length += Append(isParagraph ? "\n\n"u8 : "\n"u8, target[length..]);
            length += settings.RemoveCitations ? AppendWithoutCitations(line.Current, target[length..]) : Append(line.Current, target[length..]);
            isParagraph = false;
        }
        if (target[..length].SequenceEqual(text))
            return document;
        return Analyzed(document, buffer.Take(length));
    }

    private ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> text)
    {
        text.CopyTo(buffer.Reserve(text.Length));
        return buffer.Take(text.Length);
    }

    private Document Analyzed(Document document, ReadOnlyMemory<byte> text)
    {
        while (analyses.Count <= edited)
            analyses.Add(new TextAnalysis());
        TextAnalysis analysis = analyses[edited++];
        analysis.Analyze(text.Span);
        return document.WithText(text) with { Analysis = analysis };
    }

    private bool Stays(TextLines line, TextAnalysis analysis)
    {
        int words = line.Words - (settings.RemoveCitations ? CitationWords(line.Current) : 0); // of the line as it would be written
        if (words < settings.MinLineWords || (settings.RequireEndMark && !FinewebStep.IsEndMark(TextLines.Last(line.Current).Value)))
            return false;
        if (line.Current.EndsWith("..."u8) && settings.RequireEndMark)
            return false; // cut off, as in C4; "…" is a mark of prose
        foreach (int characters in analysis.WordCharacters.Slice(line.FirstWord, line.Words))
        {
            if (characters > settings.MaxWordLength)
                return false;
        }
        return !linePhrases.IsIn(analysis.WordHashes.Slice(line.FirstWord, line.Words));
    }

    private static int Append(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        bytes.CopyTo(target);
        return bytes.Length;
    }

    /// <summary>Copies a line without what stands in square brackets and is a number or an editor's note, and without the blanks left around it; returns the length.</summary>
    private static int AppendWithoutCitations(ReadOnlySpan<byte> line, Span<byte> target)
    {
        int length = 0;
        while (line.IndexOf((byte)'[') is >= 0 and int open && line[open..].IndexOf((byte)']') is >= 0 and int inside)
        {
            ReadOnlySpan<byte> note = line.Slice(open + 1, inside - 1);
            length += Append(line[..open], target[length..]);
            if (!IsCitation(note))
                length += Append(line.Slice(open, inside + 1), target[length..]);
            line = line[(open + inside + 1)..];
        }
        length += Append(line, target[length..]);
        return Append(target[..length].Trim(" \t\r"u8), target);
    }

    private static int CitationWords(ReadOnlySpan<byte> line)
    {
        int words = 0;
        while (line.IndexOf((byte)'[') is >= 0 and int open && line[open..].IndexOf((byte)']') is >= 0 and int inside)
        {
            ReadOnlySpan<byte> note = line.Slice(open + 1, inside - 1);
            words += IsCitation(note) ? note.Count((byte)' ') + 1 : 0;
            line = line[(open + inside + 1)..];
        }
        return words;
    }

    private static bool IsCitation(ReadOnlySpan<byte> note) =>
        (!note.IsEmpty && !note.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        || note.SequenceEqual("edytuj"u8) || note.SequenceEqual("edytuj kod"u8) || note.SequenceEqual("potrzebny przypis"u8)
        || note.SequenceEqual("edit"u8) || note.SequenceEqual("citation needed"u8);
}
