using System.Text;
using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Boilerplate;

/// <summary>Short ways to lines, their keys and lists of them.</summary>
internal static class Lines
{
    /// <summary>The table of a text with the default settings.</summary>
    public static LineKeys Of(string text)
    {
        var lines = new LineKeys(new BoilerplateSettings().MinCharacters);
        lines.Find(Encoding.UTF8.GetBytes(text));
        return lines;
    }

    public static ulong KeyOf(string line) => Of(line).Keys[0];

    /// <summary>A dataset's list as the passes before cleaning would make it.</summary>
    public static LineList ListOf(params string[] lines) => LineList.Of(
        new(100, [.. lines.Select(line => CountedLine.Of(KeyOf(line), 100, Encoding.UTF8.GetBytes(line)))]), new());

    /// <summary>What counting finds in a shard of these texts.</summary>
    /// <param name="threshold">Of documents, 2 at least.</param>
    public static CountedLines Count(int threshold, params string[] texts)
    {
        var counter = new LineCounter(new BoilerplateSettings { MaxDocumentRatio = 20 * (threshold - 0.5) / texts.Length });
        counter.Begin(1000);
        foreach (string text in texts)
            counter.Add(Encoding.UTF8.GetBytes(text), Of(text));
        return counter.End();
    }
}
