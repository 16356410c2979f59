using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Layout;

namespace Spichlerz.Hpc.Tests.Cleaning.Layout;

public sealed class WrapWidthTests
{
    private const int LeastRunOns = 5;

    private static readonly string[] Begins = ["a", "ż", "ẁ", "µ", "ａ", "Ż", "„", "1", "", " a", "\tẁ"], Ends = ["a", "ł", "Ł", ",", "–", "—", "漢", "-", ".", "", "a \t", "ż\r"];

    private static readonly Gen<string[]> Lines = Gen.Select(Of(Begins), Of(Ends), (begin, end) => begin + " i " + end).Array[0, 24];

    [Test]
    public void MayBeFoundIn_AnyLines_IsWhetherEnoughGoOn() => Gen.Select(Lines, Gen.Int[0, LeastRunOns + 1]).Sample(
        (lines, divisions) =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(string.Join('\n', lines));
            var table = new LineTable();
            table.Find(utf8);
            int runOns = lines.Skip(1).Zip(lines, (next, line) => GoesOn(line.TrimEnd(' ', '\t', '\r'), next.TrimStart(' ', '\t'))).Count(goesOn => goesOn);
            Assert.That(WrapWidth.MayBeFoundIn(utf8, table, divisions), Is.EqualTo(runOns + divisions >= LeastRunOns));
        },
        seed: "0000KFkd4vb1", iter: 5_000);

    private static bool GoesOn(string line, string next) => (char.IsLetter(line[^1]) || line[^1] is ',' or '–' or '—') && char.IsLower(next[0]);

    private static Gen<string> Of(string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);
}
