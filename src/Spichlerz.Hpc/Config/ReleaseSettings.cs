using System.Collections.Immutable;

namespace Spichlerz.Hpc.Config;

/// <summary>Which licences a snapshot admits.</summary>
public enum LicenceFilter
{
    /// <summary>Every document, whatever its licence.</summary>
    Any,

    /// <summary>Licences that are known and let the text be passed on: everything but all rights reserved and unknown.</summary>
    Open,

    /// <summary>Licences that allow commercial use; unknown counts as no.</summary>
    Commercial,
}

/// <summary>Section <c>release:</c>, the snapshot's name and what goes into it.</summary>
public sealed record ReleaseSettings
{
    /// <summary>The snapshot's folder name.</summary>
    public string Name { get; init; } = "snapshot";

    /// <summary>Day of release (YYYY-MM-DD) for the manifests; left out of them when not given, so that equal runs give equal bytes.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Folder to put snapshots into instead of WORK/snapshots; absolute after loading.</summary>
    public string? To { get; init; }

    public ReleaseFilter Where { get; init; } = new();
}

/// <summary>What a document must satisfy to be released.</summary>
public sealed record ReleaseFilter
{
    public LicenceFilter Licence { get; init; } = LicenceFilter.Any;

    /// <summary>Datasets to release; empty means all.</summary>
    public ImmutableArray<string> Datasets { get; init; } = [];
}
