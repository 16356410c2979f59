namespace Spichlerz.Hpc.Tests;

/// <summary>Made-up Polish prose: surely Polish to the language gate, without repetition, and no two seeds alike.</summary>
internal static class PolishText
{
    private static readonly string[] Words =
    [
        "się", "nie", "jest", "przez", "przy", "tylko", "oraz", "który", "która", "więc", "bardzo", "jeszcze", "może", "został", "dla", "już",
        "była", "także", "między", "są", "spichlerz", "zboże", "książka", "łąka", "źródło", "żniwa", "wieś", "miasto", "rzeka", "las", "droga",
        "dzień", "noc", "pogoda", "śnieg", "deszcz", "wiatr", "słońce", "księżyc", "gwiazda", "ogród", "drzewo", "kwiat", "jabłko", "gruszka",
        "chleb", "mąka", "młyn", "koń", "krowa", "pies", "kot", "ptak", "ryba", "człowiek", "kobieta", "mężczyzna", "dziecko", "szkoła", "nauka",
        "praca", "dom", "okno", "drzwi", "ściana", "podłoga", "dach", "piec", "ogień", "woda", "ziemia", "kamień", "piasek", "góra", "dolina",
        "morze", "brzeg", "statek", "podróż", "pociąg", "stacja", "bilet", "rozmowa", "słowo", "zdanie", "pytanie", "odpowiedź", "myśl", "pamięć",
        "historia", "wojna", "pokój", "król", "zamek", "ustawa", "sąd", "prawo", "urząd", "gmina", "powiat", "ulica", "rynek", "kościół", "most",
    ];

    /// <summary>Prose of so many words in sentences of ten.</summary>
    public static string Of(int seed, int words = 100)
    {
        string[] chosen = Choose(seed, words);
        for (int i = 0; i < words; i++)
        {
            if (i % 10 == 0)
                chosen[i] = char.ToUpperInvariant(chosen[i][0]) + chosen[i][1..];
            if (i % 10 == 9 || i == words - 1)
                chosen[i] += ".";
        }
        return string.Join(' ', chosen);
    }

    /// <summary>A near-duplicate: one word in the middle is another.</summary>
    public static string WithOneChange(string text)
    {
        string[] words = text.Split(' ');
        words[words.Length / 2] = "zmieniono";
        return string.Join(' ', words);
    }

    private static string[] Choose(int seed, int count)
    {
        var random = new Random(seed); // a seeded Random is the same sequence on every machine
        return [.. Enumerable.Range(0, count).Select(_ => Words[random.Next(Words.Length)])];
    }
}
