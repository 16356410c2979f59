namespace Spichlerz.Hpc.Dedup;

/// <summary>The MinHash signature of a document: <see cref="Slots"/> slots of 16 bits. All zero for a document without words.</summary>
/// <remarks>b-bit minwise hashing: Li and König 2010. 16 bits add (1 − J)/65536 to the estimate of a Jaccard similarity J: nothing visible.</remarks>
public static class Signature
{
    public const int Slots = 128;

    /// <summary>Bytes of a signature in memory and in files.</summary>
    public const int Bytes = Slots * sizeof(ushort);

    /// <summary>
    /// Equal slots of two signatures, 0 to <see cref="Slots"/>; divided by <see cref="Slots"/> it estimates their documents' Jaccard similarity.
    /// Of documents without words it says nothing.
    /// </summary>
    public static int Similarity(ReadOnlySpan<ushort> a, ReadOnlySpan<ushort> b) => SignatureKernel.EqualSlots(a, b);
}
