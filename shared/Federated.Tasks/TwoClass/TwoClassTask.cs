using System.Buffers.Binary;
using Federated.Computations;
using Federated.Computations.Averaging;
using Federated.Computations.Evaluation;
using Federated.Computations.Statistics;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Features;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>
/// Predicts a label of two classes. Three stages, each a joint computation over the one secure sum: statistics of the training rows (one round) fix the
/// encoding; federated averaging trains the model (the job's number of rounds); evaluation (one round) measures it on everybody's held-out rows.
/// </summary>
internal sealed class TwoClassTask(JobSpec job) : IJointTask
{
    private readonly TableColumns _columns = FeatureEncoder.ColumnsOf(job.Contract);
    private readonly FederatedStatistics _statistics = new();
    private readonly BinaryCrossEntropy _loss = new();

    public ModelSnapshot Begin() => Write(new StatisticsWanted());

    public ContributionSpec Specify(ModelSnapshot state) => Read(state) switch
    {
        StatisticsWanted => _statistics.Specify(new StatisticsRequested(_columns)),
        ModelInTraining training => Averaging(training).Specify(Step(training)),
        ModelTrained trained and not ModelEvaluated => Evaluation(trained).Specify(Question(trained)),
        _ => throw NoRoundLeft(),
    };

    public void Contribute(ModelSnapshot state, TaskData data, Contribution into)
    {
        var (training, test) = TrainTestSplit.Split(data.Table, job.Evaluation.TestFraction);
        switch (Read(state))
        {
            case StatisticsWanted:
                _statistics.Contribute(new StatisticsRequested(_columns), FeatureEncoder.BatchOf(training), into);
                break;
            case ModelInTraining step:
                Averaging(step).Contribute(Step(step), new AveragingData(Encode(step.Statistics, training), data.Seed), into);
                break;
            case ModelTrained trained and not ModelEvaluated:
                Evaluation(trained).Contribute(Question(trained), Encode(trained.Statistics, test), into);
                break;
            default:
                throw NoRoundLeft();
        }
    }

    public ModelSnapshot Apply(ModelSnapshot state, SecureSum sum) => Write(Next(Read(state), sum));

    public bool IsDone(ModelSnapshot state) => Read(state).Stage == TwoClassStage.Done;

    public TaskProgress Describe(ModelSnapshot state)
    {
        var read = Read(state);
        var total = job.Training.Rounds + 2;
        return read switch
        {
            ModelInTraining training => new TaskProgress("training", 1 + training.Round, total, training.Statistics.Rows, null),
            ModelEvaluated evaluated => new TaskProgress("done", total, total, evaluated.Statistics.Rows, evaluated.Quality),
            ModelTrained trained => new TaskProgress("evaluation", total - 1, total, trained.Statistics.Rows, null),
            _ => new TaskProgress("statistics", 0, total, 0, null),
        };
    }

    public float[] Score(ModelSnapshot state, LocalTable table)
    {
        var (statistics, parameters) = Read(state) switch
        {
            ModelInTraining training => (training.Statistics, training.Model),
            ModelTrained trained => (trained.Statistics, trained.Model),
            _ => throw new TaskStateException("The snapshot holds no model yet: its job has only begun."),
        };
        var encoder = new FeatureEncoder(job.Contract, statistics);
        var model = Architecture(encoder.Names.Count).Create(0);
        model.Restore(parameters);
        var scores = Predictor.Logits(model, encoder.Encode(table));
        for (var row = 0; row < scores.Length; row++)
            scores[row] = (float)(1 / (1 + Math.Exp(-scores[row])));
        return scores;
    }

    private TwoClassState Next(TwoClassState state, SecureSum sum)
    {
        switch (state)
        {
            case StatisticsWanted:
                var statistics = ((StatisticsComputed)_statistics.Apply(new StatisticsRequested(_columns), sum)).Result;
                var inputs = new FeatureEncoder(job.Contract, statistics).Names.Count;
                if (inputs == 0)
                    throw new TaskStateException("No feature of the contract varies over the partners' rows, so there is nothing to learn from. Add fields to the contract.");
                return new ModelInTraining(statistics, Architecture(inputs).Create(InitialSeed()).Capture(), 0);
            case ModelInTraining step:
                var averaging = Averaging(step);
                var next = averaging.Apply(Step(step), sum);
                return averaging.IsDone(next) ? new ModelTrained(step.Statistics, next.Global) : step with { Model = next.Global, Round = next.Round };
            case ModelTrained trained and not ModelEvaluated:
                return new ModelEvaluated(trained.Statistics, trained.Model, ((EvaluationComputed)Evaluation(trained).Apply(Question(trained), sum)).Result);
            default:
                throw NoRoundLeft();
        }
    }

    private PerceptronArchitecture Architecture(int inputs) => new() { InputSize = inputs, HiddenSizes = job.Model.Hidden, Dropout = (float)job.Model.Dropout };

    private PerceptronArchitecture Architecture(TableStatistics statistics) => Architecture(new FeatureEncoder(job.Contract, statistics).Names.Count);

    private FederatedAveraging Averaging(ModelInTraining state) => new(Architecture(state.Statistics), _loss);

    private FederatedEvaluation Evaluation(ModelTrained state) => new(Architecture(state.Statistics));

    private static EvaluationRequested Question(ModelTrained state) => new(state.Model, new EvaluationOptions());

    private AveragingState Step(ModelInTraining state) => new(
        state.Model,
        new AveragingOptions
        {
            Rounds = job.Training.Rounds,
            ClipNorm = job.Training.ClipNorm,
            Bits = job.Quantisation.Bits,
            Local = new TrainerOptions
            {
                Epochs = job.Training.LocalEpochs,
                BatchSize = job.Training.BatchSize,
                LearningRate = (float)job.Training.LearningRate,
                WeightDecay = (float)job.Training.WeightDecay,
            },
        },
        state.Statistics.Rows, state.Round);

    private LabelledRows Encode(TableStatistics statistics, LocalTable table)
    {
        var encoder = new FeatureEncoder(job.Contract, statistics);
        return new LabelledRows(encoder.Encode(table), encoder.Names.Count, table.Labels.ToArray());
    }

    // Public and the same for everybody: the first parameters carry no information.
    private ulong InitialSeed() => BinaryPrimitives.ReadUInt64LittleEndian(job.Hash());

    // A state comes from the other side as often as not: whatever leaves here fits the job in every shape and range.
    private TwoClassState Read(ModelSnapshot snapshot)
    {
        var state = TwoClassStateFormat.Read(snapshot, job.Task, _columns);
        switch (state)
        {
            case ModelInTraining training when training.Round >= job.Training.Rounds:
                throw new TaskStateException($"The snapshot is after {training.Round} rounds of training; the job has {job.Training.Rounds}.");
            case ModelInTraining training:
                RequireFit(training.Statistics, training.Model);
                break;
            case ModelTrained trained:
                RequireFit(trained.Statistics, trained.Model);
                break;
        }

        return state;
    }

    private void RequireFit(TableStatistics statistics, ModelSnapshot model)
    {
        if (statistics.Rows < 1)
            throw new TaskStateException("The snapshot's statistics are of no rows, so nothing can have been trained on them.");
        try
        {
            Architecture(statistics).Create(0).Restore(model);
        }
        catch (Exception mismatch) when (mismatch is ModelMismatchException or ArgumentException)
        {
            throw new TaskStateException($"The snapshot's model does not fit this job: {mismatch.Message}", mismatch);
        }
    }

    private static TaskStateException NoRoundLeft() => new("The job is done: no round is left.");

    private ModelSnapshot Write(TwoClassState state) => TwoClassStateFormat.Write(state, job.Task);
}
