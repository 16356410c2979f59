using CsCheck;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Documents;

public sealed class ColumnKernelTests
{
    [Test]
    public void SumVector_AnyColumn_EqualsScalarTwin() => Gen.Int[0, 1000].Array[0, 100].Sample(
        column => Assert.That(ColumnKernel.SumVector(column), Is.EqualTo(ColumnKernel.SumScalar(column))), seed: "0000KFkd4vb1", iter: 500);

    [Test]
    public void MaxPairVector_AnyColumn_EqualsScalarTwin() => Gen.Int[0, 1000].Array[17, 100].Sample(
        column => Assert.That(ColumnKernel.MaxPairVector(column), Is.EqualTo(ColumnKernel.MaxPairScalar(column))), seed: "0000KFkd4vb1", iter: 500);

    [TestCase(new int[] { }, 0)]
    [TestCase(new[] { 7 }, 0)]
    [TestCase(new[] { 7, 1, 3, 4 }, 8)]
    public void MaxPair_FewWords_IsTheGreatestSum(int[] column, int sum) => Assert.That(ColumnKernel.MaxPair(column), Is.EqualTo(sum));

    [Test]
    public void CountVector_AnyColumn_EqualsScalarTwin() => Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 7]).Sample(
        (column, bit) => Assert.That(ColumnKernel.CountVector(column, (byte)(1 << bit)), Is.EqualTo(ColumnKernel.CountScalar(column, (byte)(1 << bit)))), seed: "0000KFkd4vb1", iter: 500);

    [Test]
    public void MaxVector_AnyColumn_EqualsScalarTwin() => Gen.Byte.Array[0, 300].Sample(
        column => Assert.That(ColumnKernel.MaxVector(column), Is.EqualTo(ColumnKernel.MaxScalar(column))), seed: "0000KFkd4vb1", iter: 500);

    [Test]
    public void Count_Words_AreThoseWithTheClass()
    {
        WordClass[] classes = [WordClass.Letters | WordClass.AllUpper, WordClass.Digits, WordClass.Letters];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ColumnKernel.Count(classes, WordClass.Letters), Is.EqualTo(2));
            Assert.That(ColumnKernel.Count(classes, WordClass.AllUpper), Is.EqualTo(1));
            Assert.That(ColumnKernel.Count(classes, WordClass.CamelCase), Is.Zero);
        }
    }
}
