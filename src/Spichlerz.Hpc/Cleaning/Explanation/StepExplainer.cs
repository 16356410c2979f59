using System.Collections.Immutable;
using System.Text;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Explanation;

/// <summary>Passes single documents through the steps that the stage <c>clean</c> would use, and tells what each of them made of it.</summary>
public sealed class StepExplainer
{
    private readonly CleanSettings settings;
    private readonly IReadOnlyList<IDocumentStep> steps;

    /// <param name="boilerplate">The frequent lines of the dataset that the documents are of; null where they are not known.</param>
    public StepExplainer(CleanSettings settings, LineList? boilerplate = null)
    {
        this.settings = settings;
        steps = StepCatalogue.Create(settings.Steps, WordList.EntryOf(settings.Steps.Statistics));
        if (steps[0] is BoilerplateStep step)
            step.Begin(boilerplate ?? LineList.Empty);
    }

    public Journey Explain(Document document)
    {
        var verdicts = ImmutableArray.CreateBuilder<StepVerdict>();
        string text = Decode(document.Text);
        var outcome = new Outcome(document);
        foreach (IDocumentStep step in steps)
        {
            Document before = outcome.Document;
            Span<Outcome> outcomes = [outcome];
            step.Judge([before], outcomes);
            outcome = outcomes[0];
            if (step is AnalysisStep)
                continue; // it judges nothing
            StepVerdict verdict = Verdict(step.Name, outcome, before, text) with { Passages = Passages(step, before) };
            verdicts.Add(verdict);
            text = verdict.After;
            if (!outcome.IsKept)
                break;
        }
        return new Journey(verdicts.ToImmutable());
    }

    private StepVerdict Verdict(string step, Outcome outcome, Document before, string text)
    {
        string after = outcome.Document.Text.Equals(before.Text) ? text : Decode(outcome.Document.Text);
        StepFate fate = !outcome.IsKept ? StepFate.Dropped : after.Equals(text, StringComparison.Ordinal) ? StepFate.Kept : StepFate.Edited;
        string facts = Decode(outcome.Document.Facts[before.Facts.Length..]).TrimStart(','); // steps only append
        return new(step, fate, outcome.DropReason, outcome.Value, outcome.DropReason is { } reason ? Setting(step, reason) : null, facts, text, after);
    }

    private static ImmutableArray<Passage> Passages(IDocumentStep step, Document document) =>
        step is LanguageStep language && language.Runs(document) is { Count: > 1 } runs
            ? [.. runs.Select(run => new Passage(run.Code, run.Words, Decode(document.Text[run.Start..run.End])))] : [];

    /// <summary>What a step held the value of a reason against.</summary>
    internal DecidingSetting? Setting(string step, string reason)
    {
        if (DropReasons.SettingOf(reason) is not { } name)
            return null;
        // What falls when steps judge again falls to the settings of those.
        (string key, string value) = ConfigKeys.Flatten(settings, outputOnly: false).First(setting => setting.Key == $"steps.{step}.{name}" || (step == SettleStep.StepName && setting.Key.EndsWith("." + name, StringComparison.Ordinal)));
        return new("clean." + key, value);
    }

    private static string Decode(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
