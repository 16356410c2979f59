using System.Numerics;
using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Benchmarks.Scale;

/// <summary>What a synthetic document is to others.</summary>
internal enum SyntheticKind
{
    /// <summary>Like no other.</summary>
    Single,

    /// <summary>Shares the first band with another one and nothing else: a candidate pair that verification rejects.</summary>
    Decoy,

    /// <summary>One of two or ten near-duplicates, any two of which agree in at least 104 of 128 slots.</summary>
    Family,

    /// <summary>One of two equal texts.</summary>
    Copy,

    /// <summary>One of three, of which each next one agrees with the one before in 100 slots, but the third with the first in 72.</summary>
    Chain,

    /// <summary>One of the near-duplicates of a single page that recurs all over the corpus.</summary>
    Page,
}

/// <summary>A group of documents that belong together, as ordinals, ascending.</summary>
internal readonly record struct SyntheticGroup(SyntheticKind Kind, ulong Seed, uint[] Ordinals);

/// <summary>
/// Signatures of documents whose duplicates are known, each made from nothing but its ordinal: so they are written, and later checked,
/// in one pass however many there are. Groups are laid out in blocks of 1024 places; an affine permutation scatters them over the corpus.
/// </summary>
/// <param name="count">Documents.</param>
internal sealed class SyntheticCorpus(uint count)
{
    public const int BlockPlaces = 1024;

    /// <summary>Slots of the first two bands of six: never changed, so that documents of one group are a candidate pair for certain.</summary>
    private const int FixedSlots = 12;

    private const int ChangedSlots = 12;
    private const int ChainSlots = 28;
    private const ulong PageSeed = 0x5049_4C47;

    // (kind, size, groups) in the order of a block's places.
    private static readonly (SyntheticKind Kind, int Size, int Groups)[] Layout =
        [(SyntheticKind.Decoy, 2, 20), (SyntheticKind.Family, 2, 60), (SyntheticKind.Copy, 2, 60), (SyntheticKind.Family, 10, 6), (SyntheticKind.Chain, 3, 3), (SyntheticKind.Page, 10, 1)];

    private readonly ulong step = StepFor(count);
    private readonly ulong back = Inverse(StepFor(count), count);

    public uint Count => count;

    public SyntheticKind KindOf(uint ordinal) => PlaceOf(ordinal).Kind;

    /// <summary>The group of a document. Of pages only the document itself is listed: they are all over the corpus.</summary>
    public SyntheticGroup GroupOf(uint ordinal)
    {
        (SyntheticKind kind, ulong first, int size) = PlaceOf(ordinal);
        return kind switch
        {
            SyntheticKind.Single => new(kind, Mix(ulong.MaxValue - ordinal), [ordinal]),
            SyntheticKind.Page => new(kind, PageSeed, [ordinal]),
            _ => new(kind, Mix(first + 1), [.. Enumerable.Range(0, size).Select(i => OrdinalAt(first + (ulong)i)).Order()]),
        };
    }

    public static SignatureRecord RecordOf(uint ordinal, SyntheticGroup group)
    {
        SignatureRecord record = default;
        int member = Array.IndexOf(group.Ordinals, ordinal);
        ulong own = Mix(ordinal + 0x1000_0000_0000UL), seed = group.Seed;
        Fill(record.Slots, group.Kind is SyntheticKind.Decoy ? Mix(seed + (ulong)member) : seed, 0, Signature.Slots);
        switch (group.Kind)
        {
            case SyntheticKind.Decoy:
                Fill(record.Slots, seed, 0, FixedSlots / 2);
                break;
            case SyntheticKind.Family or SyntheticKind.Page:
                Change(record.Slots, own);
                break;
            case SyntheticKind.Chain:
                Fill(record.Slots, Mix(seed), FixedSlots, member * ChainSlots); // each keeps the changes of the one before
                break;
            default:
                break;
        }
        record.TextBytes = group.Kind is SyntheticKind.Copy ? 500 : 200 + (int)(own % 3000);
        record.Licence = SignatureRecord.NoLicence;
        record.HasWords = 1;
        record.ContentHash = group.Kind is SyntheticKind.Copy ? seed : own;
        return record;
    }

    /// <summary>What stands at a document's place, the first place of its group, and the group's size.</summary>
    private (SyntheticKind Kind, ulong First, int Size) PlaceOf(uint ordinal)
    {
        ulong place = ordinal * step % count;
        int within = (int)(place % BlockPlaces), start = 0;
        if (place - (ulong)within + BlockPlaces > count)
            return (SyntheticKind.Single, place, 1); // the last places of a corpus make no whole block
        foreach ((SyntheticKind kind, int size, int groups) in Layout)
        {
            if (within < start + size * groups)
                return (kind, place - (ulong)((within - start) % size), size);
            start += size * groups;
        }
        return (SyntheticKind.Single, place, 1);
    }

    private uint OrdinalAt(ulong place) => (uint)(place * back % count);

    private static void Fill(Span<ushort> slots, ulong seed, int from, int length)
    {
        for (int i = 0; i < length; i++)
            slots[from + i] = (ushort)Mix(seed + (ulong)(i * 0x9E37));
    }

    private static void Change(Span<ushort> slots, ulong seed)
    {
        for (int i = 0; i < ChangedSlots; i++)
        {
            seed = Mix(seed + 1);
            slots[FixedSlots + (int)(seed % (ulong)(Signature.Slots - FixedSlots))] = (ushort)(seed >> 32);
        }
    }

    /// <summary>Near the golden ratio of the count and coprime to it.</summary>
    private static ulong StepFor(uint count)
    {
        ulong step = (ulong)(count * 0.6180339887) | 1;
        while (BigInteger.GreatestCommonDivisor(step, count) != 1)
            step += 2;
        return step;
    }

    private static ulong Inverse(ulong step, uint count)
    {
        (BigInteger a, BigInteger b, BigInteger x, BigInteger y) = (step, count, 1, 0);
        while (b != 0)
        {
            BigInteger quotient = a / b;
            (a, b) = (b, a - quotient * b);
            (x, y) = (y, x - quotient * y);
        }
        return (ulong)((x % count + count) % count);
    }

    /// <summary>SplitMix64's finaliser.</summary>
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
