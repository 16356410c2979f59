using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Config;

public sealed class SafeNameTests
{
    [TestCase("plwiki")]
    [TestCase("web_artykuły_źródła-12")]
    [TestCase("przepisy i porady")]
    [TestCase("2026.11")]
    [TestCase("a..b")]
    public void IsSafe_NameInUse_IsTrue(string name)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SafeName.IsSafe(name, out string? fault), Is.True);
            Assert.That(fault, Is.Null);
        }
    }

    [TestCase("", "is empty")]
    [TestCase("a/b", "holds '/', '\\' or ':', so it could leave its folder")]
    [TestCase("a\\b", "holds '/', '\\' or ':', so it could leave its folder")]
    [TestCase("C:", "holds '/', '\\' or ':', so it could leave its folder")]
    [TestCase(".", "starts with a dot, so it would be hidden or leave its folder")]
    [TestCase("..", "starts with a dot, so it would be hidden or leave its folder")]
    [TestCase(".git", "starts with a dot, so it would be hidden or leave its folder")]
    [TestCase(" a", "starts or ends with white space")]
    [TestCase("a\u00A0", "starts or ends with white space")]
    [TestCase("a\nb", "holds a control character")]
    [TestCase("a\0b", "holds a control character")]
    [TestCase("a.tmp-3", "holds '.tmp-', which marks unfinished files")]
    public void IsSafe_NameThatLeavesItsFolder_SaysWhy(string name, string expected)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SafeName.IsSafe(name, out string? fault), Is.False);
            Assert.That(fault, Is.EqualTo(expected));
        }
    }

    [Test]
    public void IsSafe_LongName_CountsUtf8Bytes()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SafeName.IsSafe(new string('ł', 100), out _), Is.True);
            Assert.That(SafeName.IsSafe(new string('ł', 100) + "a", out string? fault), Is.False);
            Assert.That(fault, Is.EqualTo("is longer than 200 bytes"));
        }
    }
}
