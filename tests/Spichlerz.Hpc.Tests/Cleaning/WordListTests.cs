using CsCheck;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning;

public sealed class WordListTests
{
    [Test]
    public void Contains_Forms_AreKnownFolded()
    {
        var list = new WordList(["Łódź", "biało-czerwony", "kot", "", "kot"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That("łódź lodz ŁÓDŹ biało czerwony kot".Split(' ').Select(word => list.Contains(WordHash.OfWord(word))), Is.All.True);
            Assert.That("koty Łodzi białoczerwony".Split(' ').Select(word => list.Contains(WordHash.OfWord(word))), Is.All.False);
        }
    }

    [Test]
    public void Contains_AnyList_EqualsASet() => Gen.Int[0, 300].Array[0, 200].Sample(numbers =>
    {
        var list = new WordList(numbers.Select(number => $"a{number}"));
        HashSet<int> known = [.. numbers];
        return Enumerable.Range(0, 301).All(number => list.Contains(WordHash.OfWord($"a{number}")) == known.Contains(number));
    }, seed: "0000KFkd4vb1", iter: 200);

    [Test]
    public void Shared_HunspellDictionary_IgnoresFlags()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "2\nżółw/FL\nkot\n");
            Assert.That("żółw kot fl".Split(' ').Where(word => WordList.Shared(path).Contains(WordHash.OfWord(word))), Is.EqualTo(["żółw", "kot"]));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
