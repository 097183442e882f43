using Federated.Computations.NaiveBayes;
using Federated.Computations.Personalisation;
using Federated.Learning.Bayes;
using Federated.Learning.State;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.TwoClass;

/// <summary>Naive Bayes. A partner's own model: the same of its rows alone.</summary>
internal sealed class BayesModel(JobSpec job, FeatureStages features) : ITwoClassModel
{
    private readonly BayesStage _fit = new(job.Contract, features);

    public IReadOnlyList<IStage> Training => [_fit];

    public string? InsteadOfRows => TwoClassTask.ModelsThatDatabasesScore;

    public ITwoClassPredictor Joint(TaskState state) => Predictor(state, _fit.Result(state));

    public ITwoClassPredictor Own(TaskState state, ModelSnapshot own) => Predictor(state, MixedNaiveBayes.FromSnapshot(own));

    public IReadOnlyList<OwnModel> Train(TaskState state, LocalTable training, LocalTable validation, ulong seed)
    {
        ClassifiedRows rows = _fit.Rows(state, training, hasLabels: true);
        var statistics = new MixedClassStatistics(2, _fit.Result(state).Columns);
        statistics.Add(rows.Numbers.Span, rows.Categories.Span, rows.Labels.Span);
        return [new OwnModel(PersonalKind.Local, 0, MixedNaiveBayes.Fit(statistics).ToSnapshot())];
    }

    private BayesPredictor Predictor(TaskState state, MixedNaiveBayes model) =>
        new(model, table => _fit.Rows(state, table, hasLabels: false), [.. _fit.Numbers(state).Select(number => number.Field)], [.. _fit.Categories().Select(field => field.Name)]);
}
