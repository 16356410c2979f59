using System.Collections.Concurrent;
using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Cli;

/// <summary>
/// logs/rank-N.clef for machines, one for each rank, and logs/run.log for people. Warnings are kept for the console too.
/// </summary>
internal sealed class RunLogs : IDisposable
{
    private static readonly MessageTemplateTextFormatter Format = new("{Message:lj}", CultureInfo.InvariantCulture);

    private readonly Dictionary<int, Logger> loggers;
    private readonly Logger? human;

    /// <param name="ranks">The ranks of this process.</param>
    /// <param name="runId">One for all ranks of a run.</param>
    public RunLogs(RunConfig config, IEnumerable<int> ranks, string runId)
    {
        string folder = Path.Combine(config.Work, "logs");
        Directory.CreateDirectory(folder);
        // The console and the log for people belong to the process of rank 0; files of one name must have one writer.
        if (ranks.Contains(0))
        {
            human = new LoggerConfiguration()
                .WriteTo.File(Path.Combine(folder, "run.log"), formatProvider: CultureInfo.InvariantCulture, shared: false,
                    outputTemplate: "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} [{Rank}] {Message:lj}{NewLine}{Exception}")
                .CreateLogger();
        }
        loggers = ranks.ToDictionary(rank => rank, rank => Create(config, rank, runId, folder));
    }

    /// <summary>Warnings and errors not shown yet.</summary>
    public ConcurrentQueue<string> Warnings { get; } = new();

    public ILogger Of(int rank) => loggers[rank];

    public void Dispose()
    {
        foreach (Logger? logger in loggers.Values.Append(human))
        {
            try
            {
                logger?.Dispose();
            }
            catch (IOException)
            {
                // Logs may be lost: closing one on a full disk must not hide what the run itself came to.
            }
        }
    }

    private Logger Create(RunConfig config, int rank, string runId, string folder)
    {
        LoggerConfiguration logger = new LoggerConfiguration()
            .Enrich.WithProperty("Rank", rank).Enrich.WithProperty("RunId", runId).Enrich.WithProperty("Run", config.Name)
            .WriteTo.File(new CompactJsonFormatter(), Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"rank-{rank}.clef")));
        if (human is not null)
            logger.WriteTo.Logger(human).WriteTo.Sink(new ConsoleSink(Warnings), LogEventLevel.Warning);
        return logger.CreateLogger();
    }

    private sealed class ConsoleSink(ConcurrentQueue<string> warnings) : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            Format.Format(logEvent, text);
            warnings.Enqueue(logEvent.Exception is { } e ? $"{text}: {e.Message}" : text.ToString());
        }
    }
}
