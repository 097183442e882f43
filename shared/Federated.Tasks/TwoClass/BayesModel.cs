using Federated.Computations.NaiveBayes;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>Naive Bayes.</summary>
internal sealed class BayesModel(JobSpec job, FeatureStages features) : ITwoClassModel
{
    private readonly BayesStage _fit = new(job.Contract, features);

    public IReadOnlyList<IStage> Training => [_fit];

    public float[] Probabilities(TaskState state, LocalTable table)
    {
        ClassifiedRows rows = _fit.Rows(state, table, hasLabels: false);
        var both = new float[2 * table.RowCount];
        _fit.Result(state).Predict(rows.Numbers.Span, rows.Categories.Span, both);
        return [.. Enumerable.Range(0, table.RowCount).Select(row => both[(2 * row) + 1])];
    }
}
