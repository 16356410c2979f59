using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ZstdSharp;

namespace Spichlerz.Hpc.EndToEnd;

/// <summary>
/// A corpus of some megabytes: several datasets and formats, exact and near duplicates within and across them, short and foreign texts,
/// documents without meta, a dataset with notices, and about one unreadable line in 150. The same bytes each time.
/// </summary>
internal sealed class GeneratedCorpus
{
    private const int Seed = 20_261_125;
    private const int LinesPerFrame = 400;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Half a document, bytes that are no UTF-8, no text, an empty line, half a surrogate pair.
    private static readonly byte[][] BadLines =
        ["{\"text\": \"urwany wiersz"u8.ToArray(), [0x7B, 0xB9, 0xE6, 0xEA, 0x7D], "{\"meta\": {}}"u8.ToArray(), [], "{\"text\": \"\\ud800\"}"u8.ToArray()];

    // What a site has above and under every text.
    internal const string Notice = "Ta strona korzysta z plików cookie, aby działać sprawniej.", Address = "redakcja@przyklad.example i kolegium";

    private static readonly string[] Licences = ["CC-BY-4.0", "CC0-1.0", "CC-BY-NC-4.0", "wszelkie prawa zastrzeżone"];

    private readonly PolishText text = new(Seed);
    private readonly List<string> earlier = [];
    private int lines;
    private bool hasNotices;

    /// <param name="folder">Created; gets about ten megabytes of lines in six files.</param>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var corpus = new GeneratedCorpus();
        corpus.WriteFile(Path.Combine(folder, "alfa.jsonl.zst"), 3_800_000);
        File.WriteAllText(Path.Combine(folder, "alfa.manifest"), """{"name": "alfa", "license": "CC-BY-SA 4.0", "category": "Internet", "stats": {"documents": 1}}""");
        corpus.WriteFile(Path.Combine(folder, "beta-000.jsonl"), 1_300_000);
        corpus.WriteFile(Path.Combine(folder, "beta-001.jsonl.gz"), 1_500_000);
        corpus.WriteFile(Path.Combine(folder, "beta-002.jsonl.zst"), 300_000);
        File.WriteAllText(Path.Combine(folder, "beta.source.json"), """{"name": "beta", "licence": "CC0-1.0", "origins": []}""");
        corpus.hasNotices = true;
        corpus.WriteFile(Path.Combine(folder, "gamma żółć.jsonl.gz"), 2_200_000);
        corpus.hasNotices = false;
        corpus.WriteFile(Path.Combine(folder, "omega.jsonl"), 1_300_000);
        File.WriteAllText(Path.Combine(folder, "omega.source.json"), """{"name": "omega", "licence": "Domena publiczna"}""");
    }

    private void WriteFile(string path, int bytes)
    {
        using FileStream file = File.Create(path);
        using Stream target = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true) : new BufferedStream(file);
        using var zstd = new Compressor(3);
        var frame = new ArrayBufferWriter<byte>();
        for (int written = 0, line = 1; written < bytes; line++)
        {
            byte[] record = Line();
            written += record.Length + 1;
            frame.Write(record);
            frame.Write("\n"u8);
            if (line % LinesPerFrame != 0 && written < bytes)
                continue;
            target.Write(path.EndsWith(".zst", StringComparison.Ordinal) ? zstd.Wrap(frame.WrittenSpan) : frame.WrittenSpan);
            frame.ResetWrittenCount();
        }
    }

    private byte[] Line()
    {
        lines++;
        if (lines % 150 == 0)
            return BadLines[lines / 150 % BadLines.Length];
        string document = Text();
        earlier.Add(document);
        if (hasNotices)
            document = $"{Notice}\n\n{document}\n{Notice}\n{Address}";
        object record = text.Next(40) == 0 ? new { text = document } : new
        {
            text = document,
            meta = new Dictionary<string, object>
            {
                ["url"] = string.Create(CultureInfo.InvariantCulture, $"https://przyklad.example/{lines}"),
                ["tytuł"] = document[..Math.Min(20, document.Length)],
                ["licence"] = Licences[text.Next(Licences.Length)],
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(record, lines % 2 == 0 ? Relaxed : null);
    }

    private string Text()
    {
        int kind = text.Next(100);
        if (earlier.Count > 0 && kind < 8)
            return earlier[text.Next(earlier.Count)];
        if (earlier.Count > 0 && kind < 16)
            return $"{earlier[text.Next(earlier.Count)]}{text.Sentence()}\n";
        if (kind < 20)
            return text.Sentence();
        if (kind < 22)
            return string.Concat(Enumerable.Repeat(text.Sentence() + "\n", 30));
        if (kind < 24)
            return string.Create(CultureInfo.InvariantCulture, $"This is page {lines} of the English manual. ") + Foreign();
        return text.Document(lines == 777 ? 3000 : 4 + text.Next(40));
    }

    private string Foreign()
    {
        string[] phrases = ["the garden behind the old house", "a river runs through the village", "children were playing in the street", "nobody knew what the letter said"];
        var sentence = new StringBuilder();
        for (int i = 0; i < 12; i++)
            sentence.Append(phrases[text.Next(phrases.Length)]).Append(i % 3 == 2 ? ". " : " and ");
        return sentence.ToString();
    }
}
