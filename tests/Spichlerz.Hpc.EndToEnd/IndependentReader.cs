using System.Text.Json.Nodes;

namespace Spichlerz.Hpc.EndToEnd;

/// <summary>read_snapshot.py: a second pair of eyes on what we publish, in another language and with another zstd.</summary>
internal static class IndependentReader
{
    /// <summary>Debian's own interpreter, which has Debian's python3-zstandard; another python3 may come first in PATH.</summary>
    private const string Python = "/usr/bin/python3";

    private static readonly string Script = Path.Combine(Checkout.Root, "tests", "Spichlerz.Hpc.EndToEnd", "read_snapshot.py");

    /// <summary>Reads a whole snapshot and asserts that it is as promised and as its snapshot.json says.</summary>
    /// <param name="snapshot">The snapshot's folder.</param>
    /// <param name="sourceNumbers">Members of <c>meta</c> that hold numbers or booleans in the corpus already; we add none.</param>
    public static void AssertSound(string snapshot, params string[] sourceNumbers)
    {
        JsonObject found = Read(snapshot).AsObject();
        JsonObject said = JsonNode.Parse(File.ReadAllBytes(Path.Combine(snapshot, "snapshot.json")))!.AsObject();
        var released = said["datasets"]!.AsArray().Where(dataset => dataset!["released"]!.GetValue<long>() > 0)
            .ToDictionary(dataset => dataset!["name"]!.GetValue<string>(), dataset => dataset!["released"]!.GetValue<long>());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Faults(found), Is.Empty);
            Assert.That(found["datasets"]!.AsObject().ToDictionary(dataset => dataset.Key, dataset => dataset.Value!.GetValue<long>()), Is.EquivalentTo(released));
            Assert.That(found["documents"]!.GetValue<long>(), Is.EqualTo(said["documents"]!.GetValue<long>()), "documents, by their ids");
            Assert.That(found["files"]!.GetValue<int>(), Is.EqualTo(said["files"]!.AsArray().Count));
            Assert.That(found["numbers"]!.AsArray().Select(name => name!.GetValue<string>()), Is.SubsetOf(sourceNumbers), "numbers that stand directly in meta");
        }
    }

    /// <summary>Members of <c>meta</c> that hold numbers or booleans in .jsonl.zst files.</summary>
    public static string[] Numbers(IEnumerable<string> files) =>
        [.. Run(["--numbers", .. files]).AsArray().Select(name => name!.GetValue<string>())];

    /// <summary>What the reader finds wrong with a snapshot, the first of it.</summary>
    public static string[] Faults(string snapshot) => Faults(Read(snapshot).AsObject());

    private static string[] Faults(JsonObject found) => [.. found["faults"]!.AsArray().Select(fault => fault!.GetValue<string>())];

    private static JsonNode Read(string snapshot) => Run([snapshot]);

    private static JsonNode Run(string[] arguments)
    {
        ProgramResult result = SpichlerzProgram.RunOther(Python, [Script, .. arguments]);
        Assert.That(result.ExitCode, Is.Zero, $"It needs Debian's python3-zstandard. {result.Story}");
        return JsonNode.Parse(result.Output)!;
    }
}
