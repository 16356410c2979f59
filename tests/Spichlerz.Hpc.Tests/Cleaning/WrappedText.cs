using System.Text;

namespace Spichlerz.Hpc.Tests.Cleaning;

/// <summary>Breaks prose at a width as typewriters and printers do.</summary>
internal static class WrappedText
{
    private const int MinHalf = 3;

    /// <param name="text">One paragraph in one line.</param>
    /// <param name="width">Most characters of a line.</param>
    /// <param name="divides">Whether every second word that does not fit is divided with a hyphen.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="others">What the others begin with.</param>
    /// <param name="dividesOften">Whether each of them is.</param>
    public static string Of(string text, int width, bool divides = false, string first = "", string others = "", bool dividesOften = false)
    {
        var target = new StringBuilder();
        string line = first;
        bool isTurn = divides || dividesOften, isBegun = false;
        foreach (string next in text.Split(' '))
        {
            string word = next;
            int room = width - line.Length - (isBegun ? 1 : 0);
            if (word.Length > room && isBegun)
            {
                int half = Math.Min(room - 1, word.Length - MinHalf - 1);
                bool isDivided = isTurn && half >= MinHalf && word.TrimEnd(',', '.').All(char.IsLower);
                isTurn = dividesOften || (divides && !isTurn);
                target.Append(line).Append(isDivided ? $" {word[..half]}-" : "").Append('\n');
                (line, word, isBegun) = (others, isDivided ? word[half..] : word, false);
            }
            line += (isBegun ? " " : "") + word;
            isBegun = true;
        }
        return target.Append(line).ToString();
    }
}
