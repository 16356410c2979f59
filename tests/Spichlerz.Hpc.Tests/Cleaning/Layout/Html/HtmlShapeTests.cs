using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Layout.Html;

namespace Spichlerz.Hpc.Tests.Cleaning.Layout.Html;

public sealed partial class HtmlShapeTests
{
    private static readonly Gen<string> Texts = Gen.Frequency((4, RandomHtml.Any), (1, DirtyTexts.Any));

    [Test]
    public void StartOf_AnyText_IsWhatRegularExpressionsFind() => Texts.Sample(
        text => Assert.That(HtmlShape.StartOf(Encoding.UTF8.GetBytes(text)), Is.EqualTo(StartOf(text) is >= 0 and var start ? Encoding.UTF8.GetByteCount(text.AsSpan(0, start)) : -1), text), iter: 20_000);

    [Test]
    public void MayBeIn_AnyTextThatIsHtml_IsTrue() => Texts.Sample(
        text => Assert.That(HtmlShape.StartOf(Encoding.UTF8.GetBytes(text)) < 0 || HtmlShape.MayBeIn(Encoding.UTF8.GetBytes(text)), Is.True, text), iter: 20_000);

    [TestCase(4096 - 5, 0)]
    [TestCase(4096 - 4, -1)]
    public void StartOf_PageBehindText_IsFoundInTheFirstCharacters(int blanks, int expected) =>
        Assert.That(HtmlShape.StartOf(Encoding.UTF8.GetBytes(new string(' ', blanks - 1) + "\ufeff<html>")), Is.EqualTo(expected));

    private static int StartOf(string text)
    {
        if (IsPage(text))
            return 0;
        if (FirstTag().Match(text) is not { Success: true } first || IsMarkdown(text) || text[..first.Index].Split('\n').Count(line => !string.IsNullOrWhiteSpace(line)) > 2)
            return -1;
        return Tag().Matches(text).All(tag => HtmlTags.Named(Encoding.UTF8.GetBytes(tag.Value.TrimStart('<', '/'))).Has(HtmlTraits.Fragment)) ? first.Index : -1;
    }

    private static bool IsPage(string text)
    {
        string head = text[..Math.Min(text.Length, 4096)];
        int begin = head.IndexOf("<!doctype html", StringComparison.OrdinalIgnoreCase);
        if (begin < 0)
            begin = head.IndexOf("<html", StringComparison.OrdinalIgnoreCase);
        if (begin < 0)
            return false;
        string before = head[..begin].Trim(' ', '\t', '\r', '\n', '\ufeff');
        return before.Length == 0 || ((before[0] == '<' || (before.Length <= 64 && before[^1] == '>')) && !IsMarkdown(before));
    }

    private static bool IsMarkdown(string text) => MarkdownSign().IsMatch(text);

    [GeneratedRegex(@"\A---|`|\]\(|\]\[|\]: |\{%|\{\{|^#{1,6} ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex MarkdownSign();

    [GeneratedRegex(@"^[ \t]*<(?:p|div|ul|ol|table|h[1-6]|img|br|blockquote|figure|article|section)(?:[ \t\r\n/][^<>]*)?>", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FirstTag();

    [GeneratedRegex("</?[A-Za-z][A-Za-z0-9:._-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
