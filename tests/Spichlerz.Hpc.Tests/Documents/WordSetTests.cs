using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Documents;

public sealed class WordSetTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(60)]
    [TestCase(5_000)]
    public void Contains_SetOfAnySize_HoldsItsWordsOnly(int count)
    {
        string[] words = [.. Enumerable.Range(0, count).Select(i => $"słowo{i}")];
        var set = new WordSet(words);
        ulong[] inside = [.. words.Select(WordHash.OfWord)], outside = [.. Enumerable.Range(0, 5_000).Select(i => WordHash.OfWord($"inne{i}"))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(set.Count(inside), Is.EqualTo(count));
            Assert.That(set.Count(outside), Is.Zero);
            Assert.That(set.Contains(0), Is.False);
            Assert.That(set.Contains(ulong.MaxValue), Is.False);
        }
    }

    [Test]
    public void Contains_SmallNumbers_AreNotTheMarksOfEmptySlots()
    {
        var set = new WordSet("jeden", "dwa");
        Assert.That(Enumerable.Range(0, 1 << 16).Select(i => (ulong)i).Where(set.Contains), Is.Empty);
    }

    [Test]
    public void Contains_WordInOtherCaseAndWithoutDiacritics_IsTheSame() => Assert.That(new WordSet("Żółw").Contains(WordHash.OfWord("zolw")), Is.True);
}
