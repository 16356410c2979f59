using System.Diagnostics;
using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Tests.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

/// <summary>Keys and tokens here are invented: right in form, issued by no one.</summary>
public sealed class HazardStepTests
{
    private const string Polish = "Wczoraj wieczorem poszliśmy nad jezioro, bo dzień był bardzo ciepły i nikt nie chciał siedzieć w domu, a woda była już tak przyjemna jak w lipcu.";

    // Put together here, so that no scanner of repositories takes them for leaked ones.
    private static readonly string Tail = string.Concat("aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3cE5gI7k");
    private static readonly string Amazon = "AKIA" + "Q3RS5TU7VW9XY1ZA", GitHub = "ghp_" + Tail[..36], Google = "AIza" + Tail[..35], Slack = "xoxb-" + "123456789012-" + Tail[..24],
        WebToken = "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiJqYW4ifQ." + Tail, Stripe = "sk_live_" + Tail[..24];

    private static readonly string Key = "-----BEGIN RSA PRIVATE KEY-----\n" + string.Join('\n', Enumerable.Repeat(Tail + Tail[..24], 4)) + "\n-----END RSA PRIVATE KEY-----";

    private static readonly Gen<string> Crowded = Gen.OneOf(
        Gen.OneOf(Amazon, GitHub, Google, Slack, WebToken, Stripe, Key, "-----BEGIN ", "-----", "PRIVATE KEY-----", "-----END ", "\n", " ", ".", "_", "-", "[SEKRET]", "AccountKey=", "eyJ", Tail), Texts.Any).Array[0, 12].Select(string.Concat);

    private static readonly long Cases = long.TryParse(Environment.GetEnvironmentVariable("SPICHLERZ_HAZARD_CASES"), out long cases) ? cases : 3_000;

    [Test]
    public void Judge_Secrets_AreMaskedWhereTheyStand()
    {
        string text = $"{Polish}\nexport AWS_ACCESS_KEY_ID={Amazon}\ncurl -H 'Authorization: token {GitHub}' https://x.pl/?key={Google}&a=1\n\"{Slack}\", Bearer {WebToken}; {Stripe}.\nAccountKey={Tail}{Tail}==;\n{Key}\n{Polish}";
        var step = new HazardStep(new HazardSettings());
        Judged judged = Judged.By(step, text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged.Text, Is.EqualTo($"{Polish}\nexport AWS_ACCESS_KEY_ID=[SEKRET]\ncurl -H 'Authorization: token [SEKRET]' https://x.pl/?key=[SEKRET]&a=1\n\"[SEKRET]\", Bearer [SEKRET]; [SEKRET].\nAccountKey=[SEKRET];\n[SEKRET]\n{Polish}"));
            Assert.That(judged.Facts, Is.EqualTo("\"hazards\":{\"secret\":8}"));
            Assert.That(step.Notes, Is.EquivalentTo(new Dictionary<string, long> { ["hazards_secret"] = 8 }));
        }
    }

    [TestCase("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3cE5gI7k\n-----END PUBLIC KEY-----", Description = "public")]
    [TestCase("Plik zaczyna się od wiersza -----BEGIN RSA PRIVATE KEY----- i kończy wierszem -----END RSA PRIVATE KEY-----.", Description = "only spoken of")]
    [TestCase("AKIAIOSFODNN7EXAMPLE i AKIA, ghp_krótki, AIza…, eyJhbGciOiJIUzI1NiJ9 to nie są klucze")]
    [TestCase("wwwAKIAQ3RS5TU7VW9XY1ZA, AKIAQ3RS5TU7VW9XY1ZAxyz, FAKIAQ3RS5TU7VW9XY1ZA", Description = "parts of longer words")]
    [TestCase("eyJ to nie token: eyJpotem.potem.potem.potem.potem.potem.potem.potem.potem")]
    [TestCase("0000SG.1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19.20.21.22.23.24.25.26.27.28")]
    public void Judge_LooksLikeASecret_StaysAsItIs(string text) => Assert.That(Judged.By(new HazardStep(new HazardSettings()), text), Is.EqualTo(new Judged(null, 0, text, "", true)));

    [TestCase(FindAction.Drop, "secret", 1, false)]
    [TestCase(FindAction.Count, null, 0, true)]
    [TestCase(FindAction.Off, null, 0, true)]
    public void Judge_SecretsAction_DecidesTheFate(FindAction action, string? reason, double value, bool isSame)
    {
        Judged judged = Judged.By(new HazardStep(new HazardSettings { Secrets = action }), "klucz " + GitHub);
        Assert.That((judged.DropReason, judged.Value, judged.IsSameMemory || !isSame, judged.Facts), Is.EqualTo((reason, value, true, action == FindAction.Count ? "\"hazards\":{\"secret\":1}" : "")));
    }

    [Test]
    public void Judge_EncodedData_DropsWhereItIsMostOfTheText()
    {
        string base64 = Base64(3_000), hexadecimal = Convert.ToHexStringLower(Bytes(2_000)), lines = string.Join('\n', Base64(3_000).Chunk(76).Select(line => new string(line)));
        string prose = string.Join('\n', Enumerable.Repeat(Polish, 60));
        Assert.That(Reasons([base64, hexadecimal, lines, prose, Polish + lines, prose + lines, new string('A', 3_000)]), Is.EqualTo((string?[])["encoded", "encoded", "encoded", null, "encoded", null, "encoded"]));
    }

    [TestCase("Suma kontrolna: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Description = "one checksum")]
    [TestCase("Dziewięćdziesięciodziewięciokilometrowego konstantynopolitańczykowianeczkówny nie zna nikt.")]
    [TestCase("https://obrazy.pl/1/NcWktkuTURBXy9jYmY0YzE2Yi1hYzc0LTQ3ZDktOWY2Zi1lMDY0NGM3ZjY2ZmYuanBlZ5GVAs0BwADCw4GhMAE/zdjecie.jpg")]
    [TestCase("System.Collections.Generic.Dictionary.KeyCollection.System-Collections-Generic-ICollection-Remove")]
    public void Judge_LongTokensOfOrdinaryText_Stay(string text) => Assert.That(Judged.By(new HazardStep(new HazardSettings()), string.Join(' ', Enumerable.Repeat(text, 3)) + " " + Polish).DropReason, Is.Null);

    [TestCase("\uFFFD\uFFFDa\uFFFD", "binary", 0.75)]
    [TestCase("zażółć gęślą\uFFFD", null, 0, Description = "1 of 13")]
    [TestCase("\u0001\u0002\u0003abc", "binary", 0.5)]
    [TestCase("\ue000\uf0a7 punkt", "binary", 0.25)]
    [TestCase("a\tb\r\nc – „d”… 🙂 K ﬁ", null, 0)]
    public void Judge_NoText_IsBinary(string text, string? reason, double value)
    {
        Judged judged = Judged.By(new HazardStep(new HazardSettings()), text);
        Assert.That((judged.DropReason, judged.Value), Is.EqualTo((reason, value)));
    }

    [TestCase("raz ", 20, "same_token", 1)]
    [TestCase("raz ", 19, null, 0, Description = "too few tokens to say")]
    [TestCase("raz dwa ", 20, null, 0, Description = "exactly half")]
    [TestCase("raz dwa raz ", 20, "same_token", 2.0 / 3)]
    [TestCase("| 1 | a | b | 2 | c |", 20, null, 0, Description = "signs are no tokens")]
    [TestCase(". . . . … – ", 20, null, 0)]
    public void Judge_OneTokenOverAndOver_IsDropped(string piece, int times, string? reason, double value)
    {
        Judged judged = Judged.By(new HazardStep(new HazardSettings()), string.Concat(Enumerable.Repeat(piece, times)));
        Assert.That((judged.DropReason, judged.Value), Is.EqualTo((reason, value)));
    }

    [TestCase(100, null)]
    [TestCase(101, "long_token")]
    public void Judge_TokenOfSoManyBytes_DropsAboveTheLimit(int bytes, string? reason) =>
        Assert.That(Judged.By(new HazardStep(new HazardSettings { MaxTokenBytes = 100 }), $"{Polish} {new string('-', bytes)} {Polish}").DropReason, Is.EqualTo(reason));

    [TestCase(50, null)]
    [TestCase(51, "long_line")]
    public void Judge_LineOfSoManyBytes_DropsAboveTheLimit(int bytes, string? reason) =>
        Assert.That(Judged.By(new HazardStep(new HazardSettings { MaxLineBytes = 50 }), "krótki\n" + string.Concat(Enumerable.Repeat("a b", 20))[..bytes] + "\nkrótki").DropReason, Is.EqualTo(reason));

    [Test]
    public void Judge_EveryReasonOff_DropsNothing()
    {
        var off = new HazardSettings { Secrets = FindAction.Off, MaxEncodedRatio = 1, MaxBinaryRatio = 1, MaxSameTokenRatio = 1, MaxLineBytes = 0, MaxTokenBytes = 0 };
        string[] texts = [Base64(300_000), new('\uFFFD', 100), string.Concat(Enumerable.Repeat("raz ", 100)), GitHub];
        Assert.That(Judged.By(new HazardStep(off), texts).Select(judged => judged.DropReason), Is.All.Null);
    }

    [Test]
    public void Judge_AnyText_IsEditedOnce() => Crowded.Sample(
        text =>
        {
            var step = new HazardStep(new HazardSettings { MaxEncodedRatio = 1, MaxBinaryRatio = 1, MaxSameTokenRatio = 1 });
            Judged once = Judged.By(step, text), twice = Judged.By(step, once.Text);
            Assert.That((twice.Text, twice.Facts), Is.EqualTo((once.Text, "")), text);
            Assert.That(once.Text, Has.Length.LessThanOrEqualTo(text.Length));
        },
        seed: "0000KFkd4vb1", iter: Cases);

    [Test]
    public void Judge_BytesDecodedLeniently_DoesNotFail() => Gen.Byte.Array[0, 200].Sample(
        bytes => Assert.That(Judged.By(new HazardStep(new HazardSettings()), Encoding.UTF8.GetString(bytes)).Value, Is.Not.Negative), seed: "0000KFkd4vb1", iter: Cases);

    [TestCase("eyJ-")]
    [TestCase("AIzaEXAMPLE-")]
    [TestCase("SG.")]
    [TestCase("-----BEGIN PRIVATE KEY-----")]
    [TestCase("-----BEGIN ")]
    [TestCase("aB3d")]
    [TestCase("a ")]
    [TestCase("a b ")]
    [TestCase("\uFFFD")]
    public void Judge_AdversarialText_TakesLinearTime(string piece)
    {
        var step = new HazardStep(new HazardSettings { MaxTokenBytes = 0, MaxEncodedRatio = 1 });
        string small = string.Concat(Enumerable.Repeat(piece, (1 << 18) / piece.Length)), large = string.Concat(Enumerable.Repeat(small, 16));
        Judged.By(step, small);
        double once = Seconds(small), sixteen = Seconds(large);
        Assert.That(sixteen, Is.LessThan((once * 100) + 1), $"{once:0.0000} s for 256 KiB, {sixteen:0.0000} s for 4 MiB");

        double Seconds(string text)
        {
            long start = Stopwatch.GetTimestamp();
            Judged.By(step, text);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }

    private static IEnumerable<string?> Reasons(string[] texts) => Judged.By(new HazardStep(new HazardSettings()), texts).Select(judged => judged.DropReason);

    private static string Base64(int bytes) => Convert.ToBase64String(Bytes(bytes));

    private static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
