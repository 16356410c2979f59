using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Sharding;

namespace Spichlerz.Hpc.Tests.Sharding;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DatasetCatalogueTests : IDisposable
{
    private readonly InputFiles files = new();

    public void Dispose() => files.Dispose();

    [TestCase("a.jsonl|b.jsonl.gz|c.jsonl.zst", "a: a.jsonl; b: b.jsonl.gz; c: c.jsonl.zst", Description = "single files")]
    [TestCase("a-000.jsonl|a-002.jsonl.zst|a-001.jsonl.gz", "a: a-000.jsonl a-001.jsonl.gz a-002.jsonl.zst", Description = "parts in their order")]
    [TestCase("a-001.jsonl|a-002.jsonl", "a: a-001.jsonl a-002.jsonl", Description = "parts may start at 1")]
    [TestCase("a-00000.jsonl|a-00001.jsonl", "a: a-00000.jsonl a-00001.jsonl", Description = "five digits")]
    [TestCase("news-2019.jsonl|news-2020.jsonl", "news-2019: news-2019.jsonl; news-2020: news-2020.jsonl", Description = "years are no parts")]
    [TestCase("news-2019-000.jsonl|news-2019-001.jsonl|news-2020.jsonl", "news-2019: news-2019-000.jsonl news-2019-001.jsonl; news-2020: news-2020.jsonl")]
    [TestCase("a-000.jsonl|a-2019.jsonl", "a: a-000.jsonl; a-2019: a-2019.jsonl", Description = "another width is another thing")]
    [TestCase("a-007.jsonl|a-008.jsonl", "a-007: a-007.jsonl; a-008: a-008.jsonl", Description = "no part 0 or 1")]
    [TestCase("a-01.jsonl|a-00.jsonl", "a-00: a-00.jsonl; a-01: a-01.jsonl", Description = "two digits are a name")]
    [TestCase("a.jsonl|a-000.jsonl", "a: a-000.jsonl a.jsonl")]
    [TestCase("Źródła Łódź.jsonl|źródła.jsonl|Zbiór-000.jsonl", "Zbiór: Zbiór-000.jsonl; Źródła Łódź: Źródła Łódź.jsonl; źródła: źródła.jsonl", Description = "diacritics, capitals and spaces")]
    [TestCase("a.jsonl|notatki.txt|a.manifest|a.sample|b.json|c.zst|jsonl", "a: a.jsonl", Description = "other files")]
    [TestCase("a.jsonl|pod/b.jsonl", "a: a.jsonl", Description = "subfolders are not looked into")]
    public void Find_Folder_GroupsFilesIntoDatasets(string names, string expected)
    {
        WriteAll(names);
        DatasetCatalogue catalogue = Find();
        Assert.That(string.Join("; ", catalogue.Datasets.Select(dataset => $"{dataset.Name}: {string.Join(' ', dataset.Files.Select(Path.GetFileName))}")), Is.EqualTo(expected));
    }

    [Test]
    public void Find_DecomposedName_IsComposed()
    {
        WriteAll("z\u0301ro\u0301dl\u0142a.jsonl|z\u0301ro\u0301dl\u0142a.manifest");
        Dataset dataset = Find().Datasets.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(dataset.Name, Is.EqualTo("źródlła"));
            Assert.That(File.Exists(dataset.Files[0]), Is.True, "the path stays as the disk has it");
            Assert.That(dataset.DescriptionFile, Is.Not.Null);
        }
    }

    [TestCase("a", null)]
    [TestCase("b|a", null)]
    [TestCase("a|c|A", "release.where.datasets: names 'c', which the corpus does not hold. It holds a, b.|release.where.datasets: names 'A', which the corpus does not hold. It holds a, b.")]
    public void Find_SnapshotOfSomeDatasets_RefusesOthersThanTheCorpusHolds(string chosen, string? problems)
    {
        WriteAll("a.jsonl|b.jsonl");
        var config = new RunConfig { Name = "próba", Work = files.Work.Root, Corpus = [Corpus], Release = new() { Where = new() { Datasets = [.. chosen.Split('|')] } } };
        if (problems is null)
            Assert.That(DatasetCatalogue.Find(config).Datasets, Has.Length.EqualTo(2));
        else
            Assert.That(Assert.Throws<ConfigException>(() => DatasetCatalogue.Find(config))!.Problems.Select(problem => problem.ToString()), Is.EqualTo(problems.Split('|')));
    }

    [Test]
    public void Find_PriorityOfADatasetThatIsNotThere_IsRefused()
    {
        WriteAll("a.jsonl|b.jsonl");
        var config = new RunConfig { Name = "próba", Work = files.Work.Root, Corpus = [Corpus], Dedup = new() { Priority = ["b", "aa"] } };
        Assert.That(Assert.Throws<ConfigException>(() => DatasetCatalogue.Find(config))!.Problems.Select(problem => problem.ToString()), Is.EqualTo(["dedup.priority: names 'aa', which the corpus does not hold. It holds a, b."]));
    }

    [TestCase("...jsonl", "'..' starts with a dot, so it would be hidden or leave its folder")]
    [TestCase(".jsonl", "'' is empty")]
    [TestCase(".ukryty.jsonl", "'.ukryty' starts with a dot, so it would be hidden or leave its folder")]
    [TestCase("a\\b.jsonl", "'a\\b' holds '/', '\\' or ':', so it could leave its folder")]
    [TestCase("c:.jsonl", "'c:' holds '/', '\\' or ':', so it could leave its folder")]
    [TestCase(" a.jsonl", "' a' starts or ends with white space")]
    [TestCase("a\u0007.jsonl", "'a\u0007' holds a control character")]
    [TestCase("a.tmp-3.jsonl", "'a.tmp-3' holds '.tmp-', which marks unfinished files")]
    public void Find_NameThatIsNotSafe_IsRefused(string file, string problem)
    {
        WriteAll(file);
        Assert.That(Problems(), Is.EqualTo(new[] { new ConfigProblem("corpus", $"'{Path.Combine(Corpus, file)}': the dataset's name {problem}. Rename the file.") }));
    }

    [Test]
    public void Find_DatasetInTwoFolders_IsRefusedWithBoth()
    {
        string first = files.Write("jeden/a.jsonl", ""), second = files.Write("dwa/a.jsonl.zst", "");
        string[] corpus = [Path.GetDirectoryName(first)!, Path.GetDirectoryName(second)!];
        Assert.That(Problems(corpus), Is.EqualTo(new[] { new ConfigProblem("corpus", $"dataset 'a' occurs twice: {second} and {first}. Rename or leave out one.") }));
    }

    [Test]
    public void Find_FolderAndItsFileNamed_ReadsTheFileOnce()
    {
        WriteAll("a.jsonl|b.jsonl");
        Assert.That(Find(Corpus, Path.Combine(Corpus, "a.jsonl")).Datasets.Select(dataset => (dataset.Name, dataset.Files.Length)), Is.EqualTo(new[] { ("a", 1), ("b", 1) }));
    }

    [Test]
    public void Find_SeveralEndingsOfOneStem_ReadsBothAndWarns()
    {
        WriteAll("a.jsonl|a.jsonl.zst|a.manifest");
        DatasetCatalogue catalogue = Find();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(catalogue.Datasets.Single().Files, Has.Length.EqualTo(2));
            Assert.That(catalogue.Warnings, Is.EqualTo((string[])["Dataset a: a exists with several endings; each is read as a file of its own."]));
        }
    }

    [Test]
    public void Find_NoDataset_IsRefused()
    {
        WriteAll("a.txt");
        Assert.That(Problems(), Is.EqualTo(new[] { new ConfigProblem("corpus", $"no dataset found in {Corpus}. Datasets are files named NAME.jsonl.zst, NAME.jsonl.gz, NAME.jsonl.") }));
    }

    [Test]
    public void Find_FileThatCannotBeADataset_IsRefusedNotSkipped()
    {
        WriteAll("a.jsonl|b.csv");
        string file = Path.Combine(Corpus, "b.csv");
        Assert.That(Problems(Path.Combine(Corpus, "a.jsonl"), file), Is.EqualTo(new[] { new ConfigProblem("corpus", $"'{file}' is no dataset: its name must end in .jsonl.zst, .jsonl.gz, .jsonl.") }));
    }

    [TestCase("a.jsonl", null)]
    [TestCase("a.jsonl|a.manifest", "a.manifest")]
    [TestCase("a.jsonl|a.source.json", "a.source.json")]
    [TestCase("a.jsonl|a.source.json|a.manifest", "a.manifest", Description = "the manifest goes first")]
    [TestCase("a-000.jsonl|a-001.jsonl|a.manifest", "a.manifest")]
    [TestCase("a-000.jsonl|a-000.manifest", null, Description = "a part has no description")]
    [TestCase("a-2019.jsonl|a-2019.manifest", "a-2019.manifest")]
    public void Find_DescriptionBesideTheFiles_IsFoundOrWarnedOfOnce(string names, string? description)
    {
        WriteAll(names);
        DatasetCatalogue catalogue = Find();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Path.GetFileName(catalogue.Datasets.Single().DescriptionFile), Is.EqualTo(description));
            Assert.That(catalogue.Warnings, Is.EqualTo((string[])(description is null
                ? ["Dataset a has neither a.manifest nor a.source.json: its licence is unknown, which counts as no commercial use."] : [])));
        }
    }

    private string Corpus => Path.Combine(files.Folder, "corpus");

    private void WriteAll(string names)
    {
        foreach (string name in names.Split('|'))
            files.Write("corpus/" + name, "{}");
    }

    private DatasetCatalogue Find(params string[] corpus) =>
        DatasetCatalogue.Find(new RunConfig { Name = "próba", Work = files.Work.Root, Corpus = corpus.Length == 0 ? [Corpus] : [.. corpus] });

    private IEnumerable<ConfigProblem> Problems(params string[] corpus) =>
        Assert.Throws<ConfigException>(() => Find(corpus))!.Problems;
}
