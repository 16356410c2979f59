using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Spichlerz.Hpc.Documents;

/// <summary>The 64-bit hash of a folded word. The value is part of the signature format: equal on every machine, for good.</summary>
/// <remarks>
/// Own hash: steps of 16 bytes into two multiply-rotate lanes, closed by a 64 × 64 → 128-bit multiplication (the "mum" of wyhash).
/// Words are short, so what counts is the closing; XXH3 gave as many distinct 5-grams and took 1.7 times as long.
/// </remarks>
public static class WordHash
{
    /// <summary>Bytes taken in one step, and bytes that must be readable past the start of a padded word's tail.</summary>
    internal const int StepBytes = 16;

    private const ulong Multiplier1 = 0x9E3779B97F4A7C15;
    private const ulong Multiplier2 = 0xC2B2AE3D27D4EB4F;

    /// <summary>Of the 16 bytes after a word's start, those that belong to a word of so many bytes: first and second half.</summary>
    internal static ReadOnlySpan<ulong> FirstHalf =>
    [
        0, 0xFF, 0xFFFF, 0xFF_FFFF, 0xFFFF_FFFF, 0xFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF, 0xFF_FFFF_FFFF_FFFF, ulong.MaxValue,
        ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue,
    ];

    /// <inheritdoc cref="FirstHalf"/>
    internal static ReadOnlySpan<ulong> SecondHalf =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0,
        0xFF, 0xFFFF, 0xFF_FFFF, 0xFFFF_FFFF, 0xFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF, 0xFF_FFFF_FFFF_FFFF, ulong.MaxValue,
    ];

    /// <summary>Hashes the bytes of a word that is already folded.</summary>
    public static ulong Of(ReadOnlySpan<byte> folded)
    {
        ulong first = 0, second = 0;
        int length = folded.Length;
        for (; folded.Length > StepBytes; folded = folded[StepBytes..])
            Step(folded, ref first, ref second);
        return Close(folded, first, second, length);
    }

    /// <summary>Folds a word given in any case, as <see cref="TextAnalysis"/> does with the default <see cref="WordFolding"/>, and hashes it.</summary>
    public static ulong OfWord(string word) => OfWord(word, new WordFolding());

    /// <inheritdoc cref="OfWord(string)"/>
    public static ulong OfWord(string word, WordFolding folding) => WordFolder.Hash(Encoding.UTF8.GetBytes(word), folding, out _, out _);

    /// <summary><see cref="Of"/> of the first <paramref name="length"/> bytes, where 16 more are readable whatever they hold.</summary>
    internal static ulong OfPadded(ReadOnlySpan<byte> padded, int length)
    {
        ulong first = 0, second = 0;
        int left = length;
        for (; left > StepBytes; left -= StepBytes, padded = padded[StepBytes..])
            Step(padded, ref first, ref second);
        first ^= BinaryPrimitives.ReadUInt64LittleEndian(padded) & FirstHalf[left];
        second ^= BinaryPrimitives.ReadUInt64LittleEndian(padded[8..]) & SecondHalf[left];
        return Close(first, second, length);
    }

    /// <summary><see cref="OfPadded"/> of at most 16 bytes.</summary>
    internal static ulong OfShortPadded(ReadOnlySpan<byte> padded, uint length) => Close(
        BinaryPrimitives.ReadUInt64LittleEndian(padded) & FirstHalf[(int)length],
        BinaryPrimitives.ReadUInt64LittleEndian(padded[8..]) & SecondHalf[(int)length],
        (int)length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a call for every 16 bytes of lines
    internal static void Step(ReadOnlySpan<byte> bytes, ref ulong first, ref ulong second)
    {
        first = BitOperations.RotateLeft(unchecked((first ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Multiplier1), 29);
        second = BitOperations.RotateLeft(unchecked((second ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..])) * Multiplier2), 31);
    }

    /// <summary>Closes with the last 0 to 16 bytes of a word of <paramref name="length"/> bytes.</summary>
    internal static ulong Close(ReadOnlySpan<byte> rest, ulong first, ulong second, int length)
    {
        Span<byte> tail = stackalloc byte[StepBytes];
        rest.CopyTo(tail);
        return Close(first ^ BinaryPrimitives.ReadUInt64LittleEndian(tail), second ^ BinaryPrimitives.ReadUInt64LittleEndian(tail[8..]), length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a call for every word is a hundredth of all cleaning
    internal static ulong Close(ulong first, ulong second, int length)
    {
        ulong high = Math.BigMul(first ^ Multiplier1, second ^ Multiplier2 ^ BitOperations.RotateLeft((ulong)length, 56), out ulong low);
        ulong hash = unchecked((high ^ low ^ first) * Multiplier1);
        return hash ^ (hash >> 32);
    }
}
