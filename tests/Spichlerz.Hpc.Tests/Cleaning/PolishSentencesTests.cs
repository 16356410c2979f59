using System.Text;
using CsCheck;
using Spichlerz.Hpc.Cleaning;
using Spichlerz.Hpc.Documents;
using Spichlerz.Hpc.Tests.Cleaning.Steps;

namespace Spichlerz.Hpc.Tests.Cleaning;

public sealed class PolishSentencesTests
{
    // ¦ stands where a sentence ends and another begins; it is taken out before the text is split.
    [TestCase("Ala ma kota. ¦Kot ma Alę.")]
    [TestCase("Kto tam? ¦Nikt! ¦Na pewno?")]
    [TestCase("Był to m.in. Jan z Czarnolasu, np. Kochanowski.")]
    [TestCase("Stosuje się art. 5 ust. 2 pkt 3 oraz art. 7 ustawy. ¦Przepis ust. 1 nie narusza umów.")]
    [TestCase("Kościół św. Anny stoi przy ul. Długiej. ¦Obok jest szkoła im. Marii Konopnickiej.")]
    [TestCase("Wykład wygłosił prof. Nowak, dr hab. Zieliński i mgr inż. Lis.")]
    [TestCase("Podpisał J. Kowalski. ¦Świadkiem był A. B. Nowak.")]
    [TestCase("Czytał J. W. Goethego po niemiecku.")]
    [TestCase("Walczył 5. Pułk Piechoty i 12. Dywizja.")]
    [TestCase("Było to 20. miejsce w tabeli, a 3. dnia padało.")]
    [TestCase("Umowę zawarto 12. 05. 2020 w Toruniu. ¦Obowiązuje od 1.06.2020 r. do odwołania.")]
    [TestCase("W 1990 r. Sejm uchwalił ustawę.")]
    [TestCase("Wyjechał w 1990 r. ¦Potem nikt go nie widział.")]
    [TestCase("Działo się to w XVI w. ¦W tym czasie miasto rosło.")]
    [TestCase("Urodził się w 1945. ¦Matka była nauczycielką.")]
    [TestCase("Miał wtedy lat 15. ¦Nie umiał jeszcze czytać.")]
    [TestCase("Kupił chleb, mleko itd. ¦Sklep zamknięto.")]
    [TestCase("Zebrano jabłka, gruszki itp. owoce.")]
    [TestCase("I wtedy… zamilkł. ¦Długo czekała… ¦Nie wrócił.")]
    [TestCase("No, nie wiem... może jutro. ¦Zobaczymy...")]
    [TestCase("— Idziesz? — zapytał Jan. ¦— Idę! — odparła.")]
    [TestCase("– Nie wiem. – ¦Wzruszył ramionami. ¦– Naprawdę.")]
    [TestCase("„Nie pójdę!” krzyknął chłopiec. ¦„Nigdy.” ¦Tak powiedział.")]
    [TestCase("»Tak być musi.« ¦Odtąd milczał.")]
    [TestCase("Przyszli wszyscy (nawet Zosia.) ¦Było wesoło.")]
    [TestCase("Zobacz www.przyklad.pl albo plik umowa.pdf na dysku.")]
    [TestCase("Cena wzrosła o 5,5%. ¦Płaca nie.")]
    [TestCase("Temperatura: 36.6 stopnia. ¦Tętno: 70.")]
    [TestCase("1. Wstęp\n2. Rozwinięcie\n3. Zakończenie")]
    [TestCase("II. Przepisy ogólne")]
    [TestCase("Był tam Jan Paweł II. ¦Tłum śpiewał.")]
    [TestCase("Tytuł bez kropki¦\n\nPierwszy akapit¦\n \nDrugi akapit")]
    [TestCase("Wiersz pierwszy\nwiersz drugi, dalszy ciąg\nzdania.")]
    [TestCase("Zdanie w wierszu.\n¦Następne zdanie.")]
    [TestCase("byłem tam wczoraj. ¦było super. ¦polecam")]
    [TestCase("Mówił ok. godz. 15 przez tel. komórkowy.")]
    [TestCase("Ach! ¦Nareszcie!!! ¦Czy to prawda?!")]
    [TestCase("Spółka z o.o. z siedzibą w Łodzi, tj. nabywca.")]
    [TestCase("W I w. p.n.e. Rzymianie budowali drogi.")]
    [TestCase("Dz. U. Nr 16, poz. 93 z późn. zm. stosuje się odpowiednio.")]
    [TestCase("Zapłacił 5 tys. zł. ¦Resztę odda w maju.")]
    [TestCase("Pomogłem im. ¦Potem poszli do domu.")]
    [TestCase("Było ich wielu. ¦15 osób zostało.")]
    [TestCase("Ulica\u00a0Długa.\u00a0¦Rynek.")]
    [TestCase("Wysoka Izbo! ¦Wznawiam obrady.\n¦Kontynuujemy debatę nad projektem.")]
    [TestCase("Jan Nowak (ur. 13 marca 1975 w Nysie, zm. 1 maja 2001) – polski aktor. ¦Grał w teatrze.")]
    [TestCase("Maria (ros. Мария, ur. 23 grudnia 1953 w Madrycie) – księżna.")]
    [TestCase("Od 2001 r . liczba ta rosła , ale tylko o 3 proc .")]
    [TestCase("Lekarz miły . ¦Polecam wszystkim . ¦wizyta trwała godzinę .")]
    [TestCase("Przeciw było 12 posłów, 8 się wstrzymało. ¦Wniosek upadł.")]
    [TestCase("§ 1. Kto narusza zakaz, podlega karze. ¦Jeżeli czyn ma mniejszą wagę, sprawca podlega grzywnie.")]
    [TestCase("Prof . Zofia Lis z Instytutu opowiada , że to możliwe .")]
    [TestCase("— Pan Polak?... — zapytał. ¦— Tak, panie...")]
    [TestCase("Co to?... ¦Niech poczeka!...")]
    [TestCase("Zapomnieli... poszli dalej... ¦Pozostałem sam...")]
    public void EndsAfter_PolishText_IsWhereAReaderWouldSplit(string marked)
    {
        string text = marked.Replace("¦", "", StringComparison.Ordinal);
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var analysis = new TextAnalysis();
        analysis.Analyze(utf8);
        var found = new StringBuilder();
        int at = 0;
        for (int word = 0; word + 1 < analysis.WordCount; word++)
        {
            if (!PolishSentences.EndsAfter(word, utf8, analysis))
                continue;
            found.Append(Encoding.UTF8.GetString(utf8, at, analysis.WordStarts[word + 1] - at).Trim()).Append('|');
            at = analysis.WordStarts[word + 1];
        }
        found.Append(Encoding.UTF8.GetString(utf8, at, utf8.Length - at).Trim());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Words(found.ToString()), Is.EqualTo(Words(marked.Replace('¦', '|'))));
            Assert.That(PolishSentences.Count(utf8, analysis), Is.EqualTo(marked.Count(c => c == '¦') + 1));
        }
    }

    [TestCase("", 0)]
    [TestCase("... !", 0)]
    [TestCase("tak", 1)]
    public void Count_FewWords_IsOneWhereThereIsAWord(string text, int sentences)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var analysis = new TextAnalysis();
        analysis.Analyze(utf8);
        Assert.That(PolishSentences.Count(utf8, analysis), Is.EqualTo(sentences));
    }

    [Test]
    public void Count_AnyBytes_IsAtMostTheWords() => LenientTexts.Any.Sample(text =>
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var analysis = new TextAnalysis();
        analysis.Analyze(utf8);
        int sentences = PolishSentences.Count(utf8, analysis);
        return sentences <= analysis.WordCount && (sentences > 0) == (analysis.WordCount > 0);
    }, seed: "0000KFkd4vb1", iter: 1_000);

    /// <summary>The words of each sentence: where between two words the border is drawn is of no interest.</summary>
    private static string[] Words(string text) =>
        [.. text.Split('|').Select(sentence => string.Join(' ', string.Concat(sentence.Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
}
