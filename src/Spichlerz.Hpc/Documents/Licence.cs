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
        string[] alternatives = text.Split([";", " / ", " OR ", " or ", " lub ", " AND "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return alternatives.Select(ParseOne).MaxBy(licence => licence.Class) ?? Unknown;
    }

    private static Licence ParseOne(string text)
    {
        string lower = text.ToLowerInvariant();
        bool isNonCommercial = NonCommercialPattern().IsMatch(lower);
        bool isNoDerivatives = NoDerivativesPattern().IsMatch(lower);
        Match creativeCommons = CreativeCommonsPattern().Match(lower);
        bool isShareAlike = ShareAlikePattern().IsMatch(lower);
        // "Creative Commons" alone does not say which one. One with conditions comes before public domain: both named, the conditions hold.
        if (creativeCommons.Success && (isNonCommercial || isNoDerivatives || isShareAlike || AttributionPattern().IsMatch(lower)))
        {
            string version = VersionPattern().Match(lower, creativeCommons.Index) is { Success: true } match ? match.Value : "4.0";
            string id = "CC-BY" + (isNonCommercial ? "-NC" : "") + (isNoDerivatives ? "-ND" : isShareAlike ? "-SA" : "") + "-" + version;
            LicenceClass openness = isNonCommercial ? LicenceClass.NonCommercial : isShareAlike ? LicenceClass.ShareAlike : LicenceClass.Attribution;
            return new(id, openness, isNoDerivatives);
        }
        if (lower.Contains("cc0", StringComparison.Ordinal) || creativeCommons.Success && lower.Contains("zero", StringComparison.Ordinal))
            return new("CC0-1.0", LicenceClass.PublicDomain);
        if (PublicDomainPattern().IsMatch(lower))
            return new("LicenseRef-public-domain", LicenceClass.PublicDomain);
        if (OfficialMaterialPattern().IsMatch(lower))
            return new("LicenseRef-PL-official-material", LicenceClass.PublicDomain);
        if (RightsReservedPattern().IsMatch(lower))
            return new("LicenseRef-all-rights-reserved", LicenceClass.AllRightsReserved);
        if (isNonCommercial)
            return new("LicenseRef-non-commercial", LicenceClass.NonCommercial);
        return ParseId(text);
    }

    private static Licence ParseId(string text)
    {
        foreach ((string start, string id, LicenceClass openness) in Known)
        {
            if (!text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                continue;
            string rest = IdRestPattern().Match(text[start.Length..]).Value;
            if (start.EndsWith('-') || rest.Length == 0) // else it is a longer word, such as "Unlicensed"
                return new(id + (start.EndsWith('-') ? rest : ""), openness);
        }
        return Unknown;
    }

    /// <summary>Licences met in Polish corpora besides Creative Commons, by how their names start; one that ends in '-' stands for its family.</summary>
    private static readonly (string Start, string Id, LicenceClass Class)[] Known =
    [
        ("LAL-1.3", "LAL-1.3", LicenceClass.ShareAlike),
        ("Free Art License", "LAL-1.3", LicenceClass.ShareAlike),
        ("AGPL-", "AGPL-", LicenceClass.ShareAlike),
        ("LGPL-", "LGPL-", LicenceClass.ShareAlike),
        ("GPL-", "GPL-", LicenceClass.ShareAlike),
        ("GFDL-", "GFDL-", LicenceClass.ShareAlike),
        ("MPL-", "MPL-", LicenceClass.ShareAlike),
        ("ODbL-", "ODbL-", LicenceClass.ShareAlike),
        ("Apache-2.0", "Apache-2.0", LicenceClass.Attribution),
        ("BSD-3-Clause", "BSD-3-Clause", LicenceClass.Attribution),
        ("BSD-2-Clause", "BSD-2-Clause", LicenceClass.Attribution),
        ("MIT", "MIT", LicenceClass.Attribution),
        ("ODC-By-1.0", "ODC-By-1.0", LicenceClass.Attribution),
        ("Unlicense", "Unlicense", LicenceClass.PublicDomain),
    ];

    [GeneratedRegex(@"\bcc\b|\bcc\W?by|creative ?commons|uznanie autorstwa")]
    private static partial Regex CreativeCommonsPattern();

    [GeneratedRegex(@"\bby\b|\bccby|attribution|uznanie autorstwa")]
    private static partial Regex AttributionPattern();

    [GeneratedRegex(@"non\W?commercial|nie\W?komercyjn|\bnc\b")]
    private static partial Regex NonCommercialPattern();

    [GeneratedRegex(@"no\W?deriv|bez utwor[óo]w zale[żz]nych|\bnd\b")]
    private static partial Regex NoDerivativesPattern();

    [GeneratedRegex(@"share\W?alike|na tych samych warunkach|\bsa\b")]
    private static partial Regex ShareAlikePattern();

    [GeneratedRegex(@"public\W?domain|domena publiczna|domenie publicznej")]
    private static partial Regex PublicDomainPattern();

    [GeneratedRegex(@"official\Wmaterial|materia[łl]y? urz[ęe]dow")]
    private static partial Regex OfficialMaterialPattern();

    [GeneratedRegex(@"^\(c\)|©|copyright|all\Wrights\Wreserved|wszelkie prawa|wszystkie prawa")]
    private static partial Regex RightsReservedPattern();

    [GeneratedRegex(@"[1-4]\.[0-9]")]
    private static partial Regex VersionPattern();

    /// <summary>What goes on an SPDX id.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9.+\-]*")]
    private static partial Regex IdRestPattern();
}
