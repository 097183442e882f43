using System.Globalization;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Tasks;

/// <summary>
/// A whole job of the task <c>experience</c> on <c>mlc_churn</c> by area code. None of the public sets is a survey; the answer is how often a customer called for help, 0 to 9,
/// of which the top eight (two calls or more) count. States are groups of 52 to 158 customers, many below a floor of 100.
/// </summary>
public sealed class ExperienceOnSilosTests(ITestOutputHelper output)
{
    private const int Floor = 100;
    private static readonly SiloRows Rows = SiloRows.IsPresent ? SiloRows.CallsByArea() : null!;

    [SiloRowsFact]
    public void Experience_CallsByArea_HasTheFiguresOfThePooledRowsAndHonoursItsFloor()
    {
        JobSpec job = JobSpec.Parse(
            $"name: calls\ntask: experience\noptions: {{top_boxes: 8, floor: {Floor}}}\ncontract:\n  {Rows.Contract.ToYaml().ReplaceLineEndings("\n  ")}\n", "job.yaml", TaskCatalogue.Declarations);
        IReadOnlyList<LocalTable> partners = Rows.Partners(job.Evaluation.Salt, fewestRows: 1);
        TaskCourse course = TaskCourse.Run(job, partners);
        Dictionary<string, double> figures = course.Task.Describe(course.Model).Figures.ToDictionary(figure => figure.Name, figure => figure.Value);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{course.Task.Describe(course.Model).Headline}; {course.Rounds} rounds, {course.BytesOfNode / 1000.0:0} kB a node; reported states {figures.Keys.Count(key => key.StartsWith("field_1_group_", StringComparison.Ordinal) && key.EndsWith("_csat", StringComparison.Ordinal))} of 51"));

        // pandas 1.5: (calls >= 2).mean(), calls.mean(), and its correlation with minutes of day calls and with the number of voice mails.
        Assert.Equal(5000, figures["answers"]);
        Assert.Equal(0.4382, figures["csat"], 1e-9);
        Assert.Equal(1.5704, figures["mean"], 1e-9);
        Assert.Equal(0.002732576, Correlation(course, "total_day_minutes"), 1e-6);
        Assert.Equal(-0.007085643, Correlation(course, "number_vmail_messages"), 1e-6);
        RequireGroups(job.Contract.Find("state")!, "state", figures, field: 1);
        RequireGroups(job.Contract.Find("international_plan")!, "international_plan", figures, field: 2);

        string small = Rows.Cells("state").CountBy(state => state).MinBy(pair => pair.Value).Key;
        LocalTable first = partners[0];
        int row = first.Categories("state").IndexOf(job.Contract.Find("state")!.Values.ToList().IndexOf(small));
        Assert.True(double.IsNaN(course.Task.Score(course.Model, null, first, ScoreOptions.ScoresOnly).Columns.Single(column => column.Name == "of_state").Numbers![row]));
    }

    private static double Correlation(TaskCourse course, string driver) =>
        course.Task.Describe(course.Model).Figures.Single(figure => figure.Words.StartsWith(driver + ":", StringComparison.Ordinal)).Value;

    // A group at or above the floor has the counts of a slow loop; one below it is not told, nor is one that subtraction would give away.
    private static void RequireGroups(ContractField group, string column, Dictionary<string, double> figures, int field)
    {
        (string Group, int Calls)[] answers = [.. Rows.Cells(column).Zip(Rows.Cells("number_customer_service_calls"), (cell, calls) => (cell, int.Parse(calls, CultureInfo.InvariantCulture)))];
        int told = 0, hidden = 0;
        for (int index = 0; index < group.Values.Count; index++)
        {
            int[] calls = [.. answers.Where(answer => answer.Group == group.Values[index]).Select(answer => answer.Calls)];
            if (figures.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"field_{field}_group_{index + 1}_answers"), out double count))
            {
                told++;
                Assert.True(calls.Length >= Floor);
                Assert.Equal(calls.Length, count);
                Assert.Equal(calls.Count(call => call >= 2) / count, figures[string.Create(CultureInfo.InvariantCulture, $"field_{field}_group_{index + 1}_csat")], 1e-9);
            }
            else
            {
                hidden += calls.Length;
            }
        }

        int large = answers.CountBy(answer => answer.Group).Count(pair => pair.Value >= Floor);
        Assert.InRange(told, large - 1, large);
        Assert.True(hidden is 0 or >= Floor);
    }
}
