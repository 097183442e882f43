using Federated.Computations;
using Federated.Computations.SparseRegression;
using Federated.Learning.Factorization;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Text;

namespace Federated.Tasks.Sentiment;

/// <summary>The exact joint fit of a logistic regression on hashed texts, one gradient sum a round.</summary>
internal sealed class SentimentTraining(FrequencyStage frequencies, int columns, int classes, SparseLogisticOptions options, PartRows rows)
    : Stage<SparseLogisticState, ISparseGradientSums>("training")
{
    public override int MostRounds => options.MaximumRounds;

    /// <summary>Number of classes.</summary>
    public int Classes => classes;

    /// <summary>The joint model.</summary>
    /// <exception cref="TaskStateException">Training has not begun.</exception>
    public SparseLogisticModel Model(TaskState state) => Of(state).Model;

    /// <summary>The same fit of one partner's rows alone.</summary>
    public SparseLogisticModel Alone(TaskState state, LocalTable training)
    {
        TextWeighting weighting = frequencies.Weighting(state);
        var sums = new SparseGradientSums([new SparseLabelledRows(weighting.Rows(TextColumn.Of(training)), TextColumn.Classes(training))]);
        var computation = new FederatedSparseLogistic();
        SparseLogisticState own = SparseLogisticState.Start(columns, classes, options);
        while (!computation.IsDone(own))
            own = OwnRows.Alone(computation, own, sums);
        return own.Model;
    }

    /// <summary>A model of this form from a node's memory.</summary>
    /// <exception cref="ContributionException">The snapshot is none.</exception>
    public SparseLogisticModel Read(ModelSnapshot own) => SparseLogisticModel.FromSnapshot(own, columns, classes == 2 ? 1 : classes);

    /// <summary>The joint model's probabilities, rows × classes, row-major.</summary>
    public double[] Probabilities(TaskState state, LocalTable table) => Probabilities(state, Model(state), table);

    /// <summary>A model's probabilities, rows × classes, row-major.</summary>
    public double[] Probabilities(TaskState state, SparseLogisticModel model, LocalTable table)
    {
        SparseRows texts = frequencies.Weighting(state).Rows(TextColumn.Of(table));
        var probabilities = new double[table.RowCount * classes];
        for (int row = 0; row < table.RowCount; row++)
            model.Probabilities(texts, row, probabilities.AsSpan(row * classes, classes));
        return probabilities;
    }

    protected override IComputation<SparseLogisticState, ISparseGradientSums> Computation(TaskState state) => new FederatedSparseLogistic();

    protected override SparseLogisticState Start(TaskState before) => SparseLogisticState.Start(columns, classes, options);

    protected override SparseLogisticState Read(ModelSnapshot part, TaskState state)
    {
        SparseLogisticState read = SparseLogisticSnapshot.Read(part, columns, classes);
        return read.Options == options ? read : throw new TaskStateException("The snapshot was trained under other options than the job's.");
    }

    protected override ModelSnapshot Write(SparseLogisticState state) => SparseLogisticSnapshot.Write(state);

    protected override ISparseGradientSums Data(TaskState state, TaskData data)
    {
        TextWeighting weighting = frequencies.Weighting(state);
        return new SparseGradientSums(rows.Batches(data.Rows, RowPart.Training)
            .Select(batch => new SparseLabelledRows(weighting.Rows(TextColumn.Of(batch)), TextColumn.Classes(batch))));
    }
}
