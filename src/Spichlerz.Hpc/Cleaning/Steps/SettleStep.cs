using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Edits again what the editing steps have edited, until none of them finds more to do: what one brings to light an earlier one may treat, as
/// the entity that a soft hyphen divided. So cleaning a cleaned text changes nothing. Which steps had to edit again stands in
/// <c>meta.spichlerz.settle</c>. A text that no step edited passes unseen.
/// </summary>
/// <param name="repairs">The steps that undo damage. Of its own, as the others: a step's last output must stay while it judges again.</param>
/// <param name="masks">The steps that put placeholders, which do not find their own; asked only if they found something or a repair edited again: a share may be another of what is left.</param>
/// <param name="tidies">
/// Steps behind the repairs whose output is final until another step edits it: asked only then. A document that comes here has passed them;
/// what each leaves, those before it in this list leave, too.
/// </param>
internal sealed class SettleStep(IReadOnlyList<IDocumentStep> repairs, IReadOnlyList<IDocumentStep> masks, IReadOnlyList<IDocumentStep> tidies) : IDocumentStep
{
    public const string StepName = "settle";

    /// <summary>Each round undoes at least one layer of damage; real files have two.</summary>
    public const int MaxRounds = 8;

    private readonly StepBuffer buffer = new();
    private readonly KindCounts counts = new();
    private readonly Dictionary<string, long> notes = [];

    public SettleStep(IReadOnlyList<IDocumentStep> repairs, IReadOnlyList<IDocumentStep> masks)
        : this(repairs, masks, [])
    {
    }

    public string Name => StepName;

    /// <summary>Documents by the steps that edited them again.</summary>
    public IReadOnlyDictionary<string, long> Notes => notes;

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        notes.Clear();
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = documents[i].IsEdited ? Settle(documents[i]) : new Outcome(documents[i]);
    }

    private Outcome Settle(Document document)
    {
        counts.Clear();
        var fate = new Outcome(document with { Facts = default });
        for (int round = 0; fate.IsKept && (IsRepaired(ref fate, isTidy: round == 0 && !document.IsMasked) || (round == 0 && document.IsMasked)); round++)
        {
            if (round == MaxRounds)
            {
                counts.Clear();
                counts.Add("unsettled");
                fate = new Outcome(document);
                break;
            }
            if (fate.IsKept)
                EditedBy(masks, ref fate);
        }
        foreach (string kind in counts.Kinds)
            notes["settle_" + kind] = notes.GetValueOrDefault("settle_" + kind) + 1;
        Document settled = document with { Text = fate.Document.Text };
        return fate with { Document = counts.IsEmpty ? settled : DocumentFacts.Add(settled, counts.ToFact(Name), buffer) };
    }

    /// <summary>Whether a repair or a step behind the repairs edited the document.</summary>
    private bool IsRepaired(ref Outcome fate, bool isTidy)
    {
        bool isEdited = EditedBy(repairs, ref fate);
        return fate.IsKept && (isEdited || !isTidy) ? EditedBy(tidies, ref fate) | isEdited : isEdited;
    }

    /// <summary>Whether a step edited the document, whose text then lies in this step's buffer.</summary>
    private bool EditedBy(IReadOnlyList<IDocumentStep> steps, ref Outcome fate)
    {
        ReadOnlyMemory<byte> text = fate.Document.Text;
        Span<Outcome> fates = [fate];
        foreach (IDocumentStep step in steps)
        {
            ReadOnlyMemory<byte> before = fates[0].Document.Text;
            step.Judge([fates[0].Document], fates);
            if (!fates[0].Document.Text.Equals(before))
                counts.Add(step.Name);
            if (!fates[0].IsKept)
                break;
        }
        fate = fates[0];
        if (fate.Document.Text.Equals(text))
            return false;
        ReadOnlySpan<byte> edited = fate.Document.Text.Span;
        edited.CopyTo(buffer.Reserve(edited.Length));
        fate = fate with { Document = fate.Document with { Text = buffer.Take(edited.Length), Facts = default } };
        return true;
    }
}
