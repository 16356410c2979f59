using System.Collections.Concurrent;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Sharding;
using static Spichlerz.Hpc.Tests.Sharding.InputFiles;

namespace Spichlerz.Hpc.Tests.Sharding;

/// <summary>What a run says of input that could not be read whole.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DamageWarningTests : IDisposable
{
    private readonly InputFiles files = new();

    public void Dispose() => files.Dispose();

    [Test]
    public void Run_TruncatedFile_WarnsOfTheFileAndFailsItsDataset()
    {
        string path = files.Write("corpus/uszkodzony.jsonl.zst", [.. Zstd(Record("cały") + "\n"), .. Zstd(Record("stracony") + "\n")[..^9]]);
        files.Write("corpus/cały.jsonl", Record("cały") + "\n");
        var log = new Warnings();
        RunResult result = Run(new RunConfig { Name = "próba", Work = files.Work.Root, Corpus = [Path.GetDirectoryName(path)!] }, log);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log, Is.EquivalentTo((string[])
            [
                $"{path} is damaged: documents from there on are lost, and with them at least 0 compressed bytes that were not read. Get a whole copy and run again",
                "Dataset uszkodzony: 1 of 2 records could not be read; they are in quarantine/uszkodzony/",
            ]));
            Assert.That(result.Stages.Single().Failures.Select(failure => failure.Unit), Is.EqualTo((string[])["uszkodzony"]));
            Assert.That(result.IsComplete, Is.False);
        }
    }

    [Test]
    public void Run_QuarantineWithinTheLimit_WarnsAndGoesOn()
    {
        string path = files.Write("a.jsonl", $"{Record("raz")}\nzepsuty\n");
        var log = new Warnings();
        RunResult result = Run(new RunConfig { Name = "próba", Work = files.Work.Root, Corpus = [path], MaxQuarantinedFraction = 0.5 }, log);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log, Is.EqualTo((string[])["Dataset a: 1 of 2 records could not be read; they are in quarantine/a/"]));
            Assert.That((result.IsComplete, result.Stages.Single().Failures.Length), Is.EqualTo((true, 0)));
        }
    }

    private static RunResult Run(RunConfig config, Warnings log)
    {
        using Logger logger = new LoggerConfiguration().WriteTo.Sink(log).CreateLogger();
        var context = new RunContext(config, _ => logger, new Unobserved(), CancellationToken.None);
        var catalogue = DatasetCatalogue.Find(config);
        RunResult? result = null;
        ThreadRanks.Run(1, group => result = new PipelineRun(context, catalogue, group).Run([ShardStage.StageName], redo: null));
        return result!;
    }

    private sealed class Warnings : ConcurrentQueue<string>, ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            if (logEvent.Level >= LogEventLevel.Warning)
                Enqueue(logEvent.MessageTemplate.Render(logEvent.Properties.ToDictionary(property => property.Key, property => Unquoted(property.Value))));
        }

        private static LogEventPropertyValue Unquoted(LogEventPropertyValue value) =>
            value is ScalarValue { Value: string text } ? new ScalarValue(new Raw(text)) : value;
    }

    /// <summary>Rendered without the quotes that Serilog puts around strings.</summary>
    private sealed record Raw(string Text)
    {
        public override string ToString() => Text;
    }

    private sealed class Unobserved : IRunObserver
    {
        public void StageStarted(StageProgress progress)
        {
        }

        public void StageEnded(StageResult result)
        {
        }
    }
}
