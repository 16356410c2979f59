using System.Globalization;
using System.Text;

namespace Spichlerz.Hpc.Tests.Cleaning.Repair;

/// <summary>Damages a text in up to three ways one after the other: as a whole, by lines, by words, with entities, marks and controls strewn in, with letters lost.</summary>
internal sealed class Mixture(int seed)
{
    private const int MaxCharacters = 1_500, MaxWays = 3;

    private static readonly string[] Strewn =
    [
        "&oacute;", "&nbsp;", "&#8230;", "&bdquo;", "&amp;", "&lt;", "&lt;b&gt;", "&quot;", "&amp;oacute;", "&shy;", "&#322;", "&", "oacute;", "`",
        "\u00ad", "\u200b", "\u0085", "\u0092", "\u009c", "\0", "\u0001", "\ufeff", "\r", "\r\n", "\t", "-\n", "[1]", "ola@polna.pl", "tel. 601 234 567",
        "³", "¹", "±", "¶", "œ", "ê", "æ", "š", "ą", "ł", "ż", "Ĺ‚", "Å¼", "Ã³", "偶", "â€ž", "Ä…", "┼é", "a\u0328", "e\u0328", "A\u030a", "\u212b", "e\u0301",
        "<b>", "<br>", "<p>", "</p>", "\n<p>",
    ];

    private readonly Random random = new(seed);

    public string Of(string text)
    {
        text = Cut(text);
        for (int ways = random.Next(1, MaxWays + 1); ways > 0; ways--)
            text = Way(text);
        return text;
    }

    private string Way(string text) => random.Next(9) switch
    {
        0 or 1 => Damaged(text),
        2 => Damaged(Damaged(text)),
        3 => string.Join('\n', Shorter(text).Split('\n').Select(line => random.Next(4) > 0 ? Damaged(line) : line)),
        4 => string.Join(' ', text.Split(' ').Select(word => random.Next(6) == 0 ? Damaged(word) : word)),
        5 => string.Concat(text.Select(letter => letter > '\x7f' && !char.IsSurrogate(letter) && random.Next(3) == 0 ? string.Create(CultureInfo.InvariantCulture, $"&#{(int)letter};") : $"{letter}")),
        6 => string.Concat(text.Where(letter => letter <= '\x7f' || char.IsSurrogate(letter) || random.Next(12) > 0)),
        7 => Strew(text),
        _ => Strew(Damaged(text)),
    };

    /// <summary>A piece of a longer text.</summary>
    private string Cut(string text)
    {
        int start = random.Next(Math.Max(text.Length - MaxCharacters, 1));
        string piece = text.Substring(start, Math.Min(MaxCharacters, text.Length - start));
        return piece[(char.IsLowSurrogate(piece[0]) ? 1 : 0)..^(char.IsHighSurrogate(piece[^1]) ? 1 : 0)];
    }

    private string Damaged(string text) => Damage.All[random.Next(Damage.All.Length)].Of(text) ?? text;

    private string Shorter(string text) => random.Next(2) == 0 ? text : text.Replace(". ", ".\n", StringComparison.Ordinal);

    private string Strew(string text)
    {
        var target = new StringBuilder(text);
        for (int count = random.Next(1, 6); count > 0; count--)
        {
            int at = random.Next(target.Length + 1);
            if (at == target.Length || !char.IsLowSurrogate(target[at]))
                target.Insert(at, Strewn[random.Next(Strewn.Length)]);
        }
        return target.ToString();
    }
}
