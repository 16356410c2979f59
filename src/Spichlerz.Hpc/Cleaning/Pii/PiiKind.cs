namespace Spichlerz.Hpc.Cleaning.Pii;

/// <summary>A kind of personal data. One span of text is of one kind.</summary>
internal enum PiiKind
{
    Email,
    Phone,
    Pesel,
    Nip,
    Regon,
    Iban,
    Card,
    Ip,
    Mac,
}

/// <summary>A find: bytes [Start, End) of the text.</summary>
internal readonly record struct PiiFind(PiiKind Kind, int Start, int End);
