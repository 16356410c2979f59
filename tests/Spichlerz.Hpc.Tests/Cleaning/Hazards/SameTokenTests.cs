using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Hazards;
using Spichlerz.Hpc.Tests.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Hazards;

public sealed class SameTokenTests
{
    private static readonly char[] White = [.. Enumerable.Range(0, 33).Select(value => (char)value)];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Frequency((4, Gen.Const("ala")), (1, Gen.Const("Ala")), (1, Gen.Const("kot")), (1, Gen.Const("żółw")), (1, Gen.Const("--")), (1, Gen.Const("„ala")), (1, Gen.Const("7"))).Array[0, 30].Select(tokens => string.Join(' ', tokens)),
        Texts.Any);

    [Test]
    public void Ratio_AnyText_EqualsCountingEachToken() => Gen.Select(Text, Gen.Int[0, 12]).Sample(
        (text, minTokens) =>
        {
            string[] tokens = [.. text.Split(White, StringSplitOptions.RemoveEmptyEntries).Where(token => Encoding.UTF8.GetBytes(token).Any(FirstByteKernel.IsOfWord))];
            int most = tokens.CountBy(token => token).Select(token => token.Value).DefaultIfEmpty().Max();
            double expected = tokens.Length >= minTokens && most * 2 > tokens.Length ? (double)most / tokens.Length : 0;
            Assert.That(SameToken.Ratio(Encoding.UTF8.GetBytes(text), minTokens), Is.EqualTo(expected));
        },
        seed: "0000KFkd4vb1", iter: 2_000);
}
