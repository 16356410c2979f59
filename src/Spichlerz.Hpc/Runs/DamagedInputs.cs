using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Runs;

/// <summary>
/// Looks, after a unit has failed, whether what it reads is still what was written. Damage shows in many ways (a bad checksum, a line that is
/// no document, another hash), so all inputs are hashed again; it costs a read, and only where something has gone wrong.
/// </summary>
internal static class DamagedInputs
{
    /// <summary>Withdraws the proofs of damaged files, so that the next run makes them anew; returns the files' names.</summary>
    /// <param name="inputs">As their writers' manifests describe them. Users' files, which have no hash there, are left out.</param>
    public static IReadOnlyList<string> Withdraw(WorkDirectory work, IEnumerable<FileEntry> inputs)
    {
        var damaged = new List<string>();
        foreach (FileEntry input in inputs.Where(input => input.Xxh3.Length > 0 && !IsAsWritten(work.Full(input.Path), input)))
        {
            damaged.Add(input.Path);
            if (ShardCatalogue.ManifestOf(input.Path) is { } manifest)
                File.Delete(work.Full(manifest));
        }
        return damaged;
    }

    private static bool IsAsWritten(string path, FileEntry entry)
    {
        try
        {
            return new FileInfo(path).Length == entry.Bytes && Proof.HashFile(path) == entry.Xxh3;
        }
        catch (IOException)
        {
            return false; // gone, or unreadable
        }
    }
}
