using System.Globalization;
using Federated.Computations.Worth;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Tasks;

/// <summary>Whole jobs of the propensity tasks on public tables, by natural partners: what each partner has alone, jointly and after its own choice.</summary>
public sealed class PropensityOnSilosTests(ITestOutputHelper output)
{
    private const int FewestRows = 150;

    [SiloRowsFact]
    public void Response_OnlineShoppersByTraffic_GainsMuchOverPartnersAlone() =>
        Assert.InRange(Gain("online_shoppers by TrafficType", SiloRows.ShoppersByTraffic(), "response", "logistic"), 0.02, 0.2);

    [SiloRowsFact]
    public void Response_OnlineShoppersByTraffic_GainsWithTreesToo() =>
        Assert.InRange(Gain("online_shoppers by TrafficType", SiloRows.ShoppersByTraffic(), "response", "boosted_trees, trees: 60, minimum_leaf_rows: 10"), 0.01, 0.2);

    [SiloRowsFact]
    public void Response_BankMarketingByJob_GainsALittle() =>
        Assert.InRange(Gain("bank_marketing by job", SiloRows.BankByJob(), "response", "logistic"), 0, 0.1);

    [SiloRowsFact]
    public void Churn_TelcoByContract_LosesNothingByChoosing() =>
        Assert.InRange(Gain("telco_churn by Contract", SiloRows.TelcoByContract(), "churn", "logistic"), -0.005, 0.1);

    [SiloRowsFact]
    public void Churn_MlcChurnByRegion_LosesNothingByChoosing() =>
        Assert.InRange(Gain("mlc_churn by region", SiloRows.ChurnByRegion(), "churn", "logistic"), -0.01, 0.1);

    [SiloRowsFact]
    public void Churn_MlcChurnByRegion_GainsWithTrees() =>
        Assert.InRange(Gain("mlc_churn by region", SiloRows.ChurnByRegion(), "churn", "boosted_trees, trees: 60, minimum_leaf_rows: 10"), 0, 0.1);

    [SiloRowsFact]
    public void Churn_MlcChurnByArea_LosesNothingByChoosing() =>
        Assert.InRange(Gain("mlc_churn by area code", SiloRows.ChurnByArea(), "churn", "logistic"), -0.01, 0.1);

    // The mean gain of what partners chose over their local models.
    private double Gain(string name, SiloRows rows, string task, string model)
    {
        var figures = new List<WorthResult>();
        foreach (int seed in Seeds.Of(few: 1))
        {
            JobSpec job = JobSpec.Parse(
                $"name: seed-{seed}\ntask: {task}\nmodel: {{kind: {model}}}\noptions: {{importance: false, drift: false}}\ncontract:\n  {rows.Contract.ToYaml().ReplaceLineEndings("\n  ")}\n", "job.yaml", TaskCatalogue.Declarations);
            IReadOnlyList<LocalTable> partners = rows.Partners(job.Evaluation.Salt, FewestRows);
            TaskCourse course = TaskCourse.Run(job, partners);
            WorthResult worth = WorthSnapshot.Read(new ModelSnapshot(course.Model.Tensors.Where(tensor => tensor.Name.StartsWith("worth/", StringComparison.Ordinal))
                .Select(NamedTensor (tensor) => new DoubleTensor(tensor.Name["worth/".Length..], tensor.Shape, ((DoubleTensor)tensor).Values))));
            figures.Add(worth);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}, {model}, seed {seed}: {partners.Count} partners, AUC local {Mean(worth, WorthModel.Local):0.000} joint {Mean(worth, WorthModel.Joint):0.000} personalised {Mean(worth, WorthModel.Personalised):0.000} chosen {Mean(worth, WorthModel.Chosen):0.000}; all rows {course.Task.Describe(course.Model).Evaluation!.AreaUnderCurve:0.000}; {course.Rounds} rounds, {course.BytesOfNode / 1000.0:0} kB a node, {course.Time.TotalSeconds:0.0} s"));
        }

        foreach (WorthModel which in Enum.GetValues<WorthModel>())
        {
            double[] means = [.. figures.Select(figure => Mean(figure, which))];
            output.WriteLine($"{name}, {model}: {which} {Seeds.Words(means)}");
        }

        return figures.Average(figure => Mean(figure, WorthModel.Chosen) - Mean(figure, WorthModel.Local));
    }

    private static double Mean(WorthResult worth, WorthModel model) => worth.Of(model, WorthMetric.AreaUnderCurve)!.Mean;
}
