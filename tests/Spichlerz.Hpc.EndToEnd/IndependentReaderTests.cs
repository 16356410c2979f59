using System.Globalization;

namespace Spichlerz.Hpc.EndToEnd;

public sealed class IndependentReaderTests
{
    [Test]
    public void Snapshot_OfGeneratedCorpus_IsReadWhole() => IndependentReader.AssertSound(Reference.Run.Snapshot);

    [Test]
    public void Snapshot_OfGeneratedCorpus_PassesZstdItself()
    {
        string[] files = Directory.GetFiles(Reference.Run.Snapshot, "*.jsonl.zst");
        ProgramResult zstd = SpichlerzProgram.RunOther("zstd", ["--test", "--quiet", .. files]);
        ProgramResult sums = SpichlerzProgram.RunOther("/bin/sh", "-c", $"cd '{Reference.Run.Snapshot}' && sha256sum --check --strict --quiet SHA256SUMS");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(files, Has.Length.EqualTo(8), "every dataset of the two corpora is released");
            Assert.That(zstd.ExitCode, Is.Zero, zstd.Story);
            Assert.That(sums.ExitCode, Is.Zero, sums.Story);
        }
    }

    // A reader that never complains proves nothing.
    [TestCase("cat {0}.jsonl.zst {0}.jsonl.zst > two && mv two {0}.jsonl.zst", "something follows the first zstd frame", "occurs twice", "file_size", "SHA256SUMS has another sum", "stats.documents")]
    [TestCase("head -c -9 {0}.jsonl.zst > torn && mv torn {0}.jsonl.zst", "the zstd frame does not end", "SHA256SUMS has another sum")]
    [TestCase("{{ zstd -dc {0}.jsonl.zst; echo; }} | zstd -q -o more && mv more {0}.jsonl.zst", "blank line")]
    [TestCase("{{ zstd -dc {0}.jsonl.zst; printf '{{\"text\":\"\\\\ud800\",\"meta\":{{}}}}\\n'; }} | zstd -q -o more && mv more {0}.jsonl.zst", "lone surrogate")]
    [TestCase("rm {0}.jsonl.zst && echo | zstd -q -o {0}.jsonl.zst", "blank line", "the sample is empty or holds documents that are not in the data")]
    [TestCase("touch stranger", "stranger: not in SHA256SUMS")]
    public void Reader_SpoiledSnapshot_SeesIt(string spoil, params string[] faults)
    {
        using var folder = new TempFolder();
        ProgramResult shell = SpichlerzProgram.RunOther("/bin/sh", "-c", $"cp -r '{Reference.Run.Snapshot}' '{folder["snapshot"]}' && cd '{folder["snapshot"]}' && {string.Format(CultureInfo.InvariantCulture, spoil, "prawo_wzorce")}");
        Assert.That(shell.ExitCode, Is.Zero, shell.Story);
        string[] found = IndependentReader.Faults(folder["snapshot"]);
        using (Assert.EnterMultipleScope())
        {
            foreach (string fault in faults)
                Assert.That(found, Has.Some.Contains(fault), string.Join('\n', found));
        }
    }
}
