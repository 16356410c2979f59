using System.Buffers.Text;
using System.Text;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Counts what SpeakLeash publishes of each document, as far as no tagger is needed, and writes it to <c>meta.spichlerz.statistics</c>
/// (top-level numbers in <c>meta</c> would be summed by SpeakLeash's own tools).
/// </summary>
/// <param name="vocabulary">Words known for <c>oovs</c>; without it they are not counted.</param>
internal sealed class StatisticsStep(WordList? vocabulary) : IDocumentStep
{
    private const int MaxFactBytes = 512;

    // "name": as JSON, for each count and average in order; a general JSON writer took a tenth of all cleaning.
    private static readonly byte[][] Names = [.. TextStatistics.CountNames.Concat(TextStatistics.AverageNames).Select((name, i) => Encoding.UTF8.GetBytes($"{(i == 0 ? "" : ",")}\"{name}\":"))];

    private readonly StatisticsCounter counter = new(vocabulary);
    private readonly StepBuffer buffer = new();

    public string Name => "statistics";

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        Span<byte> fact = stackalloc byte[MaxFactBytes];
        for (int i = 0; i < documents.Length; i++)
        {
            int length = Write(counter.Count(documents[i].Text.Span, documents[i].Analysis!), fact);
            outcomes[i] = new Outcome(DocumentFacts.Add(documents[i], fact[..length], buffer));
        }
    }

    private static int Write(TextStatistics statistics, Span<byte> target)
    {
        var fact = new FactWriter(target);
        fact.Append("\"statistics\":{"u8);
        for (int i = 0; i < Names.Length; i++)
        {
            long? count = i < TextStatistics.CountNames.Length ? statistics.Count(i) : null;
            if (i < TextStatistics.CountNames.Length && count is null)
                continue;
            fact.Append(Names[i]);
            if (count is { } number)
                fact.Append(number);
            else
                fact.Append(statistics.Average(i - TextStatistics.CountNames.Length));
        }
        fact.Append("}"u8);
        return fact.Length;
    }

    private ref struct FactWriter(Span<byte> target)
    {
        /// <summary>Averages have four decimals, as in SpeakLeash's manifests.</summary>
        private const int Decimals = 10_000;

        private readonly Span<byte> target = target;

        public int Length { get; private set; }

        public void Append(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(target[Length..]);
            Length += bytes.Length;
        }

        public void Append(long number)
        {
            Utf8Formatter.TryFormat(number, target[Length..], out int written);
            Length += written;
        }

        public void Append(double average)
        {
            long scaled = (long)Math.Round(average * Decimals);
            Append(scaled / Decimals);
            Append("."u8);
            Utf8Formatter.TryFormat(scaled % Decimals, target[Length..], out int written, new System.Buffers.StandardFormat('D', 4));
            Length += written;
        }
    }
}
