using System.Globalization;
using System.Runtime.InteropServices;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Benchmarks;

/// <summary>
/// Where the time of <c>clean</c> goes: passes the shards of a work directory through the steps batch by batch, as the stage does, and adds
/// up what each step takes, with reading and writing as the first and the last row. The pass that counts lines and the tables of what was
/// dropped and removed are left out.
/// </summary>
internal sealed class StepTimes
{
    private readonly Dictionary<string, Row> best = [];
    private Dictionary<string, Row> rows = [];

    private sealed class Row
    {
        public TimeSpan Time { get; set; }

        public long Documents { get; set; }

        public long TextBytes { get; set; }
    }

    /// <summary>Times the shards once more on this thread; <see cref="Print"/> shows the best that each step took.</summary>
    public void Add(CleanSettings settings, WorkDirectory work, IReadOnlyList<StageUnit> shards)
    {
        string path = Path.Combine(work.Root, "steps.jsonl.zst");
        rows = [];
        IReadOnlyList<IDocumentStep> steps = StepCatalogue.Create(settings.Steps, words: null);
        foreach (StageUnit unit in shards)
        {
            steps.OfType<BoilerplateStep>().FirstOrDefault()?.Begin(LineList.Find(work.Root, unit.Shard.Dataset, settings.Steps.Boilerplate) ?? LineList.Empty);
            using var reader = new ShardReader(work.Full(unit.Inputs[0].Path), unit.Shard);
            using var writer = new ShardWriter(path, ShardWriter.InternalLevel, rank: 0);
            while (Read(reader) is { Count: > 0 } batch)
            {
                foreach (IDocumentStep step in steps)
                    batch = Judge(step, batch);
                Write(writer, batch);
            }
            TimeSpan started = Environment.CpuUsage.TotalTime;
            writer.Commit("steps.jsonl.zst");
            Count("write", [], started);
        }
        foreach ((string name, Row row) in rows)
        {
            if (!best.TryGetValue(name, out Row? before) || row.Time < before.Time)
                best[name] = row;
        }
    }

    public void Print()
    {
        double total = best.Values.Sum(row => row.Time.TotalSeconds);
        long text = best["read"].TextBytes;
        Console.WriteLine($"\n{"step",-20}{"documents",12}{"MB",8}{"CPU s",9}{"MB/s",8}{"share",8}");
        foreach ((string name, Row row) in best)
        {
            double seconds = row.Time.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-20}{row.Documents,12:N0}{row.TextBytes / 1e6,8:0.0}{seconds,9:0.000}{row.TextBytes / 1e6 / seconds,8:0}{seconds / total,8:0.0%}"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"clean",-20}{"",12}{text / 1e6,8:0.0}{total,9:0.000}{text / 1e6 / total,8:0}   one thread; documents and MB are those that reach the step"));
    }

    private List<Document> Read(ShardReader reader)
    {
        TimeSpan started = Environment.CpuUsage.TotalTime;
        List<Document> batch = [.. reader.ReadBatch()];
        Count("read", batch, started);
        return batch;
    }

    private List<Document> Judge(IDocumentStep step, List<Document> batch)
    {
        var outcomes = new Outcome[batch.Count];
        TimeSpan started = Environment.CpuUsage.TotalTime;
        step.Judge(CollectionsMarshal.AsSpan(batch), outcomes);
        Count(step.Name, batch, started);
        return [.. outcomes.Where(outcome => outcome.IsKept).Select(outcome => outcome.Document)];
    }

    private void Write(ShardWriter writer, List<Document> batch)
    {
        TimeSpan started = Environment.CpuUsage.TotalTime;
        foreach (Document document in batch)
            writer.Write(document);
        Count("write", batch, started);
    }

    private void Count(string name, List<Document> documents, TimeSpan started)
    {
        TimeSpan time = Environment.CpuUsage.TotalTime - started;
        ref Row? row = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, name, out _);
        row ??= new Row();
        row.Time += time;
        row.Documents += documents.Count;
        row.TextBytes += documents.Sum(document => (long)document.Text.Length);
    }
}
