namespace Spichlerz.Hpc.Config;

/// <summary>
/// Personal data. What reaches a person or an account is masked. Numbers of firms (NIP, REGON), which stand in public registers, and
/// addresses of machines, which technical texts are about, are counted.
/// </summary>
public sealed record PiiSettings
{
    public bool Enabled { get; init; } = true;

    public FindAction Email { get; init; } = FindAction.Mask;

    public FindAction Phone { get; init; } = FindAction.Mask;

    public FindAction Pesel { get; init; } = FindAction.Mask;

    public FindAction Nip { get; init; } = FindAction.Count;

    public FindAction Regon { get; init; } = FindAction.Count;

    public FindAction Iban { get; init; } = FindAction.Mask;

    public FindAction Card { get; init; } = FindAction.Mask;

    public FindAction Ip { get; init; } = FindAction.Count;

    public FindAction Mac { get; init; } = FindAction.Count;
}
