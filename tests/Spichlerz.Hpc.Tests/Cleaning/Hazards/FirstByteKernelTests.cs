using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Hazards;
using Spichlerz.Hpc.Tests.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Hazards;

public sealed class FirstByteKernelTests
{
    [Test]
    public void CountVector_AnyText_EqualsScalarTwinAndSplit() => Texts.Any.Sample(
        text =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            int[] vector = new int[256], scalar = new int[256];
            FirstByteKernel.CountVector(utf8, vector);
            FirstByteKernel.CountScalar(utf8, scalar);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(vector, Is.EqualTo(scalar));
                Assert.That(vector.Sum(), Is.EqualTo(text.Split([.. Enumerable.Range(0, 33).Select(value => (char)value)], StringSplitOptions.RemoveEmptyEntries).Length));
            }
        },
        seed: "0000KFkd4vb1", iter: 2_000);
}
