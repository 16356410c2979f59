namespace Spichlerz.Hpc.Documents;

/// <summary>Bit masks over one block of 64 bytes of text: bit i stands for byte i. The first four and the line feeds are written by <see cref="WordKernel"/>.</summary>
/// <remarks>Eight masks, so that a word's part of all of them is cut out with one vector: the order of the properties is that of its elements.</remarks>
public struct WordMasks
{
    /// <summary>Bytes of letters and digits, all bytes of a multi-byte letter.</summary>
    public ulong Words { get; set; }

    /// <summary>Bytes from 0x80.</summary>
    public ulong NonAscii { get; set; }

    /// <summary>A to Z; after folding also the first byte of folded upper-case letters.</summary>
    public ulong Upper { get; set; }

    /// <summary>0 to 9.</summary>
    public ulong Digits { get; set; }

    /// <summary>a to z and the first byte of folded lower-case letters.</summary>
    internal ulong Lower { get; set; }

    /// <summary>First byte of folded Polish letters; until the text is folded, its line feeds.</summary>
    internal ulong Polish { get; set; }

    /// <summary>\n, until the text is folded: a ninth mask would not fit into the vector.</summary>
    internal ulong LineFeeds
    {
        readonly get => Polish;
        set => Polish = value;
    }

    /// <summary>First byte of folded letters; the folded text lacks one byte for each.</summary>
    internal ulong Folded { get; set; }

    /// <summary>Non-ASCII bytes that were not folded: words that hold one take the plain road.</summary>
    internal ulong Unfolded { get; set; }
}
