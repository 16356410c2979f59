using CsCheck;
using Spichlerz.Hpc.Cleaning.Languages;

namespace Spichlerz.Hpc.Tests.Cleaning.Languages;

public sealed class LanguageKernelTests
{
    private static readonly Gen<(float[] Matrix, int[] Rows)> Sums =
        from height in Gen.Int[1, 20]
        from matrix in Gen.Float[-50, 50].Array[height * RowSumKernel.Columns]
        from rows in Gen.Int[0, height - 1].Array[0, 200]
        select (matrix, rows);

    [Test]
    public void AddVector_AnyInput_EqualsScalarTwinBitForBit() => Sums.Sample(input =>
    {
        float[] expected = new float[RowSumKernel.Columns], actual = new float[RowSumKernel.Columns];
        RowSumKernel.AddScalar(input.Matrix, input.Rows, expected);
        RowSumKernel.AddVector(input.Matrix, input.Rows, actual);
        Assert.That(Bits(actual), Is.EqualTo(Bits(expected)));
    });

    [Test]
    public void Add_SumOfAnotherLength_SaysWhatItNeeds() =>
        Assert.That(() => RowSumKernel.Add(new float[16], [], new float[8]), Throws.ArgumentException.With.Message.EqualTo(
            "The matrix needs 16 columns and the sum 16 numbers; got 16 numbers and 8."));

    // Reference values of FNV-1a for ASCII; beyond ASCII fastText differs from the standard function on purpose.
    [TestCase("", 0x811C9DC5u)]
    [TestCase("a", 0xE40C292Cu)]
    [TestCase("foobar", 0xBF9CF968u)]
    public void Hash_AsciiWord_IsFnv1a(string word, uint expected) =>
        Assert.That(SubwordKernel.Hash(System.Text.Encoding.UTF8.GetBytes(word)), Is.EqualTo(expected));

    [Test]
    public void Row_AnyBuckets_NumbersTheKeptOnesInOrder() => Gen.Select(Gen.Int[0, 999].Array[1, 300], Gen.UInt.Array[1000]).Sample((buckets, hashes) =>
    {
        int[] kept = [.. buckets.Distinct().Order()];
        var index = new SubwordIndex(1000, kept, firstRow: 7);
        foreach (uint hash in hashes)
        {
            int expected = Array.BinarySearch(kept, (int)(hash % 1000));
            int row = index.Row(hash, out int isKept);
            Assert.That(isKept, Is.EqualTo(expected >= 0 ? 1 : 0));
            if (expected >= 0) Assert.That(row, Is.EqualTo(expected + 7));
        }
    }, iter: 30);

    // At the ends of the range of hashes and around the multiples of a number of buckets, where a division by a product would slip first.
    [Test]
    public void Row_AnyNumberOfBuckets_FindsTheBucketOfTheRemainder() => Gen.Select(Gen.Int[2, 3_000_000], Gen.UInt).Sample((buckets, any) =>
    {
        uint count = (uint)buckets, largest = uint.MaxValue - (uint.MaxValue % count);
        foreach (uint hash in (uint[])[any, 0, count - 1, count, largest - 1, largest, uint.MaxValue])
        {
            var index = new SubwordIndex(buckets, [(int)(hash % count)], firstRow: 0);
            Assert.That((index.Row(hash, out int isKept), isKept), Is.EqualTo((0, 1)));
        }
    }, iter: 30);

    [Test]
    public void Exp_AnyNumber_IsCloseToTheRuntimes() => Gen.Double[-700, 700].Sample(x =>
        Assert.That(PortableMath.Exp(x), Is.EqualTo(Math.Exp(x)).Within(1e-13).Percent));

    [Test]
    public void Log_AnyPositiveNumber_IsCloseToTheRuntimes() => Gen.Double[-700, 700].Select(Math.Exp).Sample(x =>
        Assert.That(PortableMath.Log(x), Is.EqualTo(Math.Log(x)).Within(1e-15 + (1e-15 * Math.Abs(Math.Log(x))))));

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
