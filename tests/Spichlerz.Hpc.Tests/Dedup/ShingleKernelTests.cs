using CsCheck;
using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Tests.Dedup;

public sealed class ShingleKernelTests
{
    [TestCase(0, 0)]
    [TestCase(1, 1)]
    [TestCase(4, 1)]
    [TestCase(5, 1)]
    [TestCase(6, 2)]
    [TestCase(100, 96)]
    public void Hash_Words_GivesThatManyShingles(int words, int expected)
    {
        ulong[] hashes = [.. Enumerable.Range(1, words).Select(i => (ulong)i)];
        Assert.That(ShingleKernel.Hash(hashes, 0, new uint[200]), Is.EqualTo(expected));
        Assert.That(ShingleKernel.CountOf(words), Is.EqualTo(expected));
    }

    [Test]
    public void Hash_WordsInOtherOrder_Differ()
    {
        uint[] there = new uint[1], back = new uint[1];
        ShingleKernel.Hash([1, 2, 3, 4, 5], 0, there);
        ShingleKernel.Hash([5, 4, 3, 2, 1], 0, back);
        Assert.That(there, Is.Not.EqualTo(back));
    }

    [Test]
    public void HashVector_AnyWords_EqualsScalarTwin() => Gen.ULong.Array[4, 200].Sample(words =>
    {
        uint[] expected = new uint[words.Length - 4], actual = new uint[words.Length - 4];
        ShingleKernel.HashScalar(words, expected);
        ShingleKernel.HashVector(words, actual);
        Assert.That(actual, Is.EqualTo(expected));
    });

    [Test]
    public void Hash_InChunks_EqualsWhole() => Gen.Select(Gen.ULong.Array[0, 200], Gen.Int[1, 50]).Sample((words, chunk) =>
    {
        var whole = new uint[200];
        int count = ShingleKernel.Hash(words, 0, whole);
        var parts = new List<uint>();
        var buffer = new uint[chunk];
        for (int taken; (taken = ShingleKernel.Hash(words, parts.Count, buffer)) > 0;)
            parts.AddRange(buffer.AsSpan(0, taken));
        Assert.That(parts, Is.EqualTo(whole[..count]));
    });
}
