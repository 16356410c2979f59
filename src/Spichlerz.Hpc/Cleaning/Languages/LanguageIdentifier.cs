using System.Text;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Languages;

/// <summary>Names the language of a text as fastText does with lid.176. Holds one rank's scratch: not for two threads at once.</summary>
public sealed class LanguageIdentifier(LanguageModel model)
{
    // On 14 corpora stopping at the first figure, where sure, finds as many documents Polish as reading to the second
    // (one of 1,517 web pages more) and settles 71 to 99 % of prose; 128 bytes or 0.8 would lose some.
    private const int SureBytes = 256, MaxProseBytes = 2048;
    private const float SureProbability = 0.9f;

    // Of 3,443 paragraphs in nine languages 96 bytes give another answer than all of them where sure in 9, Belarusian and Slovak ones, never Polish.
    private const int SureParagraphBytes = 96, RatioBytes = 512;
    private const int StartsAtOnce = 1024;

    /// <summary>How much of a shouted text is lowered: more than is read for sure, so a letter cut at its end does not matter.</summary>
    private const int ShoutedBytes = 4 * MaxProseBytes;

    /// <summary>Rows of a word that is noted: its own, and those of n-grams that begin at its bytes and at the borders.</summary>
    private const int MaxRecentRows = 1 + ((RecentWords.MaxBytes + 2) * (SubwordIndex.MaxLength - SubwordIndex.MinLength + 1));

    private readonly RecentWords recent = new();
    private readonly int[] rows = new int[4 * SubwordKernel.MaxRows(StartsAtOnce)];
    private readonly float[] hidden = new float[RowSumKernel.Columns];
    private byte[] bordered = new byte[256];
    private int rowCount;
    private long addedCount;

    /// <summary>The likeliest language of the text: fastText's predict with k = 1 on one line, line breaks read as spaces.</summary>
    /// <remarks>
    /// Allocates nothing. The answer has the same bits on every machine. A text without words gets a guess too, of no
    /// meaning and low probability. As in fastText a word "&lt;/s&gt;" ends the text and words that begin with "__label__" do not count.
    /// </remarks>
    public LanguageGuess Identify(ReadOnlySpan<byte> utf8) => Guess(utf8, isProse: false, sureBytes: int.MaxValue);

    /// <summary>The language of the prose in the text, from as little of it as makes sure: what `clean` asks.</summary>
    /// <remarks>
    /// <para>A word of prose holds letters only, besides punctuation around it. Front matter, tags, links, code and numbers pass
    /// for English: of 1,674 Polish pages with front matter the first 512 bytes are found Polish in 10 %, 512 bytes of prose in 99 %.</para>
    /// <para>Words are taken until they have 256 bytes together; if the guess is then below 0.9, until they have 2,048. A text
    /// without prose gets a guess of no meaning and low probability.</para>
    /// </remarks>
    public LanguageGuess IdentifyProse(ReadOnlySpan<byte> utf8) => Guess(utf8, isProse: true, SureBytes);

    /// <summary>The same of a text mostly in capitals, as title pages are, in small letters: the model has seen few such texts and takes Polish ones for German or English.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="words">Classes of its words.</param>
    /// <param name="prior">Languages to answer with where they are likelier once this is reckoned in; the probability is the model's all the same.</param>
    public LanguageGuess IdentifyProse(ReadOnlySpan<byte> utf8, ReadOnlySpan<WordClass> words, LanguagePrior? prior = null) => Guess(Lowered(utf8, words), isProse: true, SureBytes, prior);

    /// <summary>The language of a paragraph, sure from its first 96 bytes of prose on: it weighs less than a document.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="words">Classes of its words.</param>
    public LanguageGuess IdentifyParagraph(ReadOnlySpan<byte> utf8, ReadOnlySpan<WordClass> words) => Guess(Lowered(utf8, words), isProse: true, SureParagraphBytes);

    /// <summary>How much of the text's beginning is prose: the share of words of prose among its runs without white space, of which punctuation alone is none.</summary>
    public static double ProseRatio(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8[..Math.Min(utf8.Length, RatioBytes)];
        int words = 0, prose = 0;
        var run = new TextRuns(utf8);
        while (run.MoveNext())
        {
            words += run.IsPunctuation ? 0 : 1;
            prose += run.IsProse ? 1 : 0;
        }
        return (double)prose / Math.Max(1, words);
    }

    private static ReadOnlySpan<byte> Lowered(ReadOnlySpan<byte> utf8, ReadOnlySpan<WordClass> words)
    {
        return ColumnKernel.Count(words, WordClass.AllUpper) * 2 <= words.Length ? utf8 : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, ShoutedBytes)]).ToLowerInvariant());
    }

    private LanguageGuess Guess(ReadOnlySpan<byte> utf8, bool isProse, int sureBytes, LanguagePrior? prior = null)
    {
        hidden.AsSpan().Clear();
        (rowCount, addedCount) = (0, 0);
        int taken = 0;
        bool isAsked = !isProse;
        var run = new TextRuns(utf8);
        while (run.MoveNext())
        {
            if (isProse && !run.IsProse) continue;
            if (!Add(run.Rest, run.Current.Length)) break;
            taken += run.Current.Length;
            if (!isAsked && taken >= sureBytes)
            {
                isAsked = true;
                if (Best(prior) is { Probability: >= SureProbability } sure) return sure;
            }
            if (isProse && taken >= MaxProseBytes) break;
        }
        return Best(prior);
    }

    /// <summary>The guess for the words so far; more may follow.</summary>
    private LanguageGuess Best(LanguagePrior? prior)
    {
        Flush();
        ReadOnlySpan<int> end = model.Words.Rows(WordIndex.EndOfLine);
        Span<float> mean = stackalloc float[RowSumKernel.Columns];
        hidden.CopyTo(mean);
        RowSumKernel.Add(model.Vectors, end, mean);
        float scale = (float)(1.0 / (addedCount + end.Length));
        foreach (ref float value in mean)
            value *= scale;
        LanguageGuess best = model.Labels.Best(mean);
        return prior is null ? best : Favour(best, mean, prior);
    }

    private LanguageGuess Favour(LanguageGuess guess, ReadOnlySpan<float> mean, LanguagePrior prior)
    {
        LanguageGuess best = guess;
        double weight = guess.Probability;
        foreach (int label in prior.Labels)
        {
            LanguageGuess other = model.Labels.Of(label, mean);
            if (other.Code == guess.Code)
                return guess;
            if (other.Probability * prior.Odds > weight)
                (best, weight) = (other, other.Probability * prior.Odds);
        }
        return best;
    }

    /// <summary>Adds the word of so many bytes that a text begins with; false if it ends the line.</summary>
    private bool Add(ReadOnlySpan<byte> text, int length)
    {
        ReadOnlySpan<int> met = recent.RowsOf(text, length);
        if (!met.IsEmpty)
        {
            AddRows(met);
            return true;
        }
        if (length > RecentWords.MaxBytes)
            return AddWord(text[..length]);
        if (MaxRecentRows > rows.Length - rowCount) Flush(); // now, so that the word's rows stay together
        int first = rowCount;
        if (!AddWord(text[..length])) return false;
        recent.Add(text, length, rows.AsSpan(first, rowCount - first));
        return true;
    }

    private bool AddWord(ReadOnlySpan<byte> word)
    {
        int number = model.Words.Find(word, SubwordKernel.Hash(word));
        if (number > WordIndex.EndOfLine) AddRows(model.Words.Rows(number));
        else if (number == WordIndex.EndOfLine) return false; // Best adds it, whether the text has it or not
        else if (!word.StartsWith("__label__"u8)) AddUnknown(word);
        return true;
    }

    private void AddRows(ReadOnlySpan<int> added)
    {
        if (added.Length > rows.Length - rowCount) Flush();
        added.CopyTo(rows.AsSpan(rowCount));
        rowCount += added.Length;
    }

    private void AddUnknown(ReadOnlySpan<byte> word)
    {
        int length = word.Length + 2;
        if (bordered.Length < length)
            bordered = new byte[length + (length / 2)];
        bordered[0] = (byte)'<';
        word.CopyTo(bordered.AsSpan(1));
        bordered[length - 1] = (byte)'>';
        for (int from = 0; from < length; from += StartsAtOnce)
        {
            int to = Math.Min(length, from + StartsAtOnce);
            if (SubwordKernel.MaxRows(to - from) > rows.Length - rowCount) Flush();
            rowCount += SubwordKernel.Rows(bordered.AsSpan(0, length), from, to, model.Subwords, rows.AsSpan(rowCount));
        }
    }

    private void Flush()
    {
        RowSumKernel.Add(model.Vectors, rows.AsSpan(0, rowCount), hidden);
        addedCount += rowCount;
        rowCount = 0;
    }
}
