using System.Text;

namespace Spichlerz.Hpc.Tests.Cleaning.Repair;

/// <summary>Ways to damage a text as real files are damaged, each with its inverse, so that only what lost nothing is asked back.</summary>
internal sealed record Damage(string Kind, Func<string, string?> Do, Func<string, string?> Undo)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static Damage[] All { get; } =
    [
        Utf8As(1250), Utf8As(1252), Utf8As(28592), Utf8As(28591), Utf8As(852), Utf8As(936),
        PageAs(1250, 28592), PageAs(28592, 1250), PageAs(1250, 1252), PageAs(28592, 1252), PageAs(1250, 28591),
        Twice(Utf8As(1250)), Twice(Utf8As(1252)), Twice(Utf8As(28592)),
    ];

    /// <summary>The damaged text; null if nothing changed or something was lost: then nothing can restore it.</summary>
    public string? Of(string text) => Do(text) is { } damaged && damaged != text && Undo(damaged) == text ? damaged : null;

    public override string ToString() => Kind;

    private static Damage Utf8As(int page) => new($"UTF-8 as {page}", text => Convert(text, Utf8, Page(page)), text => Convert(text, Page(page), Utf8));

    private static Damage PageAs(int meant, int read) => new($"{meant} as {read}", text => Convert(text, Page(meant), Page(read)), text => Convert(text, Page(read), Page(meant)));

    private static Damage Twice(Damage once) => new($"{once.Kind}, twice", text => once.Do(text) is { } half ? once.Do(half) : null, text => once.Undo(text) is { } half ? once.Undo(half) : null);

    private static string? Convert(string text, Encoding from, Encoding to)
    {
        try
        {
            return to.GetString(from.GetBytes(text));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Encoding Page(int number) => (number == 28591 ? null : CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback))
        ?? Encoding.GetEncoding(number, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
}
