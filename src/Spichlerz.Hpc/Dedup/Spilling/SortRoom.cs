namespace Spichlerz.Hpc.Dedup.Spilling;

/// <summary>The second array of a radix sort, shared by the sorters of one rank.</summary>
internal sealed class SortRoom<T>
{
    private T[] array = [];

    /// <summary>Sorting exchanges it with the array that was sorted.</summary>
    public ref T[] Array => ref array;
}
