using System.Buffers;

namespace Spichlerz.Hpc.Cleaning.Hazards;

/// <summary>Finds the token that makes up more than half of a text's tokens, if there is one.</summary>
/// <remarks>Majority vote: Boyer and Moore 1981. Signs alone (| of tables, dots of contents) are no tokens here.</remarks>
internal static class SameToken
{
    // As FirstByteKernel sees it: blanks and controls.
    private static readonly SearchValues<byte> White = SearchValues.Create([.. Enumerable.Range(0, ' ' + 1).Select(value => (byte)value)]);

    /// <summary>The token's share of all tokens; 0 where no token has more than half, or there are fewer than <paramref name="minTokens"/>.</summary>
    public static double Ratio(ReadOnlySpan<byte> text, int minTokens)
    {
        if (!MayHaveMajority(FirstByteKernel.Count(text), minTokens))
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

    /// <summary>False for ordinary text, at a glance: tokens that begin alike are no more than half of those that begin with a letter or digit, which are not all that have one.</summary>
    private static bool MayHaveMajority(FirstBytes begins, int minTokens) => begins.Tokens >= minTokens && begins.MostAlike * 2 > begins.Words;

    private static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOfAny(White);
            ReadOnlySpan<byte> token = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            foreach (byte value in token)
            {
                if (FirstByteKernel.IsOfWord(value))
                    return token;
            }
        }
        return [];
    }
}
