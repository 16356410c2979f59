using System.Text;
using System.Text.Json;

namespace Spichlerz.Hpc.EndToEnd;

/// <summary>Memory is bounded by the largest document admitted, not by what a file may hold.</summary>
public sealed class MemoryTests
{
    private const long Gigabyte = 1_000_000_000;
    private const int LongTextBytes = 60_000_000;
    private const int LongLineBytes = 200_000_000;

    [Test]
    public void Run_HugeDocumentAndHugeLine_StaysUnderAGigabyte()
    {
        using var folder = new TempFolder();
        WriteCorpus(folder["olbrzym.jsonl"]);
        File.WriteAllText(folder["config.yaml"], "name: olbrzym\ncorpus: [olbrzym.jsonl]\nwork: work\nranks: 2\nclean: { profile: books, steps: { gopher_quality: { enabled: false } } }\nmax_quarantined_fraction: 0.5\n");
        using SpichlerzProgram program = SpichlerzProgram.Start("run", folder["config.yaml"]);
        long peak = 0;
        while (!program.HasExited)
        {
            peak = Math.Max(peak, program.PeakBytes);
            Thread.Sleep(5);
        }
        ProgramResult result = program.WaitForEnd(TimeSpan.FromSeconds(10));
        TestContext.Out.WriteLine($"peak {peak / 1_000_000} MB, {result.Elapsed.TotalSeconds:0} s");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero, result.Story);
            Assert.That(result.Output, Does.Contain("Snapshot snapshot: 21 documents in 1 datasets"));
            Assert.That(result.Output, Does.Match(@"│ shard +│ +22 │ +21 │ +0 │ +1 │"), "the long line is in quarantine");
            Assert.That(peak, Is.InRange(1, Gigabyte));
        }
        IndependentReader.AssertSound(folder["work/snapshots/snapshot"]);
    }

    private static void WriteCorpus(string path)
    {
        var text = new PolishText(60);
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 20) { NewLine = "\n" };
        for (int i = 0; i < 20; i++)
        {
            if (i == 10)
                WriteLong(file, text);
            file.WriteLine(JsonSerializer.Serialize(new { text = text.Document(20), meta = new { } }));
        }
    }

    private static void WriteLong(StreamWriter file, PolishText text)
    {
        file.Write("{\"text\":\"");
        for (int written = 0; written < LongTextBytes;)
        {
            string sentence = text.Sentence();
            file.Write(sentence);
            file.Write("\\n");
            written += Encoding.UTF8.GetByteCount(sentence) + 1;
        }
        file.WriteLine("\",\"meta\":{}}");
        file.Write("{\"text\":\"");
        string filler = text.Document(10).Replace("\n", " ", StringComparison.Ordinal);
        for (int written = 0; written < LongLineBytes; written += filler.Length) // at least as many bytes as characters
            file.Write(filler);
        file.WriteLine("\",\"meta\":{}}");
    }
}
