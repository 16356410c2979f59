namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>What stands in the place of a masked find: its kind's usual Polish name in brackets, always the same.</summary>
internal static class Placeholder
{
    private static readonly byte[][] Texts =
    [
        [.. "[E-MAIL]"u8], [.. "[TELEFON]"u8], [.. "[PESEL]"u8], [.. "[NIP]"u8], [.. "[REGON]"u8], [.. "[IBAN]"u8], [.. "[KARTA]"u8], [.. "[IP]"u8], [.. "[MAC]"u8],
    ];

    public static ReadOnlyMemory<byte> Of(PiiKind kind) => Texts[(int)kind];

    public static bool StartsAt(ReadOnlySpan<byte> text, int index)
    {
        if (index >= text.Length || text[index] != (byte)'[')
            return false;
        foreach (byte[] placeholder in Texts)
        {
            if (text[index..].StartsWith(placeholder))
                return true;
        }
        return false;
    }

    public static bool EndsAt(ReadOnlySpan<byte> text, int end)
    {
        if (end <= 0 || text[end - 1] != (byte)']')
            return false;
        foreach (byte[] placeholder in Texts)
        {
            if (text[..end].EndsWith(placeholder))
                return true;
        }
        return false;
    }
}
