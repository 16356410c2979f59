using System.Globalization;
using System.Text.Unicode;
using Spichlerz.Hpc.Cleaning.Pii;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Masks, counts or drops for personal data: e-mail addresses, telephones, PESEL, NIP, REGON, accounts, cards, IP and MAC addresses.
/// What was found stands in <c>meta.spichlerz.pii</c> by kind. A text without any passes untouched, byte for byte.
/// </summary>
internal sealed class PiiStep : IDocumentStep
{
    private const int MaxFactBytes = 256;

    private static readonly string[] Names = [.. Enum.GetValues<PiiKind>().Select(kind => ConfigKeys.Snake(kind.ToString()))];

    private readonly FindAction[] actions;
    private readonly PiiFinder finder;
    private readonly StepBuffer buffer = new();
    private readonly List<PiiFind> finds = [];
    private readonly List<Replacement> replacements = [];
    private readonly int[] counts = new int[Names.Length];
    private readonly Dictionary<string, long> notes = [];

    public PiiStep(PiiSettings settings)
    {
        actions = [settings.Email, settings.Phone, settings.Pesel, settings.Nip, settings.Regon, settings.Iban, settings.Card, settings.Ip, settings.Mac];
        finder = new PiiFinder([.. actions.Select(action => action != FindAction.Off)]);
    }

    public string Name => "pii";

    public IReadOnlyDictionary<string, long> Notes => notes;

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        notes.Clear();
        for (int i = 0; i < documents.Length; i++)
        {
            finder.FindAll(documents[i].Text.Span, finds);
            outcomes[i] = finds.Count == 0 ? new Outcome(documents[i]) : Judge(documents[i]);
        }
    }

    private Outcome Judge(Document document)
    {
        Array.Clear(counts);
        foreach (PiiFind find in finds)
            counts[(int)find.Kind]++;
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
                notes[$"pii_{Names[i]}"] = notes.GetValueOrDefault($"pii_{Names[i]}") + counts[i];
        }
        int dropping = Enumerable.Range(0, counts.Length).FirstOrDefault(i => counts[i] > 0 && actions[i] == FindAction.Drop, -1);
        return dropping >= 0 ? new Outcome(document, $"pii_{Names[dropping]}", counts[dropping]) : new Outcome(WithFacts(Mask(document)));
    }

    private Document Mask(Document document)
    {
        replacements.Clear();
        foreach (PiiFind find in finds)
        {
            if (actions[(int)find.Kind] == FindAction.Mask)
                replacements.Add(new Replacement(find.Start, find.End, Placeholder.Of(find.Kind)));
        }
        return MaskedText.Of(document, replacements, buffer);
    }

    private Document WithFacts(Document document)
    {
        Span<byte> fact = stackalloc byte[MaxFactBytes];
        Utf8.TryWrite(fact, $"\"pii\":{{", out int length);
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
                continue;
            Utf8.TryWrite(fact[length..], CultureInfo.InvariantCulture, $"{(fact[length - 1] == (byte)'{' ? "" : ",")}\"{Names[i]}\":{counts[i]}", out int written);
            length += written;
        }
        fact[length++] = (byte)'}';
        return DocumentFacts.Add(document, fact[..length], buffer);
    }
}
