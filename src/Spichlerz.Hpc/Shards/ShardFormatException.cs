using System.Globalization;

namespace Spichlerz.Hpc.Shards;

/// <summary>A file of ours does not hold what its writer wrote: torn, foreign or rotten.</summary>
public sealed class ShardFormatException(string shard, long line, long offset, string problem, string remedy, Exception? inner = null)
    : IOException(string.Create(CultureInfo.InvariantCulture, $"{shard}, line {line}, byte {offset} after decompression: {problem.TrimEnd('.')}. {remedy}"), inner);
