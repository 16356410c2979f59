using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning.Boilerplate;

namespace Spichlerz.Hpc.Tests.Cleaning.Boilerplate;

public sealed class LineEditorTests
{
    // Lines that begin with ! are removed.
    [TestCase("a\n!x\nb\n", "a\nb\n")]
    [TestCase("a\n\n!x\n\nb\n", "a\n\nb\n", Description = "one of two blank lines")]
    [TestCase("a\n\n\n!x\n\n\nb\n", "a\n\n\nb\n", Description = "those before it stay as they were")]
    [TestCase("a\n!x\n\nb", "a\n\nb", Description = "the paragraph still ends there")]
    [TestCase("a\n\n!x\nb", "a\n\nb")]
    [TestCase("!x\n\n\na\n\n\nb", "a\n\n\nb", Description = "at the beginning; blank lines elsewhere stay")]
    [TestCase("\n!x\n\na", "\na")]
    [TestCase("a\n\n!x", "a", Description = "at the end of a text without line break at its end")]
    [TestCase("a\n\n!x\n", "a\n")]
    [TestCase("a\n\n!x\n\n", "a\n")]
    [TestCase("a\r\n\r\n!x\r\n\r\nb\r\n", "a\r\n\r\nb\r\n")]
    [TestCase("!x\n!x\n\n!x\na\n\n!x\n\n!x\n\n b \n", "a\n\n b \n")]
    [TestCase("!x\na\n!x\n", "a\n")]
    public void Write_RemovedLines_LeavesTheRestAsItWas(string text, string expected) => Assert.That(Written(text), Is.EqualTo(expected));

    [Test]
    public void Write_AnyText_LosesOnlyWhatIsMarkedAndBlankLines()
    {
        Gen<string> texts = Gen.OneOf(Gen.Const("!x"), Gen.Const("a b"), Gen.Const(" ą"), Gen.Const(""), Gen.Const("  ")).Array[1, 12].Select(lines => string.Join('\n', lines)).Where(text => text.Any(c => c is 'a' or 'ą'));
        texts.Sample(text =>
        {
            string written = Written(text);
            Assert.That(Filled(written), Is.EqualTo(Filled(text).Where(line => line[0] != '!')));
            Assert.That(written.EndsWith('\n') && !text.EndsWith('\n'), Is.False);
            if (!text.Contains('!', StringComparison.Ordinal))
                Assert.That(written, Is.EqualTo(text));
        });
    }

    private static IEnumerable<string> Filled(string text) => text.Split('\n').Where(line => line.Trim().Length > 0);

    private static string Written(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text), target = new byte[utf8.Length];
        LineKeys lines = Lines.Of(text);
        LineMark[] marks = [.. Enumerable.Range(0, lines.Count).Select(line => utf8[lines[line]][0] == '!' ? LineMark.Listed : LineMark.Stays)];
        return Encoding.UTF8.GetString(target.AsSpan(0, LineEditor.Write(utf8, lines, marks, target)));
    }
}
