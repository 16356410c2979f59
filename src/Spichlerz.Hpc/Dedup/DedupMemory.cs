using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Dedup.Spilling;

namespace Spichlerz.Hpc.Dedup;

/// <summary>How <c>dedup.memory_mib</c> is shared out on a rank. What a phase holds at once adds up to less than all.</summary>
internal sealed class DedupMemory(DedupSettings settings)
{
    private const int MinRecords = 1024;

    private readonly long bytes = (long)settings.MemoryMib << 20;

    /// <summary>Records of one band in memory: half of all is for the bands that are open at once, and one more array to sort into.</summary>
    public int BandRecords(int openBands) => Records<BandRecord>(2 * (openBands + 1));

    /// <summary>Records in memory of a sorter of its own.</summary>
    public int SorterRecords<T>() where T : unmanaged => Records<T>(16);

    /// <summary>Records sent in one exchange. They are held three times: in two sets of parcels, and by the receiver.</summary>
    public int ParcelRecords<T>() where T : unmanaged => Records<T>(24);

    /// <summary>Bytes to read spilled runs with.</summary>
    public int CursorBytes => (int)Math.Min(bytes / 16, int.MaxValue);

    /// <summary>Documents in a rank's own forest of verified pairs; about 40 bytes each in its dictionary.</summary>
    public int ForestDocuments => (int)Math.Clamp(bytes / 8 / 40, MinRecords, 1 << 26);

    /// <summary>Signatures asked for at once, see <see cref="SignatureRequests.BytesPerRequest"/>, and their answers in order.</summary>
    public int Requests => (int)Math.Clamp(bytes / 4 / (SignatureRequests.BytesPerRequest + SignatureRecord.Size), MinRecords, 1 << 20);

    private int Records<T>(int share) where T : unmanaged =>
        (int)Math.Clamp(bytes / share / RecordSize<T>.Bytes, MinRecords, Array.MaxLength / RecordSize<T>.Bytes);
}
