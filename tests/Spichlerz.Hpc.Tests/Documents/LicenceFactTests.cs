using System.Text;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Tests.Documents;

public sealed class LicenceFactTests
{
    [TestCase("""{"url":"a"}""", null)]
    [TestCase("""{"license":null}""", null)]
    [TestCase("""{"license":"CC BY-NC 4.0"}""", LicenceClass.NonCommercial)]
    [TestCase("""{"url":"a","licence":"domena publiczna","x":1}""", LicenceClass.PublicDomain)]
    [TestCase("""{"licence":"CC-BY-4.0","license":"(c) autor"}""", LicenceClass.AllRightsReserved)]
    [TestCase("""{"license":"(c) autor","licence":"CC-BY-4.0"}""", LicenceClass.AllRightsReserved)]
    // A record that an earlier run has published: its facts stand before its own metadata.
    [TestCase("""{"spichlerz":{"id":"a/00000-00000/0","licence":"CC-BY-NC-4.0"},"licence":"CC BY-NC 4.0"}""", LicenceClass.NonCommercial)]
    public void Of_RecordAsShardReadsIt_IsItsOwnLicence(string meta, LicenceClass? openness)
    {
        var parser = new RecordParser();
        RecordFault? fault = parser.Parse(Encoding.UTF8.GetBytes($$"""{"text":"a","meta":{{meta}}}"""));
        var document = new Document(new ShardId("a", 0, 0), 0, parser.Text.ToArray(), parser.Facts.ToArray(), parser.Meta.ToArray());
        var licences = new LicenceFact();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault, Is.Null);
            Assert.That(licences.Of(document)?.Class, Is.EqualTo(openness));
            Assert.That(licences.Of(document)?.Class, Is.EqualTo(openness), "remembered");
        }
    }
}
