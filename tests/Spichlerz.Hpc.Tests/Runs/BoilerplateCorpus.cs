using System.Globalization;

namespace Spichlerz.Hpc.Tests.Runs;

/// <summary>Datasets with notices to remove, and with verse, statutes and short messages that recur and are no boilerplate.</summary>
internal static class BoilerplateCorpus
{
    public const string Notice = "Ten serwis korzysta z plików cookie. Dowiedz się więcej z naszej polityki.";
    public const string Licence = "Artykuł można rozpowszechniać na warunkach licencji wolnej, jaką wybrał autor.";
    public const string Address = "redakcja@gazeta.example";
    public const string Penalty = "podlega karze ograniczenia wolności albo grzywny do stu stawek dziennych.";
    public const string Refrain = "Płynie, płynie rzeka, a na brzegu czeka\nten, co dawno temu wyszedł z domu swego.";
    public const string Greeting = "Miłego dnia wszystkim czytelnikom życzy cała nasza redakcja.";

    /// <summary>Two files make two shards of the newspaper; of its 60 documents 2 are nothing but notices.</summary>
    public static void AddTo(TemporaryRun run)
    {
        foreach (int file in (int[])[0, 1])
            run.AddFile($"gazeta-00{file}.jsonl", [.. Enumerable.Range(30 * file, 29).Select(Article), TemporaryRun.Record($"{Notice}\n\n{Licence}\n{Address}\n")]);
        run.AddFile("kodeks.jsonl", Enumerable.Range(0, 60).Select(Section));
        run.AddFile("pieśni.jsonl", Enumerable.Range(0, 25).Select(Song));
        run.AddFile("wpisy.jsonl", Enumerable.Range(0, 40).Select(number => TemporaryRun.Record(number % 2 == 0 ? Greeting : PolishText.Of(9000 + number))));
    }

    private static string Article(int seed) =>
        TemporaryRun.Record($"{Notice}\n\n{PolishText.Of(seed)}\n\n{Justified(Licence, seed)}\n{Address}\n");

    private static string Section(int number) => TemporaryRun.Record(string.Create(CultureInfo.InvariantCulture,
        $"Rozdział {number % 3 + 1}\nPrzepisy ogólne\n\nArt. {number + 1}.\n{PolishText.Of(1000 + number)}\n§ 2. Kto postępuje inaczej,\n{(number % 6 == 0 ? Penalty : "podlega upomnieniu.")}"));

    private static string Song(int number) =>
        TemporaryRun.Record(string.Join("\n\n", Enumerable.Range(0, 6).Select(stanza => $"{Stanza(number, stanza)}\n\nRef.:\n{(number < 5 ? Refrain : PolishText.Of(3000 + number).Split('.')[0])}")));

    private static string Stanza(int number, int stanza) => PolishText.Of(2000 + (10 * number) + stanza).Replace(". ", ".\n", StringComparison.Ordinal);

    /// <summary>Puts a blank more behind another word each time, as man pages do.</summary>
    private static string Justified(string line, int seed)
    {
        string[] words = line.Split(' ');
        words[seed % (words.Length - 1)] += " ";
        return "   " + string.Join(' ', words);
    }
}
