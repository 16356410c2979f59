using System.Text;
using CsCheck;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Tests.Cleaning;

/// <summary>What holds for all steps together, whatever text they meet. CsCheck_Iter=1000000 in the environment looks further than CI has time for.</summary>
public sealed class WholeChainTests
{
    private const int MaxGrowth = 4;

    private static readonly long Iterations = Math.Max(Check.Iter, 300);

    [Test]
    public void Clean_AnyText_IsValidAndNoLongerThanFourfold([Values] CleanProfile profile, [Values] bool isEverythingOn) => Sample(DirtyTexts.Any, profile, isEverythingOn, (chain, text) =>
    {
        ReadOnlyMemory<byte> cleaned = chain.Clean(text).Document.Text;
        Assert.That(Utf8Kernel.IndexOfInvalid(cleaned.Span), Is.Negative);
        Assert.That(cleaned.Length, Is.LessThanOrEqualTo(MaxGrowth * text.Length));
    });

    [Test]
    public void Clean_KeptText_IsKeptAsItIs([Values] CleanProfile profile) => Sample(DirtyTexts.Any, profile, isEverythingOn: false, (chain, text) =>
    {
        Outcome outcome = chain.Clean(text);
        if (outcome.IsKept)
            Assert.That(Again(chain, outcome, out string once), Is.EqualTo(((string?)null, once)));
    });

    /// <summary>What <c>c4</c> leaves may be too short for the steps before it, but is never edited again.</summary>
    [Test]
    public void Clean_KeptTextWithEveryStep_IsNotEditedAgain([Values] CleanProfile profile) => Sample(DirtyTexts.Any, profile, isEverythingOn: true, (chain, text) =>
    {
        Outcome outcome = chain.Clean(text);
        if (outcome.IsKept && Again(chain, outcome, out string once) is { DropReason: null } again)
            Assert.That(again.Text, Is.EqualTo(once));
    });

    private static void Sample(Gen<string> texts, CleanProfile profile, bool isEverythingOn, Action<StepChain, byte[]> assert)
    {
        using var chains = new ThreadLocal<StepChain>(() => new StepChain(isEverythingOn ? EverythingOn(profile) : CleanSettings.For(profile)));
        texts.Sample(text => assert(chains.Value!, Encoding.UTF8.GetBytes(text)), seed: "0000KFkd4vb1", iter: Iterations);
    }

    private static (string? DropReason, string Text) Again(StepChain chain, Outcome outcome, out string once)
    {
        once = Encoding.UTF8.GetString(outcome.Document.Text.Span);
        Outcome again = chain.Clean(Encoding.UTF8.GetBytes(once)); // the steps' buffers are used again
        return (again.DropReason, Encoding.UTF8.GetString(again.Document.Text.Span));
    }

    /// <summary>A profile with every step and every edit that it leaves out.</summary>
    private static CleanSettings EverythingOn(CleanProfile profile)
    {
        StepSettings steps = CleanSettings.For(profile).Steps;
        const FindAction Mask = FindAction.Mask;
        return new CleanSettings
        {
            Steps = steps with
            {
                Repair = steps.Repair with { Typography = Typography.Normalise },
                Pii = steps.Pii with { Nip = Mask, Regon = Mask, Ip = Mask, Mac = Mask },
                C4 = steps.C4 with { Enabled = true },
                GopherRepetition = steps.GopherRepetition with { Enabled = true },
                GopherQuality = steps.GopherQuality with { Enabled = true },
                Fineweb = steps.Fineweb with { Enabled = true },
            },
        };
    }
}
