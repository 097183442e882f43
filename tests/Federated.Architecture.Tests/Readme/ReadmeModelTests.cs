using System.Text.RegularExpressions;
using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Readme;

/// <summary>The README's table of models names every model that there is, and tests that speak of it.</summary>
public partial class ReadmeModelTests
{
    private const string Library = "shared/Federated.Learning/";

    private static readonly string[] Roles = ["Module", "IndexModule", "ActivationModule", "RecurrentModule", "RowLoss", "ILoss", "IOptimizer"];

    [Fact]
    public void Readme_ModelTable_NamesTypesOfTheLibraryAndTestsThatUseThem()
    {
        IReadOnlyList<IReadOnlyList<string>> rows = ReadmeDocument.Current.Rows("The learning engine");
        Assert.NotEmpty(rows);
        Faults.AssertNone(rows.SelectMany(row =>
        {
            CodeFile[] tests = [.. Names(row[^1]).SelectMany(FilesBesideTest)];
            return Names(row[^1]).Where(name => !FilesBesideTest(name).Any()).Select(name => $"no test class is named {name}")
                .Concat(Names(row[0]).Where(name => !IsPublicType(name)).Select(name => $"{Library} has no public type {name}"))
                .Concat(Names(row[0]).Where(name => !Array.Exists(tests, test => Regex.IsMatch(test.Text, $@"\b{name}(?:Options)?\b"))).Select(name => $"none of the tests of its row speaks of {name}"));
        }));
    }

    [Fact]
    public void Readme_ModelTable_LeavesOutNoModuleLossOrOptimiser()
    {
        string[] named = [.. ReadmeDocument.Current.Rows("The learning engine").SelectMany(row => Names(row[0]))];
        Faults.AssertNone(SourceTree.Repository.Code(tests: false).Where(file => file.Path.StartsWith(Library, StringComparison.Ordinal))
            .SelectMany(file => DerivedType().Matches(file.Code))
            .Where(match => Roles.Contains(match.Groups["role"].Value) && !named.Contains(match.Groups["name"].Value))
            .Select(match => $"{match.Groups["name"].Value} is missing in the table of models"));
    }

    private static IEnumerable<string> Names(string cell) => Quoted().Matches(cell).Select(match => match.Groups[1].Value);

    private static bool IsPublicType(string name) => SourceTree.Repository.Code(tests: false)
        .Any(file => file.Path.StartsWith(Library, StringComparison.Ordinal) && Regex.IsMatch(file.Text, $@"^public [\w ]*(?:class|record|struct) {name}\b", RegexOptions.Multiline));

    /// <summary>The test class's own file and those of its folder, which hold its cases.</summary>
    private static IEnumerable<CodeFile> FilesBesideTest(string name) => SourceTree.Repository.Code()
        .Where(file => file.FileName == $"{name}.cs" && file.Path.StartsWith("tests/", StringComparison.Ordinal))
        .SelectMany(test => SourceTree.Repository.Code().Where(file => file.Folder == test.Folder));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^public sealed class (?<name>\w+)(?:\([^\n]*\))?\s*:\s*(?<role>\w+)", RegexOptions.Multiline)]
    private static partial Regex DerivedType();
}
