using System.Text.RegularExpressions;
using Federated.Architecture.Tests.Repository;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;

namespace Federated.Architecture.Tests.Readme;

public partial class ReadmeContentTests
{
    [Fact]
    public void Readme_JobExample_IsAJob()
    {
        var block = Assert.Single(ReadmeDocument.Current.BlocksOf("job"));
        var job = JobSpec.Parse(block.Body, "README.md", TaskCatalogue.Declarations);
        Assert.True(job.Contract.Fields.Count > 3);
        Assert.Equal(job.ToYaml(), JobSpec.Parse(job.ToYaml(), "README.md", TaskCatalogue.Declarations).ToYaml());
    }

    [Fact]
    public void Readme_RobustExample_IsOfTheJob()
    {
        var text = ReadmeDocument.Current.BlocksOf("job").Single().Body + "\n" + Assert.Single(ReadmeDocument.Current.BlocksOf("robust")).Body;
        Assert.Equal(new RobustSpec { Method = RobustMethod.Median, Tolerate = 1, Norm = 2.5 }, JobSpec.Parse(text, "README.md", TaskCatalogue.Declarations).Robust);
    }

    [Fact]
    public void Readme_WhatLeavesANode_NamesEveryRequestOfTheContract() =>
        Assert.Equal(Requests(), ReadmeDocument.Current.FirstCells("What leaves a node").Order(StringComparer.Ordinal));

    [Fact]
    public void Readme_Dependencies_AreThePackagesThatProjectsUse() =>
        Assert.Equal(
            SourceTree.Repository.Projects.SelectMany(project => project.Packages).Concat(SourceTree.Repository.SharedPackages).Distinct().Order(StringComparer.Ordinal),
            ReadmeDocument.Current.FirstCells("Dependencies").Order(StringComparer.Ordinal));

    [Fact]
    public void Readme_Rooms_AreTheFoldersOfTheProjects() =>
        Assert.Equal(
            SourceTree.Repository.Projects.Select(project => project.Folder).Where(folder => !folder.StartsWith("tests/", StringComparison.Ordinal)).Append("proto").Append("tests").Order(StringComparer.Ordinal),
            ReadmeDocument.Current.FirstCells("The rooms").Order(StringComparer.Ordinal));

    [Fact]
    public void Readme_LinksIntoTheTree_LeadSomewhere() =>
        Faults.AssertNone(new[] { "README.md", "SECURITY.md", "proto/README.md" }.SelectMany(document => Link().Matches(SourceTree.Repository[document])
            .Select(match => match.Groups[1].Value)
            .Where(target => !Path.Exists(Path.Combine(SourceTree.Root, Path.GetDirectoryName(document)!, target)))
            .Select(target => $"{document}: {target}")));

    private static IEnumerable<string> Requests() => SourceTree.Repository.Paths
        .Where(path => path.StartsWith("proto/federated/", StringComparison.Ordinal) && path.EndsWith(".proto", StringComparison.Ordinal))
        .SelectMany(path => Call().Matches(SourceTree.Repository[path])).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\s*rpc\s+\w+\((\w+)\)", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
