using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Runs;

namespace Spichlerz.Hpc.Tests.Dedup;

/// <summary>What a run that was interrupted leaves, and how the next one goes on.</summary>
public sealed class DedupResumeTests
{
    private const int Bands = 6;

    private static readonly DedupSettings Settings = new() { Bands = Bands, Rows = 4, MemoryMib = 16 };

    [TestCase("keys", 0)]
    [TestCase("band 1 of 6", 1, Description = "the wish to stop is heard in the next band's first exchange, which is its only one")]
    [TestCase("band 4 of 6", 4)]
    [TestCase("verification", 6)]
    [TestCase("clusters", 6)]
    public void Resume_StoppedAfterAPhase_GoesOnBehindFinishedBands(string phase, int bandsDone)
    {
        using DedupWork work = Signed();
        work.Run(ranks: 2, Settings);
        SortedDictionary<string, string> expected = work.Files();
        Directory.Delete(work.Work.Stage(DedupStage.StageName), recursive: true);
        using var stop = new CancellationTokenSource();
        var log = new PhaseLog(phase, stop.Cancel);
        StageResult stopped = work.Resume(ranks: 2, Settings, log.Logger, stop.Token);
        int done = Directory.GetFiles(work.Work.Full("dedup/.bands"), "*.manifest.json").Length;
        var resumed = new PhaseLog("", () => { });
        StageResult result = work.Resume(ranks: 3, Settings, log: resumed.Logger);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.IsCanceled, Is.True);
            Assert.That(done, Is.EqualTo(bandsDone));
            Assert.That(result.IsComplete, Is.True);
            Assert.That(resumed.Phases.Count(name => name.StartsWith("band ", StringComparison.Ordinal)), Is.EqualTo(Bands - done));
            Assert.That(work.Files(), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Resume_BandFileCut_SearchesThatBandAgain()
    {
        using DedupWork work = Stopped();
        string cut = Directory.GetFiles(work.Work.Full("dedup/.bands/001")).First(file => new FileInfo(file).Length > 0);
        using (FileStream file = File.OpenWrite(cut))
            file.SetLength(file.Length - 8);
        var log = new PhaseLog("", () => { });
        work.Resume(ranks: 2, Settings, log: log.Logger);
        Assert.That(log.Phases.Where(name => name.StartsWith("band ", StringComparison.Ordinal)), Is.EqualTo(["band 2 of 6"]));
    }

    [Test]
    public void Resume_KilledWhileItRemovedTheBands_RemovesTheRest()
    {
        using DedupWork work = Signed();
        work.Run(ranks: 2, Settings);
        SortedDictionary<string, string> expected = work.Files();
        Directory.CreateDirectory(work.Work.Full("dedup/.bands/003"));
        File.WriteAllBytes(work.Work.Full("dedup/.bands/003/0000000000-0000000009-0.pairs"), []);
        StageResult result = work.Resume(ranks: 2, Settings);
        Assert.That((result.UnitsSkipped, work.Files().Keys.Except(expected.Keys)), Is.EqualTo((1, Array.Empty<string>())));
    }

    [Test]
    public void Resume_OtherBanding_TrustsNoBand()
    {
        using DedupWork work = Stopped();
        var log = new PhaseLog("", () => { });
        work.Resume(ranks: 2, Settings with { Rows = 5 }, log: log.Logger);
        Assert.That(log.Phases.Count(name => name.StartsWith("band ", StringComparison.Ordinal)), Is.EqualTo(Bands));
    }

    /// <summary>Candidate pairs depend on the banding alone.</summary>
    [Test]
    public void Resume_OtherMinSimilarity_KeepsTheBands()
    {
        using DedupWork work = Stopped();
        var log = new PhaseLog("", () => { });
        work.Resume(ranks: 1, Settings with { MinSimilarity = 0.9 }, log: log.Logger);
        Assert.That(log.Phases, Does.Contain("verification").And.None.StartsWith("band "));
        DedupPromise.Check(work, 0.9);
    }

    [Test]
    public void Run_Done_LeavesNoBandsAndNoSpill()
    {
        using DedupWork work = Signed();
        work.Run(ranks: 2, Settings);
        Assert.That(Directory.GetDirectories(work.Work.Stage(DedupStage.StageName)).Select(path => Path.GetFileName(path)), Is.EqualTo(["akty"]));
    }

    /// <summary>All bands are done, and no more.</summary>
    private static DedupWork Stopped()
    {
        DedupWork work = Signed();
        using var stop = new CancellationTokenSource();
        work.Resume(ranks: 2, Settings, new PhaseLog(string.Create(CultureInfo.InvariantCulture, $"band {Bands} of {Bands}"), stop.Cancel).Logger, stop.Token);
        Assert.That(Directory.GetFiles(work.Work.Full("dedup/.bands"), "*.manifest.json"), Has.Length.EqualTo(Bands));
        return work;
    }

    private static DedupWork Signed()
    {
        SignatureRecord[] records = SignatureRecords.Family(new Random(6), 2000);
        return DedupWork.OfSignatures([.. records.Chunk(300).Select((part, file) => (new ShardId("akty", file, 0), part))]);
    }

    /// <summary>Notes rank 0's phases as they end, and acts when a given one does.</summary>
    private sealed class PhaseLog : ILogEventSink
    {
        private readonly string phase;
        private readonly Action act;

        public PhaseLog(string phase, Action act)
        {
            (this.phase, this.act) = (phase, act);
            Logger = new LoggerConfiguration().WriteTo.Sink(this).CreateLogger();
        }

        public Logger Logger { get; }

        public List<string> Phases { get; } = [];

        public void Emit(LogEvent logEvent)
        {
            if (!logEvent.Properties.ContainsKey("Seconds") || !logEvent.Properties.TryGetValue("Phase", out LogEventPropertyValue? value) || value is not ScalarValue { Value: string name })
                return;
            Phases.Add(name);
            if (name == phase)
                act();
        }
    }
}
