using System.Buffers;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>Writes typographic quotes, dashes and ellipses with the signs of a keyboard: " ' - ...</summary>
internal static class TypographyRepair
{
    public const string Signs = "«»„”“‚‘’–—‒―…‐‑−";

    private static readonly SearchValues<char> SignValues = SearchValues.Create(Signs);

    /// <summary>The text with plain signs, or the same text.</summary>
    public static string Normalise(string text, KindCounts counts)
    {
        int first = text.AsSpan().IndexOfAny(SignValues);
        if (first < 0)
            return text;
        var target = new StringBuilder(text.Length).Append(text, 0, first);
        for (int i = first; i < text.Length; i++)
        {
            string? plain = Plain(text[i]);
            counts.Add("typography", plain is null ? 0 : 1);
            if (plain is null)
                target.Append(text[i]);
            else
                target.Append(plain);
        }
        return target.ToString();
    }

    private static string? Plain(char sign) => sign switch
    {
        '«' or '»' or '„' or '”' or '“' => "\"",
        '‚' or '‘' or '’' => "'",
        '–' or '—' or '‒' or '―' or '‐' or '‑' or '−' => "-",
        '…' => "...",
        _ => null,
    };
}
