namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>What the step layout may have to do to a text.</summary>
[Flags]
internal enum LayoutParts
{
    None = 0,
    FrontMatter = 1,
    Html = 2,
    Subtitles = 4,
    RunningHeads = 8,
    Hyphenation = 16,
    Rewrap = 32,
}
