using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Unicode;

namespace Spichlerz.Hpc.Tests.Cleaning.Unicode;

public sealed class NfcNormalizerTests
{
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Int[0x20, 0x7E], Gen.Int[0xC0, 0x17F], Gen.Int[0x300, 0x34F], Gen.Int[0x1E00, 0x1FFF], Gen.Int[0x2000, 0x20FF],
        Gen.Int[0x1100, 0x11FF], Gen.Int[0xAC00, 0xD7A3], Gen.Int[0xF900, 0xFB50], Gen.Int[0x1D15E, 0x1D172])
        .Array[0, 200].Select(characters => string.Concat(characters.Select(char.ConvertFromUtf32)));

    private static readonly byte[] Telling = [(byte)'a', 0xCC, 0x81, 0xE2, 0x84, 0xAB, 0xF0, 0xED, 0xA0];

    private static readonly Gen<byte[]> AnyBytes = Gen.OneOf(Gen.Byte, Gen.Int[0, Telling.Length - 1].Select(i => Telling[i])).Array[0, 100];

    [TestCase("a\u0328c\u0301e\u0328n\u0301o\u0301s\u0301z\u0301z\u0307 ł", "ąćęńóśźż ł")]
    [TestCase("A\u0328C\u0301E\u0328N\u0301O\u0301S\u0301Z\u0301Z\u0307 Ł", "ĄĆĘŃÓŚŹŻ Ł")]
    [TestCase("Zaz\u0307o\u0301łc\u0301 ge\u0328s\u0301la\u0328 jaz\u0301n\u0301", "Zażółć gęślą jaźń")]
    [TestCase("l\u0335o\u0301d\u0301", "l\u0335ód\u0301", Description = "ł has no decomposition; d with acute has no composite")]
    [TestCase("\u212B \u2126 \u212A", "Å Ω K", Description = "singletons")]
    [TestCase("\u0958 \uFB1D \u2ADC", "\u0915\u093C \u05D9\u05B4 \u2ADD\u0338", Description = "excluded from composition")]
    [TestCase("o\u0328\u0301 o\u0301\u0328", "ǫ\u0301 ǫ\u0301", Description = "marks in canonical order")]
    [TestCase("a\u0301\u0327\u0300", "á\u0327\u0300", Description = "blocked: a mark of the same class is nearer")]
    [TestCase("\u1E0A\u0323", "\u1E0C\u0307", Description = "taken apart and composed otherwise")]
    [TestCase("\u1112\u1161\u11AB\u1100\u1173\u11AF \uAC00\u11A8", "한글 각", Description = "Hangul")]
    [TestCase("\u0301a \u0344", "\u0301a \u0308\u0301", Description = "marks without a letter")]
    [TestCase("\u2000\u2001", "\u2002\u2003")]
    [TestCase("", "")]
    public void Normalize_TextOfOurs_ComposesIt(string text, string expected)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Normalize(text), Is.EqualTo(expected));
            Assert.That(NfcNormalizer.IndexOfSuspect(Encoding.UTF8.GetBytes(text)) >= 0, Is.EqualTo(text.Length > 0));
        }
    }

    // Expected: Python's unicodedata 15.1.0 on the same texts; canonical.py, beside the tables, prints the sums.
    [TestCase("plane 0", "451fc20fd3816b4e1bb406f0d8006918fd412a07ac6ab785e64d81e8635957c4")]
    [TestCase("plane 1", "cd03ed136ea7544499cc3ce5a130383c0e85ff1a4f14a75e909420abce0e3fc0")]
    [TestCase("plane 2", "325725a8e572cd66e893462553f0a102d216cf853a13477280bb842fd3f762e3")]
    [TestCase("plane 14", "599938a1fcc10c1e1199ddc0cfff20306eaaad662414403e462a3075825a3c13")]
    [TestCase("between letters", "748b791bc065f30ce29f92451a4c8778fb9506df97aef8131ee1fdf3c03f648e")]
    [TestCase("base and mark", "edaae416dbea9ade6ef8ed718d7f96d7f5e2958f54659059cb1e95d5698c39b6")]
    [TestCase("two marks", "f1dfbc3454db739e46c7a3c0c7930a37a694319cd050e75faa85b704b792ea4b")]
    [TestCase("base and two marks", "d239c4df3957f288003d62aa19bada46555b68938dc9d9009d4ebb8d9f45d5f7")]
    [TestCase("Hangul", "59f8988cea80f8b30483ddf5526f5c0d6ec7d2c76843b4e340359eba458f577f")]
    [TestCase("mixed", "8d2f90a0a15c08a4acad10493853e3f3fc13001a45dc57791cc4f2e6188bd813")]
    public void Normalize_ManyTexts_EqualsPython(string texts, string sha256)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = [];
        foreach (string text in Texts(texts))
        {
            int length = NfcNormalizer.Normalize(Encoding.UTF8.GetBytes(text), ref buffer);
            hash.AppendData(buffer, 0, length);
            hash.AppendData("\n"u8);
        }
        Assert.That(Convert.ToHexStringLower(hash.GetHashAndReset()), Is.EqualTo(sha256));
    }

    [Test]
    public void Normalize_AnyText_IsIdempotentAndPassesTheScanOrStays() => AnyText.Sample(text =>
    {
        string once = Normalize(text);
        Assert.That(Normalize(once), Is.EqualTo(once));
        if (NfcNormalizer.IndexOfSuspect(Encoding.UTF8.GetBytes(text)) < 0) Assert.That(once, Is.EqualTo(text));
    });

    [Test]
    public void Normalize_AnyBytes_KeepsWhatIsNotUtf8() => AnyBytes.Sample(bytes =>
    {
        byte[] once = NormalizeBytes(bytes), twice = NormalizeBytes(once);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(twice, Is.EqualTo(once));
            Assert.That(once, Has.Length.LessThanOrEqualTo(3 * bytes.Length));
        }
    });

    [Test]
    public void Normalize_MegabyteOfMarksOnOneLetter_EndsSoonInCanonicalOrder()
    {
        string text = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 250_000));
        string expected = "ạ\u0301" + new string('\u0323', 249_999) + new string('\u0301', 249_999);
        Assert.That(Normalize(text), Is.EqualTo(Normalize(expected)).And.StartsWith("ạ\u0323").And.EndsWith("\u0301").And.Length.EqualTo(500_000));
    }

    [Test]
    public void IndexOfSuspectVector_AnyText_EqualsScalarTwin() => AnyText.Sample(text =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Assert.That(NfcScanKernel.IndexOfSuspectVector(utf8), Is.EqualTo(NfcScanKernel.IndexOfSuspectScalar(utf8)));
    });

    [TestCase("„Zażółć gęślą jaźń” – powiedział… „Świetnie!” § 5 × 3 = 15 ½ €", -1)]
    [TestCase("Привет, Україно, Беларусь; Ελλάδα; 日本語; 한국어", -1)]
    [TestCase("a\u0328", 1)]
    [TestCase("źdźbło \u212B", 10)]
    [TestCase("b\u05B0\u05BC\u05B0", 5, Description = "Hebrew points out of order")]
    public void IndexOfSuspect_Text_SaysWhereItBegins(string text, int expected) =>
        Assert.That(NfcNormalizer.IndexOfSuspect(Encoding.UTF8.GetBytes(text)), Is.EqualTo(expected));

    // The same texts in the same order as write_checksums in canonical.py.
    private static IEnumerable<string> Texts(string name)
    {
        CanonicalTable table = CanonicalTable.Shared;
        string[] bases = [.. table.Compositions.Keys.Select(pair => pair.Base).Concat(['x', 'z', 'ł']).Distinct().Order().Select(char.ConvertFromUtf32)];
        string[] marks = [.. table.Compositions.Keys.Select(pair => pair.Mark).Concat(Characters(0, 0x110000).Where(c => table.Class(c) != 0)).Distinct().Order().Select(char.ConvertFromUtf32)];
        string[] few = [.. marks.Where(mark => mark.Length == 1 && mark[0] is >= '\u0300' and < '\u0330')];
        return name switch
        {
            "plane 0" => Characters(0, 0x10000).Select(char.ConvertFromUtf32),
            "plane 1" => Characters(0x10000, 0x20000).Select(char.ConvertFromUtf32),
            "plane 2" => Characters(0x20000, 0x30000).Select(char.ConvertFromUtf32),
            "plane 14" => Characters(0xE0000, 0xF0000).Select(char.ConvertFromUtf32),
            "between letters" => Characters(0, 0x30000).Select(character => $"z{char.ConvertFromUtf32(character)}\u0301a"),
            "base and mark" => from letter in bases from mark in marks select letter + mark,
            "two marks" => from mark in marks from other in marks select mark + other,
            "base and two marks" => from letter in bases from mark in few from other in few select letter + mark + other,
            "Hangul" => Characters(0x10FF, 0x1114).SelectMany(lead => Characters(0x1160, 0x1177).SelectMany(vowel =>
                Characters(0x11A6, 0x11C4).Select(tail => $"{(char)lead}{(char)vowel}{(char)tail}"))),
            _ => Mixed([.. bases, .. marks, "a", "b", " ", ","]),
        };
    }

    private static IEnumerable<int> Characters(int from, int to) => Enumerable.Range(from, to - from).Where(Rune.IsValid);

    private static IEnumerable<string> Mixed(string[] pool)
    {
        ulong state = 1;
        for (int i = 0; i < 50_000; i++)
        {
            var text = new StringBuilder();
            for (int j = 0; j < 12; j++)
            {
                state = unchecked((state * 6364136223846793005) + 1442695040888963407);
                text.Append(pool[(state >> 33) % (ulong)pool.Length]);
            }
            yield return text.ToString();
        }
    }

    private static string Normalize(string text) => Encoding.UTF8.GetString(NormalizeBytes(Encoding.UTF8.GetBytes(text)));

    private static byte[] NormalizeBytes(byte[] bytes)
    {
        byte[] buffer = [];
        int length = NfcNormalizer.Normalize(bytes, ref buffer);
        return buffer[..length];
    }
}
