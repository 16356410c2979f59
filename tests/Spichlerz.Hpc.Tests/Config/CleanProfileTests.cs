using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Tests.Cleaning;
using Spichlerz.Hpc.Tests.Sharding;

namespace Spichlerz.Hpc.Tests.Config;

/// <summary>What each profile must not lose; the texts are of our own writing.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CleanProfileTests : IDisposable
{
    private const string Poem =
        "Nad rzeką mgła,\nnad mgłą sad,\na w sadzie ktoś\ngra na harfie.\n\nNad rzeką mgła,\nnad mgłą sad,\nco było, śpi,\nco będzie, nie wie.\n\n" +
        "Nad rzeką mgła,\nnad mgłą sad,\nktoś zgasił już\nświatło w oknie.";

    private const string Dialogue =
        "— A pan?...\n— Ja?... Ja nic...\n— Jak to nic?...\n— Zwyczajnie... nic nie wiem i wiedzieć nie chcę...\n— A to dobre!...\n— Niech pan mi da spokój, bo zawołam ludzi...\n" +
        "— Niech pani woła... I tak nikt nie przyjdzie, bo wszyscy są na targu w mieście...";

    private const string Act =
        "Art. 7. Kto prowadzi skład zboża bez wpisu do rejestru,\npodlega karze grzywny do 5000 zł.\nArt. 8. Kto fałszuje wagę albo miarę,\npodlega karze grzywny do 5000 zł.\n" +
        "Art. 9. Wpis obejmuje:\n1) firmę;\n2) siedzibę;\n3) adres;\n4) numer NIP;\n5) datę;\n6) podpis.\nArt. 10. Kto nie wykonuje obowiązków, o których mowa w art. 9,\npodlega karze grzywny do 5000 zł.";

    private readonly InputFiles files = new();

    public void Dispose() => files.Dispose();

    [TestCase(CleanProfile.Books, Poem)]
    [TestCase(CleanProfile.Books, Dialogue)]
    [TestCase(CleanProfile.Legal, Act)]
    [TestCase(CleanProfile.Social, "Dzięki, super film, na pewno do was jeszcze wrócę!")]
    [TestCase(CleanProfile.Social, "@konto @konto @konto @konto @konto Nie zgadzam się, bo to nie jest prawda.")]
    public void Clean_TextOfTheProfile_IsKept(CleanProfile profile, string text) =>
        Assert.That(CleanedCorpus.Of(files, [text], CleanSettings.For(profile)).Kept.Select(document => document.Text), Is.EqualTo([text]));

    [TestCase(Poem)]
    [TestCase(Dialogue)]
    public void Clean_SameTextAsAWebPage_IsDropped(string text) =>
        Assert.That(CleanedCorpus.Of(files, [text], CleanSettings.For(CleanProfile.Web)).Kept, Is.Empty);

    [TestCase(CleanProfile.Legal, 24)]
    [TestCase(CleanProfile.Web, 0)]
    public void Clean_PenaltyOfEveryThirdAct_StaysInLawOnly(CleanProfile profile, int expected)
    {
        const string Penalty = "podlega karze grzywny albo karze ograniczenia wolności.";
        IEnumerable<string> acts = Enumerable.Range(0, 72).Select(number => $"{PolishText.Of(number)}\n{(number % 3 == 0 ? Penalty : $"nie podlega karze {number}.")}");
        Assert.That(CleanedCorpus.Of(files, acts, CleanSettings.For(profile)).Kept.Count(document => document.Text.EndsWith(Penalty, StringComparison.Ordinal)), Is.EqualTo(expected));
    }

    [TestCase(CleanProfile.Web)]
    [TestCase(CleanProfile.Books)]
    [TestCase(CleanProfile.Legal)]
    [TestCase(CleanProfile.Social)]
    public void ShippedConfiguration_OfEachProfile_Loads(CleanProfile profile)
    {
        string path = Path.Combine(CleanedCorpus.Repository("configs"), $"profile-{ConfigKeys.Snake(profile.ToString())}.yaml");
        RunConfig config = ConfigFile.Load(path, [$"corpus=[{Path.GetDirectoryName(path)}]"]);
        Assert.That(config.Clean.Profile, Is.EqualTo(profile));
        Assert.That(ConfigKeys.Sha256(config.Clean), Is.EqualTo(ConfigKeys.Sha256(CleanSettings.For(profile))));
    }

    [Test]
    public void Load_WordListThatIsNotThere_IsAFault() => Assert.That(
        TemporaryConfig.Faults("clean: { steps: { statistics: { words: brak.txt } } }\n"),
        Is.EqualTo(["clean.steps.statistics.words: 'FOLDER/brak.txt' does not exist. Paths are relative to the configuration file."]));
}
