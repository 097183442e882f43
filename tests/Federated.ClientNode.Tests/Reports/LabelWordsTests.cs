using Federated.ClientNode.Reports;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;

namespace Federated.ClientNode.Tests.Reports;

public sealed class LabelWordsTests
{
    [Theory]
    [InlineData("churn", "type: boolean", "chance of 'bought'", FigureFormat.Share)]
    [InlineData("uplift", "type: boolean", "change in the chance of 'bought'", FigureFormat.Points)]
    [InlineData("uplift", "type: number, min: 0, max: 10", "change in bought", FigureFormat.Number)]
    [InlineData("value", "type: number, min: 0, max: 10", "expected bought", FigureFormat.Number)]
    public void OfScore_EachTask_SaysWhatItsScoreIs(string task, string label, string what, FigureFormat format)
    {
        JobSpec job = JobSpec.Parse(
            $"name: a\ntask: {task}\ncontract:\n  name: b\n  fields:\n    - {{name: age, type: number, min: 0, max: 1}}\n    - {{name: contacted, type: boolean}}\n    - {{name: bought, {label}, role: label}}\n", "job.yaml", TaskCatalogue.Declarations);
        Assert.Equal((what, format), LabelWords.OfScore(job));
    }
}
