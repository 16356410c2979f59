using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Runs;

/// <summary>One verb, for one unit at a time: turns inputs into outputs and their manifest. Knows nothing of ranks' number.</summary>
public interface IShardStage
{
    /// <summary>The stage's one name.</summary>
    string Name { get; }

    /// <summary>Does one unit and writes its outputs; the caller saves the manifest, which makes it done.</summary>
    /// <exception cref="OperationCanceledException">The run is to stop; nothing of the unit is left.</exception>
    StageManifest Run(StageUnit unit, CancellationToken cancel);

    /// <summary>The manifest of the last unit is saved: what was made beside it may be proven, too.</summary>
    void Proven()
    {
    }
}
