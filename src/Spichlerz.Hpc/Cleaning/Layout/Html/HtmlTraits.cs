namespace Spichlerz.Hpc.Cleaning.Layout.Html;

/// <summary>What a kind of element is to a reader, and how a parser treats its tags (HTML Living Standard, section 13.2.6).</summary>
[Flags]
internal enum HtmlTraits
{
    None = 0,

    /// <summary>Holds no text of the page, or what every page of a site has.</summary>
    Aside = 1 << 0,

    /// <summary>Stands apart as a paragraph.</summary>
    Paragraph = 1 << 1,

    /// <summary>Begins and ends a line.</summary>
    Line = 1 << 2,

    /// <summary>What a fragment of a page may hold; any other name in angle brackets is of some other language.</summary>
    Fragment = 1 << 3,

    /// <summary>Has no end tag, or another begin tag ends it.</summary>
    ClosedByOthers = 1 << 4,

    /// <summary>Has neither content nor end tag.</summary>
    Void = 1 << 5,

    /// <summary>Holds text up to its own end tag, whatever it looks like.</summary>
    Raw = 1 << 6,

    /// <summary>Is begun anew where a block ends before it does: <c>active formatting elements</c>.</summary>
    Formatting = 1 << 7,

    /// <summary>Keeps end tags of others from reaching out of it.</summary>
    Special = 1 << 8,

    /// <summary>Its begin tag ends an open paragraph.</summary>
    EndsParagraph = 1 << 9,

    /// <summary>Its end tag ends all that is open in it.</summary>
    Block = 1 << 10,

    /// <summary>Bounds the search for an open element.</summary>
    Scope = 1 << 11,

    Heading = 1 << 12,

    /// <summary>Part of a table's frame, which holds no text of its own.</summary>
    TableFrame = 1 << 13,

    /// <summary>Holds what is in a table: formatting does not reach out of it.</summary>
    Cell = 1 << 14,

    /// <summary>Stands in the head of a page without a word for the reader.</summary>
    HeadOnly = 1 << 15,

    /// <summary>May be a menu by its class or id.</summary>
    Nameable = 1 << 16,

    /// <summary>May begin and end anywhere.</summary>
    Ordinary = 1 << 17,

    /// <summary>Bounds the search for an item of a list.</summary>
    ListScope = 1 << 18,

    /// <summary>Bounds the search for a paragraph.</summary>
    ButtonScope = 1 << 19,

    /// <summary>Bounds the search for a part of a table.</summary>
    TableScope = 1 << 20,

    /// <summary>Is a table or stands in none but tables.</summary>
    TablePart = 1 << 21,

    /// <summary>Shows by standing at the begin of a line that a text is a fragment of a page.</summary>
    BeginsFragment = 1 << 22,
}
