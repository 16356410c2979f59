namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>UTF-8 read as CP852, the page of Polish DOS: ł became ┼é, ą ─ů. Drawn tables and folder trees hold such pairs too, so only letters count.</summary>
internal sealed class BoxReading(string name, CodePage page) : Utf8Reading(name, page)
{
    public override bool ExplainsText(in Evidence text) => text is { Certain: > 0, Impossible: 0 };

    protected override bool IsCertain(ReadOnlySpan<char> line, int index, int length)
    {
        bool followsLetter = index > 0 && char.IsLetter(line[index - 1]);
        bool precedesLetter = index + length < line.Length && char.IsLetter(line[index + length]);
        bool isLetterPair = length == 2 && char.IsLetter(line[index + 1]);
        return length > 2 || (line[index] == '┼' ? followsLetter || precedesLetter : followsLetter && (isLetterPair || precedesLetter));
    }
}
