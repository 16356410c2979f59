using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Kernels;

namespace Spichlerz.Hpc.Tests.Cleaning.Kernels;

public sealed class LineShapeKernelTests
{
    private static readonly string[] Usual = ["A", "Ł", "—", "🙂", " ", "."];
    private static readonly string[] Sought = ["a", "z", "  ", "\t", "|", "{", "}", "<", ">", "\\", "`", "="];

    private static readonly Gen<string> Plain = Of(Usual).Array[0, 200].Select(string.Concat);

    [Test]
    public void Read_AnyLineOfAText_IsThatOfItsString() => Gen.Select(Plain, Gen.Select(Plain, Of(Sought), Plain, (before, sign, after) => before + sign + after), Plain).Sample(
        (before, line, after) =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(before + line + after);
            int begin = Encoding.UTF8.GetByteCount(before), end = begin + Encoding.UTF8.GetByteCount(line);
            LineShapeKernel.Signs signs = (line.Any(char.IsAsciiLetterLower) ? LineShapeKernel.Signs.SmallLetter : 0)
                | (line.Any("\t|{}<>\\`=".Contains) ? LineShapeKernel.Signs.Verbatim : 0) | (line.Contains("  ", StringComparison.Ordinal) ? LineShapeKernel.Signs.Gap : 0);
            Assert.That((LineShapeKernel.ReadScalar(utf8.AsSpan(begin..end)), LineShapeKernel.Read(utf8, begin, end)), Is.EqualTo(((line.Length, signs), (line.Length, signs))));
        },
        seed: "0000KFkd4vb1", iter: 5_000);

    private static Gen<string> Of(string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);
}
