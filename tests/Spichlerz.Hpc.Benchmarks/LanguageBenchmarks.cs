using System.Text;
using BenchmarkDotNet.Attributes;
using Spichlerz.Hpc.Cleaning.Languages;
using Spichlerz.Hpc.Cleaning.Unicode;

namespace Spichlerz.Hpc.Benchmarks;

/// <summary>What `clean` does to every document before it knows the words: its language and the NFC scan of all of it.</summary>
[MemoryDiagnoser]
public class LanguageBenchmarks
{
    private static readonly string[] Sentences =
    [
        "„Nie wiem – powiedział młynarz – czy żyto zdąży dojrzeć przed żniwami, skoro maj był taki chłodny…” ",
        "W spichlerzu nad Wisłą przez całą zimę leżało ziarno, którego strzegły dwa koty i jeden głuchy stróż. ",
        "Rozporządzenie wchodzi w życie po upływie czternastu dni od dnia ogłoszenia, z wyjątkiem § 7 ust. 2. ",
        "Procesor wykonuje kilka rozkazów naraz, o ile wynik jednego nie jest potrzebny następnemu. ",
        "Gdyby ktoś zapytał ją wtedy o imię, odpowiedziałaby bez wahania, że nazywa się zupełnie inaczej. ",
        "Śnieg spadł w nocy i rano nie było już widać ani ścieżki, ani płotu, ani żadnych śladów. ",
    ];

    private readonly LanguageIdentifier identifier = new(LanguageModel.Shared);
    private byte[] head = [], text = [], decomposed = [], buffer = [];

    [GlobalSetup]
    public void Setup()
    {
        text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 700).Select(i => Sentences[(i + (i / 5)) % Sentences.Length])));
        head = text[..512];
        decomposed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace("ż", "z\u0307", StringComparison.Ordinal));
    }

    [Benchmark]
    public LanguageGuess Identify512Bytes() => identifier.Identify(head);

    [Benchmark]
    public LanguageGuess IdentifyProse() => identifier.IdentifyProse(text);

    [Benchmark]
    public int NfcScanPolish64Kilobytes() => NfcNormalizer.IndexOfSuspect(text);

    [Benchmark]
    public int NfcScanScalarTwin64Kilobytes() => NfcScanKernel.IndexOfSuspectScalar(text);

    [Benchmark]
    public int NormalizeDecomposed64Kilobytes() => NfcNormalizer.Normalize(decomposed, ref buffer);
}
