using System.Text;
using System.Text.RegularExpressions;
using Spichlerz.Hpc.Cleaning.Pii;

namespace Spichlerz.Hpc.Tests.Cleaning.Pii;

/// <summary>Valid numbers in the midst of sentences are found, whole and as what they are.</summary>
public sealed class PiiRecallTests
{
    private const double MinRecall = 0.99;

    private static readonly (string Before, string After)[] Templates =
    [
        ("W sprawie wynajmu prosimy o wiadomość: ", "."), ("", " – tak zapisano w umowie z 12.05.2022 r."), ("Spółka podała w zgłoszeniu ", ", po czym złożyła wniosek."),
        ("Dane (", ") sprawdzono 3 razy."), ("Pani Zofia, ", ", zamieszkała w Nysie przy ul. Polnej 5/7"), ("<td>", "</td>"), ("Zob. pkt 4:\n", "\n2. Następny punkt"), ("„", "”"),
    ];

    [Test]
    public void FindAll_NumberInATemplate_IsFound() => AssertFound(seed: 7, count: 3_000, (random, number) =>
    {
        (string before, string after) = Templates[random.Next(Templates.Length)];
        return (before, number, after);
    });

    [Test]
    public void FindAll_NumberBetweenRealSentences_IsFound()
    {
        (string Before, string After)[] places =
        [
            .. from dataset in (string[])["legal_kodeksy", "newsy_rss_2022", "ksiazki_wikisource"]
               from document in SharedData.Read(dataset).Take(300)
               from end in Regex.Matches(document.Text, @"\p{Ll}{6}\. (?=\p{Lu}\p{Ll})").Select(match => match.Index + match.Length)
               select (document.Text[Math.Max(0, end - 200)..end], document.Text[end..Math.Min(document.Text.Length, end + 200)]),
        ];
        AssertFound(seed: 8, count: 3_000, (random, number) => places[random.Next(places.Length)] is var (before, after) ? (before, number, ", " + after) : default);
    }

    private static void AssertFound(int seed, int count, Func<Random, string, (string Before, string Number, string After)> insert)
    {
        var finder = new PiiFinder([.. Enum.GetValues<PiiKind>().Select(_ => true)]);
        var numbers = new PersonalNumbers(seed);
        var random = new Random(seed);
        var finds = new List<PiiFind>();
        using (Assert.EnterMultipleScope())
        {
            foreach (PiiKind kind in Enum.GetValues<PiiKind>())
            {
                int found = 0;
                var missed = new List<string>();
                for (int i = 0; i < count; i++)
                {
                    (string word, string number) = numbers.Next(kind);
                    (string before, _, string after) = insert(random, number);
                    int start = Encoding.UTF8.GetByteCount(before + word);
                    finder.FindAll(Encoding.UTF8.GetBytes(before + word + number + after), finds);
                    if (finds.Contains(new PiiFind(kind, start, start + Encoding.UTF8.GetByteCount(number))))
                        found++;
                    else
                        missed.Add($"…{before[Math.Max(0, before.Length - 20)..]}{word}{number}{after[..Math.Min(after.Length, 10)]}…");
                }
                TestContext.Out.WriteLine($"{kind}: {found} of {count} found. {string.Join(" | ", missed.Take(8))}");
                Assert.That((double)found / count, Is.GreaterThanOrEqualTo(MinRecall), kind.ToString());
            }
        }
    }
}
