using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Drops lists, menus and tables that pass for prose by their words, by FineWeb's rules on lines.</summary>
/// <remarks>
/// Penedo et al. 2024, section 3.5. A line ends well with . ? ! … : or a closing quotation mark: the signs that Polish prose and dialogue
/// end lines with, which FineWeb's list of 159 end marks lacks in part.
/// </remarks>
/// <param name="repeats">Null: the step counts for itself.</param>
internal sealed class FinewebStep(FinewebSettings settings, LineRepeats? repeats = null) : IDocumentStep
{
    private readonly LineRepeats repeats = repeats ?? new();

    public string Name => "fineweb";

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = Judge(documents[i]);
        repeats.Forget();
    }

    /// <summary>Whether a line that ends with this sign is ended. ” and ’ close quotations, as do » and, where the Germans' fashion is kept, “.</summary>
    internal static bool IsEndMark(int codePoint) => codePoint is '.' or '?' or '!' or '…' or ':' or '"' or '\'' or '”' or '“' or '’' or '»';

    private Outcome Judge(Document document)
    {
        TextAnalysis analysis = document.Analysis!;
        if (analysis.WordCount == 0)
            return new Outcome(document);
        double newlines = document.Text.Span.Count((byte)'\n');
        if (newlines / analysis.WordCount > settings.MaxNewlineRatio && !IsVerse(document))
            return Drop("many_newlines", newlines / analysis.WordCount);
        if (!AreLinesSurelyPassed(document) && JudgeLines(document) is { IsKept: false } dropped)
            return dropped;
        double repeated = repeats.Of(document).DuplicateCharacters / (analysis.Characters - newlines);
        return repeated > settings.MaxRepeatedLineCharacterRatio ? Drop("repeated_line_characters", repeated) : new Outcome(document);

        Outcome Drop(string reason, double value) => new(document, reason, value);
    }

    /// <summary>Whether no rule on ended and short lines can drop the document, as the first ended lines of prose show: it has no more lines than its table.</summary>
    private bool AreLinesSurelyPassed(Document document)
    {
        double most = document.Analysis!.LineCount;
        if (most < settings.MinJudgedLines)
            return true;
        if (settings.MaxShortLineRatio < 1)
            return false;
        int ended = 0;
        var line = new TextLines(document);
        while (ended / most < settings.MinEndMarkLineRatio)
        {
            if (!line.MoveNext())
                return false;
            ended += IsEndMark(TextLines.Last(line.Current).Value) ? 1 : 0;
        }
        return true;
    }

    private Outcome JudgeLines(Document document)
    {
        double lines = 0;
        int ended = 0, shorts = 0;
        for (var line = new TextLines(document); line.MoveNext(); lines++)
        {
            ended += IsEndMark(TextLines.Last(line.Current).Value) ? 1 : 0;
            shorts += IsShort(line.Current) ? 1 : 0;
        }
        if (lines < settings.MinJudgedLines)
            return new Outcome(document);
        return ended / lines < settings.MinEndMarkLineRatio && InnerSentenceEnds(document) / lines < settings.MinInnerSentenceEndRatio ? new Outcome(document, "few_ended_lines", ended / lines)
            : shorts / lines > settings.MaxShortLineRatio ? new Outcome(document, "many_short_lines", shorts / lines)
            : new Outcome(document);
    }

    /// <summary>Whether the lines are verses or what is said in a play: they pause at their end, which items of a menu do not.</summary>
    private bool IsVerse(Document document)
    {
        double lines = 0;
        int paused = 0;
        for (var line = new TextLines(document); line.MoveNext(); lines++)
        {
            int last = TextLines.Last(line.Current).Value;
            paused += IsEndMark(last) || last is ',' or '–' or '—' ? 1 : 0;
        }
        return paused / lines >= settings.MinVerseLineRatio;
    }

    /// <summary>How many sentences end before the last word of a line.</summary>
    private static int InnerSentenceEnds(Document document)
    {
        int ends = 0;
        for (var line = new TextLines(document); line.MoveNext();)
        {
            for (int word = line.FirstWord; word + 1 < line.FirstWord + line.Words; word++)
                ends += PolishSentences.EndsAfter(word, document.Text.Span, document.Analysis!) ? 1 : 0;
        }
        return ends;
    }

    private bool IsShort(ReadOnlySpan<byte> line) =>
        line.Length <= settings.ShortLineCharacters || (line.Length <= 4L * settings.ShortLineCharacters && TextLines.Characters(line) <= settings.ShortLineCharacters);
}
