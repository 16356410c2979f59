using System.Text;
using CsCheck;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Tests.Sharding;

public sealed class RecordParserTests
{
    // Bodies of JSON strings, faults among them.
    private static readonly Gen<string> StringBody = Gen.Frequency(
        (20, Gen.OneOf("a", "Zażółć", " ", "„–”", "😀", "{", "}}", ",", "\\n", "\\\"", "\\\\", "\\/", "\\u0105", "\\ud83d\\ude00", "\\u0000", "'")),
        (1, Gen.OneOf("\\ud800", "\\udc00", "\\ud800\\u0041", "\\x", "\\u12", "\t", "\u0001"))).Array[0, 12].Select(string.Concat);

    private static readonly Gen<string> Key = Gen.Frequency((5, Gen.OneOf("url", "licence", "license", "spichlerz", "text", "meta", "k\\u0061")), (1, StringBody));

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, value) => depth > 3
        ? Scalar()
        : Gen.Frequency(
            (4, Scalar()),
            (1, value.Array[0, 3].Select(items => $"[{string.Join(',', items)}]")),
            (1, Gen.Select(Key, value).Array[0, 3].Select(Members))));

    private static readonly Gen<string> MetaObject = Gen.Select(Key, Value).Array[0, 4].Select(Members);

    [TestCase("""{"text":"Zażółć","meta":{}}""", "Zażółć", "", Description = "as we write")]
    [TestCase("""{"text": "Zażółć", "meta": {"url": "x", "n": [1, {"a": null}]}}""", "Zażółć", "\"url\": \"x\",\"n\": [1, {\"a\": null}]", Description = "as Python writes")]
    [TestCase("""{"meta":{"url":"x"},"text":"a"}""", "a", "\"url\":\"x\"")]
    [TestCase("""  { "text" : "a" , "meta" : { "url" : "x" } }  """, "a", "\"url\" : \"x\"")]
    [TestCase("""{"text":["raz","dwa","trzy"],"meta":{"n":1}}""", "raz\n\ndwa\n\ntrzy", "\"n\":1")]
    [TestCase("""{"text":["raz"]}""", "raz", "")]
    [TestCase("""{"text":[]}""", "", "")]
    [TestCase("""{"text":["",""]}""", "\n\n", "")]
    [TestCase("\"sam tekst\"", "sam tekst", "")]
    [TestCase("""{"text":"a"}""", "a", "", Description = "no meta")]
    [TestCase("""{"text":"a","meta":null}""", "a", "")]
    [TestCase("""{"text":""}""", "", "")]
    [TestCase("""{"te\u0078t":"a","m\u0065ta":{"x":1}}""", "a", "\"x\":1", Description = "escaped names")]
    [TestCase("""{"text":"\"\\\/\b\f\n\r\t\u0105\uD83D\uDE00\u0000","meta":{}}""", "\"\\/\b\f\n\r\tą😀\0", "")]
    [TestCase("{\"text\":\"a\",\"meta\":{}}\r", "a", "", Description = "CRLF")]
    [TestCase("\t {\"text\":\"a\"} \t", "a", "")]
    [TestCase("""{"text":"}}","meta":{"x":"}}"}}""", "}}", "\"x\":\"}}\"")]
    public void Parse_Document_GivesTextAndMembersOfMeta(string line, string text, string meta)
    {
        Parsed parsed = Parse(line);
        Assert.That(parsed, Is.EqualTo(new Parsed(null, text, "", meta, false)));
    }

    [TestCase("""{"text":"a","meta":"{'url': 'https://pl.wikisource.org', 'ok': True}"}""", "\"unparsed_meta\":\"{'url': 'https://pl.wikisource.org', 'ok': True}\"")]
    [TestCase("""{"text":"a","meta":5}""", "\"unparsed_meta\":\"5\"")]
    [TestCase("""{"text":"a","meta":true}""", "\"unparsed_meta\":\"true\"")]
    [TestCase("""{"text":"a","meta":[1,"ż"]}""", """
        "unparsed_meta":"[1,\"ż\"]"
        """)]
    [TestCase("""{"meta":"","text":"a"}""", "\"unparsed_meta\":\"\"")]
    public void Parse_MetaThatIsNoObject_IsKeptAsText(string line, string meta) =>
        Assert.That(Parse(line), Is.EqualTo(new Parsed(null, "a", "", meta, true)));

    [TestCase("""{"text":"a","id":5,"meta":{"x":1},"ä":[{}]}""", """
        "record":{"id":5,"ä":[{}]}
        """, "\"x\":1")]
    [TestCase("""{"text":"a","meta":{"licence":"CC BY 4.0","x":1}}""", "\"licence\":\"CC-BY-4.0\"", "\"licence\":\"CC BY 4.0\",\"x\":1")]
    [TestCase("""{"text":"a","meta":{"license":"Domena publiczna"}}""", "\"licence\":\"LicenseRef-public-domain\"", "\"license\":\"Domena publiczna\"")]
    [TestCase("""{"text":"a","meta":{"license":null,"a":{"license":"MIT"}}}""", "", "\"license\":null,\"a\":{\"license\":\"MIT\"}", Description = "neither a null nor an inner one is the document's")]
    [TestCase("""{"text":"a","meta":{"license":"MIT","licence":"CC BY-NC 4.0"}}""", "\"licence\":\"CC-BY-NC-4.0\"", "\"license\":\"MIT\",\"licence\":\"CC BY-NC 4.0\"", Description = "of two the less open one")]
    [TestCase("""{"text":"a","meta":{"spichlerz":{"id":"d/00000-00000/7"},"x":1}}""", "\"previous\":{\"id\":\"d/00000-00000/7\"}", "\"x\":1")]
    [TestCase("""{"text":"a","meta":{"spichlerz":{"id":"d/00000-00000/7"},"licence":"MIT"},"e":1}""", """
        "licence":"MIT","previous":{"id":"d/00000-00000/7"},"record":{"e":1}
        """, "\"licence\":\"MIT\"", Description = "LicenceFact looks for the licence first")]
    public void Parse_MembersOfMeaning_BecomeFacts(string line, string facts, string meta) =>
        Assert.That(Parse(line), Is.EqualTo(new Parsed(null, "a", facts.Trim(), meta, false)));

    [TestCase("", "empty_line", "the line is empty")]
    [TestCase(" \t\r", "empty_line", "the line is empty")]
    [TestCase("{}", "no_text", "the record has no member named text")]
    [TestCase("""{"meta":{}}""", "no_text", "the record has no member named text")]
    [TestCase("""{"text":null}""", "no_text", "text is a Null; it must be a string or a list of strings")]
    [TestCase("""{"text":5,"meta":{}}""", "no_text", "text is a Number; it must be a string or a list of strings")]
    [TestCase("""{"text":{"a":1}}""", "no_text", "text is a StartObject; it must be a string or a list of strings")]
    [TestCase("""{"text":["a",null]}""", "no_text", "the list text holds a Null; it must hold strings")]
    [TestCase("""{"text":"a","text":"b"}""", "no_text", "the record has two members named text")]
    [TestCase("[\"a\"]", "no_text", "a record is an object or a string; this is a StartArray")]
    [TestCase("5", "no_text", "a record is an object or a string; this is a Number")]
    [TestCase("""{"text":"a" """, "broken_json", "byte 11 of the line: Expected depth to be zero at the end of the JSON payload")]
    [TestCase("""{"text":"a","meta":{"x":NaN}}""", "broken_json", "byte 24 of the line: 'N' is an invalid start of a value")]
    [TestCase("""{"text":"a","meta":{}} x""", "broken_json", "byte 23 of the line: 'x' is invalid after a single JSON value")]
    [TestCase("\"a\" \"b\"", "broken_json", "byte 4 of the line: '\"' is invalid after a single JSON value")]
    [TestCase("""{"text":"a\x","meta":{}}""", "broken_json", "byte 11 of the line: 'x' is an invalid escapable character within a JSON string")]
    [TestCase("""{'text': 'a'}""", "broken_json", "byte 1 of the line: ''' is an invalid start of a property name")]
    [TestCase("""{"text":"a",}""", "broken_json", "byte 12 of the line: The JSON object contains a trailing comma at the end which is not supported in this mode")]
    [TestCase("""{"text":"a\ud800","meta":{}}""", "lone_surrogate", null)]
    [TestCase("""{"text":"\udc00\ud800"}""", "lone_surrogate", null)]
    [TestCase("""{"text":"a","meta":{"x":"\ud83d"}}""", "lone_surrogate", null)]
    [TestCase("""{"text":"a","meta":{"x":[{"y":"\ud83d"}]}}""", "lone_surrogate", null)]
    [TestCase("""{"text":"a","meta":{"\udfff":1}}""", "lone_surrogate", null)]
    [TestCase("""{"text":"a","meta":{"x":{"\udfff":1}}}""", "lone_surrogate", null)]
    [TestCase("""{"text":"a","meta":"\ud800"}""", "lone_surrogate", null)]
    [TestCase("""{"text":"a","\ud800":1}""", "lone_surrogate", null)]
    [TestCase("\"\\ud800\"", "lone_surrogate", null)]
    public void Parse_NoDocument_SaysWhy(string line, string reason, string? detail)
    {
        RecordFault? fault = Parse(line).Fault;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault?.Reason, Is.EqualTo(reason));
            Assert.That(fault?.Detail, detail is null ? Does.Contain("surrogate") : Is.EqualTo(detail));
        }
    }

    [Test]
    public void Parse_InvalidUtf8_SaysWhichByte() =>
        Assert.That(new RecordParser().Parse([.. "{\"text\":\"ab"u8, 0xB9, .. "\"}"u8]), Is.EqualTo(new RecordFault("invalid_utf8", "byte 11 of the line is not valid UTF-8")));

    [Test]
    public void Parse_ByteOrderMarkInsideTheFile_IsBrokenJson() =>
        Assert.That(Parse("\uFEFF{\"text\":\"a\"}").Fault?.Reason, Is.EqualTo("broken_json"), "only the file's first line may have one, which the stage removes");

    [TestCase(62, true)]
    [TestCase(63, false, Description = "with the record and meta 65 levels: more than readers of JSON accept")]
    public void Parse_DeeplyNestedMeta_HasOneLimitInEveryOrder(int depth, bool isDocument)
    {
        string nested = new string('[', depth) + new string(']', depth);
        string[] lines = [$"{{\"text\":\"a\",\"meta\":{{\"x\":{nested}}}}}", $"{{\"meta\":{{\"x\":{nested}}},\"text\":\"a\"}}"];
        Assert.That(lines.Select(line => Parse(line).Fault?.Reason), Is.All.EqualTo(isDocument ? null : "broken_json"));
    }

    [Test]
    public void Parse_LongTexts_GrowAndTrimTheBuffer()
    {
        var parser = new RecordParser();
        foreach (int length in (int[])[10, 100_000, 2_000_000, 5])
        {
            Assert.That(parser.Parse(Encoding.UTF8.GetBytes($"{{\"text\":\"{new string('x', length)}\",\"meta\":{{}}}}")), Is.Null);
            Assert.That(parser.Text.Length, Is.EqualTo(length));
            parser.Trim();
        }
    }

    [Test]
    public void Parse_AfterAFault_RemembersNothing()
    {
        var parser = new RecordParser();
        parser.Parse("{\"text\":\"stary\",\"meta\":{\"licence\":\"MIT\",\"a\":1},\"x\":2,}"u8);
        RecordFault? fault = parser.Parse("\"nowy\""u8);
        Assert.That(Result(parser, fault), Is.EqualTo(new Parsed(null, "nowy", "", "", false)));
    }

    [Test]
    public void Parse_UsualRecordWithBlanksOrOtherOrder_GivesTheSame() => Gen.Select(StringBody, MetaObject).Sample(
        (body, meta) =>
        {
            Parsed usual = Parse($"{{\"text\":\"{body}\",\"meta\":{meta}}}");
            Parsed python = Parse($"{{\"text\": \"{body}\", \"meta\": {meta}}}");
            Parsed slow = Parse($"{{ \"text\" :\"{body}\",\"meta\" :{meta} }}");
            Parsed reordered = Parse($"{{\"meta\":{meta},\"text\":\"{body}\"}}");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(WithoutPlace(python), Is.EqualTo(WithoutPlace(usual)));
                Assert.That(WithoutPlace(slow), Is.EqualTo(WithoutPlace(usual)));
                // Two faults in one record: which is named depends on the order.
                Assert.That(usual.Fault is null ? reordered : usual, Is.EqualTo(usual));
                Assert.That(reordered.Fault is null, Is.EqualTo(usual.Fault is null));
            }
        },
        seed: "0000KFkd4vb1", iter: 4_000);

    private static Gen<string> Scalar() => Gen.Frequency((6, StringBody.Select(body => $"\"{body}\"")), (4, Gen.OneOf("1", "-2.5e3", "true", "null")), (1, Gen.OneOf("NaN", "01", "'a'", "")));

    private static string Members((string Key, string Value)[] members) => $"{{{string.Join(',', members.Select(member => $"\"{member.Key}\":{member.Value}"))}}}";

    private static Parsed WithoutPlace(Parsed parsed) => parsed.Fault is null ? parsed : new Parsed(new RecordFault(parsed.Fault.Reason, ""), "", "", "", false);

    private static Parsed Parse(string line)
    {
        var parser = new RecordParser();
        return Result(parser, parser.Parse(Encoding.UTF8.GetBytes(line)));
    }

    private static Parsed Result(RecordParser parser, RecordFault? fault) => new(
        fault, Encoding.UTF8.GetString(parser.Text), Encoding.UTF8.GetString(parser.Facts), Encoding.UTF8.GetString(parser.Meta), parser.KeptMetaAsText);

    private sealed record Parsed(RecordFault? Fault, string Text, string Facts, string Meta, bool KeptMetaAsText);
}
