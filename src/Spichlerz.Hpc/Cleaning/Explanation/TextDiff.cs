using System.Text;

namespace Spichlerz.Hpc.Cleaning.Explanation;

/// <summary>
/// The difference of two texts in words: lines are matched first, then the words of what is left between them. Where too much differs to
/// be matched, the whole of it is deleted and inserted.
/// </summary>
public sealed class TextDiff
{
    private const int MaxEdits = 2000;

    private readonly List<DiffPiece> pieces = [];
    private readonly StringBuilder deleted = new(), inserted = new(), same = new();

    private TextDiff()
    {
    }

    /// <summary>Same and deleted pieces make up the one text, same and inserted ones the other. Neighbours differ in kind; deletions stand before insertions.</summary>
    public static IReadOnlyList<DiffPiece> Of(string before, string after)
    {
        var diff = new TextDiff();
        diff.Lines(Cut(before, c => c == '\n'), Cut(after, c => c == '\n'));
        diff.FlushEdits();
        diff.FlushSame();
        return diff.pieces;
    }

    private void Lines(List<string> before, List<string> after) => Walk(before, after, (a, b) =>
    {
        // What changes every line, a wrong code page say, leaves them where they were.
        if (a.Count == b.Count)
        {
            for (int i = 0; i < a.Count; i++)
                Words(a[i], b[i]);
        }
        else
        {
            Words(string.Concat(a), string.Concat(b));
        }
    });

    private void Words(string before, string after) => Walk(Cut(before, char.IsWhiteSpace), Cut(after, char.IsWhiteSpace), (a, b) =>
    {
        a.ForEach(word => deleted.Append(word));
        b.ForEach(word => inserted.Append(word));
    });

    /// <summary>Keeps what matches and hands over what stands between.</summary>
    private void Walk(List<string> before, List<string> after, Action<List<string>, List<string>> edit)
    {
        (int a, int b) = (0, 0);
        foreach ((int nextA, int nextB) in (EditScript.Matches(before, after, MaxEdits) ?? []).Append((before.Count, after.Count)))
        {
            if (nextA > a || nextB > b)
                edit(before[a..nextA], after[b..nextB]);
            (a, b) = (nextA + 1, nextB + 1);
            if (nextA < before.Count)
                Keep(before[nextA]);
        }
    }

    private void Keep(string text)
    {
        FlushEdits();
        same.Append(text);
    }

    private void FlushEdits()
    {
        if (deleted.Length + inserted.Length == 0)
            return;
        FlushSame();
        Flush(DiffKind.Deleted, deleted);
        Flush(DiffKind.Inserted, inserted);
    }

    private void FlushSame() => Flush(DiffKind.Same, same);

    private void Flush(DiffKind kind, StringBuilder text)
    {
        if (text.Length > 0)
            pieces.Add(new(kind, text.ToString()));
        text.Clear();
    }

    /// <summary>What stands between borders, and each border as a token of its own.</summary>
    private static List<string> Cut(string text, Func<char, bool> isBorder)
    {
        var tokens = new List<string>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (!isBorder(text[i]))
                continue;
            tokens.Add(text[start..i]);
            tokens.Add(text[i..(i + 1)]);
            start = i + 1;
        }
        tokens.Add(text[start..]);
        tokens.RemoveAll(token => token.Length == 0);
        return tokens;
    }
}
