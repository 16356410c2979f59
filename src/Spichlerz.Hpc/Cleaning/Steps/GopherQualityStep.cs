using System.Text;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>Drops documents that do not read like prose, by Gopher's quality rules.</summary>
/// <remarks>
/// Rae et al. 2021, section A1.1. Where the suites disagree: a word is a run of letters and digits, its length is in code points and the
/// mean is taken; different stop words count, whatever their case; number signs and ellipses are counted apart.
/// </remarks>
internal sealed class GopherQualityStep(GopherQualitySettings settings) : IDocumentStep
{
    /// <summary>Texts with fewer words are short: Gopher's own minimum.</summary>
    private const int ShortWords = 50;

    private readonly WordSet stopWords = new([.. settings.StopWords]);

    public string Name => "gopher_quality";

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = Judge(documents[i]);
    }

    private Outcome Judge(Document document)
    {
        TextAnalysis analysis = document.Analysis!;
        ReadOnlySpan<byte> text = document.Text.Span;
        double words = analysis.WordCount;
        if (words < settings.MinWords && !(words >= settings.MinProseWords && IsSentences(document)))
            return Drop("few_words", words);
        if (words > settings.MaxWords)
            return Drop("many_words", words);
        if (words == 0)
            return new Outcome(document);
        double mean = ColumnKernel.Sum(analysis.WordCharacters) / words;
        if (mean < settings.MinMeanWordLength)
            return Drop("short_words", mean);
        if (mean > settings.MaxMeanWordLength)
            return Drop("long_words", mean);
        double hashes = CountRuns(text, "#"u8, '&') / words; // &#261; is a letter
        if (hashes > settings.MaxHashRatio)
            return Drop("many_hashes", hashes);
        double ellipses = (CountRuns(text, "..."u8, '\0') + text.Count("…"u8)) / words;
        if (ellipses > settings.MaxEllipsisRatio)
            return Drop("many_ellipses", ellipses);
        double alphabetic = ColumnKernel.Count(analysis.WordClasses, WordClass.Letters) / words;
        if (alphabetic < settings.MinAlphabeticWordRatio)
            return Drop("few_alphabetic_words", alphabetic);
        int distinct = CountStopWords(analysis.WordHashes);
        bool areEnough = distinct >= settings.MinDistinctStopWords || (distinct >= settings.MinProseStopWords && words < ShortWords && IsSentences(document));
        return areEnough ? JudgeLines(document) : Drop("few_stop_words", distinct);

        Outcome Drop(string reason, double value) => new(document, reason, value);
    }

    /// <summary>Whether a document of few words is sentences and not a menu.</summary>
    private bool IsSentences(Document document)
    {
        double lines = 0;
        int ended = 0;
        for (var line = new TextLines(document); line.MoveNext(); lines++)
            ended += FinewebStep.IsEndMark(TextLines.Last(line.Current).Value) ? 1 : 0;
        return lines > 0 && ended / lines >= settings.MinProseLineRatio;
    }

    private Outcome JudgeLines(Document document)
    {
        double lines = 0, most = document.Analysis!.LineCount;
        if (most < settings.MinJudgedLines)
            return new Outcome(document);
        int bullets = 0, ellipses = 0;
        for (var line = new TextLines(document); line.MoveNext();)
        {
            lines++;
            bullets += BeginsWithBullet(line.Current) ? 1 : 0;
            ellipses += line.Current.EndsWith("..."u8) || line.Current.EndsWith("…"u8) ? 1 : 0;
            // Even if all that may follow, no more than the table's lines, were such lines.
            if ((most - lines + bullets) / most <= settings.MaxBulletLineRatio && (most - lines + ellipses) / most <= settings.MaxEllipsisLineRatio)
                return new Outcome(document);
        }
        if (lines < settings.MinJudgedLines)
            return new Outcome(document);
        return bullets / lines > settings.MaxBulletLineRatio ? new Outcome(document, "many_bullet_lines", bullets / lines)
            : ellipses / lines > settings.MaxEllipsisLineRatio ? new Outcome(document, "many_ellipsis_lines", ellipses / lines)
            : new Outcome(document);
    }

    /// <summary>Runs of one sign, at least as long as <paramref name="sign"/>, that do not follow a certain other one.</summary>
    private static int CountRuns(ReadOnlySpan<byte> text, ReadOnlySpan<byte> sign, char notBehind)
    {
        int count = 0;
        for (int at; (at = text.IndexOf(sign)) >= 0;)
        {
            count += at > 0 && text[at - 1] == notBehind ? 0 : 1;
            text = text[at..];
            at = text.IndexOfAnyExcept(sign[0]);
            text = at < 0 ? [] : text[at..];
        }
        return count;
    }

    private static bool BeginsWithBullet(ReadOnlySpan<byte> line)
    {
        Rune.DecodeFromUtf8(line, out Rune first, out _);
        return first.Value is '*' or '•' or '‣' or '∙' or '·' or '■' or '□' or '▪' or '▫' or '►' or '○' or '●' or '◦';
    }

    /// <summary>How many different stop words there are; counting stops at what is asked for, which prose reaches in its first words.</summary>
    private int CountStopWords(ReadOnlySpan<ulong> words)
    {
        Span<ulong> found = stackalloc ulong[GopherQualitySettings.MaxDistinctStopWords];
        int count = 0;
        for (int i = 0; i < words.Length && count < settings.MinDistinctStopWords; i++)
        {
            if (stopWords.Contains(words[i]) && !found[..count].Contains(words[i]))
                found[count++] = words[i];
        }
        return count;
    }
}
