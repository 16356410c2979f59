using System.Buffers.Binary;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Dedup;

/// <summary>
/// A .sig file: a header of 64 bytes, then one <see cref="SignatureRecord"/> of 288 bytes for each document of a clean shard, in its order.
/// Header: "SPICHSIG", format version (uint32, 1), record size (uint32, 288), slots (uint32, 128), 44 bytes of zero. All little endian.
/// </summary>
public static class SignatureFile
{
    public const int HeaderBytes = 64;

    private const uint FormatVersion = 1;

    private static ReadOnlySpan<byte> Magic => "SPICHSIG"u8;

    public static byte[] Header()
    {
        byte[] header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), FormatVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), SignatureRecord.Size);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), Signature.Slots);
        return header;
    }

    /// <summary>Number of records in a file, from its size and header.</summary>
    /// <exception cref="ShardFormatException">The file is torn or of another format.</exception>
    public static long CountRecords(string path, ReadOnlySpan<byte> header, long fileBytes)
    {
        if (header.Length < HeaderBytes || !header.StartsWith(Header()) || (fileBytes - HeaderBytes) % SignatureRecord.Size != 0)
            throw new ShardFormatException(path, 0, 0, "this is no signature file of this version, or it is torn", "Remove the file and run again: sign makes it anew.");
        return (fileBytes - HeaderBytes) / SignatureRecord.Size;
    }
}
