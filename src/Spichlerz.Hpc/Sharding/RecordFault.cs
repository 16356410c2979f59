namespace Spichlerz.Hpc.Sharding;

/// <summary>Why a line of a user's dataset is not a document; it goes to quarantine with these words.</summary>
/// <param name="Reason">The name under which it is counted, e.g. <c>broken_json</c>.</param>
/// <param name="Detail">What exactly was wrong, with the byte of the line where it can be told.</param>
public sealed record RecordFault(string Reason, string Detail)
{
    public const string BrokenJson = "broken_json";
    public const string InvalidUtf8 = "invalid_utf8";
    public const string LoneSurrogate = "lone_surrogate";
    public const string EmptyLine = "empty_line";
    public const string NoText = "no_text";
    public const string LineTooLong = "line_too_long";
    public const string DamagedFile = "damaged_file";
}
