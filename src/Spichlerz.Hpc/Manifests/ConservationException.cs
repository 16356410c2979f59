using System.Globalization;

namespace Spichlerz.Hpc.Manifests;

/// <summary>Law 1 is broken: documents were lost or doubled. A defect of the program; the unit's manifest is not written.</summary>
public sealed class ConservationException(StageManifest manifest) : Exception(string.Create(CultureInfo.InvariantCulture,
    $"{manifest.Stage} {manifest.Unit}: read {manifest.Read} ≠ kept {manifest.Kept} + dropped {manifest.DroppedByReason.Values.Sum()} + quarantined {manifest.Quarantined}. This is a defect; please report it with the manifest's inputs."));
