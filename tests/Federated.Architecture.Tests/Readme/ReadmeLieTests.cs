using System.Text.RegularExpressions;
using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Readme;

/// <summary>The README's table of the coordinator's lies: all seventeen, each with a class that finds it and a test that tells it.</summary>
public partial class ReadmeLieTests
{
    private const int Lies = 17;

    // Nothing finds it before there is a log.
    private const int ForkedLog = 17;

    [Fact]
    public void Readme_Lies_AreNumberedWithoutAGap() => Assert.Equal(Enumerable.Range(1, Lies), Rows().Select(row => row.Number));

    [Fact]
    public void Readme_Lies_NameClassesThatFindThem() => Faults.AssertNone(Rows().Where(row => row.Number != ForkedLog).SelectMany(row =>
        row.Finders.Where(name => !SourceTree.Repository.Code(tests: false).Any(file => file.FileName == $"{name}.cs")).Select(name => $"lie {row.Number}: there is no class {name}")
            .Concat(row.Finders.Count == 0 ? [$"lie {row.Number} names no class"] : [])));

    [Fact]
    public void Readme_Lies_NameTestsThatExist() => Faults.AssertNone(Rows().Where(row => row.Number != ForkedLog).SelectMany(row =>
        row.Tests.Where(test => !IsTest(test)).Select(test => $"lie {row.Number}: there is no test {test}")
            .Concat(row.Tests.Count == 0 ? [$"lie {row.Number} names no test"] : [])));

    [Fact]
    public void Tests_OfALie_AreOfOneInTheTable()
    {
        var numbers = SourceTree.Repository.Code().SelectMany(file => TestOfALie().Matches(file.Text)).Select(match => int.Parse(match.Groups[1].Value)).ToHashSet();
        Assert.Contains(11, numbers);
        Assert.All(numbers, number => Assert.InRange(number, 1, Lies));
    }

    private static List<(int Number, IReadOnlyList<string> Finders, IReadOnlyList<string> Tests)> Rows() =>
        [.. Row().Matches(SourceTree.Repository["README.md"]).Select(match => (int.Parse(match.Groups[1].Value), Names(match.Groups[2].Value), Names(match.Groups[3].Value)))];

    private static IReadOnlyList<string> Names(string cell) => [.. Quoted().Matches(cell).Select(match => match.Groups[1].Value)];

    private static bool IsTest(string test) => test.Split('.') is [var type, var method] && SourceTree.Repository.Code()
        .Any(file => file.FileName == $"{type}.cs" && file.Path.StartsWith("tests/", StringComparison.Ordinal) && Regex.IsMatch(file.Text, $@"public (?:async Task|void) {Regex.Escape(method)}\("));

    [GeneratedRegex(@"^\| (\d+) \| [^|]+ \| ([^|]*) \| ([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"public (?:async Task|void) Lie(\d+)_")]
    private static partial Regex TestOfALie();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
