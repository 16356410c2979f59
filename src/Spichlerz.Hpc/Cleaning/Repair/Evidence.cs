namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>What speaks for and against one reading of a text or a line.</summary>
internal record struct Evidence
{
    /// <summary>Characters that the reading turns into Polish letters.</summary>
    public int Polish { get; set; }

    /// <summary>Changes of what undamaged text hardly holds: two signs that are one Polish letter; a sign inside a long word counts twice.</summary>
    public int Certain { get; set; }

    /// <summary>Frequent Polish words that the reading makes.</summary>
    public int Words { get; set; }

    /// <summary>Letters of other languages that the reading makes.</summary>
    public int Alien { get; set; }

    /// <summary>Polish letters but ó that the reading leaves as they are.</summary>
    public int Kept { get; set; }

    /// <summary>Letters of other languages that the reading leaves as they are: in foreign names, or because the text is foreign.</summary>
    public int Foreign { get; set; }

    /// <summary>Characters that the reading cannot account for: the text was not damaged so, or only in part.</summary>
    public int Impossible { get; set; }

    /// <summary>Other changes.</summary>
    public int Other { get; set; }

    public readonly int Score => Certain + (2 * Words);

    /// <summary>The evidence of two lines together.</summary>
    public static Evidence operator +(in Evidence left, in Evidence right) => new()
    {
        Polish = left.Polish + right.Polish,
        Certain = left.Certain + right.Certain,
        Words = left.Words + right.Words,
        Alien = left.Alien + right.Alien,
        Kept = left.Kept + right.Kept,
        Foreign = left.Foreign + right.Foreign,
        Impossible = left.Impossible + right.Impossible,
        Other = left.Other + right.Other,
    };
}
