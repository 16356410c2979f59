using System.Text;
using CsCheck;
using Spichlerz.Hpc.Tests.Documents;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

/// <summary>Texts that no rule was written for: random bytes decoded leniently, letters and signs of all kinds, and words over and over.</summary>
internal static class LenientTexts
{
    /// <summary>Texts that repeat words, lines and paragraphs.</summary>
    public static readonly Gen<string> Repetitive = Gen.OneOf(
        Gen.Const("ala"), Gen.Const("ma"), Gen.Const("kota"), Gen.Const("żółw"), Gen.Const("i"), Gen.Const("\n"), Gen.Const("\n\n"), Gen.Const("  "), Gen.Const("..."), Gen.Const("#"),
        Gen.Const("dom\nstoi\nna skraju wsi\n"), Gen.Const("raz dwa trzy cztery pięć")).Array[0, 80].Select(words => string.Join(' ', words));

    public static readonly Gen<string> Any = Gen.OneOf(Gen.Byte.Array[0, 300].Select(Encoding.UTF8.GetString), Texts.Any, Repetitive);
}
