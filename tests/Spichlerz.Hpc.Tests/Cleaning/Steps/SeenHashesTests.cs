using CsCheck;
using Spichlerz.Hpc.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

public sealed class SeenHashesTests
{
    /// <summary>Hashes that often meet again, or at least in one slot, 0 and the greatest among them.</summary>
    private static readonly Gen<ulong> Hash = Gen.OneOf(Gen.Const(0UL), Gen.Const(ulong.MaxValue), Gen.ULong[0, 60].Select(i => i << 58), Gen.ULong[0, 60].Select(i => i << 32), Gen.ULong);

    [Test]
    public void Add_DocumentAfterDocument_EqualsASetOfTheUpperBits() => Hash.Array[0, 300].Array[1, 5].Sample(documents =>
    {
        var seen = new SeenHashes();
        foreach (ulong[] hashes in documents)
        {
            var expected = new HashSet<ulong>();
            seen.Begin(hashes.Length);
            foreach (ulong hash in hashes)
                Assert.That(seen.Add(hash), Is.EqualTo(expected.Add(hash >> 16)));
            seen.Begin(hashes.Length);
            Assert.That(seen.Add(hashes), Is.EqualTo(expected.Count));
        }
    }, seed: "0000KFkd4vb1", iter: 500);
}
