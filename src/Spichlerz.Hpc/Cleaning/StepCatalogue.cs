using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>The steps of cleaning in their order: those that edit text, then the analysis that the others read.</summary>
internal static class StepCatalogue
{
    /// <param name="words">The list of words that the settings name; null where they name none.</param>
    public static IReadOnlyList<IDocumentStep> Create(StepSettings settings, FileEntry? words)
    {
        WordList? known = words is null ? null : WordList.Shared(words);
        var steps = new List<IDocumentStep>();
        if (settings.Repair.Enabled)
            steps.Add(new RepairStep(settings.Repair));
        if (settings.Layout.Enabled)
            steps.Add(new LayoutStep(settings.Layout, known));
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
        if (settings.C4.Enabled)
            steps.Add(new C4Step(settings.C4));
        if (settings.GopherRepetition.Enabled)
            steps.Add(new GopherRepetitionStep(settings.GopherRepetition));
        if (settings.GopherQuality.Enabled)
            steps.Add(new GopherQualityStep(settings.GopherQuality));
        if (settings.Fineweb.Enabled)
            steps.Add(new FinewebStep(settings.Fineweb));
        steps.Add(new StatisticsStep(known));
        return steps;
    }
}
