using System.Text;

namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>Rejoins words divided at line ends. The line break moves behind the word, so that verse and lists keep their lines.</summary>
internal sealed class Hyphenation(WordList? known)
{
    private readonly DividedWord words = new(known);

    /// <summary>The text with its words whole, or the same text.</summary>
    public string Rejoin(string text, KindCounts counts)
    {
        string[] lines = text.Split('\n');
        words.Begin(text);
        int joined = 0;
        var target = new StringBuilder(text.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            while (i + 1 < lines.Length && Join(line, lines[i + 1]) is var (whole, rest))
            {
                joined++;
                line = whole;
                lines[i + 1] = rest;
                if (rest.Length > 0)
                    break;
                i++; // nothing else stood there; the word may go on in the line after
            }
            target.Append(line).Append(i + 1 < lines.Length ? "\n" : "");
        }
        counts.Add("hyphenation", joined);
        return joined == 0 ? text : target.ToString();
    }

    /// <summary>The line with its last word whole and what is left of the next line; null if the two are to stay as they are.</summary>
    private (string Whole, string Remainder)? Join(string line, string next)
    {
        ReadOnlySpan<char> head = line.AsSpan().TrimEnd('\r');
        if (head.IsEmpty || !DividedWord.IsSign(head[^1]))
            return null;
        ReadOnlySpan<char> indented = next.AsSpan().TrimEnd('\r'), indent = indented[..^indented.TrimStart(" \t").Length], body = indented[indent.Length..];
        int blank = body.IndexOfAny(' ', '\t');
        ReadOnlySpan<char> token = blank < 0 ? body : body[..blank], rest = body[token.Length..].TrimStart(" \t");
        if (!words.IsDivided(head[..^1], head[^1], token))
            return null;
        // Either half may be the one that ends its line with \r\n.
        string end = next.EndsWith('\r') ? "\r" : "";
        return ($"{head[..^1]}{token}{(rest.IsEmpty ? end : line.AsSpan(head.Length))}", rest.IsEmpty ? "" : $"{indent}{rest}{end}");
    }
}
