using Spichlerz.Hpc.Cleaning.Pii;

namespace Spichlerz.Hpc.Tests.Cleaning.Pii;

/// <summary>Invented personal data with right check digits, in the spellings that people use, and the words they put before.</summary>
internal sealed class PersonalNumbers(int seed)
{
    private static readonly string[] Mobile = ["45", "50", "51", "53", "57", "60", "66", "69", "72", "73", "78", "79", "88"];
    private static readonly string[] Areas = ["12", "22", "32", "42", "58", "61", "71", "81", "91"];

    private readonly Random random = new(seed);

    /// <summary>What one would write before the number (perhaps nothing), and the number.</summary>
    public (string Before, string Number) Next(PiiKind kind) => kind switch
    {
        PiiKind.Email => (One("", "e-mail: ", "pisz na ", "mailto:", "<", "Kontakt – "), Email()),
        PiiKind.Phone => Phone(),
        PiiKind.Pesel => (One("", "PESEL ", "PESEL: ", "nr PESEL: ", "numer PESEL – ", "(PESEL: "), Pesel()),
        PiiKind.Nip => Nip(),
        PiiKind.Regon => (One("REGON ", "REGON: ", "nr REGON: ", "numer REGON "), Regon()),
        PiiKind.Iban => Iban(),
        PiiKind.Card => Card(),
        PiiKind.Ip => (One("IP ", "adres IP: ", "z adresu IP serwera ", "host "), random.Next(3) == 0 ? Ipv6() : Ipv4()),
        PiiKind.Mac => (One("", "MAC ", "adres MAC: "), Mac()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private string Email()
    {
        string local = One("jan", "anna.nowak", "biuro", "ł.żak", "k_zielona", "ola-1", "j.kowal+lista");
        return local + "@" + One("poczta", "zielony-ogrod", "rzeka", "mail.uczelnia", "ksiegarnia24") + One(".pl", ".com.pl", ".eu", ".com", ".org", ".edu.pl", ".info");
    }

    private (string Before, string Number) Phone()
    {
        string mobile = One(Mobile) + Digits(7), fixedLine = One(Areas) + Digits(7);
        string m3 = $"{mobile[..3]} {mobile[3..6]} {mobile[6..]}", f2 = $"{fixedLine[..2]} {fixedLine[2..5]} {fixedLine[5..7]} {fixedLine[7..]}";
        if (random.Next(3) == 0)
            return ("", One("+48 " + m3, "+48" + mobile, "0048 " + f2, "+48 " + f2, m3.Replace(' ', '-'), $"({fixedLine[..2]}) {f2[3..].Replace(' ', '-')}", $"(0-{fixedLine[..2]}) {f2[3..]}"));
        return (One("tel. ", "tel.: ", "Tel. kom. ", "telefon: ", "nr telefonu ", "kom. ", "fax: ", "tel./fax ", "zadzwoń: ", "numer telefonu: "), One(m3, mobile, f2, m3.Replace(' ', '-'), f2[..3] + f2[3..].Replace(' ', '-'), m3.Replace(' ', '\u00A0')));
    }

    private string Pesel()
    {
        DateTime born = new DateTime(1920, 1, 1).AddDays(random.Next(37_000));
        string digits = $"{born.Year % 100:00}{born.Month + (born.Year >= 2000 ? 20 : 0):00}{born.Day:00}{Digits(4)}";
        return digits + ((10 - (Sum(digits, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3) % 10)) % 10);
    }

    private (string Before, string Number) Nip()
    {
        string digits;
        do
            digits = random.Next(1, 10) + Digits(8);
        while (Sum(digits, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == 10);
        digits += Sum(digits, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11;
        string grouped = One($"{digits[..3]}-{digits[3..6]}-{digits[6..8]}-{digits[8..]}", $"{digits[..3]}-{digits[3..5]}-{digits[5..7]}-{digits[7..]}");
        return random.Next(3) == 0 ? ("", grouped) : (One("NIP ", "NIP: ", "nr NIP: ", "NIP – "), One(digits, grouped, "PL" + digits, grouped.Replace('-', ' ')));
    }

    private string Regon()
    {
        string digits = Digits(8);
        digits += Sum(digits, 8, 9, 2, 3, 4, 5, 6, 7) % 11 % 10;
        if (random.Next(3) > 0)
            return digits;
        digits += Digits(4);
        return digits + (Sum(digits, 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8) % 11 % 10);
    }

    private (string Before, string Number) Iban()
    {
        string bank = Digits(7);
        string account = bank + ((10 - (Sum(bank, 3, 9, 7, 1, 3, 9, 7) % 10)) % 10) + Digits(16);
        string digits = (98 - (int)(System.Numerics.BigInteger.Parse(account + "252100", System.Globalization.CultureInfo.InvariantCulture) % 97)).ToString("00", System.Globalization.CultureInfo.InvariantCulture) + account;
        string grouped = $"{digits[..2]} {string.Join(' ', digits[2..].Chunk(4).Select(four => new string(four)))}";
        return (One("", "nr konta: ", "rachunek bankowy nr ", "na konto ", "IBAN: "), One("PL" + digits, "PL" + grouped, "PL " + grouped, grouped, digits, grouped.Replace(' ', '-')));
    }

    private (string Before, string Number) Card()
    {
        string digits = One("4" + Digits(14), "51" + Digits(13), "55" + Digits(13), "2221" + Digits(11), "4532" + Digits(11));
        int sum = digits.Reverse().Select((digit, i) => (digit - '0') * (2 - (i % 2))).Sum(value => value > 9 ? value - 9 : value);
        digits += (10 - (sum % 10)) % 10;
        string grouped = string.Join(' ', digits.Chunk(4).Select(four => new string(four)));
        return random.Next(2) == 0 ? ("", One(grouped, grouped.Replace(' ', '-'))) : (One("nr karty: ", "karta ", "kartą Visa "), One(digits, grouped));
    }

    private string Ipv4() => $"{random.Next(11, 100)}.{random.Next(256)}.{random.Next(256)}.{random.Next(1, 255)}";

    private string Ipv6() => random.Next(2) == 0
        ? "2a02:" + string.Join(':', Enumerable.Range(0, 7).Select(_ => random.Next(0x10000).ToString("x", System.Globalization.CultureInfo.InvariantCulture)))
        : $"2a00:{random.Next(1, 0x10000):x}:{random.Next(1, 0x10000):x}::{random.Next(1, 0x10000):x}";

    private string Mac()
    {
        string mac = string.Join(One(":", "-"), Enumerable.Range(0, 6).Select(_ => random.Next(256).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        return random.Next(2) == 0 ? mac : mac.ToUpperInvariant();
    }

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    private string One(params ReadOnlySpan<string> of) => of[random.Next(of.Length)];

    private static int Sum(string digits, params ReadOnlySpan<int> weights)
    {
        int sum = 0;
        for (int i = 0; i < weights.Length; i++)
            sum += (digits[i] - '0') * weights[i];
        return sum;
    }
}
