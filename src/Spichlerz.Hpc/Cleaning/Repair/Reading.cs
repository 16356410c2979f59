using System.Text;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>A way in which a text was read wrongly, and its reversal.</summary>
/// <param name="name">As facts and manifests call it, e.g. <c>utf8_as_cp1250</c>.</param>
internal abstract class Reading(string name)
{
    /// <summary>All of them, the likelier first: of two that explain a line equally well the first is taken.</summary>
    public static Reading[] All { get; } =
    [
        new Utf8Reading("utf8_as_cp1250", CodePage.Cp1250), new Utf8Reading("utf8_as_cp1252", CodePage.Cp1252),
        new Utf8Reading("utf8_as_iso8859_2", CodePage.Iso88592), new Utf8Reading("utf8_as_iso8859_1", CodePage.Iso88591),
        new BoxReading("utf8_as_cp852", CodePage.Cp852), new GbkReading("utf8_as_gbk"),
        new PageReading("cp1250_as_cp1252", CodePage.Cp1252, CodePage.Cp1250), new PageReading("iso8859_2_as_cp1252", CodePage.Cp1252, CodePage.Iso88592),
        new PageReading("cp1250_as_iso8859_1", CodePage.Iso88591, CodePage.Cp1250),
        new PageReading("cp1250_as_iso8859_2", CodePage.Iso88592, CodePage.Cp1250), new PageReading("iso8859_2_as_cp1250", CodePage.Cp1250, CodePage.Iso88592),
    ];

    public string Name { get; } = name;

    /// <summary>The classes of which a line has one if it was read so.</summary>
    public abstract SuspectClasses Suspects { get; }

    public abstract Evidence Weigh(ReadOnlySpan<char> line);

    /// <summary>Whether the evidence of all of a text shows that all of it was read so.</summary>
    public abstract bool ExplainsText(in Evidence text);

    /// <summary>Whether a line of a text that is otherwise in order, or damaged otherwise, shows by itself that it was read so.</summary>
    public abstract bool ExplainsLine(in Evidence line);

    /// <summary>Whether it may be so if several lines of the text are.</summary>
    public abstract bool ExplainsLineBesideOthers(in Evidence line);

    /// <summary>Appends the line as it was before.</summary>
    public abstract void Reverse(ReadOnlySpan<char> line, StringBuilder target);
}
