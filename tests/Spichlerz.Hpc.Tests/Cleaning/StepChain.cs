using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning;

/// <summary>The real steps over one document after the other.</summary>
internal sealed class StepChain(CleanSettings settings)
{
    private readonly IReadOnlyList<IDocumentStep> steps = StepCatalogue.Create(settings.Steps, words: null);

    public Outcome Clean(byte[] text)
    {
        Span<Outcome> outcome = [new Outcome(new Document(new ShardId("zbiór", 0, 0), 0, text, default, default))];
        foreach (IDocumentStep step in steps)
        {
            step.Judge([outcome[0].Document], outcome);
            if (!outcome[0].IsKept)
                break;
        }
        return outcome[0];
    }
}
