using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Layout;

namespace Spichlerz.Hpc.Tests.Cleaning.Layout;

public sealed partial class LineMarkTests
{
    private static readonly string[] Signs = ["-", "–", "—", "−", "•", "*", "·", "○", "▪", "►", "◦", "+", ">", "„", "\"", "«", "§", "©", " ", "a"];
    private static readonly string[] Numbers = ["1", "23", "a", "b", "Z", "I", "XV", "(", ")", "[", "]", ".", " ", "ż"];
    private static readonly string[] Names = ["Art", "Rozdz", "Pkt", "Ust", "Rozdział", "Rozdziały", "Oddział", "Dział", "Dzia", "Tytuł", "Tytu", "Część", "Księga", ".", " ", "  ", "4", "I", "XLC", "M", "Ł", "_", "🙂", "\u200d"];

    private static readonly Gen<string> Lines = Gen.OneOf(Of(Signs), Of(Numbers), Of(Names), Of([.. Signs, .. Numbers, .. Names, "             "]));

    [Test]
    public void LengthOf_AnyLine_IsThatOfTheRegex() => Lines.Where(line => line.Trim().Length > 0).Sample(
        line => Assert.That(LineMark.LengthOf(Encoding.UTF8.GetBytes(line.Trim())), Is.EqualTo(LengthOf(line.Trim()))), seed: "0000KFkd4vb1", iter: 200_000);

    internal static int LengthOf(string text) => Mark().Match(text[..Math.Min(text.Length, 16)]).Length;

    private static Gen<string> Of(string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[1, 9].Select(string.Concat);

    [GeneratedRegex(@"\A(?:[-–—−•*·○▪►◦+>„""«]{0,2}[-–—−•*·○▪►◦+>][ \-–—]*|§+ *|\(?(?:[0-9]{1,3}[a-z]{0,2}|[a-zA-Z]{1,2}|[IVXLC]{1,6})[.)](?: +|\z)|\[[0-9]+\] *|(?:Art|Rozdz|Pkt|Ust)\. *|(?:Rozdzia\w|Oddzia\w|Dzia\w|Tytu\w|Część|Księga) +(?:[0-9]|[IVXLC]+\b)|©)", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
