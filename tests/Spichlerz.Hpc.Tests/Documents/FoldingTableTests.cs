using System.Text;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Documents;

public sealed class FoldingTableTests
{
    [Test]
    public void Entries_BothTables_CoverTheRange()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FoldingTable.Entries(true).Length, Is.EqualTo(0x250 - 0xC0));
            Assert.That(FoldingTable.Entries(false).Length, Is.EqualTo(0x250 - 0xC0));
        }
    }

    /// <summary>The framework's simple case mapping agrees, but leaves İ alone, whose lower case is i.</summary>
    [Test]
    public void Entries_LoweredOnly_IsTheInvariantLowerCase()
    {
        for (int i = 0; i < 0x250 - 0xC0; i++)
        {
            string expected = i + 0xC0 == 0x130 ? "i" : Rune.ToLowerInvariant(new Rune(i + 0xC0)).ToString();
            Assert.That(Text(FoldingTable.Entries(false)[i]), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Entries_Folded_NeverDependOnCase()
    {
        for (int i = 0; i < 0x250 - 0xC0; i++)
        {
            int lower = Rune.ToLowerInvariant(new Rune(i + 0xC0)).Value - 0xC0;
            if (lower >= 0x250 - 0xC0)
                continue;
            Assert.That(Text(FoldingTable.Entries(true)[i]), Is.EqualTo(Text(FoldingTable.Entries(true)[lower])));
        }
    }

    private static string Text(uint entry)
    {
        Span<byte> utf8 = [(byte)entry, (byte)(entry >> 8), (byte)(entry >> 16)];
        return Encoding.UTF8.GetString(utf8[..FoldingTable.CountOf(entry)]);
    }
}
