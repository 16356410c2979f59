using System.Text.RegularExpressions;

namespace Spichlerz.Hpc.Documents;

/// <summary>What a licence lets others do, from the most open to the least; the order in which keepers are preferred.</summary>
public enum LicenceClass
{
    PublicDomain,
    Attribution,
    ShareAlike,
    NonCommercial,
    AllRightsReserved,
    Unknown,
}

/// <summary>A licence as a person wrote it, normalised to an SPDX id.</summary>
/// <param name="Spdx">SPDX id, a LicenseRef, or NOASSERTION where nothing is known.</param>
/// <param name="HasNoDerivatives">The licence forbids changed versions (ND).</param>
public sealed partial record Licence(string Spdx, LicenceClass Class, bool HasNoDerivatives = false)
{
    public static readonly Licence Unknown = new("NOASSERTION", LicenceClass.Unknown);

    /// <summary>True only where commercial use is known to be allowed.</summary>
    public bool AllowsCommercialUse => Class is LicenceClass.PublicDomain or LicenceClass.Attribution or LicenceClass.ShareAlike;

    /// <summary>True where the text may be passed on at all.</summary>
    public bool IsOpen => Class is not (LicenceClass.AllRightsReserved or LicenceClass.Unknown);

    /// <summary>
    /// Normalises free text such as "CC-BY-SA 3.0", "Creative Commons - Attribution 4.0 International (CC BY 4.0)",
    /// "Uznanie autorstwa 4.0", "(c) www.onet.pl". A text that names several licences gets the least open of them.
    /// </summary>
    public static Licence Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Unknown;
        string[] alternatives = text.Split([";", " / ", " OR ", " or "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return alternatives.Select(ParseOne).MaxBy(licence => licence.Class) ?? Unknown;
    }

    private static Licence ParseOne(string text)
    {
        string lower = text.ToLowerInvariant();
        string version = VersionPattern().Match(lower) is { Success: true } match ? match.Value : "4.0";
        bool isNonCommercial = NonCommercialPattern().IsMatch(lower);
        bool isNoDerivatives = NoDerivativesPattern().IsMatch(lower);
        bool isCreativeCommons = CreativeCommonsPattern().IsMatch(lower);
        if (lower.Contains("cc0", StringComparison.Ordinal) || isCreativeCommons && lower.Contains("zero", StringComparison.Ordinal))
            return new("CC0-1.0", LicenceClass.PublicDomain);
        if (PublicDomainPattern().IsMatch(lower))
            return new("LicenseRef-public-domain", LicenceClass.PublicDomain);
        if (lower.Contains("official-material", StringComparison.Ordinal))
            return new("LicenseRef-PL-official-material", LicenceClass.PublicDomain);
        if (isCreativeCommons)
        {
            bool isShareAlike = ShareAlikePattern().IsMatch(lower);
            string id = "CC-BY" + (isNonCommercial ? "-NC" : "") + (isNoDerivatives ? "-ND" : isShareAlike ? "-SA" : "") + "-" + version;
            LicenceClass openness = isNonCommercial ? LicenceClass.NonCommercial : isShareAlike ? LicenceClass.ShareAlike : LicenceClass.Attribution;
            return new(id, openness, isNoDerivatives);
        }
        if (RightsReservedPattern().IsMatch(lower))
            return new("LicenseRef-all-rights-reserved", LicenceClass.AllRightsReserved);
        if (isNonCommercial)
            return new("LicenseRef-non-commercial", LicenceClass.NonCommercial, isNoDerivatives);
        foreach ((string id, LicenceClass openness) in Known)
        {
            if (lower.StartsWith(id, StringComparison.OrdinalIgnoreCase))
                return new(id.EndsWith('-') ? text : id, openness);
        }
        return Unknown;
    }

    /// <summary>SPDX ids met in Polish corpora besides Creative Commons, longest first; one that ends in '-' stands for its family.</summary>
    private static readonly (string Id, LicenceClass Class)[] Known =
    [
        ("LAL-1.3", LicenceClass.ShareAlike),
        ("Free Art License", LicenceClass.ShareAlike),
        ("AGPL-", LicenceClass.ShareAlike),
        ("LGPL-", LicenceClass.ShareAlike),
        ("GPL-", LicenceClass.ShareAlike),
        ("GFDL-", LicenceClass.ShareAlike),
        ("MPL-", LicenceClass.ShareAlike),
        ("ODbL-", LicenceClass.ShareAlike),
        ("Apache-2.0", LicenceClass.Attribution),
        ("BSD-3-Clause", LicenceClass.Attribution),
        ("BSD-2-Clause", LicenceClass.Attribution),
        ("MIT", LicenceClass.Attribution),
        ("ODC-By-1.0", LicenceClass.Attribution),
        ("Unlicense", LicenceClass.PublicDomain),
    ];

    [GeneratedRegex(@"\bcc\b|\bcc[- ]?by|creative commons|uznanie autorstwa")]
    private static partial Regex CreativeCommonsPattern();

    [GeneratedRegex(@"non-?commercial|niekomercyjn|\bnc\b")]
    private static partial Regex NonCommercialPattern();

    [GeneratedRegex(@"no ?derivatives?|no-?derivs|bez utwor[óo]w zale[żz]nych|\bnd\b")]
    private static partial Regex NoDerivativesPattern();

    [GeneratedRegex(@"share-? ?alike|na tych samych warunkach|\bsa\b")]
    private static partial Regex ShareAlikePattern();

    [GeneratedRegex(@"public ?domain|domena publiczna|domenie publicznej")]
    private static partial Regex PublicDomainPattern();

    [GeneratedRegex(@"^\(c\)|©|copyright|all[- ]rights[- ]reserved|wszelkie prawa|wszystkie prawa")]
    private static partial Regex RightsReservedPattern();

    [GeneratedRegex(@"[1-4]\.[0-9]")]
    private static partial Regex VersionPattern();
}
