using System.Text.Json;
using Federated.Samples.Quickstart.Results;

namespace Federated.Quickstart.Tests.Results;

public class ResultTests
{
    private static readonly QuickstartResult Result = new(
        [
            new PartnerResult("east", 1500, 300, 0.80, 0.90, 0.91, 64_000, 32),
            new PartnerResult("west", 500, 100, 0.70, 0.88, 0.87, 32_000, 16),
            new PartnerResult("other", 60, 9, null, null, null, 32_000, 32),
        ],
        32, 0.895, 41.26);

    [Fact]
    public void Means_OfComparablePartners_LeaveTheOthersOut()
    {
        Assert.Equal(0.75, Result.LocalAucMean!.Value, 12);
        Assert.Equal(0.89, Result.FederatedAuc!.Value, 12);
        Assert.Equal(0.89, Result.PooledAuc!.Value, 12);
        Assert.Equal((2000 + 2000 + 1000) / 3.0, Result.BytesPerNodePerRound, 9);
    }

    [Fact]
    public void Rows_OfTheTable_ShowEveryPartnerAndTheMean()
    {
        var rows = ResultTable.Rows(Result);
        Assert.Equal(["east", "1,500", "300", "0.8000", "0.9000", "0.9100", "2,000"], rows[0]);
        Assert.Equal(["other", "60", "9", "–", "–", "–", "1,000"], rows[2]);
        Assert.Equal(["mean", "", "", "0.7500", "0.8900", "0.8900", "1,667"], rows[3]);
        Assert.All(rows, row => Assert.Equal(ResultTable.Columns.Count, row.Count));
    }

    [Fact]
    public void Conclusions_OfTheTable_SayWhatTheMeansAreOver()
    {
        var lines = ResultTable.Conclusions(Result).ToArray();
        Assert.Contains("over the 2 of 3 partners", lines[1], StringComparison.Ordinal);
        Assert.Contains("0.8900 against 0.7500 (+0.1400)", lines[2], StringComparison.Ordinal);
        Assert.Contains("only this demonstration could know", lines[3], StringComparison.Ordinal);
        Assert.EndsWith("AUC 0.8950", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void Json_HoldsEveryFigure()
    {
        using var json = JsonDocument.Parse(ResultJson.Write(Result));
        var root = json.RootElement;
        Assert.Equal(0.75, root.GetProperty("local_auc_mean").GetDouble(), 12);
        Assert.Equal(0.89, root.GetProperty("federated_auc").GetDouble(), 12);
        Assert.Equal(0.89, root.GetProperty("pooled_auc").GetDouble(), 12);
        Assert.Equal((0.895, 32, 1667.0, 41.3), (root.GetProperty("federated_auc_overall").GetDouble(), root.GetProperty("rounds").GetInt32(), root.GetProperty("bytes_per_node_per_round").GetDouble(), root.GetProperty("seconds").GetDouble()));
        var east = root.GetProperty("partners")[0];
        Assert.Equal(("east", 1500, 300, 64_000), (east.GetProperty("name").GetString(), east.GetProperty("rows").GetInt32(), east.GetProperty("test_rows").GetInt32(), east.GetProperty("bytes_sent").GetInt32()));
        Assert.Equal((0.80, 0.90, 0.91), (east.GetProperty("local_auc").GetDouble(), east.GetProperty("federated_auc").GetDouble(), east.GetProperty("pooled_auc").GetDouble()));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("partners")[2].GetProperty("local_auc").ValueKind);
    }

    [Fact]
    public void Means_WithoutAComparablePartner_AreNone()
    {
        var result = Result with { Partners = [Result.Partners[2]] };
        Assert.Null(result.FederatedAuc);
        Assert.Equal(2, ResultTable.Conclusions(result).Count());
    }
}
