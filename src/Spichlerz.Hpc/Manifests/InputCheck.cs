namespace Spichlerz.Hpc.Manifests;

/// <summary>What was read is not what its writer wrote: a torn, exchanged or rotten file. The proof of its writer no longer holds.</summary>
public sealed class InputChangedException(FileEntry expected, FileEntry found) : IOException(
    $"{expected.Path} holds {found.Bytes} bytes with XXH3 {found.Xxh3}, but its writer recorded {expected.Bytes} bytes with XXH3 {expected.Xxh3}. " +
    "The file was changed or damaged since; its proof is withdrawn, run again to make it anew.")
{
    public string Path { get; } = expected.Path;
}

/// <summary>Compares what a stage has read with what the writer's manifest says.</summary>
public static class InputCheck
{
    /// <summary>The expected entry, if the file read to its end had its size and hash.</summary>
    /// <param name="found">Makes the entry of what was read.</param>
    /// <exception cref="InputChangedException">It had not.</exception>
    public static FileEntry Verified(FileEntry expected, Func<string, FileEntry> found)
    {
        FileEntry entry = found(expected.Path);
        return entry.Bytes == expected.Bytes && entry.Xxh3 == expected.Xxh3 ? expected : throw new InputChangedException(expected, entry);
    }
}
