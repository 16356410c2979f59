using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>The steps of cleaning in their order: those that edit text, then the analysis that the others read.</summary>
internal static class StepCatalogue
{
    public static IReadOnlyList<IDocumentStep> Create(StepSettings settings)
    {
        var steps = new List<IDocumentStep>();
        if (settings.Repair.Enabled)
            steps.Add(new RepairStep(settings.Repair));
        if (settings.Unicode.Enabled)
            steps.Add(new UnicodeStep());
        if (settings.Whitespace.Enabled)
            steps.Add(new WhitespaceStep(settings.Whitespace));
        if (settings.Hazards.Enabled)
            steps.Add(new HazardStep(settings.Hazards));
        if (settings.Pii.Enabled)
            steps.Add(new PiiStep(settings.Pii));
        steps.Add(new AnalysisStep());
        if (settings.Length.Enabled)
            steps.Add(new LengthStep(settings.Length));
        if (settings.Language.Enabled)
            steps.Add(new LanguageStep(settings.Language, LanguageModel.Shared));
        if (settings.Repetition.Enabled)
            steps.Add(new RepetitionStep(settings.Repetition));
        steps.Add(new StatisticsStep());
        return steps;
    }
}
