using System.Text;
using Spichlerz.Hpc.Cleaning.Repair;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Undoes damage of encodings: text read in the wrong code page, HTML entities left over, ligatures and font glyphs. Counts it by kind in
/// <c>meta.spichlerz.repair</c>; drops documents with too much that is lost (U+FFFD). Clean text passes untouched, byte for byte.
/// </summary>
internal sealed class RepairStep(RepairSettings settings) : IDocumentStep
{
    /// <summary>Text is encoded twice at most in real files, but lines of one file may be so in different ways, and entities lie between; a text that goes on changing is one that plays with encodings.</summary>
    private const int MaxRounds = 4;

    private readonly StepBuffer buffer = new();
    private readonly KindCounts counts = new();
    private readonly Dictionary<string, long> notes = [];
    private readonly SuspectClasses suspects = SuspectClasses.Mojibake | SuspectClasses.Glyph | SuspectClasses.Entity
        | (settings.Typography is Typography.Normalise ? SuspectClasses.Typography : SuspectClasses.None);

    public string Name => "repair";

    /// <summary>Documents by the kinds of repair found in them.</summary>
    public IReadOnlyDictionary<string, long> Notes => notes;

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        notes.Clear();
        for (int i = 0; i < documents.Length; i++)
        {
            SuspectClasses classes = SuspectCharacters.ClassesIn(documents[i].Text.Span, suspects);
            outcomes[i] = classes == SuspectClasses.None ? new Outcome(documents[i]) : Repair(documents[i], classes);
        }
    }

    private Outcome Repair(Document document, SuspectClasses classes)
    {
        counts.Clear();
        if (classes == SuspectClasses.Entity && TryDecode(document.Text.Span, out ReadOnlyMemory<byte> decoded))
            return counts.IsEmpty ? new Outcome(document) : Noted(document.WithText(decoded));
        string text = Encoding.UTF8.GetString(document.Text.Span), repaired = Settle(text, classes);
        bool mayHaveLost = (classes & SuspectClasses.Glyph) != 0 || !ReferenceEquals(repaired, text);
        double lost = mayHaveLost ? GlyphRepair.CountLost(repaired, counts) : 0;
        if (lost > settings.MaxReplacementRatio)
            return new Outcome(document, "replacement_characters", lost);
        if (counts.IsEmpty)
            return new Outcome(document);
        if (!repaired.Equals(text, StringComparison.Ordinal))
            document = document.WithText(buffer.Take(Encoding.UTF8.GetBytes(repaired, buffer.Reserve(Encoding.UTF8.GetMaxByteCount(repaired.Length)))));
        return Noted(document);
    }

    /// <summary>Decodes a text that is clean but for its entities, without a string of it. False where what they stood for may be damage, too.</summary>
    private bool TryDecode(ReadOnlySpan<byte> text, out ReadOnlyMemory<byte> decoded)
    {
        int length = EntityDecoder.Decode(text, buffer.Reserve(text.Length), out int entities);
        decoded = buffer.Take(entities == 0 ? 0 : length);
        if (entities == 0)
            return true;
        bool isSettled = SuspectKernel.IndexOfSuspect(decoded.Span, suspects & ~SuspectClasses.Entity) < 0;
        if (isSettled && SuspectKernel.IndexOfSuspect(decoded.Span, SuspectClasses.Entity) >= 0) // entities that stay, or such as were encoded twice
        {
            EntityDecoder.Decode(decoded.Span, buffer.Reserve(length), out int again);
            isSettled = again == 0;
        }
        counts.Add("entities", isSettled ? entities : 0);
        return isSettled;
    }

    private Outcome Noted(Document document)
    {
        foreach (string kind in counts.Kinds)
            notes["repair_" + kind] = notes.GetValueOrDefault("repair_" + kind) + 1;
        return new Outcome(DocumentFacts.Add(document, counts.ToFact(Name), buffer));
    }

    /// <summary>The repaired text, which repairing again would not change; where the rounds do not end it, the text as it was.</summary>
    private string Settle(string text, SuspectClasses classes)
    {
        string repaired = RepairOnce(text, classes, counts);
        for (int round = 1; round <= MaxRounds && !ReferenceEquals(repaired, text); round++)
        {
            // What a repair brings to light may be of another class.
            string again = RepairOnce(repaired, suspects, round < MaxRounds ? counts : new KindCounts());
            if (again.Equals(repaired, StringComparison.Ordinal))
                return repaired;
            repaired = again;
        }
        if (ReferenceEquals(repaired, text))
            return text;
        counts.Clear();
        counts.Add("unsettled");
        return text;
    }

    private string RepairOnce(string text, SuspectClasses classes, KindCounts kinds)
    {
        string decoded = (classes & SuspectClasses.Entity) != 0 ? EntityDecoder.Decode(text, kinds) : text;
        if ((classes & SuspectClasses.Mojibake) != 0 || !ReferenceEquals(decoded, text)) // entities may be those of damaged letters
            text = MojibakeRepair.Repair(decoded, kinds);
        if ((classes & SuspectClasses.Glyph) != 0)
            text = GlyphRepair.Repair(text, kinds);
        return settings.Typography is Typography.Normalise ? TypographyRepair.Normalise(text, kinds) : text;
    }
}
