using System.Collections.Frozen;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Layout.Html;

/// <summary>Finds elements by name, and what they are.</summary>
internal static class HtmlTags
{
    private const int MaxNameBytes = 16;

    private static readonly FrozenDictionary<UInt128, HtmlTag> ByName =
        Enum.GetValues<HtmlTag>().Where(tag => tag > HtmlTag.Text).ToFrozenDictionary(tag => Key(Encoding.ASCII.GetBytes(tag.ToString())));

    private static readonly HtmlTraits[] Traits = TraitsOfAll(
        (HtmlTraits.Aside, "script style noscript noframes noembed template head nav footer aside menu form button select option textarea input iframe frameset svg math canvas object embed audio video dialog map"),
        (HtmlTraits.Paragraph, "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre figure article section hr"),
        (HtmlTraits.Line, "div li tr td th dt dd br main header address figcaption caption center fieldset details summary"),
        (HtmlTraits.Fragment,
            "a abbr article aside b big blockquote br center cite del div dd dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i iframe img ins li main mark ol p picture q s script section small source span strong style sub sup table tbody td "
            + "tfoot th thead tr u ul video"),
        (HtmlTraits.BeginsFragment, "p div ul ol table h1 h2 h3 h4 h5 h6 img br blockquote figure article section"),
        (HtmlTraits.ClosedByOthers, "br hr img meta link input area base col embed param source p li dt dd td th tr option head body html"),
        (HtmlTraits.Void, "area base basefont bgsound br col embed hr img input link meta param source track wbr"),
        (HtmlTraits.Raw, "script style iframe noembed noframes textarea title"),
        (HtmlTraits.Formatting, "a b big code em font i s small strike strong tt u"),
        (HtmlTraits.Special,
            "address area article aside base basefont bgsound blockquote body br button caption center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html "
            + "iframe img input li link main menu meta nav noembed noframes noscript object ol p param pre script section select source style summary table tbody td template textarea tfoot th thead title tr track ul wbr output time"), // the last two by the parser alone
        (HtmlTraits.EndsParagraph, "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup main menu nav ol p section summary ul pre form h1 h2 h3 h4 h5 h6 hr li dd dt"),
        (HtmlTraits.Block, "address article aside blockquote button center details dialog dir div dl fieldset figcaption figure footer header hgroup main menu nav ol pre section summary ul dd dt object"),
        (HtmlTraits.Scope, "caption html table td th object template svg math"),
        (HtmlTraits.Heading, "h1 h2 h3 h4 h5 h6"),
        (HtmlTraits.TableFrame, "table tbody thead tfoot tr colgroup"),
        (HtmlTraits.Cell, "td th caption"),
        (HtmlTraits.ListScope, "ol ul"),
        (HtmlTraits.ButtonScope, "button"),
        (HtmlTraits.TableScope, "table"),
        (HtmlTraits.TablePart, "table caption colgroup col tbody thead tfoot tr td th"),
        (HtmlTraits.HeadOnly, "html head meta link base basefont bgsound title style script noscript noframes"),
        (HtmlTraits.Nameable, "div ul ol section table"),
        (HtmlTraits.Ordinary,
            "abbr acronym audio bdi bdo canvas cite data datalist del dfn ins kbd label legend map mark meter noscript output picture progress q samp span sub sup time var video a b big code em font i s small strike strong tt u custom"));

    /// <summary>The element that a name stands for, in letters of either case.</summary>
    public static HtmlTag Named(ReadOnlySpan<byte> name) =>
        name.Length <= MaxNameBytes && ByName.TryGetValue(Key(name), out HtmlTag tag) ? tag : name.ContainsAny((byte)'-', (byte)':') ? HtmlTag.Custom : HtmlTag.Other;

    public static bool Has(this HtmlTag tag, HtmlTraits anyOf) => (Traits[(int)tag] & anyOf) != 0;

    /// <summary>Line ends before and after an element: two make a paragraph.</summary>
    public static int BreaksAround(HtmlTag tag) => tag.Has(HtmlTraits.Paragraph) ? 2 : tag.Has(HtmlTraits.Line) ? 1 : 0;

    private static UInt128 Key(ReadOnlySpan<byte> name)
    {
        UInt128 key = 0;
        foreach (byte letter in name)
            key = (key << 8) | (letter is >= (byte)'A' and <= (byte)'Z' ? letter | 0x20u : letter);
        return key;
    }

    private static HtmlTraits[] TraitsOfAll(params (HtmlTraits Traits, string Names)[] table)
    {
        var traits = new HtmlTraits[Enum.GetValues<HtmlTag>().Length];
        foreach ((HtmlTraits shared, string names) in table)
        {
            foreach (string name in names.Split(' '))
                traits[(int)Enum.Parse<HtmlTag>(name, ignoreCase: true)] |= shared;
        }
        return traits;
    }
}
