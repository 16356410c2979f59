using Microsoft.Win32.SafeHandles;
using Spichlerz.Hpc.Dedup.Spilling;

namespace Spichlerz.Hpc.Dedup;

/// <summary>Candidate pairs that are being read, and the files they lie in.</summary>
internal sealed class OpenPairs(IReadOnlyList<SafeFileHandle> files, RecordCursor<CandidatePair> pairs) : IDisposable
{
    public RecordCursor<CandidatePair> Pairs { get; } = pairs;

    public void Dispose()
    {
        foreach (SafeFileHandle file in files)
            file.Dispose();
    }
}
