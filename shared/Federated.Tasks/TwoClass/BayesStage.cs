using Federated.Computations;
using Federated.Computations.NaiveBayes;
using Federated.Learning.Bayes;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>Naive Bayes, fitted exactly in one round: Gaussian numbers and category counts of each class.</summary>
internal sealed class BayesStage(DataContract contract, FeatureStages features) : Stage<NaiveBayesState, IClassSums>("training")
{
    public override string? InsteadOfRows => null;

    public override int MostRounds => 1;

    /// <summary>The joint model.</summary>
    /// <exception cref="TaskStateException">It is not fitted yet.</exception>
    public MixedNaiveBayes Result(TaskState state) =>
        Of(state) is NaiveBayesComputed computed ? computed.Model : throw new TaskStateException("The model is not fitted yet.");

    /// <summary>Standardised numbers, rows × numeric columns, and category indices, rows × category columns.</summary>
    public ClassifiedRows Rows(TaskState state, LocalTable table, bool hasLabels)
    {
        StandardisedNumber[] numbers = Numbers(state);
        ContractField[] categories = Categories();
        var values = new float[checked(table.RowCount * numbers.Length)];
        for (int column = 0; column < numbers.Length; column++)
            numbers[column].Write(table, values, column, numbers.Length);
        var indices = new int[checked(table.RowCount * categories.Length)];
        for (int column = 0; column < categories.Length; column++)
        {
            ReadOnlySpan<int> cells = table.Categories(categories[column].Name);
            for (int row = 0; row < cells.Length; row++)
                indices[(row * categories.Length) + column] = cells[row];
        }

        return new ClassifiedRows(values, indices, hasLabels ? table.Labels.ToArray().Select(label => (int)label).ToArray() : new int[table.RowCount]);
    }

    protected override IComputation<NaiveBayesState, IClassSums> Computation(TaskState state) => new FederatedNaiveBayes();

    protected override NaiveBayesState Start(TaskState before) => new NaiveBayesRequested(Options(before));

    protected override NaiveBayesState Read(ModelSnapshot part, TaskState state) =>
        part.Tensors.IsEmpty ? new NaiveBayesRequested(Options(state)) : NaiveBayesSnapshot.Read(part, Options(state));

    protected override ModelSnapshot Write(NaiveBayesState state) => state is NaiveBayesComputed computed ? NaiveBayesSnapshot.Write(computed) : new ModelSnapshot([]);

    protected override IClassSums Data(TaskState state, TaskData data) => data.Rows is ISummedRows summed
        ? summed.Classes(new FeaturePlan([.. features.Plan(state).Columns.Where(column => column.Formula is StandardisedNumber)]), [.. Categories().Select(field => field.Name)], RowPart.Training)
        : new ClassifiedBatches(features.Rows.Batches(data.Rows, RowPart.Training).Select(batch => Rows(state, batch, hasLabels: true)));

    /// <summary>The numbers that the model reads.</summary>
    public StandardisedNumber[] Numbers(TaskState state) => [.. features.Plan(state).Columns.Select(column => column.Formula).OfType<StandardisedNumber>()];

    /// <summary>The categories that it reads.</summary>
    public ContractField[] Categories() => [.. contract.Features.Where(field => field.IsCategorical)];

    private FederatedNaiveBayesOptions Options(TaskState state) => new()
    {
        Classes = 2,
        Columns = new MixedColumns(Numbers(state).Length, [.. Categories().Select(field => field.Values.Count)]),
        RowBound = features.RowBound(state),
    };
}
