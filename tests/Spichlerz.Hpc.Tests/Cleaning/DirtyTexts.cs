using System.Text;
using CsCheck;
using Spichlerz.Hpc.Tests.Cleaning.Repair;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning;

/// <summary>Documents as the web has them: Polish prose, and within it what the steps were written for, side by side.</summary>
internal static class DirtyTexts
{
    private static readonly string[] OrdinaryDirt =
    [
        "&oacute;", "&nbsp;", "&#8230;", "&bdquo;", "<br>", "<b>", "ola@polna.pl", "jan.kowalski@rzeka.com.pl", "tel. 601 234 567", "+48 22 123 45 67", "PESEL 44051401359",
        "PL61 1090 1014 0000 0712 1981 2874", "4111 1111 1111 1111", "NIP: 526-000-12-46", "serwer 83.12.34.56", "00:1A:2b:7C:0d:5E", "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345",
        "[E-MAIL]", "[TELEFON]", "@", ".", "-", "\0", "\u0001", "\u001b[31m", "\u007f", "\u00a0", "\u00ad", "\u200b", "\ufeff", "\uf0b7",
        "\r", "\r\n", "\n", "\n\n", "\n\n\n", "\n \n\t\n", " \n", "\t", "  ", "    ", "\u3000", "a\u0328", "o\u0301", "ﬁ", "„", "”", "–", "…", "...", "#", "•", "{", "[1]",
    ];

    private static readonly string[] WildDirt =
    [
        "&amp;", "&lt;", "&gt;", "&amp;oacute;", "&#261", "`&amp;`", "&quot;", "&#x0;", "&shy;", "&zwnj;", "&ensp;", "AKIA" + "IOSFODNN7EXAMPLQ", "[SEKRET]", "+48",
        "\u0085", "\u0092", "\u200d", "\u2028", "\ufffd", "\ue000", "\u2003", "\u0301", "Ą", "ł", "Ĺ‚", "Ã³", "Å¼", "³", "¹", "œ", "æ", "Ä…", "â€ž", "â€”", "偶", "Lorem ipsum",
        "<p>", "</p>", "\n<p>", "<br/>", "\n<br>\n", "<div class='a'>", "</div>", "<html>", "<body>", "<!DOCTYPE html>", "<h2", "<", ">", "</", "<p\u0085>", "\0<p>", "<\u00adp>", "<!--", "-->", "<img src=a>",
        "<script>", "<pre>", "<ul><li>", "<td>", "&lt;p&gt;", "\n&lt;br&gt;", "&amp;lt;p&amp;gt;", "&#60;p&#62;", "&l\u200bt;p>", "# ", "](", "`",
    ];

    private static readonly Gen<string> Prose = Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 60], PolishText.Of);

    private static readonly Gen<string> LongLine = Gen.Select(Prose, Gen.Int[10, 40], (text, times) => string.Concat(Enumerable.Repeat(text, times)));

    /// <summary>Prose broken at a width, now and then within a word; or verse, of as many words a line.</summary>
    private static readonly Gen<string> Broken = Gen.Select(Prose, Gen.Int[20, 100], Gen.Int[0, 2], (text, width, kind) => kind == 0 ? Verse(text, width / 12) : WrappedText.Of(text, width, divides: kind == 1)).Select(text => $"\n{text}\n");

    private static readonly Gen<string> Glue = Gen.Frequency((6, Gen.Const(" ")), (2, Gen.Const("\n")), (3, Gen.Const("")));

    /// <summary>Polish prose with ordinary dirt in it; some kilobyte each, and most have enough prose to be kept.</summary>
    public static readonly Gen<string> Ordinary = Mixed(Gen.Frequency((4, Prose), (1, Broken), (4, OneOf(OrdinaryDirt))));

    /// <summary>Everything at once: texts and pieces of texts read in wrong code pages, halves of what the steps look for, long lines, noise.</summary>
    public static readonly Gen<string> Any = Gen.Frequency(
        (20, Mixed(Gen.Frequency((6, Prose), (2, Broken), (3, Damaged(Prose)), (6, OneOf(OrdinaryDirt)), (6, OneOf(WildDirt)), (1, LenientTexts.Any), (1, Gen.Byte.Array[0, 60].Select(Encoding.UTF8.GetString))))),
        (10, Damaged(Ordinary)), (4, Broken.Array[1, 4].Select(string.Concat)), (1, LongLine), (1, LenientTexts.Any));

    private static Gen<string> Damaged(Gen<string> texts) => Gen.Select(texts, Gen.Int[0, Damage.All.Length - 1], (text, kind) => Damage.All[kind].Of(text) ?? text);

    private static string Verse(string text, int words) => string.Join('\n', text.Split(' ').Chunk(words).Select(line => string.Join(' ', line)));

    private static Gen<string> OneOf(string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

    private static Gen<string> Mixed(Gen<string> piece) => Gen.Select(piece, Glue, (text, glue) => text + glue).Array[1, 25].Select(string.Concat);
}
