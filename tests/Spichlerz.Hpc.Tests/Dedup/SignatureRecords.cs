using Spichlerz.Hpc.Dedup;

namespace Spichlerz.Hpc.Tests.Dedup;

/// <summary>Made signature records: near-duplicates are copies with some slots drawn anew.</summary>
internal static class SignatureRecords
{
    public static SignatureRecord Any(Random random, int row)
    {
        var record = new SignatureRecord
        {
            Row = row,
            TextBytes = random.Next(1, 1000),
            Licence = SignatureRecord.NoLicence,
            HasWords = 1,
            ContentHash = new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()),
        };
        foreach (ref ushort slot in (Span<ushort>)record.Slots)
            slot = (ushort)random.Next(1 << 16);
        return record;
    }

    /// <summary>A record that differs from another in exactly so many slots.</summary>
    public static SignatureRecord Like(in SignatureRecord other, Random random, int row, int otherSlots)
    {
        SignatureRecord record = other;
        record.Row = row;
        if (otherSlots > 0)
            record.ContentHash++;
        int[] slots = [.. Enumerable.Range(0, Signature.Slots)];
        random.Shuffle(slots);
        foreach (int slot in slots.AsSpan(0, otherSlots))
            record.Slots[slot] = (ushort)(record.Slots[slot] + random.Next(1, 1 << 16));
        return record;
    }

    /// <summary>Records of which about half are like earlier ones, some equal, some without words.</summary>
    public static SignatureRecord[] Family(Random random, int count)
    {
        var records = new SignatureRecord[count];
        for (int i = 0; i < count; i++)
        {
            records[i] = i == 0 || random.Next(2) == 0 ? Any(random, i) : Like(records[random.Next(i)], random, i, random.Next(60));
            if (random.Next(50) == 0)
            {
                records[i].HasWords = 0;
                ((Span<ushort>)records[i].Slots).Clear();
            }
        }
        return records;
    }
}
