using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Tests.Documents;

public sealed class LicenceTests
{
    private const LicenceClass PublicDomain = LicenceClass.PublicDomain, Attribution = LicenceClass.Attribution, ShareAlike = LicenceClass.ShareAlike,
        NonCommercial = LicenceClass.NonCommercial, Reserved = LicenceClass.AllRightsReserved, Unknown = LicenceClass.Unknown;

    // What SpeakLeash's manifests hold.
    [TestCase("CC-BY-SA 3.0", "CC-BY-SA-3.0", ShareAlike)]
    [TestCase("Creative Commons - Attribution 4.0 International (CC BY 4.0)", "CC-BY-4.0", Attribution)]
    [TestCase("Public Domain; Creative Commons Attribution-ShareAlike 3.0; Free Art License 1.3", "CC-BY-SA-3.0", ShareAlike)]
    [TestCase("(c) www.onet.pl", "LicenseRef-all-rights-reserved", Reserved)]
    [TestCase(" (C) forum.example.pl", "LicenseRef-all-rights-reserved", Reserved)]
    [TestCase("TBC", "NOASSERTION", Unknown)]
    [TestCase("", "NOASSERTION", Unknown)]
    [TestCase("  ", "NOASSERTION", Unknown)]
    [TestCase(null, "NOASSERTION", Unknown)]
    // Creative Commons in its spellings.
    [TestCase("cc-by-sa-4.0", "CC-BY-SA-4.0", ShareAlike)]
    [TestCase("CC BY-SA 2.5 PL", "CC-BY-SA-2.5", ShareAlike)]
    [TestCase("CCBY 4.0", "CC-BY-4.0", Attribution)]
    [TestCase("CC BY-NC 4.0", "CC-BY-NC-4.0", NonCommercial)]
    [TestCase("CC-BY-NC-SA-4.0", "CC-BY-NC-SA-4.0", NonCommercial)]
    [TestCase("Creative Commons Attribution-NonCommercial-ShareAlike 3.0 Unported", "CC-BY-NC-SA-3.0", NonCommercial)]
    [TestCase("Creative Commons Attribution Non Commercial 4.0", "CC-BY-NC-4.0", NonCommercial)]
    [TestCase("Creative Commons Attribution – Non‑Commercial 4.0", "CC-BY-NC-4.0", NonCommercial)]
    [TestCase("https://creativecommons.org/licenses/by-sa/3.0/", "CC-BY-SA-3.0", ShareAlike)]
    [TestCase("http://creativecommons.org/licenses/by-nc-nd/4.0/deed.pl", "CC-BY-NC-ND-4.0", NonCommercial)]
    [TestCase("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0", PublicDomain)]
    [TestCase("CC0", "CC0-1.0", PublicDomain)]
    [TestCase("CC0-1.0", "CC0-1.0", PublicDomain)]
    [TestCase("Creative Commons Zero", "CC0-1.0", PublicDomain)]
    [TestCase("GFDL 1.3 i CC BY-SA 3.0", "CC-BY-SA-3.0", ShareAlike)]
    [TestCase("Creative Commons", "NOASSERTION", Unknown)] // which one is not said
    // Polish forms.
    [TestCase("Uznanie autorstwa 4.0", "CC-BY-4.0", Attribution)]
    [TestCase("UZNANIE AUTORSTWA – NA TYCH SAMYCH WARUNKACH 3.0 POLSKA", "CC-BY-SA-3.0", ShareAlike)]
    [TestCase("Creative Commons Uznanie autorstwa-Użycie niekomercyjne 4.0 Międzynarodowe", "CC-BY-NC-4.0", NonCommercial)]
    [TestCase("Uznanie autorstwa, nie-komercyjne 4.0", "CC-BY-NC-4.0", NonCommercial)]
    [TestCase("UŻYCIE NIEKOMERCYJNE", "LicenseRef-non-commercial", NonCommercial)]
    [TestCase("do użytku niekomercyjnego", "LicenseRef-non-commercial", NonCommercial)]
    [TestCase("domena publiczna", "LicenseRef-public-domain", PublicDomain)]
    [TestCase("Utwór w domenie publicznej", "LicenseRef-public-domain", PublicDomain)]
    [TestCase("materiał urzędowy", "LicenseRef-PL-official-material", PublicDomain)]
    [TestCase("Wszelkie prawa zastrzeżone", "LicenseRef-all-rights-reserved", Reserved)]
    [TestCase("© 2020 Agora S.A.", "LicenseRef-all-rights-reserved", Reserved)]
    [TestCase("All Rights Reserved", "LicenseRef-all-rights-reserved", Reserved)]
    // Other ids, and the developers' corpora.
    [TestCase("BSD-3-Clause", "BSD-3-Clause", Attribution)]
    [TestCase("MIT License", "MIT", Attribution)]
    [TestCase("mit", "MIT", Attribution)]
    [TestCase("GPL-3.0", "GPL-3.0", ShareAlike)]
    [TestCase("gpl-3.0-only (see COPYING)", "GPL-3.0-only", ShareAlike)]
    [TestCase("Free Art License 1.3", "LAL-1.3", ShareAlike)]
    [TestCase("LicenseRef-PL-official-material", "LicenseRef-PL-official-material", PublicDomain)]
    [TestCase("MIT (repository); the acts themselves are official material", "MIT", Attribution)]
    [TestCase("LicenseRef-Wikimedia (Wikinews CC-BY-2.5; Wikipedia talk pages CC-BY-SA-3.0)", "CC-BY-SA-3.0", ShareAlike)]
    [TestCase("LicenseRef-unknown", "NOASSERTION", Unknown)]
    [TestCase("LicenseRef-various-CC (see origins)", "NOASSERTION", Unknown)]
    [TestCase("LicenseRef-various-free (GPL-2.0-or-later, BSD-3-Clause, Linux-man-pages-copyleft; see Debian copyright)", "NOASSERTION", Unknown)]
    // Several: the least open counts.
    [TestCase("CC0-1.0 AND CC-BY-NC-4.0", "CC-BY-NC-4.0", NonCommercial)]
    [TestCase("Domena publiczna, CC BY-SA 3.0", "CC-BY-SA-3.0", ShareAlike)]
    [TestCase("Apache-2.0 AND GPL-3.0-only", "GPL-3.0-only", ShareAlike)]
    [TestCase("MIT lub CC BY-SA 4.0", "CC-BY-SA-4.0", ShareAlike)]
    [TestCase("CC BY 4.0 / (c) autor", "LicenseRef-all-rights-reserved", Reserved)]
    // Words that only begin like a licence.
    [TestCase("Mitologia grecka", "NOASSERTION", Unknown)]
    [TestCase("UNLICENSED", "NOASSERTION", Unknown)]
    [TestCase("access for scientists", "NOASSERTION", Unknown)]
    public void Parse_Spelling_IsNormalised(string? text, string spdx, LicenceClass openness)
    {
        var licence = Licence.Parse(text);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(licence.Spdx, Is.EqualTo(spdx));
            Assert.That(licence.Class, Is.EqualTo(openness));
            // The shard stage writes the normalised licence of a document, release reads that again.
            Assert.That(Licence.Parse(licence.Spdx), Is.EqualTo(licence));
        }
    }

    [TestCase("CC BY-ND 4.0", "CC-BY-ND-4.0", Attribution)]
    [TestCase("CC-BY-NC-ND-3.0", "CC-BY-NC-ND-3.0", NonCommercial)]
    [TestCase("Creative Commons Attribution-NoDerivs 2.0", "CC-BY-ND-2.0", Attribution)]
    [TestCase("Creative Commons Attribution-NonCommercial-No-Derivatives 4.0", "CC-BY-NC-ND-4.0", NonCommercial)]
    [TestCase("Uznanie autorstwa-Użycie niekomercyjne-Bez utworów zależnych 3.0 Polska", "CC-BY-NC-ND-3.0", NonCommercial)]
    public void Parse_NoDerivatives_IsAFlagOfItsOwn(string text, string spdx, LicenceClass openness) =>
        Assert.That(Licence.Parse(text), Is.EqualTo(new Licence(spdx, openness, HasNoDerivatives: true)));

    [TestCase(PublicDomain, true, true)]
    [TestCase(Attribution, true, true)]
    [TestCase(ShareAlike, true, true)]
    [TestCase(NonCommercial, false, true)]
    [TestCase(Reserved, false, false)]
    [TestCase(Unknown, false, false)]
    public void AllowsCommercialUse_EachClass_UnknownCountsAsNo(LicenceClass openness, bool isCommercial, bool isOpen)
    {
        var licence = new Licence("x", openness);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(licence.AllowsCommercialUse, Is.EqualTo(isCommercial));
            Assert.That(licence.IsOpen, Is.EqualTo(isOpen));
        }
    }
}
