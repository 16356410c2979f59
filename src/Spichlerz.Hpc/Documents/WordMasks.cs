namespace Spichlerz.Hpc.Documents;

/// <summary>Bit masks over one block of 64 bytes of text: bit i stands for byte i. Written by <see cref="WordKernel"/>.</summary>
public struct WordMasks
{
    /// <summary>Bytes of letters and digits, all bytes of a multi-byte letter.</summary>
    public ulong Words { get; set; }

    /// <summary>Bytes from 0x80.</summary>
    public ulong NonAscii { get; set; }

    /// <summary>A to Z.</summary>
    public ulong Upper { get; set; }

    /// <summary>0 to 9.</summary>
    public ulong Digits { get; set; }

    /// <summary>Line feeds.</summary>
    public ulong Newlines { get; set; }
}
