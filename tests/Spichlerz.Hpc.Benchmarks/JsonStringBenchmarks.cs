using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using BenchmarkDotNet.Attributes;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Benchmarks;

/// <summary>Reading, writing and validating Polish text in JSON, kernel against scalar twin against the framework.</summary>
/// <remarks>One string of about a megabyte of text; its raw form is what the pipeline writes, its ASCII form what SpeakLeash's files hold.</remarks>
public class JsonStringBenchmarks
{
    private static readonly string[] Sentences =
    [
        "Zażółć gęślą jaźń, rzekł ślusarz i odłożył klucz na ławę.",
        "W dwóch trzecich przypadków odpowiedź przyszła dopiero po tygodniu.",
        "„Nie wiem”, odparła krótko – po czym wyszła z pokoju i zamknęła drzwi.",
        "Ceny prądu wzrosły w 2023 roku o 12,5 procent, a gazu o prawie 20 procent.",
        "Stary spichlerz nad rzeką stoi pusty, odkąd zboże wozi się koleją.",
        "Uchwała wchodzi w życie po upływie 14 dni od dnia ogłoszenia.",
        "Program \"Czyste powietrze\" ma też swoją stronę: https://example.org/czyste/powietrze.",
        "Mama zrobiła pierogi z kapustą i grzybami, bo goście mieli przyjść wieczorem.",
        "Na trasie Kraków - Zakopane tworzą się korki; kierowcy powinni jechać objazdem.",
        "Brawo! 😀 Następnym razem będzie jeszcze lepiej.",
    ];

    private byte[] text = [];
    private byte[] json = [];
    private byte[] escaped = [];
    private byte[] buffer = [];

    [Params("ascii", "raw")]
    public string Form { get; set; } = "ascii";

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var builder = new StringBuilder();
        while (builder.Length < 1_000_000)
            builder.Append(Sentences[random.Next(Sentences.Length)]).Append(random.Next(5) == 0 ? '\n' : ' ');
        text = Encoding.UTF8.GetBytes(builder.ToString());
        escaped = new byte[JsonStringKernel.MaxEscapedLength(text.Length)];
        buffer = new byte[escaped.Length];
        json = Form == "ascii"
            ? Encoding.ASCII.GetBytes(AsciiJson(builder.ToString()))
            : [(byte)'"', .. escaped.AsSpan(0, JsonStringKernel.Escape(text, escaped)), (byte)'"'];
    }

    [Benchmark(Baseline = true)]
    public int UnescapeReader()
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.CopyString(buffer);
    }

    [Benchmark]
    public int UnescapeKernel()
    {
        JsonStringKernel.Unescape(json.AsSpan(1), buffer, out _, out int written);
        return written;
    }

    [Benchmark]
    public int UnescapeScalar()
    {
        JsonStringKernel.UnescapeScalar(json.AsSpan(1), buffer, out _, out int written);
        return written;
    }

    [Benchmark]
    public int EscapeFramework()
    {
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(text, buffer, out _, out int written);
        return written;
    }

    [Benchmark]
    public int EscapeKernel() => JsonStringKernel.Escape(text, buffer);

    [Benchmark]
    public int EscapeScalar() => JsonStringKernel.EscapeScalar(text, buffer);

    [Benchmark]
    public bool ValidateFramework() => Utf8.IsValid(text);

    [Benchmark]
    public bool ValidateKernel() => Utf8Kernel.IsValid(text);

    /// <summary>Writes as ujson does, which made the SpeakLeash files: all but ASCII escaped, and the slash too.</summary>
    private static string AsciiJson(string text) =>
        JsonSerializer.Serialize(text).Replace("\\u0022", "\\\"", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal);
}
