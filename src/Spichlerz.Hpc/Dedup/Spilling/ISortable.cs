namespace Spichlerz.Hpc.Dedup.Spilling;

/// <summary>A record with an order: by its key first, then as <see cref="IComparable{T}.CompareTo"/> says, which agrees with the key.</summary>
internal interface ISortable<T> : IComparable<T>
    where T : unmanaged
{
    ulong SortKey { get; }
}
