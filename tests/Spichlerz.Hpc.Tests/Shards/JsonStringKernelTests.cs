using System.Text;
using System.Text.Json;
using CsCheck;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Tests.Shards;

public sealed class JsonStringKernelTests
{
    // Longer than the two blocks that the vector body wants, so that what stands between two of them meets it.
    private static readonly string Filler = new('x', 150);

    private static readonly Gen<string> ValidPiece = Gen.OneOf(
        "a", "słowo ", "zażółć gęślą jaźń, ", "\u007f", "😀", new string('y', 40), new string('ż', 35),
        "\\n", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\r", "\\t",
        "\\u0000", "\\u0041", "\\u007F", "\\u0080", "\\u0105", "\\u017C\\u00f3\\u0142", "\\u07ff", "\\u0800", "\\u2013", "\\ud7FF", "\\uE000",
        "\\uFFFF", "\\ud83d\\ude00", "\\uD800\\uDC00", "\\udbff\\udfff");

    private static readonly Gen<string> FaultyPiece = Gen.OneOf(
        "\"", "\n", "\0", "\u001f", "\\", "\\x", "\\u", "\\u12", "\\u12g4", "\\u 123", "\\u:000", "\\u@000", "\\u`000", "\\uG000", "\\u/000",
        "\\uąąą", "\\u12²", "\\ud83d", "\\ude00", "\\ude00\\ude00", "\\ud83d\\u0041", "\\ud83d\\ud83d", "\\ud83d\\n", "\\ud83d\\uxxxx", "\\ud83d\\", "\\U0041", "\\é");

    private static readonly Gen<byte[]> ValidBody =
        ValidPiece.Array[0, 40].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces)));

    private static readonly Gen<byte[]> AnyBody =
        Gen.Frequency<string>((60, ValidPiece), (1, FaultyPiece)).Array[0, 60].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces)));

    private static readonly Gen<byte[]> AnyText =
        Gen.Frequency<byte>((20, Gen.Byte), (100, Gen.Byte[(byte)'a', (byte)'z']), (1, Gen.OneOf((byte)'"', (byte)'\\', (byte)'\n', (byte)1))).Array[0, 400];

    private delegate JsonStringFault Unescaper(ReadOnlySpan<byte> json, Span<byte> utf8, out int consumed, out int written);

    [TestCase("\"", "")]
    [TestCase("abc\" : 1", "abc")]
    [TestCase("""\"\\\/\b\f\n\r\t" """, "\"\\/\b\f\n\r\t")]
    [TestCase("za\\u017c\\u00F3\\u0142\\u0107\"", "zażółć")]
    [TestCase("\\u0000\\u0041\\u007f\\u0080\\u07FF\\u0800\\uffff\"", "\0A\u007f\u0080\u07ff\u0800\uffff")]
    [TestCase("\\ud83d\\ude00\\uD800\\uDC00\\udbff\\uDFFF\"", "😀\U00010000\U0010FFFF")]
    [TestCase("„ż” 😀 \u007f\"", "„ż” 😀 \u007f")]
    public void Unescape_ValidString_GivesItsText(string json, string text)
    {
        int quote = Encoding.UTF8.GetByteCount(json[..(json.LastIndexOf('"') + 1)]);
        byte[] expected = Encoding.UTF8.GetBytes(text), filler = Encoding.UTF8.GetBytes(Filler);
        Reading alone = Read(JsonStringKernel.Unescape, Encoding.UTF8.GetBytes(json));
        Reading inside = Read(JsonStringKernel.Unescape, Encoding.UTF8.GetBytes(Filler + json + Filler));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(alone, Is.EqualTo(new Reading(JsonStringFault.None, quote, Convert.ToHexString(expected))));
            Assert.That(inside, Is.EqualTo(new Reading(JsonStringFault.None, quote + 150, Convert.ToHexString([.. filler, .. expected]))));
        }
    }

    [TestCase("ab\u001fc\"", JsonStringFault.ControlCharacter, 2)]
    [TestCase("\n", JsonStringFault.ControlCharacter, 0)]
    [TestCase("ab\\x\"", JsonStringFault.BadEscape, 2)]
    [TestCase("ab\\N\"", JsonStringFault.BadEscape, 2)]
    [TestCase("\\u12g4\"", JsonStringFault.BadEscape, 0)]
    [TestCase("\\n\\u012\"", JsonStringFault.BadEscape, 2)]
    [TestCase("\\u12²\"", JsonStringFault.BadEscape, 0)] // C2 B2, which without their high bits are hexadecimal
    [TestCase("\\u0105\\U0105\"", JsonStringFault.BadEscape, 6)]
    [TestCase("a\\ud83d\"", JsonStringFault.LoneSurrogate, 1)]
    [TestCase("a\\ude00\\ud83d\"", JsonStringFault.LoneSurrogate, 1)]
    [TestCase("a\\ude00\\ude00\"", JsonStringFault.LoneSurrogate, 1)]
    [TestCase("a\\ud83d\\ud83d\\ude00\"", JsonStringFault.LoneSurrogate, 1)]
    [TestCase("a\\ud83d\\u0105\"", JsonStringFault.LoneSurrogate, 1)]
    [TestCase("a\\ud83d\\n\"", JsonStringFault.LoneSurrogate, 1)]
    [TestCase("a\\ud83d\\u12g4\"", JsonStringFault.LoneSurrogate, 1)]
    public void Unescape_FaultyString_NamesFaultAndOffset(string json, JsonStringFault fault, int offset)
    {
        Reading alone = Read(JsonStringKernel.Unescape, Encoding.UTF8.GetBytes(json));
        Reading inside = Read(JsonStringKernel.Unescape, Encoding.UTF8.GetBytes(Filler + json + Filler));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((alone.Fault, alone.Consumed), Is.EqualTo((fault, offset)));
            Assert.That((inside.Fault, inside.Consumed), Is.EqualTo((fault, offset + 150)));
        }
    }

    [TestCase("")]
    [TestCase("abc")]
    [TestCase("abc\\")]
    [TestCase("abc\\u")]
    [TestCase("abc\\u010")]
    [TestCase("abc\\ud83d")]
    [TestCase("abc\\ud83d\\")]
    [TestCase("abc\\ud83d\\ude0")]
    public void Unescape_EndsBeforeTheQuote_IsUnterminatedAtTheEnd(string json)
    {
        Reading alone = Read(JsonStringKernel.Unescape, Encoding.UTF8.GetBytes(json));
        Reading inside = Read(JsonStringKernel.Unescape, Encoding.UTF8.GetBytes(Filler + json));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((alone.Fault, alone.Consumed), Is.EqualTo((JsonStringFault.Unterminated, json.Length)));
            Assert.That((inside.Fault, inside.Consumed), Is.EqualTo((JsonStringFault.Unterminated, json.Length + 150)));
        }
    }

    [Test]
    public void Unescape_EveryCodeUnit_EqualsItsText()
    {
        for (int unit = 0; unit <= 0xFFFF; unit++)
        {
            byte[] json = Encoding.ASCII.GetBytes($"{Filler}\\u{(unit % 2 == 0 ? $"{unit:x4}" : $"{unit:X4}")}\"{Filler}");
            Reading reading = Read(JsonStringKernel.UnescapeVector, json);
            Reading expected = char.IsSurrogate((char)unit)
                ? new Reading(JsonStringFault.LoneSurrogate, 150, Hex(Filler))
                : new Reading(JsonStringFault.None, 157, Hex(Filler + (char)unit));
            Assert.That(reading, Is.EqualTo(expected), $"\\u{unit:x4}");
        }
    }

    [Test]
    public void Unescape_ShortBuffer_Throws() =>
        Assert.That(
            () => JsonStringKernel.Unescape("abc\""u8, new byte[3], out _, out _),
            Throws.ArgumentException.With.Message.StartsWith("utf8 needs the length of json, 4; got 3."));

    [Test]
    public void UnescapeVector_AnyJson_EqualsScalarTwinAtEveryLength() => AnyBody.Sample(
        body =>
        {
            for (int length = 0; length <= body.Length; length++)
                AssertTwinsAgree(body.AsSpan(0, length));
        },
        iter: 500);

    [Test]
    public void UnescapeVector_AnyBytes_EqualsScalarTwin() => Gen.OneOf<byte[]>(AnyText, Gen.Byte.Array[0, 300]).Sample(bytes => AssertTwinsAgree(bytes), iter: 5_000);

    [Test]
    public void Unescape_ValidString_EqualsJsonReader() => ValidBody.Sample(
        body =>
        {
            byte[] json = [.. body, (byte)'"'];
            Assert.That(Read(JsonStringKernel.Unescape, json), Is.EqualTo(new Reading(JsonStringFault.None, json.Length, ReadWithFramework(json))));
        },
        iter: 5_000);

    [Test]
    public void Unescape_AnyJson_FaultsWhereJsonReaderDoes() => AnyBody.Sample(
        body =>
        {
            byte[] json = [.. body, (byte)'"'];
            Reading reading = Read(JsonStringKernel.Unescape, json);
            if (reading.Fault == JsonStringFault.None)
                Assert.That(reading.TextHex, Is.EqualTo(ReadWithFramework(json.AsSpan(0, reading.Consumed))));
            else
                Assert.That(() => ReadWithFramework(json), Throws.InstanceOf<JsonException>().Or.InstanceOf<InvalidOperationException>());
        },
        iter: 5_000);

    [TestCase("", "")]
    [TestCase("Zażółć 😀 / \u007f", "Zażółć 😀 / \u007f")]
    [TestCase("\"\\\b\f\n\r\t", """\"\\\b\f\n\r\t""")]
    [TestCase("\0\u0001\u000b\u000e\u001f ", "\\u0000\\u0001\\u000b\\u000e\\u001f ")]
    public void Escape_Examples_GiveTheBody(string text, string json)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.UTF8.GetString(Escape(Encoding.UTF8.GetBytes(text))), Is.EqualTo(json));
            Assert.That(Encoding.UTF8.GetString(Escape(Encoding.UTF8.GetBytes(Filler + text + Filler))), Is.EqualTo(Filler + json + Filler));
        }
    }

    [Test]
    public void Escape_ShortBuffer_Throws() =>
        Assert.That(
            () => JsonStringKernel.Escape("abc"u8, new byte[17]),
            Throws.ArgumentException.With.Message.StartsWith("json needs 18 bytes for 3 of text; got 17."));

    [Test]
    public void EscapeVector_AnyBytes_EqualsScalarTwin() => Gen.OneOf<byte[]>(AnyText, Gen.Byte.Array[0, 300], Gen.Byte[0, 40].Array[0, 300]).Sample(
        text =>
        {
            byte[] expected = new byte[JsonStringKernel.MaxEscapedLength(text.Length)], actual = new byte[expected.Length];
            int expectedLength = JsonStringKernel.EscapeScalar(text, expected), length = JsonStringKernel.EscapeVector(text, actual);
            Assert.That(actual.AsSpan(0, length).SequenceEqual(expected.AsSpan(0, expectedLength)), Is.True);
        },
        iter: 5_000);

    [Test]
    public void Unescape_EscapedBytes_GivesThemBack() => AnyText.Sample(
        text =>
        {
            byte[] json = [.. Escape(text), (byte)'"'];
            Assert.That(Read(JsonStringKernel.Unescape, json), Is.EqualTo(new Reading(JsonStringFault.None, json.Length, Convert.ToHexString(text))));
        },
        iter: 5_000);

    [Test]
    public void Escape_AnyText_IsReadBackByJsonReader() => Gen.String.Sample(
        text => Assert.That(ReadWithFramework([.. Escape(Encoding.UTF8.GetBytes(text)), (byte)'"']), Is.EqualTo(Hex(text))),
        iter: 2_000);

    private static void AssertTwinsAgree(ReadOnlySpan<byte> json)
    {
        Reading vector = Read(JsonStringKernel.UnescapeVector, json), scalar = Read(JsonStringKernel.UnescapeScalar, json);
        Assert.That(vector, Is.EqualTo(scalar));
    }

    private static Reading Read(Unescaper unescape, ReadOnlySpan<byte> json)
    {
        byte[] utf8 = new byte[json.Length];
        JsonStringFault fault = unescape(json, utf8, out int consumed, out int written);
        return new Reading(fault, consumed, Convert.ToHexString(utf8, 0, written));
    }

    private static string ReadWithFramework(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader([(byte)'"', .. json]);
        reader.Read();
        byte[] utf8 = new byte[json.Length];
        return Convert.ToHexString(utf8, 0, reader.CopyString(utf8));
    }

    private static byte[] Escape(byte[] text)
    {
        byte[] json = new byte[JsonStringKernel.MaxEscapedLength(text.Length)];
        return json[..JsonStringKernel.Escape(text, json)];
    }

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    private sealed record Reading(JsonStringFault Fault, int Consumed, string TextHex);
}
