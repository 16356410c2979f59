using Spichlerz.Hpc.Cleaning.Boilerplate;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Tests.Sharding;

namespace Spichlerz.Hpc.Tests.Cleaning.Boilerplate;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CountedLinesTests : IDisposable
{
    private static readonly CountedLines Example = new(7, [new("fedcba9876543210", 3, 4, "„Zażółć” \\ \u0001 – jaźń 😀"), new("0000000000000001", 2, 1, "")]);

    private readonly InputFiles files = new();

    public void Dispose() => files.Dispose();

    private string FilePath => files.Work.Full("clean/a/x.lines.jsonl");

    [Test]
    public void Load_WhatWasSaved_IsEqualAndSortedByKey()
    {
        FileEntry entry = Example.Save(FilePath, "clean/a/x.lines.jsonl", rank: 0);
        CountedLines loaded = CountedLines.Load(FilePath, entry);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((loaded.Documents, loaded.Lines), Is.EqualTo((Example.Documents, Example.Lines.Reverse())));
            Assert.That(entry, Is.EqualTo(new FileEntry("clean/a/x.lines.jsonl", new FileInfo(FilePath).Length, Proof.HashFile(FilePath))));
            Assert.That(File.ReadLines(FilePath).First(), Is.EqualTo("{\"documents\":7}"));
        }
    }

    [Test]
    public void Load_TornFile_IsRefused([Range(0, 40, 8)] int bytes)
    {
        FileEntry entry = Example.Save(FilePath, "clean/a/x.lines.jsonl", rank: 0);
        File.WriteAllBytes(FilePath, File.ReadAllBytes(FilePath)[..bytes]);
        Assert.That(() => CountedLines.Load(FilePath, entry), Throws.TypeOf<InputChangedException>());
    }
}
