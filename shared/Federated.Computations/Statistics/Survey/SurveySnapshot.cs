using Federated.Computations.Statistics.Correlations;
using Federated.Computations.Statistics.FrequentValues;
using Federated.Computations.Statistics.Groups;
using Federated.Computations.Statistics.Histograms;
using Federated.Computations.Statistics.Quantiles;
using Federated.Learning.State;

namespace Federated.Computations.Statistics.Survey;

/// <summary>
/// A survey as a snapshot: the tensors of its computations' snapshots, prefixed with <c>statistics.</c>, <c>quantiles.</c>, <c>pearson.</c>, <c>groups.</c>, <c>frequent.</c>,
/// <c>histograms.</c> and <c>spearman.</c> What is wanted, and the edges that follow from the quantiles, are not in it: they are derived.
/// </summary>
public static class SurveySnapshot
{
    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(SurveyState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        IEnumerable<NamedTensor> tensors = Prefixed("statistics.", state.Statistics is StatisticsComputed computed ? StatisticsSnapshot.Write(computed.Result) : null)
            .Concat(Prefixed("quantiles.", QuantileSnapshot.Write(state.Quantiles)))
            .Concat(Prefixed("pearson.", state.Pearson is { } pearson ? CorrelationSnapshot.Write(pearson) : null))
            .Concat(Prefixed("groups.", GroupSnapshot.Write(state.Groups)))
            .Concat(Prefixed("frequent.", state.Frequent is { } frequent ? FrequentValueSnapshot.Write(frequent) : null))
            .Concat(Prefixed("histograms.", state.Histograms is { } histograms ? HistogramSnapshot.Write(histograms) : null))
            .Concat(Prefixed("spearman.", state.Spearman is { } spearman ? CorrelationSnapshot.Write(spearman) : null));
        return new ModelSnapshot(tensors);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same plan.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the plan, or holds something that no round leaves.</exception>
    public static SurveyState Read(ModelSnapshot snapshot, SurveyPlan plan)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(plan);
        SurveyState wanted = new(plan);
        ModelSnapshot statistics = Part(snapshot, "statistics.");
        SurveyState read = (wanted with
        {
            Statistics = statistics.Tensors.IsEmpty ? wanted.Statistics : new StatisticsComputed(plan.Columns, StatisticsSnapshot.Read(statistics, plan.Columns)),
            Quantiles = QuantileSnapshot.Read(Part(snapshot, "quantiles."), wanted.Quantiles.Plan),
            Pearson = wanted.Pearson is { } pearson ? CorrelationSnapshot.Read(Part(snapshot, "pearson."), pearson.Plan) : null,
            Groups = GroupSnapshot.Read(Part(snapshot, "groups."), wanted.Groups.Plan),
            Frequent = wanted.Frequent is { } frequent ? FrequentValueSnapshot.Read(Part(snapshot, "frequent."), frequent.Plan) : null,
        }).WithEdges();
        read = read with
        {
            Histograms = read.Histograms is { } histograms ? HistogramSnapshot.Read(Part(snapshot, "histograms."), histograms.Plan) : null,
            Spearman = read.Spearman is { } spearman ? CorrelationSnapshot.Read(Part(snapshot, "spearman."), spearman.Plan) : null,
        };
        StateTensors.RequireCount(snapshot, Write(read).Tensors.Length);
        return read;
    }

    private static IEnumerable<NamedTensor> Prefixed(string prefix, ModelSnapshot? part) => Renamed(part?.Tensors ?? [], name => prefix + name);

    private static ModelSnapshot Part(ModelSnapshot snapshot, string prefix)
        => new(Renamed(snapshot.Tensors.Where(tensor => tensor.Name.Length > prefix.Length && tensor.Name.StartsWith(prefix, StringComparison.Ordinal)), name => name[prefix.Length..]));

    private static IEnumerable<NamedTensor> Renamed(IEnumerable<NamedTensor> tensors, Func<string, string> rename) => tensors.Select(NamedTensor (tensor) => tensor is DoubleTensor doubles
        ? doubles.Renamed(rename(doubles.Name))
        : throw new ContributionException($"The tensor '{tensor.Name}' is not of F64: the state belongs to another job."));
}
