namespace Spichlerz.Hpc.Config;

/// <summary>What is counted of each kept document besides the numbers that need no help.</summary>
public sealed record StatisticsSettings
{
    /// <summary>
    /// A list of known words for <c>oovs</c>: UTF-8, one form a line, anything from a slash on ignored. Absolute after loading; without it
    /// nothing is known to be out of vocabulary and <c>oovs</c> is left out. The list is an input of every shard: by a changed one words are counted anew.
    /// </summary>
    public string? Words { get; init; }
}
