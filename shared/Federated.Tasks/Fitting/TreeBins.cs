using Federated.Computations.Statistics.Quantiles;
using Federated.Learning.Trees;
using Federated.Tasks.Features;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Fitting;

/// <summary>The bins of trees: joint quantiles of the numbers, and the declared values of categories.</summary>
internal sealed class TreeBins
{
    private readonly QuantileStage? _stage;
    private readonly RawTable _raw;
    private readonly int _bins;

    public TreeBins(JobSpec job, RawTable raw, PartRows rows)
    {
        (_raw, _bins) = (raw, job.Model.Bins);
        // Trees do not mind how a number is scaled: their bins are of the number itself, whatever the job's features say.
        if (raw.Fields.Any(field => field.IsNumeric))
            _stage = new QuantileStage("bins", Enumerable.Range(1, _bins - 1).Select(edge => (double)edge / _bins), new PlanColumns(job.Contract, []), rows);
    }

    /// <summary>None when there is no number.</summary>
    public IReadOnlyList<IStage> Stages => _stage is null ? [] : [_stage];

    /// <summary>The bins.</summary>
    public BinMapper Mapper(TaskState state) => new(_raw.Fields.Select(field => field.IsNumeric ? Numerical(_stage!.Of(state), field) : Categorical(field)));

    private ColumnBins Numerical(QuantileState quantiles, ContractField field)
    {
        var edges = new List<float>();
        for (int edge = 1; edge < _bins; edge++)
        {
            float value = (float)quantiles.Of(field.Name, (double)edge / _bins).Value;
            if (float.IsFinite(value) && value < field.Maximum && (edges.Count == 0 || value > edges[^1]))
                edges.Add(value);
        }

        return ColumnBins.Numerical([.. edges]);
    }

    // A column has one code for each category; of more values than codes the first ones are told apart, the others count as missing.
    private static ColumnBins Categorical(ContractField field) => ColumnBins.Categorical([.. Enumerable.Range(0, Math.Min(field.Values.Count, ColumnBins.MaximumBins))]);
}
