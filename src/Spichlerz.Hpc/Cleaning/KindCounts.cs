using System.Text;

namespace Spichlerz.Hpc.Cleaning;

/// <summary>What a step changed in one document, by kind, in the order of the alphabet.</summary>
internal sealed class KindCounts
{
    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);

    public IEnumerable<string> Kinds => counts.Keys;

    public bool IsEmpty => counts.Count == 0;

    public void Clear() => counts.Clear();

    public void Add(string kind, int count = 1)
    {
        if (count > 0)
            counts[kind] = counts.GetValueOrDefault(kind) + count;
    }

    /// <summary>The counts as a member of a JSON object: <c>"repair":{"entities":3}</c>. Names of steps and kinds are plain ones of our own.</summary>
    public byte[] ToFact(string step) => Encoding.UTF8.GetBytes($"\"{step}\":{{{string.Join(',', counts.Select(count => $"\"{count.Key}\":{count.Value}"))}}}");
}
