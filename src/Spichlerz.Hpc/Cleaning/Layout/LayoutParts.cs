namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>What the step layout may have to do to a text without front matter, before it looks for lines broken at a width.</summary>
[Flags]
internal enum LayoutParts
{
    None = 0,
    Html = 1,
    Subtitles = 2,
    RunningHeads = 4,
    Hyphenation = 8,
}
