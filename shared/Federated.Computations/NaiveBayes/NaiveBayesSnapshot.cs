using Federated.Learning.Bayes;
using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Computations.NaiveBayes;

/// <summary>A joint naive Bayes model as a snapshot: that of <see cref="MixedNaiveBayes"/>, read strictly.</summary>
public static class NaiveBayesSnapshot
{
    /// <summary>Writes the result.</summary>
    public static ModelSnapshot Write(NaiveBayesComputed state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Model.ToSnapshot();
    }

    /// <summary>Reads what <see cref="Write"/> wrote under the same options.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a result.</exception>
    public static NaiveBayesComputed Read(ModelSnapshot snapshot, FederatedNaiveBayesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        try
        {
            MixedNaiveBayes model = MixedNaiveBayes.FromSnapshot(snapshot);
            bool fits = model.Classes == options.Classes && model.Columns.Numeric == options.Columns.Numeric
                && model.Columns.CategorySizes.AsSpan().SequenceEqual(options.Columns.CategorySizes.AsSpan());
            return fits
                ? new NaiveBayesComputed(options, model)
                : throw new ContributionException("The state's model has other classes, numbers or categories than the job's; ask for the state again.");
        }
        catch (ModelMismatchException fault)
        {
            throw new ContributionException($"The state is not a naive Bayes model: {fault.Message}", fault);
        }
    }
}
