namespace Spichlerz.Hpc.Cleaning.Boilerplate;

/// <summary>What becomes of a line.</summary>
internal enum LineMark : byte
{
    Stays,

    /// <summary>It falls as one of the dataset's list.</summary>
    Listed,

    /// <summary>It falls as a copy of another line of the document.</summary>
    Copy,
}
