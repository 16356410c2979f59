using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Dedup;

/// <summary>The 128 slots of a signature as a value.</summary>
[InlineArray(Signature.Slots)]
public struct SignatureSlots
{
    private ushort slot0;
}

/// <summary>What deduplication knows of one document: 288 bytes, in files and on the wire (little endian).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SignatureRecord
{
    /// <summary>The document's row in the shard that first held it, as in its id.</summary>
    public int Row;

    /// <summary>UTF-8 bytes of its text.</summary>
    public int TextBytes;

    /// <summary>The <see cref="LicenceClass"/> of its own licence, or <see cref="NoLicence"/> where its dataset's holds.</summary>
    public byte Licence;

    /// <summary>1 if the document has words; one without is never a duplicate.</summary>
    public byte HasWords;

    private readonly ushort reserved;

    private readonly int reserved2;

    /// <summary>XXH3-128 of the text: equal for exact duplicates.</summary>
    public UInt128 ContentHash;

    public SignatureSlots Slots;

    public const byte NoLicence = byte.MaxValue;

    /// <summary>Bytes of a record.</summary>
    public const int Size = 32 + Signature.Bytes;
}
