using System.Collections.Immutable;
using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>State of <see cref="FederatedBoosting"/> and <see cref="FederatedForest"/>: <see cref="TreesWanted"/>, then <see cref="TreesGrowing"/>, then <see cref="TreesGrown"/>.</summary>
public abstract record TreeState
{
    private protected TreeState(BinMapper mapper)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        Mapper = mapper;
    }

    /// <summary>The bins that all nodes agree on, from joint histograms and declared categories.</summary>
    public BinMapper Mapper { get; }
}

/// <summary>Before the first round.</summary>
/// <param name="Mapper">The bins that all nodes agree on.</param>
public sealed record TreesWanted(BinMapper Mapper) : TreeState(Mapper);

/// <summary>While trees are grown.</summary>
public sealed record TreesGrowing : TreeState
{
    internal TreesGrowing(
        BinMapper mapper, long rows, ImmutableArray<double> baseline, ImmutableArray<DecisionTree> trees, ImmutableArray<GrowingTree> growing, ImmutableArray<double> losses)
        : base(mapper)
    {
        (Rows, Baseline, Trees, Growing, ValidationLosses) = (rows, baseline, trees, growing, losses);
    }

    /// <summary>Training rows of all nodes together, at least 1.</summary>
    public long Rows { get; }

    /// <summary>Raw scores before the first tree.</summary>
    public ImmutableArray<double> Baseline { get; }

    /// <summary>Trees that are finished.</summary>
    public ImmutableArray<DecisionTree> Trees { get; }

    /// <summary>Trees that get a level in the next round; empty when only the last trees' validation loss is wanted.</summary>
    public ImmutableArray<GrowingTree> Growing { get; }

    /// <summary>Mean joint validation loss of the baseline and after each round of finished trees, as far as known.</summary>
    public ImmutableArray<double> ValidationLosses { get; }
}

/// <summary>After the last round.</summary>
public sealed record TreesGrown : TreeState
{
    internal TreesGrown(BinMapper mapper, long rows, ImmutableArray<double> baseline, ImmutableArray<DecisionTree> trees, ImmutableArray<double> losses)
        : base(mapper)
    {
        (Rows, Baseline, Trees, ValidationLosses) = (rows, baseline, trees, losses);
    }

    /// <summary>Training rows of all nodes together.</summary>
    public long Rows { get; }

    /// <summary>Raw scores before the first tree.</summary>
    public ImmutableArray<double> Baseline { get; }

    /// <summary>The trees; with early stopping up to the best round.</summary>
    public ImmutableArray<DecisionTree> Trees { get; }

    /// <summary>Mean joint validation loss of the baseline and after each round; empty when no row was held back.</summary>
    public ImmutableArray<double> ValidationLosses { get; }
}
