namespace Spichlerz.Hpc.Cleaning.Explanation;

public enum DiffKind
{
    Same,
    Deleted,
    Inserted,
}

/// <summary>A piece of one text, or of both, in a difference.</summary>
public sealed record DiffPiece(DiffKind Kind, string Text);
