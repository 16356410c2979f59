using System.Globalization;
using System.Text.Unicode;
using Spichlerz.Hpc.Cleaning.Hazards;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Documents;

namespace Spichlerz.Hpc.Cleaning.Steps;

/// <summary>
/// Masks secrets (private keys, access tokens) and drops what is no text to train on: encoded or binary data, one token over and over,
/// lines and tokens beyond any measure. Secrets found stand in <c>meta.spichlerz.hazards</c>.
/// </summary>
internal sealed class HazardStep(HazardSettings settings) : IDocumentStep
{
    private const int MinTokens = 20;
    private const int MaxFactBytes = 64;

    /// <summary>A short text that quotes a checksum or two is no encoded data.</summary>
    private const int MinEncodedBytes = 256;

    private static readonly byte[] Placeholder = [.. "[SEKRET]"u8];

    private readonly StepBuffer buffer = new();
    private readonly List<Range> secrets = [];
    private readonly List<Replacement> replacements = [];
    private readonly Dictionary<string, long> notes = [];

    public string Name => "hazards";

    public IReadOnlyDictionary<string, long> Notes => notes;

    public void Judge(ReadOnlySpan<Document> documents, Span<Outcome> outcomes)
    {
        buffer.Clear();
        notes.Clear();
        for (int i = 0; i < documents.Length; i++)
            outcomes[i] = Judge(documents[i]);
    }

    private Outcome Judge(Document document)
    {
        ReadOnlySpan<byte> text = document.Text.Span;
        int line = settings.MaxLineBytes > 0 && text.Length > settings.MaxLineBytes ? LongestLine(text) : 0;
        if (line > settings.MaxLineBytes)
            return new Outcome(document, "long_line", line);
        (int token, int encoded) = LookAtLongTokens(text);
        if (settings.MaxTokenBytes > 0 && token > settings.MaxTokenBytes)
            return new Outcome(document, "long_token", token);
        double ratio = encoded < MinEncodedBytes ? 0 : (double)encoded / text.Length;
        if (ratio > settings.MaxEncodedRatio)
            return new Outcome(document, "encoded", ratio);
        if (settings.MaxBinaryRatio < 1 && OddCharacters.Ratio(text) is var binary && binary > settings.MaxBinaryRatio)
            return new Outcome(document, "binary", binary);
        if (settings.MaxSameTokenRatio < 1 && SameToken.Ratio(text, MinTokens) is var same && same > settings.MaxSameTokenRatio)
            return new Outcome(document, "same_token", same);
        return secrets.Count == 0 ? new Outcome(document) : WithoutSecrets(document);
    }

    /// <summary>The longest token, the bytes of encoded data, and in <see cref="secrets"/> where the secrets are.</summary>
    private (int Longest, int Encoded) LookAtLongTokens(ReadOnlySpan<byte> text)
    {
        secrets.Clear();
        if (settings.Secrets != FindAction.Off)
            SecretFinder.FindKeys(text, secrets);
        int keys = secrets.Count, longest = 0, encoded = 0;
        for (Range token = LongTokenKernel.Next(text, 0); token.Start.Value < text.Length; token = LongTokenKernel.Next(text, token.End.Value))
        {
            int length = token.End.Value - token.Start.Value;
            longest = Math.Max(longest, length);
            if (settings.MaxTokenBytes > 0 && length > settings.MaxTokenBytes)
                break; // the document is lost
            encoded += EncodedRuns.BytesIn(text[token]);
            if (settings.Secrets != FindAction.Off)
                SecretFinder.FindTokens(text, token, secrets);
        }
        if (keys > 0)
            SortApart();
        return (longest, encoded);
    }

    /// <summary>In order, and without what looks like a token inside a key.</summary>
    private void SortApart()
    {
        secrets.Sort((a, b) => a.Start.Value.CompareTo(b.Start.Value));
        int kept = 0;
        foreach (Range secret in secrets.ToArray())
        {
            if (kept == 0 || secret.Start.Value >= secrets[kept - 1].End.Value)
                secrets[kept++] = secret;
        }
        secrets.RemoveRange(kept, secrets.Count - kept);
    }

    private Outcome WithoutSecrets(Document document)
    {
        notes["hazards_secret"] = notes.GetValueOrDefault("hazards_secret") + secrets.Count;
        if (settings.Secrets == FindAction.Drop)
            return new Outcome(document, "secret", secrets.Count);
        replacements.Clear();
        if (settings.Secrets == FindAction.Mask)
            replacements.AddRange(secrets.Select(secret => new Replacement(secret.Start.Value, secret.End.Value, Placeholder)));
        Span<byte> fact = stackalloc byte[MaxFactBytes];
        Utf8.TryWrite(fact, CultureInfo.InvariantCulture, $"\"hazards\":{{\"secret\":{secrets.Count}}}", out int length);
        return new Outcome(DocumentFacts.Add(MaskedText.Of(document, replacements, buffer), fact[..length], buffer));
    }

    private static int LongestLine(ReadOnlySpan<byte> text)
    {
        int longest = 0;
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n');
            longest = Math.Max(longest, end < 0 ? text.Length : end);
            text = end < 0 ? [] : text[(end + 1)..];
        }
        return longest;
    }
}
