using System.Buffers;

namespace Spichlerz.Hpc.Cleaning.Hazards;

/// <summary>Finds the token that makes up more than half of a text's tokens, if there is one.</summary>
/// <remarks>Majority vote: Boyer and Moore 1981. Signs alone (| of tables, dots of contents) are no tokens here.</remarks>
internal static class SameToken
{
    // As FirstByteKernel sees it: blanks and controls.
    private static readonly SearchValues<byte> White = SearchValues.Create([.. Enumerable.Range(0, ' ' + 1).Select(value => (byte)value)]);

    /// <summary>Up to here the vote itself is as quick as looking whether one is needed.</summary>
    private const int ShortBytes = 512;

    /// <summary>The token's share of all tokens; 0 where no token has more than half, or there are fewer than <paramref name="minTokens"/>.</summary>
    public static double Ratio(ReadOnlySpan<byte> text, int minTokens)
    {
        if (text.Length > ShortBytes && !MayHaveMajority(text))
            return 0;
        ReadOnlySpan<byte> rest = text, candidate = [];
        int votes = 0, tokens = 0;
        while (Next(ref rest) is { IsEmpty: false } token)
        {
            tokens++;
            if (votes == 0)
                candidate = token;
            votes += token.SequenceEqual(candidate) ? 1 : -1;
        }
        if (votes <= 0 || tokens < minTokens)
            return 0;
        int count = 0;
        rest = text;
        while (Next(ref rest) is { IsEmpty: false } token)
            count += token.SequenceEqual(candidate) ? 1 : 0;
        return count * 2 > tokens ? (double)count / tokens : 0;
    }

    /// <summary>False for ordinary text, at a glance: no first byte is that of more than half of the tokens that begin with a letter or digit.</summary>
    private static bool MayHaveMajority(ReadOnlySpan<byte> text)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        FirstByteKernel.Count(text, counts);
        int most = 0, words = 0;
        for (int value = 0; value < counts.Length; value++)
        {
            most = Math.Max(most, counts[value]);
            words += IsOfWord((byte)value) ? counts[value] : 0;
        }
        return most * 2 > words;
    }

    /// <summary>Letters and digits. Beyond ASCII, C2 and E2 begin quotes, dashes and dots.</summary>
    private static bool IsOfWord(byte value) => value is >= 0xC3 and not 0xE2 || char.IsAsciiLetterOrDigit((char)value);

    private static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOfAny(White);
            ReadOnlySpan<byte> token = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            foreach (byte value in token)
            {
                if (IsOfWord(value))
                    return token;
            }
        }
        return [];
    }
}
