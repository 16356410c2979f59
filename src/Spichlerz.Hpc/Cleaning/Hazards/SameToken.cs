using System.Buffers;

namespace Spichlerz.Hpc.Cleaning.Hazards;

/// <summary>Finds the token that makes up more than half of a text's tokens, if there is one.</summary>
/// <remarks>Majority vote: Boyer and Moore 1981. Signs alone (| of tables, dots of contents) are no tokens here.</remarks>
internal static class SameToken
{
    private static readonly SearchValues<byte> White = SearchValues.Create(" \t\r\n\f"u8);

    /// <summary>The token's share of all tokens; 0 where no token has more than half, or there are fewer than <paramref name="minTokens"/>.</summary>
    public static double Ratio(ReadOnlySpan<byte> text, int minTokens)
    {
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

    private static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOfAny(White);
            ReadOnlySpan<byte> token = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            foreach (byte value in token)
            {
                // Letters beyond ASCII; C2 and E2 begin quotes, dashes and dots.
                if (value is >= 0xC3 and not 0xE2 || char.IsAsciiLetterOrDigit((char)value))
                    return token;
            }
        }
        return [];
    }
}
