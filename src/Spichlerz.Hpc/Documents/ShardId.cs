using System.Globalization;

namespace Spichlerz.Hpc.Documents;

/// <summary>A shard's name: part <paramref name="Part"/> of the dataset's input file number <paramref name="File"/> (both from 0), written DATASET/FFFFF-PPPPP.</summary>
public readonly record struct ShardId(string Dataset, int File, int Part)
{
    /// <summary>The last segment, FFFFF-PPPPP.</summary>
    public string Stem => string.Create(CultureInfo.InvariantCulture, $"{File:D5}-{Part:D5}");

    public override string ToString() => $"{Dataset}/{Stem}";

    /// <summary>Reads DATASET/FFFFF-PPPPP.</summary>
    public static ShardId Parse(string text)
    {
        int slash = text.LastIndexOf('/');
        int dash = text.LastIndexOf('-');
        return slash > 0 && dash > slash
            && int.TryParse(text.AsSpan(slash + 1, dash - slash - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int file)
            && int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int part)
            ? new(text[..slash], file, part)
            : throw new FormatException($"'{text}' is not a shard's name; the form is DATASET/FFFFF-PPPPP.");
    }

    /// <summary>Sorts by <see cref="CompareTo"/>.</summary>
    public static readonly Comparer<ShardId> CorpusOrder = Comparer<ShardId>.Create((a, b) => a.CompareTo(b));

    /// <summary>Order of the corpus: dataset by code units, then file, then part. Ordinals follow it.</summary>
    public int CompareTo(ShardId other)
    {
        int byDataset = string.CompareOrdinal(Dataset, other.Dataset);
        return byDataset != 0 ? byDataset : File != other.File ? File.CompareTo(other.File) : Part.CompareTo(other.Part);
    }
}
