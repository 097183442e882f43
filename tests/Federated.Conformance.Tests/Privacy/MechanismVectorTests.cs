using System.Globalization;
using System.Text.Json;
using Federated.Privacy.Clipping;
using Federated.Privacy.Noise;
using Federated.Privacy.Renyi;
using Federated.Privacy.Trees;

namespace Federated.Conformance.Tests.Privacy;

public sealed class MechanismVectorTests
{
    private static JsonElement Figures => JsonDocument.Parse(ReferenceMaterial.Read("dp_misc.json")).RootElement;

    [ConformanceFact]
    public void TreeSensitivity_EveryCase_IsMet()
    {
        JsonElement section = Figures.GetProperty("tree_sensitivity_sq (max_participation,min_separation,steps)->expected");
        int[][] cases = [.. new[] { "cases", "every_step", "participation_over_steps", "two_participations" }.SelectMany(key => section.GetProperty(key).EnumerateArray()).Select(each => each.EnumerateArray().Select(number => number.GetInt32()).ToArray())];
        Assert.Equal(15, cases.Length);
        Assert.All(cases, each => Assert.Equal(each[3], TreeSensitivity.Squared(each[0], each[1], each[2])));
    }

    [ConformanceFact]
    public void AdaptiveClip_EveryCase_TakesTheGivenWay()
    {
        JsonElement[] cases = [.. Figures.GetProperty("adaptive_clip_quantile_estimator").GetProperty("cases").EnumerateArray()];
        Assert.Equal(4, cases.Length);
        foreach (JsonElement each in cases)
        {
            double rate = each.GetProperty("lr").ValueKind == JsonValueKind.String ? Math.Log(2) : each.GetProperty("lr").GetDouble();
            double[] records = Numbers(each.GetProperty("records"));
            AdaptiveClip clip = new(each.GetProperty("initial").GetDouble(), each.GetProperty("target").GetDouble(), rate, each.GetProperty("geometric").GetBoolean());
            foreach (double expected in Numbers(each.GetProperty("expected")))
            {
                clip = clip.Next(records.Count(record => record <= clip.Norm), records.Length);
                Assert.Equal(expected, clip.Norm, 1e-12);
            }
        }
    }

    [ConformanceFact]
    public void Renyi_PublishedDivergences_AreMetOrTighter()
    {
        JsonElement section = Figures.GetProperty("rdp_published");
        (double q, double sigma, double count) = (section.GetProperty("q").GetDouble(), section.GetProperty("sigma").GetDouble(), section.GetProperty("count").GetDouble());
        double[] orders = [.. section.GetProperty("orders").EnumerateArray().Where(each => each.ValueKind == JsonValueKind.Number).Select(each => each.GetDouble())];
        double[] expected = [.. section.GetProperty("rdp").EnumerateArray().Where(each => each.ValueKind == JsonValueKind.Number).Select(each => each.GetDouble())];
        Assert.Equal(5, orders.Length);
        for (int i = 0; i < orders.Length; i++)
        {
            double found = count * SampledGaussianMoment.Of(q, sigma, orders[i]);
            Assert.InRange(found, expected[i] * (orders[i] == Math.Floor(orders[i]) ? 1 - 1e-4 : 0.95), expected[i] * (1 + 1e-4));
        }
    }

    [ConformanceFact]
    public void Renyi_SameDivergenceAtEveryOrder_ConvertsToThePublishedEpsilon()
    {
        JsonElement section = Figures.GetProperty("rdp_to_dp").GetProperty("pure_dp_case");
        double delta = section.GetProperty("delta").GetDouble();
        double[] orders = [.. Enumerable.Range(2, 31).Select(order => (double)order)];
        double best = orders.MinBy(order => RenyiConversion.Epsilon(order, 1.1, delta));
        Assert.Equal(section.GetProperty("optimal_order").GetDouble(), best);
        Assert.Equal(section.GetProperty("epsilon").GetDouble(), RenyiConversion.Epsilon(best, 1.1, delta), 1e-10);
    }

    [ConformanceFact]
    public void DiscreteGaussian_EveryVariance_IsTheGivenOne()
    {
        JsonProperty[] cases = [.. Figures.GetProperty("discrete_gaussian").GetProperty("exact_variance").EnumerateObject()];
        Assert.Equal(7, cases.Length);
        foreach (JsonProperty each in cases)
        {
            double deviation = Math.Sqrt(double.Parse(each.Name, CultureInfo.InvariantCulture));
            Assert.Equal(Given(each.Value, "variance"), DiscreteGaussianMoments.VarianceOf(deviation), 1e-14 * Math.Max(1, deviation * deviation));
            Assert.Equal(Given(each.Value, "P(0)"), DiscreteGaussianMoments.ProbabilityOf(deviation, 0), 1e-14);
            Assert.Equal(Given(each.Value, "P(1)"), DiscreteGaussianMoments.ProbabilityOf(deviation, 1), 1e-14);
        }
    }

    // The draws of another implementation of the same algorithm, from a generator that is not here: its numbers must look like draws of ours' distribution.
    [ConformanceFact]
    public void DiscreteGaussian_DrawsOfAnotherImplementation_HaveOurMoments()
    {
        string[] names = ["2.342", "3", "9", "100", "41293847", "9999999999999999999999"];
        foreach (string name in names)
        {
            JsonElement file = JsonDocument.Parse(ReferenceMaterial.Read("libprio", $"discrete_gauss_{name}.json")).RootElement;
            double[] scaled = Scaled(file, Number(file.GetProperty("std_num")) / Number(file.GetProperty("std_denom")));
            Assert.InRange(scaled.Length, 49, 200);
            double error = 4.5 / Math.Sqrt(scaled.Length);
            Assert.InRange(scaled.Average(), -error, error);
            Assert.InRange(scaled.Average(value => value * value), 1 - (error * Math.Sqrt(2)), 1 + (error * Math.Sqrt(2)));
        }
    }

    private static double[] Scaled(JsonElement file, double deviation)
    {
        double spread = deviation > 1e6 ? deviation : Math.Sqrt(DiscreteGaussianMoments.VarianceOf(deviation));
        return [.. file.GetProperty("samples").EnumerateArray().Select(sample => Number(sample) / spread)];
    }

    private static double Number(JsonElement element) => double.Parse(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText(), CultureInfo.InvariantCulture);

    private static double Given(JsonElement element, string key) => double.Parse(element.GetProperty(key).GetString()!, CultureInfo.InvariantCulture);

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(each => each.GetDouble())];
}
