using System.Diagnostics;
using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Pii;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Tests.Cleaning.Steps;
using Spichlerz.Hpc.Tests.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Pii;

public sealed class PiiFinderTests
{
    private static readonly PiiSettings MaskAll = new() { Nip = FindAction.Mask, Regon = FindAction.Mask, Ip = FindAction.Mask, Mac = FindAction.Mask };

    // Numbers of every kind beside each other, with the signs, words and scraps that join or part them.
    private static readonly Gen<string> Crowded = Gen.Frequency(
        (6, Gen.Int[0, 9].Select(Gen.Int[0, 1_000_000], (kind, seed) => kind == 9 ? "[TELEFON]" : new PersonalNumbers(seed).Next((PiiKind)kind) is var (word, number) && seed % 2 == 0 ? word + number : number)),
        (6, Gen.OneOf(" ", " ", ", ", "-", ".", "/", ":", "\n", "+", "(", ")", "@", "", " lub ", "\u00a0", "_", "[", "]", "%")),
        (3, Gen.OneOf("tel.", "PESEL", "NIP ", "REGON ", "konto ", "IP ", "karta ", "wersja ", "a", "ł", "1", "12", "345", "601 234 567", "2022", "[NIP]", "[IP]")),
        (1, Texts.Any)).Array[0, 14].Select(string.Concat);

    private static readonly Gen<string> Lenient = Gen.Byte.Array[0, 200].Select(Encoding.UTF8.GetString);

    /// <summary>More by hand: SPICHLERZ_PII_CASES=1000000.</summary>
    private static readonly long Cases = long.TryParse(Environment.GetEnvironmentVariable("SPICHLERZ_PII_CASES"), out long cases) ? cases : 5_000;

    [Test]
    public void Mask_CrowdedText_IsMaskedOnceAndForAll() => Crowded.Sample(AssertMasked, seed: "0000KFkd4vb1", iter: Cases);

    [Test]
    public void Mask_BytesDecodedLeniently_IsMaskedOnceAndForAll() => Lenient.Sample(AssertMasked, seed: "0000KFkd4vb1", iter: Cases);

    [Test]
    public void FindAll_WindowBordersAnywhere_FindsTheSame()
    {
        const string Text = "tel. +48 (22) 123-45-67; PL61 1090 1014 0000 0712 1981 2874; 2a02:1:22:333:4444:5:66:777; 00-1A-2B-7C-0D-5E; jan@polna.pl; GB82 WEST 1234 5698 7654 32";
        for (int before = 0; before <= 130; before++)
        {
            string masked = Judged.By(new PiiStep(MaskAll), new string('x', before) + " " + Text).Text;
            Assert.That(masked[(before + 1)..], Is.EqualTo("tel. [TELEFON]; [IBAN]; [IP]; [MAC]; [E-MAIL]; [IBAN]"), $"after {before} bytes");
        }
    }

    [TestCase("@")]
    [TestCase("a@")]
    [TestCase("a.")]
    [TestCase("1 ")]
    [TestCase("1.")]
    [TestCase("601 234 567 ")]
    [TestCase("12-")]
    [TestCase("0")]
    [TestCase("a:")]
    [TestCase("2222:")]
    [TestCase("ab-")]
    [TestCase("AB12")]
    [TestCase("((+")]
    [TestCase("tel. ")]
    [TestCase("\u00a0")]
    [TestCase("[TELEFON] ")]
    [TestCase("a@a.pl,")]
    [TestCase("ą@ą.")]
    public void FindAll_AdversarialText_TakesLinearTime(string piece)
    {
        var finder = new PiiFinder([.. Enum.GetValues<PiiKind>().Select(_ => true)]);
        var finds = new List<PiiFind>();
        byte[] small = Repeated(piece, 1 << 18), large = Repeated(piece, 1 << 22);
        finder.FindAll(small, finds);
        double once = Seconds(() => finder.FindAll(small, finds)), sixteen = Seconds(() => finder.FindAll(large, finds));
        // 16 times the text; quadratic time would be 256 times as much.
        Assert.That(sixteen, Is.LessThan((once * 100) + 1), $"{once:0.0000} s for 256 KiB, {sixteen:0.0000} s for 4 MiB");
    }

    private static void AssertMasked(string text)
    {
        Judged once = Judged.By(new PiiStep(MaskAll), text), twice = Judged.By(new PiiStep(MaskAll), once.Text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(twice.Text, Is.EqualTo(once.Text), text);
            Assert.That(twice.Facts, Is.Empty, text);
            Assert.That(Encoding.UTF8.GetByteCount(once.Text), Is.LessThanOrEqualTo(4 * Encoding.UTF8.GetByteCount(text)), text);
            Assert.That(once.Text.Count(c => c == '\uFFFD'), Is.EqualTo(text.Count(c => c == '\uFFFD')), "no letter is cut: valid UTF-8 out");
        }
    }

    private static byte[] Repeated(string piece, int bytes)
    {
        byte[] one = Encoding.UTF8.GetBytes(piece), all = new byte[bytes];
        for (int i = 0; i < all.Length; i++)
            all[i] = one[i % one.Length];
        return all;
    }

    private static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
