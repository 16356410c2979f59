using System.Text;

namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>E-mail addresses as people write them: dot-atom, @, a domain of labels that ends in letters (RFC 5321, 5322). Both sides may have Latin letters with marks.</summary>
internal static class EmailRule
{
    private const int MaxLocal = 64;
    private const int MaxDomain = 253;

    // Two letters are a country. Of the generic ones those that are used for mail: a list keeps out file names, and .example, .test, .local.
    private static readonly HashSet<string> TopDomains =
    [
        "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "name", "pro", "mobi", "aero", "coop", "museum", "jobs", "travel", "cat", "asia", "post",
        "app", "art", "bank", "blog", "center", "city", "cloud", "club", "company", "consulting", "dev", "digital", "email", "energy", "expert", "finance", "fit",
        "group", "health", "house", "legal", "life", "live", "media", "network", "news", "one", "online", "page", "photo", "photography", "plus", "press", "school",
        "services", "shop", "site", "software", "solutions", "space", "store", "studio", "systems", "team", "tech", "today", "top", "website", "work", "world", "xyz", "zone",
    ];

    // example is reserved (RFC 2606); Microsoft's documentation has contoso and the firms after it; the others stand for the reader's own.
    private static readonly HashSet<string> ExampleDomains =
    [
        "example", "przyklad", "przykład", "contoso", "fabrikam", "tempuri", "adatum", "adventure-works", "litware", "litwareinc", "northwindtraders", "wingtiptoys",
        "domain", "yourdomain", "mydomain", "domena", "twojadomena", "mojadomena", "firma", "twojafirma", "mojafirma", "mycompany", "something", "foo", "foobar",
    ];

    // Whoever the reader is, perhaps with a number: user1, test2.
    private static readonly HashSet<string> ExampleUsers =
    [
        "user", "username", "name", "yourname", "your", "your.name", "myname", "someone", "test", "foo", "john.doe", "johndoe", "twoj", "twój", "twoj.email", "twojemail",
        "twoj.adres", "twojadres", "imie.nazwisko", "imię.nazwisko", "imienazwisko", "nazwa.uzytkownika", "nazwauzytkownika",
    ];

    // Under these a country's domain holds names as it does itself: example.com.pl.
    private static readonly HashSet<string> CommonSecondDomains = ["com", "org", "net", "edu", "gov", "info", "biz", "co"];

    /// <summary>The address around the @ at the index, or null.</summary>
    /// <param name="text">The document's text.</param>
    /// <param name="at">Index of the @.</param>
    /// <param name="floor">No address begins before.</param>
    public static PiiFind? Find(ReadOnlySpan<byte> text, int at, int floor)
    {
        int start = at, end = at + 1;
        for (; start > floor && at - start < MaxLocal && LocalWidth(text, start) is > 0 and var width; start -= width)
        {
        }
        while (start < at && text[start] is (byte)'.' or (byte)'-' or (byte)'+' or (byte)'%')
            start++;
        for (; end < text.Length && end - at <= MaxDomain && DomainWidth(text, end) is > 0 and var width; end += width)
        {
        }
        bool goesOn = Placeholder.StartsAt(text, end); // was a part of the domain before it was masked
        while (end > at + 1 && text[end - 1] is (byte)'.' or (byte)'-')
            end--;
        if (start == at || goesOn || text[at - 1] == (byte)'.' || Border.TouchesLeft(text, start) || IsUserOfUrl(text, start) || !IsMailbox(text[start..at], text[(at + 1)..end]))
            return null;
        return Border.TouchesRight(text, end) && !(end < text.Length && text[end] is (byte)'.' or (byte)'-' or (byte)'/' or (byte)',' or (byte)':') ? null : new PiiFind(PiiKind.Email, start, end);
    }

    /// <summary>A domain of at least two labels, the last one in use, and neither it nor the user a name that documentation uses.</summary>
    private static bool IsMailbox(ReadOnlySpan<byte> local, ReadOnlySpan<byte> domain)
    {
        int dot = domain.LastIndexOf((byte)'.');
        if (dot <= 0 || domain.IndexOf(".."u8) >= 0 || domain[0] == (byte)'-')
            return false;
        string[] labels = Encoding.UTF8.GetString(domain).ToLowerInvariant().Split('.');
        string top = labels[^1], name = labels.Length > 2 && CommonSecondDomains.Contains(labels[^2]) ? labels[^3] : labels[^2];
        bool isTop = top.Length == 2 ? char.IsAsciiLetter(top[0]) && char.IsAsciiLetter(top[1]) && top != "js" : TopDomains.Contains(top);
        return isTop && !ExampleDomains.Contains(name) && !IsExampleUser(Encoding.UTF8.GetString(local).ToLowerInvariant(), name);
    }

    /// <summary>Also who is called like a firm of documentation, and the numbered mail1@mail.com.</summary>
    private static bool IsExampleUser(string local, string domain)
    {
        string user = local.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        return ExampleUsers.Contains(user) || ExampleDomains.Contains(user) || user.Length < local.Length && user == domain;
    }

    /// <summary>user:password@host or user@host in an address of the web or of a repository is no mailbox.</summary>
    private static bool IsUserOfUrl(ReadOnlySpan<byte> text, int start)
    {
        const int MaxUser = 64;
        ReadOnlySpan<byte> before = text[Math.Max(0, start - MaxUser)..start];
        return before.EndsWith("//"u8) || before.EndsWith("\\/"u8) || before.EndsWith(":"u8) && before[(before.LastIndexOfAny(" \n\t"u8) + 1)..].IndexOf("//"u8) >= 0;
    }

    private static int LocalWidth(ReadOnlySpan<byte> text, int index) =>
        Border.IsAlphanumeric(text[index - 1]) || text[index - 1] is (byte)'.' or (byte)'_' or (byte)'-' or (byte)'+' or (byte)'%' ? 1
            : text[index - 1] is >= 0x80 and < 0xC0 && index > 1 && text[index - 2] is >= 0xC3 and <= 0xC5 ? 2 : 0;

    private static int DomainWidth(ReadOnlySpan<byte> text, int index) =>
        Border.IsAlphanumeric(text[index]) || text[index] is (byte)'.' or (byte)'-' ? 1 : text[index] is >= 0xC3 and <= 0xC5 && index + 1 < text.Length ? 2 : 0;
}
