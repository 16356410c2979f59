using System.Globalization;
using System.Text;
using CsCheck;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Documents;

public sealed class TextAnalysisTests
{
    private static readonly WordFolding[] Foldings = [new(), new(Diacritics: false), new(Digits: true), new(Diacritics: false, Digits: true)];

    [TestCase("Zażółć gęślą jaźń, ŁÓDŹ 2024!", "Zażółć|gęślą|jaźń|ŁÓDŹ|2024")]
    [TestCase("„Cytat” – powiedział… »A«", "Cytat|powiedział|A")]
    [TestCase("ul. Długa 5a/7, 3×4÷2 = 6", "ul|Długa|5a|7|3|4|2|6")]
    [TestCase("İstanbul Straße ærø Œuvre", "İstanbul|Straße|ærø|Œuvre")]
    [TestCase("Москва 🙂 Αθήνα 東京x", "Москва|Αθήνα|東京x")]
    [TestCase("10\u00A0000\u00A0zł m² ªº µm", "10|000|zł|m|ªº|µm")]
    [TestCase("×a÷", "a")]
    [TestCase("", "")]
    [TestCase(" \n–", "")]
    public void Analyze_Text_FindsTheWords(string text, string expected)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var analysis = new TextAnalysis();
        analysis.Analyze(utf8);
        Assert.That(string.Join('|', Words(analysis, utf8)), Is.EqualTo(expected));
        Assert.That(analysis.Characters, Is.EqualTo(text.EnumerateRunes().Count()));
    }

    [TestCase("Łódź", "lodz")]
    [TestCase("ZAŻÓŁĆ", "zazolc")]
    [TestCase("gęŚlą", "gesla")]
    [TestCase("İstanbul", "istanbul")]
    [TestCase("Straße", "strasse")]
    [TestCase("Ærø", "aero")]
    [TestCase("Œuvre", "oeuvre")]
    [TestCase("Đorđe", "dorde")]
    [TestCase("ΑΘΉΝΑ", "αθήνα")]
    [TestCase("МОСКВА", "москва")]
    [TestCase("KONSTANTYNOPOLITAŃCZYKOWIANECZKA", "konstantynopolitanczykowianeczka")]
    public void WordHashes_FoldedSpelling_IsEqual(string word, string folded)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(word);
        var analysis = new TextAnalysis();
        analysis.Analyze(utf8);
        ulong expected = WordHash.Of(Encoding.UTF8.GetBytes(folded));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(analysis.WordHashes.ToArray(), Is.EqualTo([expected]));
            Assert.That(WordHash.OfWord(word), Is.EqualTo(expected));
        }
    }

    [Test]
    public void WordHashes_FoldingSwitches_AreObeyed()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(WordHash.OfWord("Łódź", new WordFolding(Diacritics: false)), Is.EqualTo(WordHash.Of("łódź"u8)));
            Assert.That(WordHash.OfWord("2024", new WordFolding(Digits: true)), Is.EqualTo(WordHash.Of("0000"u8)));
            Assert.That(WordHash.OfWord("a\u0664", new WordFolding(Digits: true)), Is.EqualTo(WordHash.Of("a0"u8)));
            Assert.That(WordHash.OfWord("2024"), Is.EqualTo(WordHash.Of("2024"u8)));
        }
    }

    [TestCase("dom", WordClass.Letters)]
    [TestCase("Dom", WordClass.Letters | WordClass.FirstUpper)]
    [TestCase("PAP", WordClass.Letters | WordClass.FirstUpper | WordClass.AllUpper)]
    [TestCase("W", WordClass.Letters | WordClass.FirstUpper | WordClass.AllUpper)]
    [TestCase("4G", WordClass.Letters | WordClass.Digits | WordClass.AllUpper)]
    [TestCase("2024", WordClass.Digits)]
    [TestCase("łąka", WordClass.Letters | WordClass.PolishLetter)]
    [TestCase("Łąka", WordClass.Letters | WordClass.PolishLetter | WordClass.FirstUpper)]
    [TestCase("ŁÓDŹ", WordClass.Letters | WordClass.PolishLetter | WordClass.FirstUpper | WordClass.AllUpper)]
    [TestCase("café", WordClass.Letters)]
    [TestCase("iPhone", WordClass.Letters | WordClass.CamelCase)]
    [TestCase("żółtyŁąka", WordClass.Letters | WordClass.PolishLetter | WordClass.CamelCase)]
    [TestCase("aXMLb", WordClass.Letters | WordClass.CamelCase)]
    [TestCase("PowerPoint", WordClass.Letters | WordClass.FirstUpper)]
    [TestCase("aB", WordClass.Letters)]
    [TestCase("a1Bc", WordClass.Letters | WordClass.Digits)]
    [TestCase("Москва", WordClass.Letters | WordClass.FirstUpper | WordClass.OtherScript)]
    [TestCase("東京", WordClass.Letters | WordClass.OtherScript)]
    [TestCase("việt", WordClass.Letters)]
    [TestCase("\u0664\u0662", WordClass.Digits)]
    public void WordClasses_Word_IsAsDocumented(string word, WordClass expected)
    {
        var analysis = new TextAnalysis();
        // Once alone and once behind text that makes it straddle blocks.
        foreach (string before in (string[])["", new string('-', 62)])
        {
            analysis.Analyze(Encoding.UTF8.GetBytes(before + word + " "));
            Assert.That(analysis.WordClasses.ToArray(), Is.EqualTo([expected]), word);
        }
    }

    [TestCase("", "")]
    [TestCase("a", "0+1")]
    [TestCase("a\n", "0+1")]
    [TestCase("a\nbc", "0+1|2+2")]
    [TestCase("\n\nł\r\n", "0+0|1+0|2+3")]
    public void Lines_Text_IsAsDocumented(string text, string expected)
    {
        var analysis = new TextAnalysis();
        analysis.Analyze(Encoding.UTF8.GetBytes(text));
        var lines = new List<string>();
        for (int i = 0; i < analysis.LineCount; i++)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{analysis.LineStarts[i]}+{analysis.LineLengths[i]}"));
        Assert.That(string.Join('|', lines), Is.EqualTo(expected));
    }

    [Test]
    public void Analyze_AnyText_EqualsThePlainTwin()
    {
        (WordFolding, TextAnalysis)[] analyses =
            [.. Foldings.Select(folding => (folding, new TextAnalysis(folding))), .. Foldings.Select(folding => (folding, new TextAnalysis(folding) { IsByBlock = false }))];
        Texts.Any.Sample(text =>
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            foreach ((WordFolding folding, TextAnalysis analysis) in analyses)
            {
                analysis.Analyze(utf8);
                string[] words = PlainWords(text), lines = PlainLines(text);
                Assert.That(Words(analysis, utf8), Is.EqualTo(words));
                Assert.That(analysis.Characters, Is.EqualTo(text.EnumerateRunes().Count()));
                Assert.That(analysis.LineCount, Is.EqualTo(lines.Length));
                for (int i = 0; i < lines.Length; i++)
                {
                    Assert.That(Encoding.UTF8.GetString(utf8, analysis.LineStarts[i], analysis.LineLengths[i]), Is.EqualTo(lines[i]));
                    Assert.That(analysis.LineWords[i], Is.EqualTo(lines[..(i + 1)].Sum(line => PlainWords(line).Length)));
                }
                for (int i = 0; i < words.Length; i++)
                {
                    ulong hash = WordFolder.Hash(Encoding.UTF8.GetBytes(words[i]), folding, out WordClass classes, out int characters);
                    Assert.That(analysis.WordHashes[i], Is.EqualTo(hash), words[i]);
                    Assert.That(analysis.WordClasses[i], Is.EqualTo(classes), words[i]);
                    Assert.That(analysis.WordCharacters[i], Is.EqualTo(characters).And.EqualTo(words[i].EnumerateRunes().Count()), words[i]);
                }
                ulong[] hashes = analysis.WordHashes.ToArray();
                analysis.AnalyzeHashes(utf8);
                Assert.That(analysis.WordHashes.SequenceEqual(hashes), "hashes alone");
                Assert.That(Words(analysis, utf8), Is.EqualTo(words));
                Assert.That(analysis.LineCount + analysis.WordClasses.Length + analysis.WordCharacters.Length, Is.Zero);
            }
        }, iter: 2000, threads: 1);
    }

    [Test]
    public void Analyze_AnyBytes_StaysInsideTheText() =>
        Gen.Frequency((1, Gen.Byte), (1, Gen.Byte[0x61, 0x7A]), (2, Gen.Byte[0xC2, 0xC6])).Array[0, 200].Sample(bytes =>
        {
            foreach (TextAnalysis analysis in (TextAnalysis[])[.. Foldings.Select(folding => new TextAnalysis(folding)), new TextAnalysis { IsByBlock = false }])
            {
                analysis.Analyze(bytes);
                Assert.That(analysis.WordCount == 0 || analysis.WordStarts[^1] + analysis.WordLengths[^1] <= bytes.Length);
            }
        });

    [Test]
    public void Analyze_SmallAfterHuge_GivesMemoryBack()
    {
        var analysis = new TextAnalysis();
        byte[] huge = new byte[(TextAnalysis.RetainedTextBytes * 4) + 1];
        huge.AsSpan().Fill((byte)'a');
        analysis.Analyze(huge);
        long held = GC.GetTotalMemory(forceFullCollection: true);
        analysis.Analyze("małe"u8);
        long left = GC.GetTotalMemory(forceFullCollection: true);
        Assert.That(held - left, Is.GreaterThan(huge.Length));
        Assert.That(analysis.WordCount, Is.EqualTo(1));
        GC.KeepAlive(huge);
    }

    private static string[] Words(TextAnalysis analysis, byte[] utf8)
    {
        var words = new string[analysis.WordCount];
        for (int i = 0; i < words.Length; i++)
            words[i] = Encoding.UTF8.GetString(utf8, analysis.WordStarts[i], analysis.WordLengths[i]);
        return words;
    }

    private static string[] PlainWords(string text)
    {
        var spaced = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
            spaced.Append(Rune.IsLetterOrDigit(rune) ? rune.ToString() : "\n");
        return spaced.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string[] PlainLines(string text)
    {
        string[] lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
