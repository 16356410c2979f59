using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>How a line of the list falls.</summary>
internal enum ListedLine
{
    /// <summary>It is not listed.</summary>
    No,

    /// <summary>Only beside one that falls.</summary>
    Beside,

    Alone,
}

/// <summary>The lines that too many documents of a dataset have, asked by key.</summary>
public sealed class LineList
{
    private readonly Dictionary<ulong, bool> isLong;

    private LineList(CountedLines lines, int minWords) =>
        isLong = lines.Lines.ToDictionary(line => CountedLine.ParseKey(line.Key), line => line.Words >= minWords);

    /// <summary>Nothing is known of the dataset.</summary>
    public static LineList Empty { get; } = new(new(0, []), 0);

    internal bool IsEmpty => isLong.Count == 0;

    /// <summary>The list of a dataset in a work directory; null where its lines were not counted, or with other settings.</summary>
    public static LineList? Find(string workDirectory, string dataset, BoilerplateSettings settings)
    {
        var work = new Runs.WorkDirectory(workDirectory);
        return LineListStage.EntryOf(work, dataset, settings) is { } entry ? Load(work.Full(entry.Path), entry, settings) : null;
    }

    /// <exception cref="InputChangedException">The file is not what its writer wrote.</exception>
    internal static LineList Load(string path, FileEntry entry, BoilerplateSettings settings) => new(CountedLines.Load(path, entry), settings.MinWords);

    internal static LineList Of(CountedLines lines, BoilerplateSettings settings) => new(lines, settings.MinWords);

    internal ListedLine this[ulong key] => !isLong.TryGetValue(key, out bool fallsAlone) ? ListedLine.No : fallsAlone ? ListedLine.Alone : ListedLine.Beside;
}
