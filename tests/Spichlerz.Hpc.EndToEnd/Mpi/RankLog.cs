using System.Globalization;
using System.Text.Json.Nodes;

namespace Spichlerz.Hpc.EndToEnd.Mpi;

/// <summary>What one rank logs, in general from now on: a run that is done again writes on where the one before stopped.</summary>
internal sealed class RankLog
{
    private readonly string path;
    private readonly long start;

    public RankLog(string work, int rank, bool fromNow = true)
    {
        path = Path.Combine(work, "logs", string.Create(CultureInfo.InvariantCulture, $"rank-{rank}.clef"));
        start = fromNow && File.Exists(path) ? new FileInfo(path).Length : 0;
    }

    /// <summary>The rank's process, as it introduces itself.</summary>
    public int Process => Events().Where(line => line.ContainsKey("ProcessId")).Select(line => line["ProcessId"]!.GetValue<int>()).First();

    /// <summary>Stages and phases begun so far, e.g. "clean" and "dedup: band 3 of 20", and when.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset Begun)> Moments =>
        [.. Events().Where(line => line.ContainsKey("Phase") && !line.ContainsKey("Seconds") || line.ContainsKey("Open")).Select(line => (Name(line), line["@t"]!.GetValue<DateTimeOffset>()))];

    /// <summary>Returns true once a stage or phase has begun, or so many of that name; false if the job has ended before.</summary>
    public bool WaitFor(string moment, int times, SpichlerzProgram job)
    {
        while (Count(moment) < times)
        {
            if (job.HasExited)
                return false;
            Thread.Sleep(2);
        }
        return true;
    }

    public int Count(string moment) => Moments.Count(begun => Is(begun.Name, moment));

    /// <summary>From the beginning of a stage or phase to that of another one.</summary>
    public TimeSpan Length(string moment)
    {
        IReadOnlyList<(string Name, DateTimeOffset Begun)> moments = Moments;
        int first = moments.Index().First(item => Is(item.Item.Name, moment)).Index;
        return moments.Skip(first).First(item => !Is(item.Name, moment)).Begun - moments[first].Begun;
    }

    private static bool Is(string name, string moment) => name.StartsWith(moment, StringComparison.Ordinal);

    private static string Name(JsonObject line) => line["Phase"] is { } phase ? $"{line["Stage"]}: {phase}" : line["Stage"]!.GetValue<string>();

    private IEnumerable<JsonObject> Events()
    {
        if (!File.Exists(path))
            return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = start;
        using var reader = new StreamReader(file);
        string[] lines = reader.ReadToEnd().Split('\n');
        return [.. lines[..^1].Select(line => JsonNode.Parse(line)!.AsObject())]; // the last one is empty, or still being written
    }
}
