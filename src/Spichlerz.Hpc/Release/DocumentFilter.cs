using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Release;

/// <summary>Whether a document may go into a snapshot. Its own licence overrides its dataset's.</summary>
internal sealed class DocumentFilter(ReleaseFilter where, Licence datasetLicence)
{
    /// <summary>Null if the document is admitted, else the reason under which it is counted.</summary>
    /// <param name="own">The licence the document itself states, or null.</param>
    public string? Refuse(string dataset, Licence? own)
    {
        if (!where.Datasets.IsEmpty && !where.Datasets.Contains(dataset))
            return "dataset_not_chosen";
        Licence licence = own ?? datasetLicence;
        bool isAdmitted = where.Licence switch
        {
            LicenceFilter.Commercial => licence.AllowsCommercialUse,
            LicenceFilter.Open => licence.IsOpen,
            _ => true,
        };
        return isAdmitted ? null : "licence_" + Name(licence.Class);
    }

    private static string Name(LicenceClass openness) => ConfigKeys.Snake(openness.ToString());
}
