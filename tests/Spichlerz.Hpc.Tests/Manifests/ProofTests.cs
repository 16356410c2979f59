using System.Collections.Immutable;
using Spichlerz.Hpc.Manifests;

namespace Spichlerz.Hpc.Tests.Manifests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProofTests : IDisposable
{
    private static readonly DateTime Written = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder folder = new();
    private StageManifest manifest;
    private ImmutableArray<FileEntry> inputs;

    /// <summary>A unit that read a user's file and one of ours, and wrote one output; everything agrees.</summary>
    public ProofTests()
    {
        File.WriteAllText(folder["user.jsonl"], "0123456789");
        File.SetLastWriteTimeUtc(folder["user.jsonl"], Written);
        File.WriteAllText(folder["out"], "abc");
        var ours = new FileEntry("ours", 5, new string('1', 32));
        inputs = [new FileEntry("user.jsonl", 10, ""), ours];
        manifest = new StageManifest("shard", "a/00000", CodeVersion.Current, "cc",
            [new FileEntry("user.jsonl", 10, Proof.HashFile(folder["user.jsonl"])), ours], [new FileEntry("out", 3, Proof.HashFile(folder["out"]))],
            1, 1, ImmutableSortedDictionary<string, long>.Empty, 0, ImmutableSortedDictionary<string, long>.Empty,
            new RunStamp("node1", 0, Written.AddDays(1), 1, Written));
    }

    public void Dispose() => folder.Dispose();

    [Test]
    public void Doubt_EverythingAgrees_IsNull() => Assert.That(Doubt(), Is.Null);

    [Test]
    public void Doubt_OtherCode_SaysSo()
    {
        manifest = manifest with { CodeVersion = "0.0.9" };

        Assert.That(Doubt(), Is.EqualTo($"it was done by version 0.0.9, this is {CodeVersion.Current}"));
    }

    [Test]
    public void Doubt_OtherSettings_SaysSo()
    {
        manifest = manifest with { ConfigSha256 = "dd" };

        Assert.That(Doubt(), Is.EqualTo("its settings differ"));
    }

    [Test]
    public void Doubt_OtherNumberOfInputs_SaysSo()
    {
        inputs = [.. inputs, new FileEntry("more", 1, "")];

        Assert.That(Doubt(), Is.EqualTo("it had 2 inputs, now there are 3"));
    }

    [Test]
    public void Doubt_InputOfAnotherName_SaysSo()
    {
        inputs = inputs.SetItem(1, inputs[1] with { Path = "theirs" });

        Assert.That(Doubt(), Is.EqualTo("its input was ours (5 bytes), now it is theirs (5 bytes)"));
    }

    [Test]
    public void Doubt_InputOfAnotherSize_SaysSo()
    {
        inputs = inputs.SetItem(1, inputs[1] with { Bytes = 6 });

        Assert.That(Doubt(), Is.EqualTo("its input was ours (5 bytes), now it is ours (6 bytes)"));
    }

    [Test]
    public void Doubt_InputOfAnotherHash_SaysSo()
    {
        inputs = inputs.SetItem(1, inputs[1] with { Xxh3 = new string('2', 32) });

        Assert.That(Doubt(), Is.EqualTo("its input ours has other content"));
    }

    [Test]
    public void Doubt_UsersFileTouchedButNotChanged_IsNull()
    {
        File.SetLastWriteTimeUtc(folder["user.jsonl"], Written.AddDays(5));

        Assert.That(Doubt(), Is.Null);
    }

    [TestCase(5, Description = "written to later")]
    [TestCase(-5, Description = "exchanged for an older file, as a restored backup or rsync -t does")]
    public void Doubt_UsersFileOfTheSameSizeChanged_SaysSo(int days)
    {
        File.WriteAllText(folder["user.jsonl"], "012345678X");
        File.SetLastWriteTimeUtc(folder["user.jsonl"], Written.AddDays(days));

        Assert.That(Doubt(), Is.EqualTo("its input user.jsonl has other content"));
    }

    [Test]
    public void Doubt_OutputGone_SaysSo()
    {
        File.Delete(folder["out"]);

        Assert.That(Doubt(), Is.EqualTo("its output out is gone"));
    }

    [Test]
    public void Doubt_OutputTorn_SaysSo()
    {
        File.WriteAllText(folder["out"], "ab");

        Assert.That(Doubt(), Is.EqualTo("its output out has 2 bytes instead of 3"));
    }

    [Test]
    public void Verified_SameSizeAndHash_IsTheWritersEntry()
    {
        var expected = new FileEntry("x", 3, new string('1', 32), Documents: 7, TextBytes: 9);

        Assert.That(InputCheck.Verified(expected, path => new FileEntry(path, 3, new string('1', 32))), Is.SameAs(expected));
    }

    [TestCase(4, '1')]
    [TestCase(3, '2')]
    public void Verified_OtherSizeOrHash_ThrowsWithBoth(int bytes, char digit)
    {
        var expected = new FileEntry("clean/x", 3, new string('1', 32));

        var exception = Assert.Throws<InputChangedException>(() => InputCheck.Verified(expected, path => new FileEntry(path, bytes, new string(digit, 32))));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exception!.Path, Is.EqualTo("clean/x"));
            Assert.That(exception.Message, Is.EqualTo($"clean/x holds {bytes} bytes with XXH3 {new string(digit, 32)}, but its writer recorded 3 bytes with XXH3 {new string('1', 32)}. " +
                "The file was changed or damaged since; its proof is withdrawn, run again to make it anew."));
        }
    }

    private string? Doubt() => Proof.Doubt(manifest, "cc", inputs, path => folder[path]);
}
