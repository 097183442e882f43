namespace Federated.Samples.Quickstart.Results;

/// <summary>What the run gave one partner. The three AUCs are of the same held-out rows; they are null when those are all of one class.</summary>
/// <param name="Name">The partner.</param>
/// <param name="Rows">All its rows.</param>
/// <param name="TestRows">Rows held out.</param>
/// <param name="LocalAuc">AUC of the model of its own rows.</param>
/// <param name="FederatedAuc">AUC of the joint model.</param>
/// <param name="PooledAuc">AUC of the model of everybody's rows.</param>
/// <param name="BytesSent">All bytes that its node sent, by its own ledger.</param>
/// <param name="Rounds">Rounds that it took part in, by its own ledger.</param>
internal sealed record PartnerResult(
    string Name, int Rows, long TestRows, double? LocalAuc, double? FederatedAuc, double? PooledAuc, long BytesSent, int Rounds)
{
    public double BytesPerRound => Rounds > 0 ? (double)BytesSent / Rounds : 0;

    public bool IsComparable => LocalAuc is not null && FederatedAuc is not null && PooledAuc is not null;
}
