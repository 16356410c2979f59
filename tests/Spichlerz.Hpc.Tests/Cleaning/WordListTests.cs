using CsCheck;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Manifests;

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
    public void Shared_HunspellDictionary_IgnoresFlagsAndIsReadAnewOnceChanged()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "2\nżółw/FL\nkot\n");
            FileEntry entry = WordList.EntryOf(new() { Words = path })!;
            Assert.That("żółw kot fl".Split(' ').Where(word => WordList.Shared(entry).Contains(WordHash.OfWord(word))), Is.EqualTo(["żółw", "kot"]));
            File.WriteAllText(path, "2\nżółw/FL\npies\n");
            FileEntry changed = WordList.EntryOf(new() { Words = path })!;
            Assert.That("żółw kot pies".Split(' ').Where(word => WordList.Shared(changed).Contains(WordHash.OfWord(word))), Is.EqualTo(["żółw", "pies"]), "in the same process, too");
            Assert.That(() => WordList.Shared(entry with { Xxh3 = new string('0', 32) }), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo($"{path} has changed since the stage began. Run again."));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
