using System.Buffers;
using System.Collections.Frozen;

namespace Spichlerz.Hpc.Cleaning.Repair;

/// <summary>What tells that a repaired text is Polish: its letters, its signs, its most frequent words with such letters.</summary>
internal static class PolishLetters
{
    private const int LongestWord = 16;

    private static readonly SearchValues<char> Letters = SearchValues.Create("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ");
    private static readonly SearchValues<char> Signs = SearchValues.Create("„”“–—…’‘«»•");

    // The most frequent words with ą ć ę ł ń ś ź ż, a third of all such words in prose, news and stenograms. Two-letter words are
    // left out but for "że": one sign beside one letter is also a footnote, a unit or a formula; "rolę" for the Portuguese rolê.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = ((string[])
    [
        "badań", "bezpieczeństwa", "bezpośrednio", "budżetowej", "budżetu", "byliśmy", "być", "był", "była", "byłam", "byłem", "było", "byłoby", "były", "będzie",
        "będziemy", "będą", "będę", "błąd", "całego", "całej", "całkiem", "całkowicie", "cały", "całym", "całą", "chciał", "chciałbym", "chciałem", "chcą", "chcę",
        "chociaż", "choć", "chwilę", "ciała", "ciągu", "ciąży", "coś", "często", "części", "część", "członków", "człowiek", "człowieka", "decyzję", "dodał",
        "dojechać", "dokładnie", "dostać", "doszło", "dotarliśmy", "dotyczące", "dość", "drogą", "drogę", "duże", "dużo", "duży", "działa", "działania", "działań",
        "dzień", "dzięki", "dziękuję", "dziś", "długo", "gdyż", "gości", "głos", "głosowania", "głosu", "głosów", "głównie", "głównym", "jadąc", "jakieś", "jakiś",
        "jaką", "jechaliśmy", "jechać", "jednocześnie", "jedną", "jesteśmy", "jeśli", "jeżeli", "już", "każdy", "każdym", "kiedyś", "końca", "końcu", "ktoś",
        "którą", "mają", "mając", "marszałku", "małe", "mało", "mały", "miał", "miała", "miałam", "miałem", "miało", "miały", "miejscowości", "mieliśmy",
        "miesięcy", "mieszkańców", "mieć", "mieście", "między", "miła", "mogą", "mogę", "mogła", "mogłem", "moją", "może", "możemy", "możliwe", "możliwości",
        "możliwość", "można", "musiałem", "musieliśmy", "muszą", "muszę", "myśli", "myślę", "mógł", "mówiąc", "mówił", "mężczyzn", "nadzieję", "należy", "naprawdę",
        "następnie", "niedzielę", "nią", "niż", "obsługa", "oczywiście", "odbędzie", "okazało", "około", "otrzymał", "panią", "patrząc", "państw", "państwa",
        "państwo", "października", "pełna", "pełni", "pieniądze", "pieniędzy", "pierwszą", "piątek", "pięć", "pobliżu", "pociąg", "pociągiem", "pociągu",
        "początkowo", "początku", "poinformował", "poinformowała", "pomiędzy", "poniedziałek", "ponieważ", "porządku", "poseł", "posła", "posłowi", "posłowie",
        "posłów", "powiedział", "powiedziała", "powiedzieć", "połowie", "południe", "pośle", "proszę", "przecież", "przejechać", "przemysłu", "przerwę", "przykład",
        "przyszłości", "pół", "północ", "północnej", "później", "robić", "rozwiązania", "ruszyliśmy", "rzekł", "rząd", "rządu", "również", "różne",
        "różnych", "ręce", "się", "sił", "siły", "skład", "sobotę", "sobą", "społeczeństwa", "społecznej", "sprawiedliwości", "sprawę", "sprzedaży", "stał",
        "stało", "stronę", "stwierdził", "swoją", "szczegóły", "szczęście", "sąd", "słowa", "słońca", "słońce", "służby", "taką", "także", "też", "trasę", "trochę",
        "tuż", "tydzień", "tysięcy", "tytuł", "udało", "udział", "ukrainę", "uwagę", "uważa", "uważam", "wartości", "wciąż", "wcześniej", "według", "widać",
        "widziałem", "wieś", "wizytę", "więc", "więcej", "większości", "większość", "wokół", "wrażenie", "września", "współpracy", "wstęp", "wygląda", "wyraźnie",
        "wysokości", "względem", "względu", "wątpliwości", "węgla", "władze", "właśnie", "wśród", "zaczął", "zaś", "zdjęcia", "zdjęcie", "zdjęć", "zdobył",
        "zespołu", "zespół", "znaleźć", "zobaczyć", "zostaną", "zostać", "został", "została", "zostało", "zostały", "zrobić", "zrobiłem", "zupełnie", "związane",
        "związku", "zwłaszcza", "złotych", "łodzi", "ślubuję", "śmierci", "śmierć", "środki", "środków", "środę", "świat", "świata", "światowej", "świecie",
        "żadnego", "żadnych", "że", "żeby", "żołnierzy", "życia", "życie", "życiu", "żyje", "żywo",
    ]).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsLetter(char character) => Letters.Contains(character);

    /// <summary>A sign that Polish prose uses and that never comes from reading another sign wrongly.</summary>
    public static bool IsSign(char character) => Signs.Contains(character);

    /// <summary>Whether the word, in any case, is one of the frequent ones.</summary>
    public static bool IsFrequentWord(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > LongestWord)
            return false;
        Span<char> lower = stackalloc char[LongestWord];
        return Words.Contains(lower[..word.ToLowerInvariant(lower)]);
    }
}
