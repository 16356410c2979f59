using System.Text;
using Spichlerz.Hpc.Cleaning.Kernels;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Rejoins words divided at line ends. The line break moves behind the word, so that verse and lists keep their lines.</summary>
internal sealed class Hyphenation(WordList? known)
{
    /// <summary>Words with what clings to them are shorter. What is longer is none, and to look at it again with each line that it grows by would take for ever.</summary>
    private const int MaxBytes = 128;

    private readonly DividedWord words = new(known);

    /// <summary>Where the lines of the text that was written last had ended; of no meaning if none was.</summary>
    public DividedLines Lines { get; } = new();

    /// <summary>Writes the text with its words whole and returns its length; null, and nothing of worth in the target, if none is divided.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="target">As long as the text.</param>
    /// <param name="counts">Counts the words.</param>
    public int? Rejoin(ReadOnlySpan<byte> text, LineTable lines, Span<byte> target, KindCounts counts)
    {
        words.Begin();
        Lines.Begin(lines.Count);
        int joined = 0, goneLines = 0, read = 0, written = 0;
        for (int i = 0; i + 1 < lines.Count; i++)
        {
            if (lines.End(i) == 0 || !(DividedWord.MayEndSign(text[lines.End(i) - 1]) || text[lines.End(i) - 1] == (byte)'\r'))
                continue;
            Copy(text[read..lines.End(i)], target, ref written);
            read = lines.End(i);
            // Where nothing else stands in the next line, the word may go on in the line after.
            for (bool isUsedUp = true; isUsedUp && i + 1 < lines.Count && IsDivided(text, target[..written], text[lines[i + 1]], out Range token); joined++)
            {
                isUsedUp = Join(text, lines.Start(i + 1), lines.End(i + 1), token, i - goneLines, target, ref read, ref written);
                if (isUsedUp)
                    (i, goneLines) = (i + 1, goneLines + 1);
            }
        }
        if (joined == 0)
            return null;
        counts.Add("hyphenation", joined);
        Copy(text[read..], target, ref written);
        return written;
    }

    /// <summary>Whether the last line of a text ends with the first half of a word.</summary>
    /// <param name="text">The whole document.</param>
    /// <param name="before">What goes before the next line.</param>
    /// <param name="next">The next line.</param>
    /// <param name="token">What the next line begins with behind its indent, up to a blank.</param>
    private bool IsDivided(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, ReadOnlySpan<byte> next, out Range token)
    {
        token = default;
        ReadOnlySpan<byte> head = before.TrimEnd((byte)'\r');
        head = head[(head.LastIndexOfAny(" \t\n"u8) + 1)..];
        if (head.IsEmpty || !DividedWord.IsSign(Utf16.Last(head)))
            return false;
        ReadOnlySpan<byte> body = next.TrimEnd((byte)'\r').TrimStart(" \t"u8);
        int indent = next.TrimEnd((byte)'\r').Length - body.Length, blank = body.IndexOfAny((byte)' ', (byte)'\t'), length = blank < 0 ? body.Length : blank;
        token = indent..(indent + length);
        if (head.Length + length > MaxBytes)
            return false;
        Span<char> characters = stackalloc char[MaxBytes];
        int first = Encoding.UTF8.GetChars(head, characters), second = Encoding.UTF8.GetChars(body[..length], characters[first..]);
        return words.IsDivided(characters[..(first - 1)], characters[first - 1], characters.Slice(first, second), text);
    }

    /// <summary>Puts the token in place of the sign at the target's end, and behind the line break what else the next line holds; true if that is nothing.</summary>
    private bool Join(ReadOnlySpan<byte> text, int start, int end, Range token, int line, Span<byte> target, ref int read, ref int written)
    {
        ReadOnlySpan<byte> next = text[start..end], body = next.TrimEnd((byte)'\r'), behind = body[token.End.Value..], rest = behind.TrimStart(" \t"u8);
        int indent = token.Start.Value, units = Utf16LengthKernel.Count(body[indent..], token.End.Value - indent);
        // Either half may be the one that ends its line with \r\n.
        int returns = written - target[..written].TrimEnd((byte)'\r').Length;
        bool hasReturn = body.Length < next.Length;
        written -= returns;
        written = Utf16.LastIndex(target[..written]);
        Copy(next[token], target, ref written);
        if (rest.IsEmpty)
        {
            ReadOnlySpan<byte> whole = target[(target[..written].LastIndexOf((byte)'\n') + 1)..written];
            Lines.TakeIn(line, Utf16LengthKernel.Count(whole, whole.Length) - indent - units);
            Copy(hasReturn ? "\r"u8 : [], target, ref written);
            read = end;
            return true;
        }
        Lines.Divide(line, units - 1, units + behind.Length - rest.Length); // the sign went
        target.Slice(written, returns).Fill((byte)'\r');
        written += returns;
        Copy("\n"u8, target, ref written);
        Copy(next[..indent], target, ref written);
        Copy(rest, target, ref written);
        Copy(hasReturn ? "\r"u8 : [], target, ref written);
        read = end;
        return false;
    }

    private static void Copy(ReadOnlySpan<byte> utf8, Span<byte> target, ref int written)
    {
        utf8.CopyTo(target[written..]);
        written += utf8.Length;
    }
}
