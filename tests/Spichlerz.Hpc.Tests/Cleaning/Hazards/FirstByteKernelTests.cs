using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Hazards;
using Spichlerz.Hpc.Tests.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Hazards;

public sealed class FirstByteKernelTests
{
    private static readonly char[] White = [.. Enumerable.Range(0, 33).Select(value => (char)value)];

    [Test]
    public void CountVector_AnyText_EqualsScalarTwinAndSplit() => Texts.Any.Sample(
        text =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            byte[] firsts = [.. text.Split(White, StringSplitOptions.RemoveEmptyEntries).Select(token => Encoding.UTF8.GetBytes(token)[0])];
            var expected = new FirstBytes(firsts.Length, firsts.Count(FirstByteKernel.IsOfWord), firsts.CountBy(first => "APaks".Count(begin => first >= begin)).Select(range => range.Value).DefaultIfEmpty().Max());
            using (Assert.EnterMultipleScope())
            {
                Assert.That(FirstByteKernel.CountVector(utf8), Is.EqualTo(expected));
                Assert.That(FirstByteKernel.CountScalar(utf8), Is.EqualTo(expected));
            }
        },
        seed: "0000KFkd4vb1", iter: 2_000);
}
