using System.Buffers;

namespace Spichlerz.Hpc.Cleaning.Hazards;

/// <summary>Base64 (RFC 4648) and hexadecimal data. Addresses of the web carry such runs too and are not meant.</summary>
internal static class EncodedRuns
{
    /// <summary>Shorter than a line of MIME (76) or PEM (64) and longer than words: the longest Polish ones have some 40 letters.</summary>
    private const int MinBytes = 60;

    private static readonly SearchValues<byte> Signs = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/="u8);

    /// <summary>Bytes of the token that are encoded data.</summary>
    public static int BytesIn(ReadOnlySpan<byte> token)
    {
        int bytes = 0;
        if (token.Length < MinBytes || token.IndexOf("://"u8) >= 0)
            return 0;
        while (token.Length >= MinBytes)
        {
            int length = token.IndexOfAnyExcept(Signs);
            if (length < 0)
                length = token.Length;
            if (length >= MinBytes && IsEncoded(token[..length]))
                bytes += length;
            token = token[Math.Min(length + 1, token.Length)..];
        }
        return bytes;
    }

    /// <summary>
    /// Random bytes in base64 change between capitals, small letters and digits at every second sign, in hexadecimal between digits and
    /// letters too; paths, names and addresses change a few times.
    /// </summary>
    private static bool IsEncoded(ReadOnlySpan<byte> run)
    {
        const int SignsPerChange = 5;
        int changes = 0, digits = 0;
        for (int i = 1; i < run.Length; i++)
        {
            changes += Class(run[i]) != Class(run[i - 1]) ? 1 : 0;
            digits += Class(run[i]) == 0 ? 1 : 0;
        }
        return changes * SignsPerChange > run.Length && digits > 0 || digits > run.Length / 2 || IsFill(run);
    }

    /// <summary>A run of zero bytes: A in base64.</summary>
    private static bool IsFill(ReadOnlySpan<byte> run) => run.Count((byte)'A') > run.Length * 3 / 4;

    private static int Class(byte sign) => sign switch
    {
        >= (byte)'0' and <= (byte)'9' => 0,
        >= (byte)'A' and <= (byte)'Z' => 1,
        >= (byte)'a' and <= (byte)'z' => 2,
        _ => 3,
    };
}
