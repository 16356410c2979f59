using System.Net;
using System.Text;
using Spichlerz.Hpc.Cleaning.Repair;

namespace Spichlerz.Hpc.Tests.Cleaning.Repair;

public sealed class EntityTableTests
{
    [Test]
    public void TryRead_Name_IsWhatDotNetDecodes([Values("amp", "lt", "gt", "quot", "apos", "nbsp", "oacute", "bdquo", "hellip", "shy", "times", "euro", "thetasym", "Yuml")] string name)
    {
        Assert.That(EntityTable.TryRead(Encoding.ASCII.GetBytes(name), out Rune rune), Is.True);
        Assert.That(rune.ToString(), Is.EqualTo(WebUtility.HtmlDecode($"&{name};")));
    }

    [TestCase("lstrok", "ł")]
    [TestCase("#322", "ł")]
    [TestCase("#x142", "ł")]
    [TestCase("#X1F600", "😀")]
    [TestCase("#150", "–", Description = "CP1252")]
    [TestCase("bogus", null)]
    [TestCase("AMPS", null)]
    [TestCase("#", null)]
    [TestCase("#1a", null)]
    [TestCase("#xG", null)]
    [TestCase("#xD800", null)]
    [TestCase("#99999999", null)]
    public void TryRead_Body_GivesItsCharacter(string body, string? expected) =>
        Assert.That(EntityTable.TryRead(Encoding.ASCII.GetBytes(body), out Rune rune) ? rune.ToString() : null, Is.EqualTo(expected));
}
