using Federated.Samples.Quickstart.Columns;
using Federated.Samples.Quickstart.Documents;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;

namespace Federated.Quickstart.Tests.Documents;

public class DocumentsTests
{
    private static readonly string[] Oddities = ["say \"hi\" \\ bye", "- : # {x}", "NULL?", "true", "ünïcode 🙂", "tab\there"];

    private static readonly ContractGuess Guess = ColumnGuesser.Guess(
        "quickstart-churn",
        Table.Of(300, [.. Oddities.Select((name, index) => (name, (Func<int, string>)(row => index % 2 == 0 ? $"{row % 7}" : row % 9 == 0 ? "no: \"way\"" : $"v{row % 3}"))), Table.Label]),
        new ColumnRoles("left", null, null, []));

    [Fact]
    public void Job_Written_IsReadBackEqual()
    {
        var job = JobDocument.For("churn", Guess.Contract, 12);
        var read = JobSpec.Parse(job.ToYaml(), "job.yaml", TaskCatalogue.Declarations);
        Assert.Equal(job.ToYaml(), read.ToYaml());
        Assert.Equal(12, read.Training.Rounds);
    }

    [Theory]
    [InlineData(Samples.Quickstart.QuickstartDefaults.ShippedTask)]
    [InlineData(Samples.Quickstart.QuickstartDefaults.OwnDataTask)]
    public void Job_OfEachTask_IsOneOfTheCatalogue(string task) => Assert.Contains(task, TaskCatalogue.Names);

    [Fact]
    public void Mapping_Written_NamesEachColumnAsItIs()
    {
        var mapping = DocumentSection.Read(MappingDocument.Write("customers.csv", '\t', Guess), "mapping.yaml", "TEST");
        Assert.Equal(("customers.csv", "tab", "."), (mapping.OptionalText("source"), mapping.OptionalText("delimiter"), mapping.OptionalText("decimal")));
        Assert.Equal(CellNumbers.MissingWords, mapping.Texts("missing", 100));
        var columns = mapping.Section("columns")!;
        foreach (var (column, name) in Guess.Columns.Zip([.. Oddities, "left"]))
        {
            var written = columns.Section(column.Field.Name)!;
            Assert.Equal(name, written.OptionalText("column"));
            Assert.Equal(column.Field.IsNumeric ? "clamp" : null, written.OptionalText("out_of_range"));
            written.Close();
        }

        columns.Close();
        mapping.Close();
        mapping.ThrowIfFaulty();
    }

    [Fact]
    public void Mapping_OfAColumnWithOthers_EmptiesThem()
    {
        var guess = Guess with { Columns = [Guess.Columns[0] with { HasOthers = true }] };
        Assert.Contains("invalid: empty", MappingDocument.Write("x.csv", ';', guess), StringComparison.Ordinal);
        Assert.DoesNotContain("invalid", MappingDocument.Write("x.csv", ';', Guess), StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_Written_RefusesEverythingElse()
    {
        var policy = DocumentSection.Read(PolicyDocument.Write("churn", 3, 25), "policy.yaml", "TEST");
        Assert.Equal("refuse", policy.RequiredChoice("default", ["refuse"]));
        var rule = Assert.Single(policy.Sections("allow", 10));
        Assert.Equal(["churn"], rule.Texts("tasks", 10));
        Assert.Equal((3, 25, 20), (rule.WholeNumber("minimum_cohort", 3, 100, 4), rule.WholeNumber("maximum_rounds", 1, 1000, 1), rule.WholeNumber("minimum_rows", 1, 1000, 1)));
        Assert.True(rule.Truth("allow_three", fallback: false));
        rule.Close();
        policy.Close();
        policy.ThrowIfFaulty();
    }

    [Fact]
    public void Explain_RefusedContract_IsBadInput()
    {
        var refused = Assert.Throws<DocumentException>(() => JobSpec.Parse("{}", "job.yaml", TaskCatalogue.Declarations));
        Assert.Equal("FED-JOB-MISSING", DocumentWords.Explain(refused)!.Code);
        Assert.Null(DocumentWords.Explain(new InvalidOperationException()));
    }
}
