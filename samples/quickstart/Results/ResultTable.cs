using System.Globalization;

namespace Federated.Samples.Quickstart.Results;

/// <summary>The figures for people.</summary>
internal static class ResultTable
{
    public static readonly IReadOnlyList<string> Columns = ["PARTNER", ">ROWS", ">HELD OUT", ">AUC ALONE", ">AUC JOINT", ">AUC POOLED", ">BYTES SENT/ROUND"];

    /// <summary>One row a partner, and their mean.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(QuickstartResult result) =>
    [
        .. result.Partners.Select(partner => (IReadOnlyList<string>)[
            partner.Name, Whole(partner.Rows), Whole(partner.TestRows), Figure(partner.LocalAuc), Figure(partner.FederatedAuc), Figure(partner.PooledAuc), Whole(partner.BytesPerRound)]),
        ["mean", "", "", Figure(result.LocalAucMean), Figure(result.FederatedAuc), Figure(result.PooledAuc), Whole(result.BytesPerNodePerRound)],
    ];

    /// <summary>What stands below the table.</summary>
    public static IEnumerable<string> Conclusions(QuickstartResult result)
    {
        yield return "AUC of three models on each partner's own held-out rows: one of its rows alone, the joint one, one of everybody's rows.";
        if (result.Comparable < result.Partners.Count)
            yield return $"The means are over the {result.Comparable} of {result.Partners.Count} partners whose held-out rows have both classes; the others are shown as '–'.";
        if (result is not { LocalAucMean: { } local, FederatedAuc: { } joint, PooledAuc: { } pooled })
            yield break;
        yield return $"Joint against alone:   {Figure(joint)} against {Figure(local)} ({Difference(joint - local)})";
        yield return $"Joint against pooled:  {Figure(joint)} against {Figure(pooled)} ({Difference(joint - pooled)}), which only this demonstration could know: in life nobody holds all rows.";
        if (result.FederatedAucOverall is { } overall)
            yield return $"All held-out rows together, measured through the secure sum: AUC {Figure(overall)}";
    }

    private static string Figure(double? auc) => auc?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "–";

    private static string Difference(double difference) => difference.ToString("+0.0000;−0.0000", CultureInfo.InvariantCulture);

    private static string Whole(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
