using System.Text;

namespace Spichlerz.Hpc.Tests.Cleaning;

/// <summary>Breaks prose at a width as typewriters and printers do.</summary>
internal static class WrappedText
{
    private const int MinHalf = 3;

    /// <param name="divides">Whether every second word that does not fit is divided with a hyphen.</param>
    public static string Of(string text, int width, bool divides = false, string first = "", string others = "")
    {
        var target = new StringBuilder();
        string line = first;
        bool isTurn = divides, isBegun = false;
        foreach (string next in text.Split(' '))
        {
            string word = next;
            int room = width - line.Length - (isBegun ? 1 : 0);
            if (word.Length > room && isBegun)
            {
                int half = room - 1;
                bool isDivided = isTurn && half >= MinHalf && word.Length - half >= MinHalf + 1 && word.All(char.IsLower);
                isTurn = divides && !isTurn;
                target.Append(line).Append(isDivided ? $" {word[..half]}-" : "").Append('\n');
                (line, word, isBegun) = (others, isDivided ? word[half..] : word, false);
            }
            line += (isBegun ? " " : "") + word;
            isBegun = true;
        }
        return target.Append(line).ToString();
    }
}
