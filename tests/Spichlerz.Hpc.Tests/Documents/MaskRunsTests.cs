using CsCheck;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Documents;

public sealed class MaskRunsTests
{
    [Test]
    public void BehindFirst_AnyMasks_EqualsALookAtEachBit() => Gen.Select(Gen.OneOf(Gen.ULong, Gen.Const(ulong.MaxValue)), Gen.OneOf(Gen.ULong, Gen.Const(0UL))).Array[0, 10].Sample(blocks =>
    {
        bool isBehind = false;
        ulong carry = 0;
        foreach ((ulong runs, ulong any) in blocks)
        {
            ulong marks = any & runs, expected = 0;
            for (int bit = 0; bit < 64; bit++)
            {
                bool isMark = (marks >> bit & 1) != 0;
                expected |= isMark && isBehind ? 1UL << bit : 0;
                isBehind = (runs >> bit & 1) != 0 && (isBehind || isMark);
            }
            Assert.That(MaskRuns.BehindFirst(runs, marks, ref carry), Is.EqualTo(expected));
        }
    }, seed: "0000KFkd4vb1", iter: 1_000);
}
