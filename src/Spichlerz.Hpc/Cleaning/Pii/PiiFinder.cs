namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>Finds personal data in a text, from left to right, in one pass and linear time.</summary>
/// <param name="isSought">By <see cref="PiiKind"/>: what is not sought does not hide other kinds.</param>
internal sealed class PiiFinder(bool[] isSought)
{
    /// <summary>How far before the digits that the scan sees a find may begin: +48 (, or the letters of an IBAN.</summary>
    private const int Lead = 24;

    private static readonly Begin[] Begins =
        [.. Enumerable.Range(0, 256).Select(value => Border.IsAlphanumeric((byte)value) ? Begin.Token : (char)value is '@' or '+' or '(' ? Begin.Sign : Begin.Nothing)];

    private readonly DigitGroups groups = new();

    /// <summary>What a byte may begin.</summary>
    private enum Begin : byte
    {
        Nothing,
        Sign,

        /// <summary>Where no other letter or digit stands before.</summary>
        Token,
    }

    /// <summary>All finds of a text, in order and apart from each other; overwrites the list.</summary>
    public void FindAll(ReadOnlySpan<byte> text, List<PiiFind> finds)
    {
        finds.Clear();
        int done = 0, tried = 0, lastPhone = -1;
        for (int at = 0; (at = PiiScanKernel.IndexOfSuspect(text, at)) >= 0; at = Math.Max(at + PiiScanKernel.StepBytes, done))
        {
            int end = Math.Min(text.Length, at + PiiScanKernel.WindowBytes);
            for (int i = Math.Max(tried, at - Lead); i < end; i++)
            {
                if (!MayBegin(text, i) || FindAt(text, i, done, lastPhone) is not { } find)
                    continue;
                finds.Add(find);
                done = find.End;
                lastPhone = find.Kind == PiiKind.Phone ? find.End : lastPhone;
                i = done - 1;
            }
            tried = Math.Max(end, done);
        }
    }

    /// <summary>Whether a sign or the begin of a token stands there: all else begins nothing.</summary>
    private static bool MayBegin(ReadOnlySpan<byte> text, int index) =>
        Begins[text[index]] is not Begin.Nothing and var begin && (begin == Begin.Sign || index == 0 || Begins[text[index - 1]] != Begin.Token);

    private PiiFind? FindAt(ReadOnlySpan<byte> text, int index, int done, int lastPhone)
    {
        byte value = text[index];
        if (value == (byte)'@')
            return Sought(EmailRule.Find(text, index, done));
        if (value is (byte)'+' or (byte)'(')
            return Phone(text, index, done, lastPhone);
        if (MachineAddress(text, index, done) is { } address)
            return address;
        // Tables are full of single digits; only IPv4 addresses and the 0 before an area code begin with one.
        if (value is >= (byte)'1' and <= (byte)'9' && index + 1 < text.Length && text[index + 1] != (byte)'.' && !Border.IsDigit(text[index + 1]))
            return null;
        if (Border.IsDigit(value))
            return Number(text, index, done, lastPhone);
        bool isCountry = Border.IsUpper(value) && index + 3 < text.Length && Border.IsUpper(text[index + 1]);
        return isCountry ? Sought(IbanRule.Find(text, index, done, groups)) : null;
    }

    private PiiFind? Number(ReadOnlySpan<byte> text, int index, int done, int lastPhone)
    {
        groups.Read(text, index);
        if (groups.Count >= 4 && Is(PiiKind.Ip) && MachineAddressRules.EndOfIpv4(text, index, done, groups) is > 0 and var end)
            return new PiiFind(PiiKind.Ip, index, end);
        return Sought(NumberRules.Find(text, index, done, groups)) ?? Phone(text, index, done, lastPhone);
    }

    private PiiFind? Phone(ReadOnlySpan<byte> text, int index, int done, int lastPhone) =>
        Is(PiiKind.Phone) && PhoneRule.EndOf(text, index, done, lastPhone, groups) is > 0 and var end ? new PiiFind(PiiKind.Phone, index, end) : null;

    private PiiFind? MachineAddress(ReadOnlySpan<byte> text, int index, int done)
    {
        if (index + 5 > text.Length || text[index + 2] is not ((byte)':' or (byte)'-') && text[index + 4] != (byte)':')
            return null;
        if (Is(PiiKind.Mac) && MachineAddressRules.EndOfMac(text, index, done) is > 0 and var mac)
            return new PiiFind(PiiKind.Mac, index, mac);
        return Is(PiiKind.Ip) && MachineAddressRules.EndOfIpv6(text, index) is > 0 and var ip ? new PiiFind(PiiKind.Ip, index, ip) : null;
    }

    private PiiFind? Sought(PiiFind? find) => find is { } found && Is(found.Kind) ? find : null;

    private bool Is(PiiKind kind) => isSought[(int)kind];
}
