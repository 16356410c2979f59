namespace Spichlerz.Hpc.Cleaning;

/// <summary>The lines between which Markdown shows code.</summary>
internal static class CodeFence
{
    /// <summary>Whether a line, without its indent, begins or ends code.</summary>
    public static bool Begins(ReadOnlySpan<byte> line) => line.StartsWith("```"u8) || line.StartsWith("~~~"u8);

    /// <summary>Whether a text may have such lines.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> text) => text.IndexOf("```"u8) >= 0 || text.IndexOf("~~~"u8) >= 0;
}
