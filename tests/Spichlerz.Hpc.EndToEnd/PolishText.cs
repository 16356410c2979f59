using System.Text;

namespace Spichlerz.Hpc.EndToEnd;

/// <summary>Sentences of Polish words in random order: no grammar, but letters, words and lengths as in Polish text. Equal seeds give equal text.</summary>
internal sealed class PolishText(int seed)
{
    private static readonly string[] Words =
        """
        dom ogród droga miasto wieś rzeka las pole most zamek kościół szkoła książka stół okno drzwi ściana dach podłoga łóżko krzesło lampa
        człowiek kobieta dziecko chłopiec dziewczyna matka ojciec brat siostra babcia dziadek sąsiad przyjaciel nauczyciel lekarz rolnik żołnierz
        który która które jest był była było będzie może musi chce widzi słyszy mówi pisze czyta idzie jedzie wraca zostaje pracuje odpoczywa śpi
        wczoraj dzisiaj jutro zawsze nigdy często rzadko teraz potem wcześniej później już jeszcze także również jednak ponieważ gdyż chociaż
        duży mały stary nowy młody piękny brzydki dobry zły wysoki niski długi krótki szeroki wąski ciepły zimny mokry suchy żółty zielony
        wiosną latem jesienią zimą rano wieczorem nocą w południe przez pod nad przed między około według wobec dzięki mimo oprócz zamiast
        chleb masło mleko ser jabłko gruszka śliwka wiśnia malina porzeczka ogórek pomidor ziemniak marchew cebula czosnek kapusta groch fasola
        zboże żyto pszenica jęczmień owies kukurydza siano słoma stodoła spichlerz młyn mąka ziarno plon żniwa siew orka deszcz śnieg wiatr słońce
        ustawa przepis prawo obowiązek umowa strona sąd wyrok urząd gmina powiat województwo rada burmistrz wójt mieszkaniec podatek opłata termin
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private readonly Random random = new(seed);

    public int Next(int limit) => random.Next(limit);

    public string Sentence()
    {
        var sentence = new StringBuilder();
        int words = 6 + random.Next(9);
        for (int i = 0; i < words; i++)
            sentence.Append(i == 0 ? "" : random.Next(9) == 0 ? ", " : " ").Append(Words[random.Next(Words.Length)]);
        sentence[0] = char.ToUpperInvariant(sentence[0]);
        return sentence.Append('.').ToString();
    }

    /// <summary>Sentences with a line feed after some of them.</summary>
    public string Document(int sentences)
    {
        var text = new StringBuilder();
        for (int i = 0; i < sentences; i++)
            text.Append(Sentence()).Append(random.Next(4) == 0 ? '\n' : ' ');
        return text.ToString();
    }
}
