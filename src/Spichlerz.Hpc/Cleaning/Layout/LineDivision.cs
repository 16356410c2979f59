namespace Spichlerz.Hpc.Cleaning.Layout;

/// <summary>What a line was before words divided at line ends were rejoined.</summary>
/// <param name="Gain">UTF-16 units that it has more now.</param>
/// <param name="Begins">Whether it had begun with the second half of a word.</param>
/// <param name="Ends">Whether it had ended with the first half of one.</param>
internal readonly record struct LineDivision(int Gain, bool Begins, bool Ends);
