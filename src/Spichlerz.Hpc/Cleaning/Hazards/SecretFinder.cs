using System.Buffers;
using System.Numerics;
using System.Text;

namespace Spichlerz.Hpc.Cleaning.Hazards;

/// <summary>Finds private keys (PEM, RFC 7468) and access tokens of well-known services by the forms that their issuers document.</summary>
internal static class SecretFinder
{
    private const int MaxKeyBytes = 1 << 14;
    private const int MinKeyBytes = 64;

    /// <summary>Longer than web tokens are in headers of HTTP. What is longer still is not read again for each place where a token might begin.</summary>
    private const int MaxTokenBytes = 1 << 12;

    private const string Letters = "abcdefghijklmnopqrstuvwxyz", Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Digits = "0123456789";

    private static readonly SearchValues<byte> Upper = Signs(Capitals + Digits), Word = Signs(Letters + Capitals + Digits + "_"), Url = Signs(Letters + Capitals + Digits + "_-"),
        Dotted = Signs(Letters + Capitals + Digits + "_-."), Base64 = Signs(Letters + Capitals + Digits + "+/="), LabelSigns = Signs(Capitals + " ");

    // What a token begins with, the signs that follow, and how many there are at least. None is shorter than LongTokenKernel.MinBytes.
    private static readonly (byte[] Prefix, SearchValues<byte> Signs, int Least)[] Forms =
    [
        Form("AKIA", Upper, 16), Form("ASIA", Upper, 16), // Amazon
        Form("ghp_", Word, 36), Form("gho_", Word, 36), Form("ghu_", Word, 36), Form("ghs_", Word, 36), Form("ghr_", Word, 36), Form("github_pat_", Word, 40), Form("glpat-", Url, 20),
        Form("AIza", Url, 35), Form("ya29.", Url, 30), Form("GOCSPX-", Url, 28), // Google
        Form("xoxb-", Url, 24), Form("xoxp-", Url, 24), Form("xoxa-", Url, 24), Form("xoxr-", Url, 24), Form("xoxs-", Url, 24), Form("xapp-", Url, 24), // Slack
        Form("sk_live_", Word, 20), Form("rk_live_", Word, 20), Form("SG.", Dotted, 60), Form("AccountKey=", Base64, 60), // Stripe, SendGrid, Azure
        Form("sk-proj-", Url, 40), Form("sk-ant-", Url, 40), Form("hf_", Word, 34), Form("npm_", Word, 36),
        Form("eyJ", Dotted, 40), // JSON Web Token, RFC 7519
    ];

    private static readonly int LeastBytes = Forms.Min(form => form.Prefix.Length + form.Least);

    // For each byte a bit for each form whose first, second, third sign it is. No prefix is shorter.
    private static readonly uint[] First = FormsBySign(0), Second = FormsBySign(1), Third = FormsBySign(2);

    /// <summary>Adds the private keys of a text to the list: header, key and footer.</summary>
    public static void FindKeys(ReadOnlySpan<byte> text, List<Range> secrets)
    {
        for (int at = 0; text[at..].IndexOf("-----BEGIN "u8) is >= 0 and var next;)
        {
            int start = at + next, header = start + "-----BEGIN "u8.Length;
            at = header;
            int body = EndOfLabel(text, header);
            if (body < 0 || text[header..body].IndexOf("PRIVATE KEY"u8) < 0)
                continue;
            // A key holds no five hyphens, so the next ones are its footer's, or another header's.
            int length = text[body..].IndexOf("-----"u8);
            int footer = body + length;
            bool isKey = length is >= MinKeyBytes and <= MaxKeyBytes && text[footer..].StartsWith("-----END "u8) && !text[body..footer].Contains((byte)'[');
            at = length < 0 ? text.Length : footer;
            if (isKey && EndOfLabel(text, footer + "-----END "u8.Length) is > 0 and var end)
            {
                secrets.Add(start..end);
                at = end;
            }
        }
    }

    /// <summary>Adds the secrets inside one long token of the text to the list. They begin with it, or behind a sign that is no word's.</summary>
    public static void FindTokens(ReadOnlySpan<byte> text, Range token, List<Range> secrets)
    {
        (int at, int end) = (token.Start.Value, token.End.Value);
        while (end - at >= LeastBytes)
        {
            if ((First[text[at]] & Second[text[at + 1]] & Third[text[at + 2]]) is not 0 and var forms)
            {
                int length = LengthOf(text[at..end], forms, out int prefix);
                if (length > 0)
                    secrets.Add((at + prefix)..(at + length));
                at += length;
            }
            int next = text[at..end].IndexOfAnyExcept(Word);
            if (next < 0)
                break;
            at += next + 1;
        }
    }

    /// <summary>Bytes of the secret that the text begins with, 0 if it is none; the first <paramref name="prefix"/> of them are its name and stay.</summary>
    /// <param name="forms">A bit for each form that it may have.</param>
    private static int LengthOf(ReadOnlySpan<byte> text, uint forms, out int prefix)
    {
        prefix = 0;
        bool isCut = text.Length > MaxTokenBytes;
        text = isCut ? text[..MaxTokenBytes] : text;
        for (; forms != 0; forms &= forms - 1)
        {
            (byte[] name, SearchValues<byte> signs, int least) = Forms[BitOperations.TrailingZeroCount(forms)];
            if (!text.StartsWith(name))
                continue;
            int length = text[name.Length..].IndexOfAnyExcept(signs);
            int end = length < 0 ? text.Length : name.Length + length;
            bool isSecret = end - name.Length >= least && (end == text.Length ? !isCut : !Word.Contains(text[end])) && text[..end].IndexOf("EXAMPLE"u8) < 0 && (name[0] != (byte)'e' || IsWebToken(text[..end]));
            prefix = name[^1] == (byte)'=' ? name.Length : 0;
            return isSecret ? end : 0;
        }
        return 0;
    }

    /// <summary>Two JSON objects in base64 (they begin with {") and a signature.</summary>
    private static bool IsWebToken(ReadOnlySpan<byte> token)
    {
        int dot = token.IndexOf((byte)'.');
        return dot > 0 && token[(dot + 1)..].StartsWith("eyJ"u8) && token[(dot + 1)..].IndexOf((byte)'.') is > 0;
    }

    /// <summary>Where the line ends whose label of capitals and blanks begins here, or −1.</summary>
    private static int EndOfLabel(ReadOnlySpan<byte> text, int from)
    {
        const int MaxLabel = 40;
        int length = text[from..Math.Min(text.Length, from + MaxLabel)].IndexOfAnyExcept(LabelSigns);
        return length > 0 && text[(from + length)..].StartsWith("-----"u8) ? from + length + 5 : -1;
    }

    private static uint[] FormsBySign(int index)
    {
        var forms = new uint[256];
        for (int i = 0; i < Forms.Length; i++)
            forms[Forms[i].Prefix[index]] |= 1U << i;
        return forms;
    }

    private static SearchValues<byte> Signs(string signs) => SearchValues.Create(Encoding.ASCII.GetBytes(signs));

    private static (byte[] Prefix, SearchValues<byte> Signs, int Least) Form(string prefix, SearchValues<byte> signs, int least) => (Encoding.ASCII.GetBytes(prefix), signs, least);
}
