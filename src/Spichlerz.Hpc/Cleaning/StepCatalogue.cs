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
        var settle = new SettleStep(Repairs(settings, known), Masks(settings), Tidies(settings));
        List<IDocumentStep> steps = [.. Repairs(settings, known), .. Tidies(settings), .. Masks(settings), settle, new AnalysisStep()];
        if (settings.Boilerplate.Enabled)
            steps.Insert(0, new BoilerplateStep(settings.Boilerplate)); // lines are removed as they were counted
        if (settings.Length.Enabled)
            steps.Add(new LengthStep(settings.Length));
        if (settings.Language.Enabled)
            steps.Add(new LanguageStep(settings.Language, LanguageModel.Shared));
        if (settings.C4.Enabled)
            steps.Add(new C4Step(settings.C4, new SettleStep([.. Repairs(settings, known), .. Tidies(settings)], Masks(settings)))); // what it edits has passed none of them
        var repeats = new LineRepeats();
        if (settings.GopherRepetition.Enabled)
            steps.Add(new GopherRepetitionStep(settings.GopherRepetition, repeats));
        if (settings.GopherQuality.Enabled)
            steps.Add(new GopherQualityStep(settings.GopherQuality));
        if (settings.Fineweb.Enabled)
            steps.Add(new FinewebStep(settings.Fineweb, repeats));
        steps.Add(new StatisticsStep(known));
        return steps;
    }

    private static List<IDocumentStep> Repairs(StepSettings settings, WordList? words)
    {
        var steps = new List<IDocumentStep>();
        if (settings.Repair.Enabled)
            steps.Add(new RepairStep(settings.Repair));
        if (settings.Layout.Enabled)
            steps.Add(new LayoutStep(settings.Layout, words));
        return steps;
    }

    /// <summary>Composed letters stay composed where white space goes: it stands at line ends alone, and no mark joins a line end.</summary>
    private static List<IDocumentStep> Tidies(StepSettings settings)
    {
        var steps = new List<IDocumentStep>();
        if (settings.Unicode.Enabled)
            steps.Add(new UnicodeStep());
        if (settings.Whitespace.Enabled)
            steps.Add(new WhitespaceStep(settings.Whitespace));
        return steps;
    }

    private static List<IDocumentStep> Masks(StepSettings settings)
    {
        var steps = new List<IDocumentStep>();
        if (settings.Hazards.Enabled)
            steps.Add(new HazardStep(settings.Hazards));
        if (settings.Pii.Enabled)
            steps.Add(new PiiStep(settings.Pii));
        return steps;
    }
}
