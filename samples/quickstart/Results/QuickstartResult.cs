namespace Federated.Samples.Quickstart.Results;

/// <summary>Every figure of a run. The means are over the partners whose held-out rows have both classes.</summary>
/// <param name="Partners">Each partner's part.</param>
/// <param name="Rounds">Rounds of the job, of all stages.</param>
/// <param name="FederatedAucOverall">AUC of the joint model on all held-out rows together, as measured through the secure sum.</param>
/// <param name="Seconds">Wall clock of the whole run.</param>
internal sealed record QuickstartResult(IReadOnlyList<PartnerResult> Partners, int Rounds, double? FederatedAucOverall, double Seconds)
{
    public int Comparable => Partners.Count(partner => partner.IsComparable);

    public double? LocalAucMean => Mean(partner => partner.LocalAuc);

    public double? FederatedAuc => Mean(partner => partner.FederatedAuc);

    public double? PooledAuc => Mean(partner => partner.PooledAuc);

    public double BytesPerNodePerRound => Partners.Average(partner => partner.BytesPerRound);

    private double? Mean(Func<PartnerResult, double?> figure) => Partners.Where(partner => partner.IsComparable).Average(figure);
}
